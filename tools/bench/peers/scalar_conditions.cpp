// What follows from a state at a month's start.
#include "tools/bench/peers/scalar_world.hpp"

#include <limits>

namespace detente::bench {
namespace {

constexpr double ln3 = 1.0986122886681098;

template <class Real>
void derive_crises(ScalarPlace<Real> const& place, std::array<Real, levels> const& closure,
                   ScalarState<Real> const& state, Felt felt, ScalarDerived<Real>& derived) {
  std::fill(derived.closure.begin(), derived.closure.end(), Real(0));
  if (felt == Felt::usual) {
    derived.level_felt = place.usual_level;
    derived.recency_felt = place.usual_recency;
    derived.crisis_load = place.usual_crisis;
    return;
  }
  std::fill(derived.crisis_load.begin(), derived.crisis_load.end(), Real(0));
  for (int d = 0; d < place.disputes; ++d) {
    int const level = state.level[d];
    derived.level_felt[d] = static_cast<Real>(level);
    derived.recency_felt[d] = state.recency[d];
    if (level == 0 && closure[0] == 0) continue;
    for (auto const& [country, exposure] : place.exposed[d]) {
      derived.closure[country] = std::max(derived.closure[country], exposure * closure[level]);     // (L1)
      derived.crisis_load[country] = std::max(derived.crisis_load[country], exposure * level / 5);  // (L2)
    }
  }
}

template <class Real>
void derive_governance(ScalarPlace<Real> const& place, Parameters<Real> const& p, ScalarState<Real> const& state,
                       ScalarLevers<Real> const& levers, ScalarDerived<Real>& derived) {
  GovernanceParameters<Real> const& g = p.governance;
  Real const kept_eu = 1 - g.safeguard * (levers.verification + levers.audit) / 2;
  Real const kept_secret = 1 - g.safeguard * levers.verification;
  for (int i = 0; i < place.countries; ++i) {
    Real spared = 1;
    Real free = 1;
    for (int e = 0; e < place.adversaries; ++e) {
      spared *= 1 - state.pressure[e * place.countries + i];
      free *= 1 - place.adversity[e] * state.dependence[e * place.countries + i];
    }
    derived.pressure[i] = 1 - spared;  // (H7)
    derived.dependence[i] = 1 - free;
    derived.predictability[i] = state.alignment[i] * free;
    Real const o = state.oversight[i];
    Real const k = state.capture[i];
    derived.governance[i] = o * (1 - k);  // (G6)
    derived.leakage[i] = g.leak_max * k * (1 - o);
    derived.leakage_eu[i] = derived.leakage[i] * kept_eu;
    derived.information_leakage[i] = k * derived.dependence[i] * kept_secret;
  }
}

template <class Real>
void derive_inclusion(ScalarPlace<Real> const& place, Parameters<Real> const& p, ScalarState<Real> const& state,
                      ScalarLevers<Real> const& levers, ScalarDerived<Real>& derived) {
  InclusionParameters<Real> const& in = p.inclusion;
  Real const checked = levers.conditionality * levers.verification;
  for (int i = 0; i < place.countries; ++i) {
    Real const offer = in.access_weight[0] * levers.access_mobility[i] +
                       in.access_weight[1] * levers.access_governance[i] +
                       in.access_weight[2] * levers.access_industry[i];  // (I1)
    Real const merit = (derived.governance[i] + state.alignment[i]) / 2;
    Real const score = merit - in.score_leak * derived.information_leakage[i];
    Real const met = sigmoid(in.elig_slope * (score - levers.benchmark));
    Real const member = in.reward_membership * (levers.promise[i] + levers.pace[i]) / 2;
    derived.offer[i] = offer;
    derived.eligibility[i] = 1 - levers.conditionality + levers.conditionality * met;              // (I2)
    derived.gap[i] = std::max(levers.alignment_demand - state.access[i], Real(0));                 // (I3)
    derived.reward[i] = state.trust[i] * (member + in.reward_access * state.access[i]);            // (I4)
    derived.reachable_reward[i] = checked * state.trust[i] * (member + in.reward_access * offer);  // (I5)
    derived.safe[i] =
        p.industry.safe_share * levers.access_industry[i] * state.access[i] * place.relative_gdp[i];  // (Q2)
  }
}

template <class Real>
void derive_stock(ScalarPlace<Real> const& place, Real xi, ScalarState<Real> const& state,
                  ScalarDerived<Real>& derived) {
  for (int i = 0; i < place.countries; ++i) {
    Real const* const stock = &state.stock[i * place.suppliers];
    Real* const share = &derived.supplier_share[i * place.suppliers];
    Real total = std::numeric_limits<Real>::min();
    for (int s = 0; s < place.suppliers; ++s) total += stock[s];
    Real compatible = 0;
    Real western = 0;
    Real opaque = 0;
    for (int s = 0; s < place.suppliers; ++s) {
      share[s] = stock[s] / total;
      compatible += place.compat[s] * share[s];
      opaque += place.opacity[s] * share[s];
      if (place.is_western[s] != 0) western += share[s];
    }
    derived.interoperability[i] = (1 - xi) * compatible + xi * state.experience[i];  // (P4)
    derived.western_share[i] = western;
    derived.opacity[i] = opaque;
  }
}

template <class Real>
void derive_presence(ScalarPlace<Real> const& place, Real cover, ScalarState<Real> const& state,
                     ScalarDerived<Real>& derived) {
  std::fill(derived.presence.begin(), derived.presence.end(), Real(0));
  for (int m = 0; m < place.missions; ++m) {
    Mission const& mission = place.region.missions[m];
    if (mission.disputes.empty() || state.strength[m] == 0) continue;
    Real const backing = mission.authority == Authority::nato ? state.us_attention : state.eu_bandwidth;
    Real const effect = 1 - std::exp(-static_cast<Real>(ln3) * state.strength[m] / place.thousands[m] / cover);
    Real const presence = place.mandate[m] * (1 + backing) / 2 * effect;
    for (int const d : mission.disputes) derived.presence[d] += presence;
  }
  for (Real& presence : derived.presence) presence = std::min(presence, Real(1));  // (N5)
  for (int i = 0; i < place.countries; ++i) {
    derived.mission_presence[i] = 0;
    for (int const d : place.disputes_of[i])
      derived.mission_presence[i] = std::max(derived.mission_presence[i], derived.presence[d]);
  }
}

template <class Real>
void derive_diplomacy(ScalarPlace<Real> const& place, Real focus, ScalarState<Real> const& state,
                      ScalarLevers<Real> const& levers, ScalarDerived<Real>& derived) {
  Real highest = -std::numeric_limits<Real>::infinity();
  for (int d = 0; d < place.disputes; ++d) {
    derived.effort[d] = focus * (place.weight[d] * derived.level_felt[d] / 5 + state.tension[d]);  // (S4)
    highest = std::max(highest, derived.effort[d]);
  }
  Real total = 0;
  for (Real& effort : derived.effort) total += effort = std::exp(effort - highest);
  Real const each = static_cast<Real>(place.disputes) * levers.mediation * state.eu_bandwidth / total;
  for (Real& effort : derived.effort) effort *= each;
}

template <class Real>
void derive_disputes(ScalarPlace<Real> const& place, Real split_cost, ScalarState<Real> const& state,
                     ScalarDerived<Real>& derived) {
  for (int d = 0; d < place.disputes; ++d) {
    Real pressure = 0, reward = 0, fragmentation = 0, dependence = 0, campaign = 0, nationalist = 0, stability = 0,
         interoperability = 0, defiance = 0, cooperation = 0;
    Real least = std::numeric_limits<Real>::max();
    for (auto const& [i, weight] : place.parties[d]) {
      pressure += weight * derived.pressure[i];
      reward += weight * derived.reward[i];
      fragmentation += weight * state.fragmentation[i];
      dependence += weight * derived.dependence[i];
      campaign += weight * state.campaign[i];
      nationalist += weight * place.nationalism[i] * state.campaign[i];
      stability += weight * state.stability[i];
      interoperability += weight * derived.interoperability[i];
      defiance += weight * state.defy[i];
      cooperation += weight * state.cooperate[i];
      least = std::min(least, derived.governance[i]);
    }
    derived.bar_pressure[d] = pressure;
    derived.bar_reward[d] = reward;
    derived.bar_fragmentation[d] = fragmentation;
    derived.bar_dependence[d] = dependence;
    derived.bar_campaign[d] = campaign;
    derived.bar_nationalist_campaign[d] = nationalist;
    derived.bar_stability[d] = stability;
    derived.joint_interoperability[d] =
        place.parties_differ_in_nato[d] != 0 ? (1 - split_cost) * interoperability : interoperability;
    derived.defiance[d] = defiance;
    derived.cooperation[d] = cooperation;
    derived.least_governance[d] = least;
    Real neighbours = 0;
    for (int const other : place.neighbours[d]) neighbours += derived.level_felt[other] - place.usual_level[other];
    derived.neighbours[d] = neighbours / 5;
  }
}

}  // namespace

template <class Real>
void derive_conditions(ScalarPlace<Real> const& place, Parameters<Real> const& p, ScalarState<Real> const& state,
                       ScalarLevers<Real> const& levers, Felt felt, ScalarDerived<Real>& derived) {
  derive_crises(place, p.mobility.closure, state, felt, derived);
  derive_governance(place, p, state, levers, derived);
  derive_inclusion(place, p, state, levers, derived);
  derive_stock(place, p.procurement.xi, state, derived);
  derive_presence(place, p.missions.cover, state, derived);
  derive_diplomacy(place, p.decisions.focus_eu, state, levers, derived);
  derive_disputes(place, p.decisions.split_cost, state, derived);
  derive_network(place, p.mobility, state, levers, derived);
}

template void derive_conditions(ScalarPlace<double> const&, Parameters<double> const&, ScalarState<double> const&,
                                ScalarLevers<double> const&, Felt, ScalarDerived<double>&);
template void derive_conditions(ScalarPlace<float> const&, Parameters<float> const&, ScalarState<float> const&,
                                ScalarLevers<float> const&, Felt, ScalarDerived<float>&);

}  // namespace detente::bench
