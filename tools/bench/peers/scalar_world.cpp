// What the processes hoist out of the months.
#include "tools/bench/peers/scalar_world.hpp"

#include "tools/bench/peers/scalar_reference.hpp"

#include <limits>
#include <numeric>
#include <type_traits>

namespace detente::bench {
namespace {

template <class Real>
Parameters<Real> converted(Parameters<double> const& from) {
  std::vector<double> numbers;
  auto const take = [&numbers](auto const& self, auto const& one) -> void {
    if constexpr (std::is_same_v<std::decay_t<decltype(one)>, double>) {
      numbers.push_back(one);
    } else {
      for (auto const& entry : one) self(self, entry);
    }
  };
  Parameters<double>::describe(from, [&](auto const& value, ParameterInfo const&) { take(take, value); });
  Parameters<Real> to{};
  std::size_t at = 0;
  auto const give = [&](auto const& self, auto& one) -> void {
    if constexpr (std::is_same_v<std::decay_t<decltype(one)>, Real>) {
      one = static_cast<Real>(numbers[at++]);
    } else {
      for (auto& entry : one) self(self, entry);
    }
  };
  Parameters<Real>::describe(to, [&](auto& value, ParameterInfo const&) { give(give, value); });
  return to;
}

/// Share of a mission in the force after a war in one of its disputes.
double part_of(Region const& region, int mission, int dispute) {
  double total = 0;
  int sharing = 0;
  for (Mission const& other : region.missions) {
    int const here = static_cast<int>(std::count(other.disputes.begin(), other.disputes.end(), dispute));
    total += here * other.strength;
    sharing += here;
  }
  return total > 0 ? region.missions[mission].strength / total : 1.0 / sharing;
}

}  // namespace

template <class Real>
ScalarWorld<Real>::ScalarWorld(ArmInputs const& inputs, int months)
    : arm(inputs),
      held(inputs.scenario.holds_reference),
      base(converted<Real>(inputs.inputs.parameters)),
      p(converted<Real>(inputs.scenario.parameters)),
      place(inputs.inputs.region),
      plan(inputs, months),
      usual_levers(inputs.inputs.region, lever_values(inputs.status_quo, inputs.inputs.region.start, 1).data()),
      reference(reference_state(inputs.inputs.region, base)),
      start(reference),
      reference_derived(inputs.inputs.region) {
  set_reference();
  set_stances_and_pressure();
  set_society();
  set_arms();
  set_rest();
  set_ladder();
}

template <class Real>
void ScalarWorld<Real>::set_reference() {
  derive_conditions(place, base, reference, usual_levers, Felt::usual, reference_derived);
  for (int i = 0; i < place.countries; ++i)
    reference.access[i] = reference_derived.offer[i] * reference_derived.eligibility[i];  // (0d)
  derive_conditions(place, base, reference, usual_levers, Felt::usual, reference_derived);
  for (int d = 0; d < place.disputes; ++d)
    reference_derived.perceived_cost[d] = static_cast<Real>(place.region.disputes[d].escalation_cost);
  start = start_state(reference, place.region, arm.scenario);
}

template <class Real>
void ScalarWorld<Real>::set_stances_and_pressure() {
  ScalarView<Real> const view = reference_view();
  for (int i = 0; i < place.countries; ++i) {
    stance_utility_reference.push_back(stance_utilities(place, base.decisions, view, i));
    Real const unshielded = 1 - base.hybrid_pressure.rs_shield * reference.resilience[i];
    shield_reference.push_back(std::max(unshielded, Real(0.01)));
    Real tension_sum = 0;
    for (int const d : place.disputes_of[i]) tension_sum += start.tension[d];
    start_tension.push_back(tension_sum / static_cast<Real>(std::max<std::size_t>(place.disputes_of[i].size(), 1)));
  }
  for (int e = 0; e < place.adversaries; ++e) {
    Actor const& actor = place.region.adversary(e);
    double const left = (1 - actor.distraction * place.region.war_intensity) *
                        (1 + actor.vacuum * (1 - static_cast<double>(reference.us_attention)));
    ScalarPusher<Real> pusher{.vigour = static_cast<Real>(arm.scenario.capacity[e] / std::max(left, 1e-3)),
                              .distraction = static_cast<Real>(actor.distraction),
                              .vacuum = static_cast<Real>(actor.vacuum),
                              .focus = static_cast<Real>(actor.focus),
                              .value = {actor.value.begin(), actor.value.end()},
                              .log_spared = {},
                              .share_reference = {},
                              .elsewhere_utility = 0};
    std::vector<double> utility;
    double inside = 0;
    for (int i = 0; i < place.countries; ++i) {
      double const spared = std::max(1 - actor.pressure[i], static_cast<double>(std::numeric_limits<Real>::min()));
      pusher.log_spared.push_back(static_cast<Real>(std::log(spared)));
      utility.push_back(actor.focus * (actor.value[i] + opportunity(base.hybrid_pressure, view, e, i)));
      inside += std::exp(utility[i] - utility[0]);
    }
    double const odds =
        std::max(actor.elsewhere / (1 - actor.elsewhere), static_cast<double>(std::numeric_limits<Real>::min()));
    pusher.elsewhere_utility = static_cast<Real>(utility[0] + std::log(inside * odds));
    for (double const u : utility)
      pusher.share_reference.push_back(static_cast<Real>(std::exp(u - utility[0]) / (inside * (1 + odds))));
    pushers.push_back(std::move(pusher));
  }
}

template <class Real>
void ScalarWorld<Real>::set_society() {
  ScalarView<Real> const view = reference_view();
  GovernanceParameters<Real> const& g = p.governance;
  trust = Anchored<Real>(start.trust, p.inclusion.trust_up, p.inclusion.trust_vol);
  oversight = Anchored<Real>(start.oversight, g.oversight_rate, g.oversight_vol);
  capture = Anchored<Real>(start.capture, g.capture_rate, g.capture_vol);
  resilience = Anchored<Real>(start.resilience, g.resilience_rate, g.resilience_vol);
  fragmentation = Anchored<Real>(start.fragmentation, g.fragmentation_rate, g.fragmentation_vol);
  stability = Anchored<Real>(start.stability, g.stability_rate, g.stability_vol);
  alignment = Anchored<Real>(start.alignment, p.alignment.alignment_rate, p.alignment.alignment_vol);
  dependence = Anchored<Real>(start.dependence, p.alignment.dependence_rate, p.alignment.dependence_vol);
  mistrust = Anchored<Real>(start.mistrust, p.mistrust.mistrust_rate, p.mistrust.mistrust_vol);
  tension = Anchored<Real>(start.tension, p.escalation.tension_rate, p.escalation.tension_vol);
  for (int i = 0; i < place.countries; ++i) {
    trust.anchor(i, trust_eta(base.inclusion, view, i));
    inflow_reference.push_back(inflow(place, view, i));
    auto const eta = governance_eta(base.governance, view, i, Real(0));
    oversight.anchor(i, eta[0]);
    capture.anchor(i, eta[1]);
    resilience.anchor(i, eta[2]);
    fragmentation.anchor(i, eta[3]);
    stability.anchor(i, eta[4]);
    alignment.anchor(i, alignment_eta(place, base.alignment, base.decisions.al_stance, view, i));
    for (int e = 0; e < place.adversaries; ++e)
      dependence.anchor(e * place.countries + i, dependence_eta(place, base.alignment, view, e, i));
  }
  for (int pair = 0; pair < place.pairs; ++pair)
    mistrust.anchor(pair, mistrust_eta(place, base.mistrust, base.decisions.split_cost, view, pair));
  for (int d = 0; d < place.disputes; ++d)
    tension.anchor(d, tension_eta(place, base.escalation, base.decisions.ten_defy, view, d));
}

template <class Real>
void ScalarWorld<Real>::set_arms() {
  ScalarView<Real> const view = reference_view();
  IndustryParameters<Real> const& ind = base.industry;
  std::vector<std::vector<ScalarRival<Real>>> rivals_of(static_cast<std::size_t>(place.countries));
  for (int q = 0; q < place.pairs; ++q) {
    CountryPair const& pair = place.region.pairs[q];
    rivals_of[pair.first].push_back({pair.second, q, static_cast<Real>(pair.rivalry_of_first)});
    rivals_of[pair.second].push_back({pair.first, q, static_cast<Real>(pair.rivalry_of_second)});
  }
  for (int i = 0; i < place.countries; ++i) {
    rivals.add_row(rivals_of[i]);
    for (int s = 0; s < place.suppliers; ++s) {
      Real const share = reference_derived.supplier_share[i * place.suppliers + s];
      double const appeal = place.region.countries[i].appeal[s] + arm.scenario.appeal[s];
      base_weight.push_back(std::max(share, Real(0.01)) * static_cast<Real>(std::exp(appeal)));
      supplier_utility_reference.push_back(supplier_utility(place, base.procurement, view, i, s));
    }
    Real const* const output = &reference.industry[i * place.products];
    Real const total = std::accumulate(output, output + place.products, Real(0));
    Real const kept = std::max(1 - reference_derived.leakage[i], Real(0.01));
    Real const invested = investment(place, ind, view, i, place.spending_share[i] * place.gdp[i]);
    for (int q = 0; q < place.products; ++q) {
      split.push_back(total > 0 ? output[q] / total : 1 / static_cast<Real>(place.products));
      upkeep.push_back(ind.industry_decay * output[q] * ind.capital_per_output / kept - split.back() * invested);
    }
  }
}

template <class Real>
void ScalarWorld<Real>::set_rest() {
  DriversParameters<Real> const& d = p.drivers;
  for (int a = 0; a < us_regimes; ++a) {
    Real leaving = 0;
    for (int b = 0; b < us_regimes; ++b) leaving += a == b ? Real(0) : d.us_rates[a][b];
    leave_probability[a] = rho(leaving);
  }
  attention_share = rho(d.us_relax_rate);
  war_share = rho(d.war_rate);
  war_noise = noise_scale_of(d.war_vol);
  shock_probability = rho(d.shock_rate);
  shock_left = 1 - rho(d.shock_decay);
  bandwidth_share = rho(d.bandwidth_rate);
  campaign_left = 1 - rho(d.election_decay);
  reconsiders = rho(p.decisions.stance_rate);
  access_share = rho(p.inclusion.access_rate);
  trust_up = rho(p.inclusion.trust_up);
  trust_down = rho(p.inclusion.trust_down);
  pressure_share = rho(p.hybrid_pressure.pressure_rate);
  pressure_noise = noise_scale_of(p.hybrid_pressure.pressure_vol);
  learning_share = rho(p.hybrid_pressure.learn_rate);
  contract_probability = rho(p.procurement.contract_rate);
  stock_left = 1 - rho(p.procurement.stock_decay);
  spend_noise = noise_scale_of(p.procurement.spend_vol);
  peace_share = rho(p.contributions.peace_rate);
  cross_share = rho(p.contributions.cross_rate);
  deploy_share = rho(p.missions.deploy_rate);
  withdraw_share = rho(p.missions.withdraw_rate);
  legacy_left = 1 - rho(p.missions.legacy_decay);
  officers_reference = std::max(usual_levers.frontex_officers, Real(1));
  alignment_mean_reference = std::accumulate(reference.alignment.begin(), reference.alignment.end(), Real(0)) /
                             static_cast<Real>(place.countries);
  for (int i = 0; i < place.countries; ++i) {
    full_deployment.push_back(p.contributions.n_ref_per_million * place.full_deployment_population[i]);
    willingness.push_back(1 / std::max(reference.alignment[i], Real(0.01)) /
                          std::max(1 - place.usual_crisis[i], Real(0.01)));
  }
  for (int m = 0; m < place.missions; ++m) {
    std::vector<Real> force;
    for (int const dispute : place.region.missions[m].disputes)
      force.push_back(static_cast<Real>(part_of(place.region, m, dispute)) * p.missions.legacy_troops_per_1000 *
                      place.thousands[m]);
    force_after_war.add_row(force);
  }
}

template <class Real>
void ScalarWorld<Real>::set_ladder() {
  EscalationParameters<Real> const& e = p.escalation;
  ScalarDerived<Real> const& r = reference_derived;
  std::vector<double> const& shift = arm.scenario.shift.up_offset;
  recency_left = 1 - rho(e.rec_decay);
  for (int d = 0; d < place.disputes; ++d) {
    Dispute const& dispute = place.region.disputes[d];
    Real const at_reference = e.b_ten * reference.tension[d] + e.b_pres * r.bar_pressure[d] -
                              e.b_cost * r.perceived_cost[d] - e.b_gov * r.least_governance[d] +
                              e.b_rec * r.recency_felt[d] + e.b_camp * r.bar_campaign[d];
    Real const down_at_reference = e.d_med * r.effort[d] + e.d_presence * r.presence[d] +
                                   e.d_interop * r.joint_interoperability[d] - e.d_pres * r.bar_pressure[d] +
                                   p.decisions.d_cooperate * r.cooperation[d];
    std::array<Real, levels> up{};
    std::array<Real, levels> down{};
    for (int k = 0; k < levels - 1; ++k) {
      double const offset = dispute.up_offset[k] + (shift.empty() ? 0.0 : shift[d]);
      up[k] = std::log(e.up0[k]) + static_cast<Real>(offset) - at_reference;
      down[k + 1] = std::log(e.down0[k]) - down_at_reference;
    }
    up_constant.push_back(up);
    down_constant.push_back(down);
    settle_constant.push_back(std::log(e.settle0) - e.s_reward * r.bar_reward[d] - e.s_effort * r.effort[d] +
                              e.s_pres * r.bar_pressure[d] + e.s_defy * r.defiance[d]);
    unsettle_constant.push_back(std::log(e.unsettle0) - e.s_pres * r.bar_pressure[d] + e.s_reward * r.bar_reward[d]);
    Real const spared = 1 - base.missions.mission_effect * r.presence[d];
    log_guard_reference.push_back(std::log(std::max(spared, std::numeric_limits<Real>::min())));
    cost_logit_less_reference.push_back(logit(static_cast<Real>(dispute.escalation_cost)) -
                                        perceived_cost_predictor(base.escalation, reference, r, d));
  }
}

template struct ScalarWorld<double>;
template struct ScalarWorld<float>;

}  // namespace detente::bench
