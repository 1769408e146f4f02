#include "models/cost.hpp"

#include "engine/core/calendar.hpp"
#include "engine/core/instances.hpp"
#include "models/crisis_load.hpp"
#include "models/industry.hpp"

#include <limits>

namespace detente {
namespace {

constexpr double hours_per_day = 24.0;

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

template <class Real, int L>
auto& of(MonthCost<Real, L>& cost, Component component) {
  return cost.part[static_cast<std::size_t>(component)];
}

}  // namespace

template <class Real, int L>
Cost<Real, L>::Cost(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.cost),
      industry_(setup.parameters.industry),
      closure_(setup.parameters.mobility.closure),
      transit_reference_(reference.derived.transit_hours),
      strength_reference_(reference.state.strength),
      weight_(setup.per_dispute(&Dispute::weight)),
      relative_gdp_(relative_gdp(setup)),
      exposure_(exposures(setup)) {
  for (int m = 0; m < setup.region.mission_count(); ++m) {
    auto const pick = [&](auto value) { return setup.pick([&](Region const& r) { return value(r.missions[m]); }); };
    MissionPrice price{pick([](Mission const& x) { return x.cost_per_person_year; }),
                       pick([](Mission const& x) { return x.surge_cost_per_person_year; }),
                       {}};
    for (int k = 0; k < payers; ++k) price.share[k] = pick([k](Mission const& x) { return x.payer_share[k]; });
    price_.push_back(price);
  }
  P total = P::Constant(std::numeric_limits<Real>::min());
  for (int r = 0; r < setup.region.segment_count(); ++r) {
    bool const inside = setup.region.transport.segments[r].country >= 0;
    P const capacity_km =
        setup.pick([&](Region const& g) { return g.transport.segments[r].capacity * g.transport.segments[r].km; });
    capacity_km_.push_back(inside ? capacity_km : P(P::Zero()));
    total += capacity_km_.back();
  }
  for (P& part : capacity_km_) part /= total;
}

template <class Real, int L>
typename Cost<Real, L>::P Cost<Real, L>::discount(int month) const {
  return exponential(p_.discount_rate * static_cast<Real>(-month * dt_years));
}

template <class Real, int L>
typename Cost<Real, L>::Parts Cost<Real, L>::split(P const& amount, P const& eu_share, Payer other) const {
  Parts parts;
  parts.fill(P::Zero());
  parts[static_cast<std::size_t>(Payer::eu)] = amount * eu_share;
  parts[static_cast<std::size_t>(other)] += amount * (static_cast<Real>(1) - eu_share);
  return parts;
}

template <class Real, int L>
void Cost<Real, L>::operator()(Month<Real, L> const& month, State<Real, L> const& next,
                               MonthCost<Real, L>& cost) const {
  missions(month, next, cost);
  disputes(month, next, cost);
  transport(month, next, cost);
  countries(month, cost);
  P const above_start = (next.crossings - static_cast<Real>(1)).max(static_cast<Real>(0));
  of(cost, Component::migration) =
      split(p_.crossing_cost * above_start, p_.eu_share[share_migration], Payer::region);  // (K10)
  of(cost, Component::policy) = split(policy(month), P::Ones(), Payer::region);
  cost.crisis = P::Zero();
  for (int k = 0; k < components; ++k) {
    cost.eu[k] = cost.part[k][static_cast<std::size_t>(Payer::eu)];
    if (k < crisis_components) cost.crisis += cost.eu[k];
  }
}

template <class Real, int L>
void Cost<Real, L>::missions(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const {
  auto& baseline = of(cost, Component::mission_baseline);
  auto& after_war = of(cost, Component::post_conflict);
  auto& surge = of(cost, Component::mission_surge);
  for (auto* parts : {&baseline, &after_war, &surge}) parts->fill(P::Zero());
  constexpr Real none = static_cast<Real>(0);
  for (int m = 0; m < setup_.region.mission_count(); ++m) {
    MissionPrice const& price = price_[m];
    P const mandated = month.levers.missions[m] * strength_reference_[m];
    P const above = (next.strength[m] - mandated).max(none);
    P const legacy = above.min(next.legacy[m]);
    P const month_price = price.person_year / static_cast<Real>(months_per_year);
    P const surge_price = price.surge_person_year / static_cast<Real>(months_per_year);
    for (int k = 0; k < payers; ++k) {
      baseline[k] += mandated * month_price * price.share[k];       // (K1)
      after_war[k] += legacy * month_price * price.share[k];        // (K2)
      surge[k] += (above - legacy) * surge_price * price.share[k];  // (K3)
    }
  }
}

template <class Real, int L>
void Cost<Real, L>::disputes(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const {
  P mediation = p_.mediation_lever * month.levers.mediation / static_cast<Real>(months_per_year);
  P stabilisation = P::Zero();
  for (int d = 0; d < setup_.region.dispute_count(); ++d) {
    P const talks = weight_[d] * at_level(p_.mediation_cost, next.level[d]);
    P const aid = weight_[d] * at_level(p_.stabilisation_cost, next.level[d]);
    mediation += talks;
    stabilisation += aid;
    cost.by_dispute[d] = talks * p_.eu_share[share_mediation] + aid * p_.eu_share[share_stabilisation];
  }
  of(cost, Component::mediation) = split(mediation, p_.eu_share[share_mediation], Payer::nato);              // (K4)
  of(cost, Component::stabilisation) = split(stabilisation, p_.eu_share[share_stabilisation], Payer::nato);  // (K5)
}

template <class Real, int L>
typename Cost<Real, L>::P Cost<Real, L>::closed_share(State<Real, L> const& next) const {
  Scratch<Real, L> const closure = closures<Real, L>(setup_.region, exposure_, closure_, next.level);
  P closed = P::Zero();
  for (int r = 0; r < setup_.region.segment_count(); ++r) {
    int const country = setup_.region.transport.segments[r].country;
    if (country >= 0) closed += capacity_km_[r] * closure[country];
  }
  return closed;
}

template <class Real, int L>
void Cost<Real, L>::transport(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const {
  P const corridors = P::Constant(static_cast<Real>(setup_.region.corridor_count()));
  P const trade = p_.corridor_trade_value * corridors * closed_share(next);
  P const delay =
      (month.derived.transit_hours - transit_reference_).max(static_cast<Real>(0)) / static_cast<Real>(hours_per_day);
  P const readiness = p_.delay_value * delay * next.war_intensity;
  of(cost, Component::disruption) = split(trade, p_.eu_share[share_disruption], Payer::region);          // (K6)
  of(cost, Component::readiness_delay) = split(readiness, p_.eu_share[share_readiness], Payer::region);  // (K7)
}

template <class Real, int L>
void Cost<Real, L>::countries(Month<Real, L> const& month, MonthCost<Real, L>& cost) const {
  Region const& region = setup_.region;
  Scratch<Real, L> spent(region.countries.size());
  for (int i = 0; i < region.country_count(); ++i) {
    P const safe = safe_money(industry_, relative_gdp_[i], month.now, month.levers, i);
    spent[i] = month.levers.capacity_building[i] + month.levers.resilience_aid[i] + safe;
  }
  for (int r = 0; r < region.segment_count(); ++r) {
    int const country = region.transport.segments[r].country;
    if (country >= 0) spent[country] += month.derived.segment_money[r];
  }
  P misinvestment = P::Zero();
  P leakage = P::Zero();
  for (int i = 0; i < region.country_count(); ++i) {
    P const lost = month.derived.leakage_eu[i] * spent[i] / static_cast<Real>(months_per_year);
    P const open_doors = (month.levers.access_governance[i] + month.levers.access_industry[i]) * static_cast<Real>(0.5);
    P const exposed = p_.leak_value * month.derived.information_leakage[i] * open_doors * month.now.access[i];
    misinvestment += lost;
    leakage += exposed;
    cost.by_country[i] = lost * p_.eu_share[share_misinvestment] + exposed * p_.eu_share[share_leakage];
  }
  of(cost, Component::misinvestment) = split(misinvestment, p_.eu_share[share_misinvestment], Payer::region);  // (K8)
  of(cost, Component::leakage) = split(leakage, p_.eu_share[share_leakage], Payer::region);                    // (K9)
}

template <class Real, int L>
typename Cost<Real, L>::P Cost<Real, L>::policy(Month<Real, L> const& month) const {
  Levers<Real, L> const& levers = month.levers;
  P yearly = levers.infrastructure + p_.officer_year * levers.frontex_officers;
  yearly += p_.safeguards_lever * (levers.verification + levers.audit + levers.coordination);
  for (int i = 0; i < setup_.region.country_count(); ++i) {
    yearly += levers.capacity_building[i] + levers.resilience_aid[i];
    yearly += safe_money(industry_, relative_gdp_[i], month.now, levers, i);
  }
  return yearly / static_cast<Real>(months_per_year);  // (K11)
}

#define DETENTE_INSTANCE(Real, L) template class Cost<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
