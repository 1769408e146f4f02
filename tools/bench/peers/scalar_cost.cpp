// Cost of a month: section 2.14.
#include "tools/bench/peers/scalar_world.hpp"

namespace detente::bench {
namespace {

// Positions in CostParameters::eu_share.
enum EuShare {
  share_mediation,
  share_stabilisation,
  share_disruption,
  share_readiness,
  share_misinvestment,
  share_leakage,
  share_migration
};

void set_part(ScalarCost& cost, Component component, double amount, double eu_share, Payer other) {
  std::array<double, payers>& part = cost.part[static_cast<std::size_t>(component)];
  part.fill(0);
  part[static_cast<std::size_t>(Payer::eu)] = amount * eu_share;
  part[static_cast<std::size_t>(other)] += amount * (1 - eu_share);
}

template <class Real>
void account_missions(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real> const& next,
                      ScalarCost& cost) {
  auto& baseline = cost.part[static_cast<std::size_t>(Component::mission_baseline)];
  auto& after_war = cost.part[static_cast<std::size_t>(Component::post_conflict)];
  auto& surge = cost.part[static_cast<std::size_t>(Component::mission_surge)];
  for (auto* part : {&baseline, &after_war, &surge}) part->fill(0);
  for (int m = 0; m < world.place.missions; ++m) {
    Real const mandated = month.levers.missions[m] * world.reference.strength[m];
    Real const above = std::max(next.strength[m] - mandated, Real(0));
    Real const legacy = std::min(above, next.legacy[m]);
    std::array<double, payers> const& share = world.place.region.missions[m].payer_share;
    for (int k = 0; k < payers; ++k) {
      baseline[k] += static_cast<double>(mandated * world.place.person_month[m]) * share[k];             // (K1)
      after_war[k] += static_cast<double>(legacy * world.place.person_month[m]) * share[k];              // (K2)
      surge[k] += static_cast<double>((above - legacy) * world.place.surge_person_month[m]) * share[k];  // (K3)
    }
  }
}

template <class Real>
void account_disputes(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real> const& next,
                      ScalarCost& cost) {
  CostParameters<Real> const& p = world.p.cost;
  ScalarPlace<Real> const& place = world.place;
  Real mediation = p.mediation_lever * month.levers.mediation / 12;
  Real stabilisation = 0;
  std::vector<double>& closure = cost.closure;
  std::fill(closure.begin(), closure.end(), 0.0);
  for (int d = 0; d < place.disputes; ++d) {
    int const level = next.level[d];
    Real const talks = place.weight[d] * p.mediation_cost[level];
    Real const aid = place.weight[d] * p.stabilisation_cost[level];
    mediation += talks;
    stabilisation += aid;
    cost.by_dispute[d] = talks * p.eu_share[share_mediation] + aid * p.eu_share[share_stabilisation];
    Real const here = world.p.mobility.closure[level];
    if (here == 0) continue;
    for (auto const& [country, exposure] : place.exposed[d])
      closure[country] = std::max(closure[country], static_cast<double>(exposure * here));
  }
  double closed = 0;
  for (int i = 0; i < place.countries; ++i) closed += closure[i] * place.capacity_km_of_country[i];
  double const trade = p.corridor_trade_value * place.corridors * closed;
  set_part(cost, Component::mediation, mediation, p.eu_share[share_mediation], Payer::nato);              // (K4)
  set_part(cost, Component::stabilisation, stabilisation, p.eu_share[share_stabilisation], Payer::nato);  // (K5)
  set_part(cost, Component::disruption, trade, p.eu_share[share_disruption], Payer::region);              // (K6)
}

template <class Real>
void account_countries(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarCost& cost) {
  CostParameters<Real> const& p = world.p.cost;
  ScalarPlace<Real> const& place = world.place;
  ScalarLevers<Real> const& levers = month.levers;
  std::vector<double>& spent = cost.spent;
  double yearly = levers.infrastructure + p.officer_year * levers.frontex_officers +
                  p.safeguards_lever * (levers.verification + levers.audit + levers.coordination);
  for (int i = 0; i < place.countries; ++i) {
    spent[i] = levers.capacity_building[i] + levers.resilience_aid[i] + month.derived.safe[i];
    yearly += spent[i];
  }
  for (int r = 0; r < place.segments; ++r) {
    int const country = place.segment_country[r];
    if (country >= 0) spent[country] += month.derived.segment_money[r];
  }
  double misinvestment = 0;
  double leakage = 0;
  for (int i = 0; i < place.countries; ++i) {
    double const lost = month.derived.leakage_eu[i] * spent[i] / 12;
    Real const open_doors = (levers.access_governance[i] + levers.access_industry[i]) / 2;
    Real const exposed = p.leak_value * month.derived.information_leakage[i] * open_doors * month.now.access[i];
    misinvestment += lost;
    leakage += exposed;
    cost.by_country[i] = lost * p.eu_share[share_misinvestment] + exposed * p.eu_share[share_leakage];
  }
  set_part(cost, Component::misinvestment, misinvestment, p.eu_share[share_misinvestment], Payer::region);  // (K8)
  set_part(cost, Component::leakage, leakage, p.eu_share[share_leakage], Payer::region);                    // (K9)
  set_part(cost, Component::policy, yearly / 12, 1, Payer::region);                                         // (K11)
}

}  // namespace

template <class Real>
void account(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real> const& next,
             ScalarCost& cost) {
  CostParameters<Real> const& p = world.p.cost;
  account_missions(world, month, next, cost);
  account_disputes(world, month, next, cost);
  account_countries(world, month, cost);
  Real const delay = std::max(month.derived.transit_hours - world.reference_derived.transit_hours, Real(0)) / 24;
  Real const above_start = std::max(next.crossings - 1, Real(0));
  set_part(cost, Component::readiness_delay, p.delay_value * delay * next.war_intensity, p.eu_share[share_readiness],
           Payer::region);  // (K7)
  set_part(cost, Component::migration, p.crossing_cost * above_start, p.eu_share[share_migration],
           Payer::region);  // (K10)
  cost.crisis = 0;
  for (int k = 0; k < crisis_components; ++k) cost.crisis += cost.part[k][static_cast<std::size_t>(Payer::eu)];
}

template void account(ScalarWorld<double> const&, ScalarMonth<double> const&, ScalarState<double> const&, ScalarCost&);
template void account(ScalarWorld<float> const&, ScalarMonth<float> const&, ScalarState<float> const&, ScalarCost&);

}  // namespace detente::bench
