// The reference and the start of the runs: section 1.3.
#include "tools/bench/peers/scalar_reference.hpp"

#include "tools/bench/peers/scalar_math.hpp"

#include <limits>

namespace detente::bench {
namespace {

template <class Real>
void set_world(Region const& region, DriversParameters<Real> const& p, ScalarState<Real>& state) {
  state.us_regime = static_cast<int>(region.us_regime);
  state.us_attention = p.us_levels[state.us_regime];
  state.war_intensity = static_cast<Real>(region.war_intensity);
  state.shock = rho(p.shock_rate) * p.shock_mean / rho(p.shock_decay);  // (0a)
  state.crossings = static_cast<Real>(region.crossings);
  double crises = 0;
  for (Dispute const& dispute : region.disputes) crises += dispute.weight * dispute.usual_level / 5;
  Real const drain = p.bandwidth_drain_level * static_cast<Real>(crises) + p.bandwidth_drain_war * state.war_intensity +
                     p.bandwidth_drain_shock * state.shock;
  state.eu_bandwidth = clip01(1 - drain);  // (0c)
}

template <class Real>
void set_country(Region const& region, Parameters<Real> const& p, int i, ScalarState<Real>& state) {
  Country const& c = region.countries[i];
  state.cooperate[i] = static_cast<Real>(c.stance[0]);
  state.hedge[i] = static_cast<Real>(c.stance[1]);
  state.defy[i] = static_cast<Real>(c.stance[2]);
  state.oversight[i] = static_cast<Real>(c.oversight);
  state.capture[i] = static_cast<Real>(c.capture);
  state.alignment[i] = static_cast<Real>(c.alignment);
  state.trust[i] = static_cast<Real>(c.trust);
  state.resilience[i] = static_cast<Real>(c.resilience);
  state.fragmentation[i] = static_cast<Real>(c.fragmentation);
  state.stability[i] = static_cast<Real>(c.stability);
  double const campaigns = 1.0 / c.election_period + c.early_election * (1 - c.stability) / 12;
  state.campaign[i] = std::min(static_cast<Real>(campaigns) / rho(p.drivers.election_decay), Real(1));  // (0b)
  state.spending[i] = 1;
  state.contract[i] = c.contract;
  state.peacekeepers[i] = static_cast<Real>(c.peacekeepers.at(region.start));
  ContributionsParameters<Real> const& con = p.contributions;
  Real const full = con.n_ref_per_million * static_cast<Real>(c.population / 1e6);
  Real const gain = con.exp_gain * state.peacekeepers[i] / full;
  state.experience[i] = gain / std::max(gain + con.exp_decay, std::numeric_limits<Real>::min());  // (0d)
  double const equipment = c.equipment_share * c.spending_share * c.gdp;
  for (int s = 0; s < region.supplier_count(); ++s)
    state.stock[i * region.supplier_count() + s] = static_cast<Real>(equipment * c.stock_shares[s] * c.stock_years);
  for (int q = 0; q < region.product_count(); ++q)
    state.industry[i * region.product_count() + q] = static_cast<Real>(c.industry[q]);
  for (int e = 0; e < region.adversary_count(); ++e) {
    state.pressure[e * region.country_count() + i] = static_cast<Real>(region.adversary(e).pressure[i]);
    state.dependence[e * region.country_count() + i] = static_cast<Real>(region.adversary(e).dependence[i]);
  }
}

}  // namespace

template <class Real>
ScalarState<Real> reference_state(Region const& region, Parameters<Real> const& p) {
  ScalarState<Real> state(region);
  set_world(region, p.drivers, state);
  for (int i = 0; i < region.country_count(); ++i) set_country(region, p, i, state);
  for (int q = 0; q < region.pair_count(); ++q) state.mistrust[q] = static_cast<Real>(region.pairs[q].mistrust);
  for (int d = 0; d < region.dispute_count(); ++d) {
    Dispute const& dispute = region.disputes[d];
    state.tension[d] = static_cast<Real>(dispute.tension);
    state.level[d] = static_cast<int>(dispute.level);
    state.recency[d] = static_cast<Real>(dispute.usual_recency);
    state.settlement[d] = static_cast<Real>(dispute.settlement);
  }
  for (int m = 0; m < region.mission_count(); ++m) state.strength[m] = static_cast<Real>(region.missions[m].strength);
  for (int r = 0; r < region.segment_count(); ++r)
    state.quality[r] = static_cast<Real>(region.transport.segments[r].quality);
  return state;
}

template <class Real>
ScalarState<Real> start_state(ScalarState<Real> const& reference, Region const& region, Scenario const& scenario) {
  ScalarState<Real> start = reference;
  for (int d = 0; d < region.dispute_count(); ++d) start.recency[d] = static_cast<Real>(region.disputes[d].recency);
  Shift const& shift = scenario.shift;
  auto const move = [](std::vector<Real>& values, std::vector<double> const& by) {
    for (std::size_t i = 0; i < by.size(); ++i) values[i] = clip01(values[i] + static_cast<Real>(by[i]));
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
  if (scenario.us_hold) start.us_regime = static_cast<int>(*scenario.us_hold);
  return start;
}

template ScalarState<double> reference_state(Region const&, Parameters<double> const&);
template ScalarState<float> reference_state(Region const&, Parameters<float> const&);
template ScalarState<double> start_state(ScalarState<double> const&, Region const&, Scenario const&);
template ScalarState<float> start_state(ScalarState<float> const&, Region const&, Scenario const&);

}  // namespace detente::bench
