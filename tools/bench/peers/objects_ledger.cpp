#include "tools/bench/peers/objects_ledger.hpp"

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

}  // namespace

void Ledger::enter(Component component, double amount, double eu_share, Payer other) {
  Parts& part = part_[static_cast<std::size_t>(component)];
  part.fill(0);
  part[static_cast<std::size_t>(Payer::eu)] = amount * eu_share;
  part[static_cast<std::size_t>(other)] += amount * (1 - eu_share);
}

void Ledger::account(ObjectWorld& world) {
  CostParameters<double> const& p = world.p().cost;
  account_missions(world);
  account_disputes(world);
  account_transport(world);
  account_countries(world);
  enter(Component::migration, p.crossing_cost * std::max(0.0, world.outside.crossings.next - 1),
        p.eu_share[share_migration], Payer::region);  // (K10)
  crisis = 0;
  for (int k = 0; k < crisis_components; ++k) crisis += eu(static_cast<Component>(k));
}

void Ledger::account_missions(ObjectWorld& world) {
  Parts baseline{};
  Parts after_war{};
  Parts surge{};
  for (auto const& mission : world.missions) {
    double const mandated = mission->mandated(world);
    double const above = std::max(0.0, mission->strength.next - mandated);
    double const legacy = std::min(above, mission->legacy.next);
    for (int k = 0; k < payers; ++k) {
      double const share = mission->facts.payer_share[k];
      baseline[k] += mandated * mission->facts.cost_per_person_year / 12 * share;             // (K1)
      after_war[k] += legacy * mission->facts.cost_per_person_year / 12 * share;              // (K2)
      surge[k] += (above - legacy) * mission->facts.surge_cost_per_person_year / 12 * share;  // (K3)
    }
  }
  part_[static_cast<std::size_t>(Component::mission_baseline)] = baseline;
  part_[static_cast<std::size_t>(Component::post_conflict)] = after_war;
  part_[static_cast<std::size_t>(Component::mission_surge)] = surge;
}

void Ledger::account_disputes(ObjectWorld& world) {
  CostParameters<double> const& p = world.p().cost;
  double mediation = p.mediation_lever * world.levers().mediation / 12;
  double stabilisation = 0;
  for (auto const& dispute : world.disputes) {
    auto const level = static_cast<std::size_t>(dispute->level.next);
    double const talks = dispute->facts.weight * p.mediation_cost[level];
    double const aid = dispute->facts.weight * p.stabilisation_cost[level];
    mediation += talks;
    stabilisation += aid;
    by_dispute[dispute->index] = talks * p.eu_share[share_mediation] + aid * p.eu_share[share_stabilisation];
  }
  enter(Component::mediation, mediation, p.eu_share[share_mediation], Payer::nato);              // (K4)
  enter(Component::stabilisation, stabilisation, p.eu_share[share_stabilisation], Payer::nato);  // (K5)
}

void Ledger::account_transport(ObjectWorld& world) {
  CostParameters<double> const& p = world.p().cost;
  double closed = 0;
  double total = 0;
  for (auto const& segment : world.segments) {
    if (segment->facts.country < 0) continue;
    double const capacity_km = segment->facts.capacity * segment->facts.km;
    closed += capacity_km * world.countries[segment->facts.country]->closure_at_end(world);
    total += capacity_km;
  }
  double const lost = total > 0 ? closed / total : 0;
  double const delay = std::max(0.0, world.transit_hours - world.transit_reference) / 24;
  enter(Component::disruption, p.corridor_trade_value * world.region().corridor_count() * lost,
        p.eu_share[share_disruption], Payer::region);  // (K6)
  enter(Component::readiness_delay, p.delay_value * delay * world.outside.war_intensity.next,
        p.eu_share[share_readiness], Payer::region);  // (K7)
}

void Ledger::account_countries(ObjectWorld& world) {
  CostParameters<double> const& p = world.p().cost;
  ScalarLevers<double> const& levers = world.levers();
  std::vector<double> built(world.countries.size());
  for (auto const& segment : world.segments) {
    if (segment->facts.country >= 0) built[segment->facts.country] += segment->money;
  }
  double misinvestment = 0;
  double leakage = 0;
  double policy = levers.infrastructure + p.officer_year * levers.frontex_officers +
                  p.safeguards_lever * (levers.verification + levers.audit + levers.coordination);
  for (auto const& country : world.countries) {
    int const i = country->index;
    double const given = levers.capacity_building[i] + levers.resilience_aid[i] + country->safe_money(world);
    double const lost = country->leakage_eu * (given + built[i]) / 12;
    double const open_doors = (levers.access_governance[i] + levers.access_industry[i]) / 2;
    double const exposed = p.leak_value * country->information_leakage * open_doors * country->access.now;
    policy += given;
    misinvestment += lost;
    leakage += exposed;
    by_country[i] = lost * p.eu_share[share_misinvestment] + exposed * p.eu_share[share_leakage];
  }
  enter(Component::misinvestment, misinvestment, p.eu_share[share_misinvestment], Payer::region);  // (K8)
  enter(Component::leakage, leakage, p.eu_share[share_leakage], Payer::region);                    // (K9)
  enter(Component::policy, policy / 12, 1, Payer::region);                                         // (K11)
}

}  // namespace detente::bench
