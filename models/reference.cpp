#include "models/reference.hpp"

#include "engine/core/instances.hpp"
#include "models/contributions.hpp"
#include "models/drivers.hpp"

#include <limits>

namespace detente {
namespace {

template <class Real, int L>
void set_world(Setup<Real, L> const& setup, State<Real, L>& state) {
  using P = Pack<Real, L>;
  DriversParameters<P> const& p = setup.base.drivers;
  int const regime = static_cast<int>(setup.region.us_regime);
  state.us_regime = P::Constant(static_cast<Real>(regime));
  state.us_attention = p.us_levels[regime];
  state.war_intensity = setup.pick([](Region const& r) { return r.war_intensity; });
  state.shock = rho(p.shock_rate) * p.shock_mean / rho(p.shock_decay);  // (0a)
  state.crossings = setup.pick([](Region const& r) { return r.crossings; });
  P crises = P::Zero();
  for (Dispute const& dispute : setup.region.disputes) {
    auto const index = static_cast<std::size_t>(&dispute - setup.region.disputes.data());
    crises += setup.pick([&](Region const& r) { return r.disputes[index].weight * r.disputes[index].usual_level / 5; });
  }
  state.eu_bandwidth = free_bandwidth(p, crises, state.war_intensity, state.shock);  // (0c)
}

template <class Real, int L>
void set_countries(Setup<Real, L> const& setup, State<Real, L>& state) {
  using P = Pack<Real, L>;
  Region const& region = setup.region;
  ContributionsParameters<P> const& p = setup.base.contributions;
  Field<Real, L> const full = full_deployment(setup, p);
  P const election_fade = rho(setup.base.drivers.election_decay);
  for (int i = 0; i < region.country_count(); ++i) {
    auto const pick = [&](auto value) { return setup.pick([&](Region const& r) { return value(r.countries[i]); }); };
    state.cooperate[i] = pick([](Country const& c) { return c.stance[0]; });
    state.hedge[i] = pick([](Country const& c) { return c.stance[1]; });
    state.defy[i] = pick([](Country const& c) { return c.stance[2]; });
    state.oversight[i] = pick([](Country const& c) { return c.oversight; });
    state.capture[i] = pick([](Country const& c) { return c.capture; });
    state.alignment[i] = pick([](Country const& c) { return c.alignment; });
    state.trust[i] = pick([](Country const& c) { return c.trust; });
    state.resilience[i] = pick([](Country const& c) { return c.resilience; });
    state.fragmentation[i] = pick([](Country const& c) { return c.fragmentation; });
    state.stability[i] = pick([](Country const& c) { return c.stability; });
    P const campaigns = pick(
        [](Country const& c) { return 1.0 / c.election_period + c.early_election * (1 - c.stability) * dt_years; });
    state.campaign[i] = (campaigns / election_fade).min(static_cast<Real>(1));  // (0b)
    state.spending[i] = P::Ones();
    state.contract[i] = P::Constant(static_cast<Real>(region.countries[i].contract));
    state.peacekeepers[i] = pick([&](Country const& c) { return c.peacekeepers.at(region.start); });
    P const gain = p.exp_gain * state.peacekeepers[i] / full[i];
    state.experience[i] = gain / (gain + p.exp_decay).max(std::numeric_limits<Real>::min());  // (0d)
    P const equipment = pick([](Country const& c) { return c.equipment_share * c.spending_share * c.gdp; });
    for (int s = 0; s < region.supplier_count(); ++s) {
      state.stock[i * region.supplier_count() + s] =
          equipment * pick([s](Country const& c) { return c.stock_shares[s] * c.stock_years; });
    }
    for (int q = 0; q < region.product_count(); ++q) {
      state.industry[i * region.product_count() + q] = pick([q](Country const& c) { return c.industry[q]; });
    }
    for (int e = 0; e < region.adversary_count(); ++e) {
      int const at = e * region.country_count() + i;
      state.pressure[at] = setup.pick([&](Region const& r) { return r.adversary(e).pressure[i]; });
      state.dependence[at] = setup.pick([&](Region const& r) { return r.adversary(e).dependence[i]; });
    }
  }
}

template <class Real, int L>
void set_rest(Setup<Real, L> const& setup, State<Real, L>& state) {
  Region const& region = setup.region;
  for (int q = 0; q < region.pair_count(); ++q)
    state.mistrust[q] = setup.pick([&](Region const& r) { return r.pairs[q].mistrust; });
  state.tension = setup.per_dispute(&Dispute::tension);
  state.level = setup.per_dispute(&Dispute::usual_level);
  state.recency = setup.per_dispute(&Dispute::usual_recency);
  state.settlement = setup.per_dispute(&Dispute::settlement);
  for (int m = 0; m < region.mission_count(); ++m)
    state.strength[m] = setup.pick([&](Region const& r) { return r.missions[m].strength; });
  for (int k = 0; k < region.segment_count(); ++k) {
    state.quality[k] = setup.pick([&](Region const& r) { return r.transport.segments[k].quality; });
  }
}

/// The start: the reference with the levels of today, and what the experiment has moved.
template <class Real, int L>
State<Real, L> start_of(Setup<Real, L> const& setup, State<Real, L> const& reference) {
  State<Real, L> start = reference;
  start.level = setup.per_dispute(&Dispute::level);
  start.recency = setup.per_dispute(&Dispute::recency);
  Shift const& shift = setup.scenario.shift;
  auto const move = [](Field<Real, L>& field, std::vector<double> const& by) {
    for (std::size_t i = 0; i < by.size(); ++i) field[i] = clip01(field[i] + static_cast<Real>(by[i]));
  };
  move(start.oversight, shift.oversight);
  move(start.capture, shift.capture);
  move(start.alignment, shift.alignment);
  move(start.trust, shift.trust);
  move(start.resilience, shift.resilience);
  move(start.fragmentation, shift.fragmentation);
  move(start.stability, shift.stability);
  move(start.quality, shift.quality);
  move(start.settlement, shift.settlement);
  for (std::size_t m = 0; m < shift.strength.size(); ++m)
    start.strength[m] = (start.strength[m] + static_cast<Real>(shift.strength[m])).max(static_cast<Real>(0));
  follow_paths(setup.scenario.follow, setup.region.start, start);
  return start;
}

}  // namespace

template <class Real, int L>
Reference<Real, L> make_reference(Setup<Real, L> const& setup, Conditions<Real, L> const& conditions,
                                  Levers<Real, L> const& levers) {
  using Felt = typename Conditions<Real, L>::Levels;
  State<Real, L> state(setup.region);
  set_world(setup, state);
  set_countries(setup, state);
  set_rest(setup, state);
  Derived<Real, L> derived(setup.region);
  conditions.derive(setup.base, state, levers, Felt::usual, 0, derived);
  for (std::size_t i = 0; i < state.access.size(); ++i)
    state.access[i] = derived.offer[i] * derived.eligibility[i];  // (0d)
  conditions.derive(setup.base, state, levers, Felt::usual, 0, derived);
  derived.perceived_cost = setup.per_dispute(&Dispute::escalation_cost);
  State<Real, L> const start = start_of(setup, state);
  return {state, derived, levers, start};
}

#define DETENTE_INSTANCE(Real, L) \
  template Reference<Real, L> make_reference(Setup<Real, L> const&, Conditions<Real, L> const&, Levers<Real, L> const&);
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
