#pragma once

#include "models/parameter_info.hpp"

#include <array>

// Coefficients of the outside world, decisions, inclusion, pressure, governance and alignment: the one table from which
// reading, validation, documentation and sampling come. Values, ranges and sources stand in the parameter file.

namespace detente {

template <class V>
struct DriversParameters {
  std::array<V, 3> us_levels;
  std::array<std::array<V, 3>, 3> us_rates;
  V us_relax_rate, war_rate, war_vol, shock_rate, shock_mean, shock_decay, bandwidth_rate, bandwidth_drain_level,
      bandwidth_drain_war, bandwidth_drain_shock, election_decay;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.us_levels, {"drivers.us.levels", "1", valid::fraction, Scale::linear,
                           "attention of the United States in each regime: engaged, transactional, disengaged"});
    visit(self.us_rates, {"drivers.us.rates", "1/year", valid::rate, Scale::logarithmic,
                          "rate of leaving regime (row) for regime (column)"});
    visit(self.us_relax_rate, {"drivers.us.relax_rate", "1/year", valid::rate, Scale::logarithmic,
                               "speed at which attention follows the regime"});
    visit(self.war_rate,
          {"drivers.war.rate", "1/year", valid::rate, Scale::logarithmic, "speed at which the war follows its path"});
    visit(self.war_vol, {"drivers.war.vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of the war"});
    visit(self.shock_rate,
          {"drivers.shock.rate", "1/year", valid::rate, Scale::logarithmic, "frequency of shocks (energy, markets)"});
    visit(self.shock_mean, {"drivers.shock.mean", "1", valid::weight, Scale::linear, "mean size of a shock"});
    visit(self.shock_decay,
          {"drivers.shock.decay", "1/year", valid::divisor_rate, Scale::logarithmic, "speed at which a shock fades"});
    visit(self.bandwidth_rate, {"drivers.bandwidth.rate", "1/year", valid::rate, Scale::logarithmic,
                                "speed at which attention in Brussels adjusts"});
    visit(self.bandwidth_drain_level, {"drivers.bandwidth.drain_level", "1", valid::fraction, Scale::linear,
                                       "attention that crises in the region take"});
    visit(self.bandwidth_drain_war,
          {"drivers.bandwidth.drain_war", "1", valid::fraction, Scale::linear, "attention that the war takes"});
    visit(self.bandwidth_drain_shock,
          {"drivers.bandwidth.drain_shock", "1", valid::fraction, Scale::linear, "attention that shocks take"});
    visit(self.election_decay, {"drivers.election.decay", "1/year", valid::divisor_rate, Scale::logarithmic,
                                "speed at which a campaign fades"});
  }
};

template <class V>
struct DecisionsParameters {
  V focus_eu, stance_rate, st_reward, st_gap, st_dep, st_campaign, st_instab, st_backing, st_cost, al_stance, ten_defy,
      d_cooperate, split_cost;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.focus_eu, {"decisions.focus_eu", "1", valid::weight, Scale::linear,
                          "how sharply diplomacy goes to the worst dispute; 0 spreads it evenly"});
    visit(self.stance_rate, {"decisions.stance_rate", "1/year", valid::rate, Scale::logarithmic,
                             "how often a government reconsiders its stance"});
    visit(self.st_reward,
          {"decisions.st_reward", "1", valid::weight, Scale::linear, "reward on the pull to cooperate"});
    visit(self.st_gap, {"decisions.st_gap", "1", valid::weight, Scale::linear,
                        "gap between demands and access on the pull to hedge"});
    visit(self.st_dep, {"decisions.st_dep", "1", valid::weight, Scale::linear, "dependence on the pull to hedge"});
    visit(self.st_campaign,
          {"decisions.st_campaign", "1", valid::weight, Scale::linear, "nationalist campaign on the pull to defy"});
    visit(self.st_instab,
          {"decisions.st_instab", "1", valid::weight, Scale::linear, "instability on the pull to defy"});
    visit(self.st_backing, {"decisions.st_backing", "1", valid::weight, Scale::linear, "patron on the pull to defy"});
    visit(self.st_cost, {"decisions.st_cost", "1", valid::weight, Scale::linear,
                         "perceived cost of escalating against the pull to defy"});
    visit(self.al_stance, {"decisions.al_stance", "1", valid::weight, Scale::linear, "stance on alignment"});
    visit(self.ten_defy, {"decisions.ten_defy", "1", valid::weight, Scale::linear, "defiance of parties on tension"});
    visit(self.d_cooperate,
          {"decisions.d_cooperate", "1", valid::weight, Scale::linear, "cooperating parties on the way down"});
    visit(self.split_cost, {"decisions.split_cost", "1", valid::fraction, Scale::linear,
                            "what a NATO/non-NATO divide takes from sharing"});
  }
};

inline constexpr std::array<std::string_view, 3> access_kinds{"mobility", "governance", "industry"};

template <class V>
struct InclusionParameters {
  std::array<V, 3> access_weight;
  V elig_slope, score_leak, access_rate, trust_pace, trust_gap, trust_up, trust_down, trust_vol, reward_membership,
      reward_access;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.access_weight, {"inclusion.access_weight", "1", valid::fraction, Scale::linear,
                               "weight of each kind of access in the offer", access_kinds, Constraint::sum_is_one});
    visit(self.elig_slope,
          {"inclusion.elig_slope", "1", valid::weight, Scale::linear, "steepness of eligibility in the score"});
    visit(self.score_leak,
          {"inclusion.score_leak", "1", valid::weight, Scale::linear, "information leakage in the score"});
    visit(self.access_rate, {"inclusion.access_rate", "1/year", valid::rate, Scale::logarithmic,
                             "speed at which access is delivered at full attention"});
    visit(self.trust_pace,
          {"inclusion.trust_pace", "1", valid::weight, Scale::linear, "delivered pace against promise on trust"});
    visit(self.trust_gap, {"inclusion.trust_gap", "1", valid::weight, Scale::linear, "gap on trust"});
    visit(self.trust_up, {"inclusion.trust_up", "1/year", valid::rate, Scale::logarithmic, "speed of gaining trust"});
    visit(self.trust_down,
          {"inclusion.trust_down", "1/year", valid::rate, Scale::logarithmic, "speed of losing trust"});
    visit(self.trust_vol, {"inclusion.trust_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of trust"});
    visit(self.reward_membership,
          {"inclusion.reward_membership", "1", valid::fraction, Scale::linear, "weight of membership in the reward"});
    visit(self.reward_access,
          {"inclusion.reward_access", "1", valid::fraction, Scale::linear, "weight of access in the reward"});
  }
};

template <class V>
struct HybridPressureParameters {
  V pres_trust, pres_mission, pres_us, w_frag, w_res, w_dep, w_vacuum, pressure_rate, pressure_vol, rs_shield,
      learn_rate, learn_gain, w_leak;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.pres_trust,
          {"hybrid_pressure.pres_trust", "1", valid::fraction, Scale::linear, "trust in the presence of partners"});
    visit(self.pres_mission, {"hybrid_pressure.pres_mission", "1", valid::fraction, Scale::linear,
                              "missions in the presence of partners"});
    visit(self.pres_us,
          {"hybrid_pressure.pres_us", "1", valid::fraction, Scale::linear, "US attention in the presence of partners"});
    visit(self.w_frag, {"hybrid_pressure.w_frag", "1", valid::weight, Scale::linear, "fragmentation as an opening"});
    visit(self.w_res, {"hybrid_pressure.w_res", "1", valid::weight, Scale::linear, "lack of resilience as an opening"});
    visit(self.w_dep, {"hybrid_pressure.w_dep", "1", valid::weight, Scale::linear, "dependence as an opening"});
    visit(self.w_vacuum,
          {"hybrid_pressure.w_vacuum", "1", valid::weight, Scale::linear, "absence of partners as an opening"});
    visit(self.pressure_rate,
          {"hybrid_pressure.pressure_rate", "1/year", valid::rate, Scale::logarithmic, "speed of pressure"});
    visit(self.pressure_vol,
          {"hybrid_pressure.pressure_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of pressure"});
    visit(self.rs_shield, {"hybrid_pressure.rs_shield", "1", valid::fraction, Scale::linear,
                           "how far resilience shields from pressure"});
    visit(self.learn_rate,
          {"hybrid_pressure.learn_rate", "1/year", valid::rate, Scale::logarithmic, "speed at which actors learn"});
    visit(self.learn_gain, {"hybrid_pressure.learn_gain", "1", valid::weight, Scale::linear,
                            "what actors read into tension and lost alignment"});
    visit(self.w_leak,
          {"hybrid_pressure.w_leak", "1", valid::weight, Scale::linear, "leaked information as an opening"});
  }
};

template <class V>
struct GovernanceParameters {
  V oversight_rate, oversight_vol, capture_rate, capture_vol, gov_reward, gov_audit, gov_capture, cap_spend, cap_opaque,
      cap_pressure, cap_oversight, cap_audit, leak_max, safeguard, res_aid, res_scale, res_gov, res_pressure,
      resilience_rate, resilience_vol, frag_pressure, frag_crisis, frag_reward, fragmentation_rate, fragmentation_vol,
      stab_gov, stab_shock, stab_pressure, stab_crisis, stability_rate, stability_vol;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.oversight_rate,
          {"governance.oversight_rate", "1/year", valid::rate, Scale::logarithmic, "speed of oversight"});
    visit(self.oversight_vol,
          {"governance.oversight_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of oversight"});
    visit(self.capture_rate,
          {"governance.capture_rate", "1/year", valid::rate, Scale::logarithmic, "speed of capture"});
    visit(self.capture_vol, {"governance.capture_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of capture"});
    visit(self.gov_reward,
          {"governance.gov_reward", "1", valid::weight, Scale::linear, "reward still to be won on oversight"});
    visit(self.gov_audit, {"governance.gov_audit", "1", valid::weight, Scale::linear, "audit on oversight"});
    visit(self.gov_capture, {"governance.gov_capture", "1", valid::weight, Scale::linear, "capture against oversight"});
    visit(self.cap_spend,
          {"governance.cap_spend", "1", valid::weight, Scale::linear, "unchecked inflow of defence money on capture"});
    visit(self.cap_opaque, {"governance.cap_opaque", "1", valid::weight, Scale::linear, "opaque suppliers on capture"});
    visit(self.cap_pressure, {"governance.cap_pressure", "1", valid::weight, Scale::linear, "pressure on capture"});
    visit(self.cap_oversight,
          {"governance.cap_oversight", "1", valid::weight, Scale::linear, "oversight against capture"});
    visit(self.cap_audit, {"governance.cap_audit", "1", valid::weight, Scale::linear, "audit against capture"});
    visit(self.leak_max,
          {"governance.leak_max", "1", valid::fraction, Scale::linear, "largest share of money that leaks"});
    visit(self.safeguard,
          {"governance.safeguard", "1", valid::fraction, Scale::linear, "share of leaks that safeguards can stop"});
    visit(self.res_aid, {"governance.res_aid", "1", valid::weight, Scale::linear, "resilience aid on resilience"});
    visit(self.res_scale, {"governance.res_scale", "MEUR/year", valid::positive, Scale::logarithmic,
                           "aid at which its effect starts to saturate"});
    visit(self.res_gov, {"governance.res_gov", "1", valid::weight, Scale::linear, "governance on resilience"});
    visit(self.res_pressure,
          {"governance.res_pressure", "1", valid::weight, Scale::linear, "pressure against resilience"});
    visit(self.resilience_rate,
          {"governance.resilience_rate", "1/year", valid::rate, Scale::logarithmic, "speed of resilience"});
    visit(self.resilience_vol,
          {"governance.resilience_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of resilience"});
    visit(self.frag_pressure,
          {"governance.frag_pressure", "1", valid::weight, Scale::linear, "pressure on fragmentation"});
    visit(self.frag_crisis, {"governance.frag_crisis", "1", valid::weight, Scale::linear, "crises on fragmentation"});
    visit(self.frag_reward,
          {"governance.frag_reward", "1", valid::weight, Scale::linear, "reward against fragmentation"});
    visit(self.fragmentation_rate,
          {"governance.fragmentation_rate", "1/year", valid::rate, Scale::logarithmic, "speed of fragmentation"});
    visit(self.fragmentation_vol,
          {"governance.fragmentation_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of fragmentation"});
    visit(self.stab_gov, {"governance.stab_gov", "1", valid::weight, Scale::linear, "governance on stability"});
    visit(self.stab_shock, {"governance.stab_shock", "1", valid::weight, Scale::linear, "shocks against stability"});
    visit(self.stab_pressure,
          {"governance.stab_pressure", "1", valid::weight, Scale::linear, "pressure against stability"});
    visit(self.stab_crisis, {"governance.stab_crisis", "1", valid::weight, Scale::linear, "crises against stability"});
    visit(self.stability_rate,
          {"governance.stability_rate", "1/year", valid::rate, Scale::logarithmic, "speed of stability"});
    visit(self.stability_vol,
          {"governance.stability_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of stability"});
  }
};

template <class V>
struct AlignmentParameters {
  V al_reward, al_gap, al_dep, al_capture, al_us, al_campaign, alignment_rate, alignment_vol, dep_arms, dep_pressure,
      dep_gap, dep_reward, dependence_rate, dependence_vol;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.al_reward, {"alignment.al_reward", "1", valid::weight, Scale::linear, "reward on alignment"});
    visit(self.al_gap, {"alignment.al_gap", "1", valid::weight, Scale::linear, "gap against alignment"});
    visit(self.al_dep, {"alignment.al_dep", "1", valid::weight, Scale::linear, "dependence against alignment"});
    visit(self.al_capture, {"alignment.al_capture", "1", valid::weight, Scale::linear, "capture against alignment"});
    visit(self.al_us,
          {"alignment.al_us", "1", valid::weight, Scale::linear, "US attention on the alignment of NATO members"});
    visit(self.al_campaign,
          {"alignment.al_campaign", "1", valid::weight, Scale::linear, "nationalist campaign against alignment"});
    visit(self.alignment_rate,
          {"alignment.alignment_rate", "1/year", valid::rate, Scale::logarithmic, "speed of alignment"});
    visit(self.alignment_vol,
          {"alignment.alignment_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of alignment"});
    visit(self.dep_arms,
          {"alignment.dep_arms", "1", valid::weight, Scale::linear, "arms of an actor on dependence on it"});
    visit(self.dep_pressure, {"alignment.dep_pressure", "1", valid::weight, Scale::linear, "pressure on dependence"});
    visit(self.dep_gap, {"alignment.dep_gap", "1", valid::weight, Scale::linear, "gap on dependence"});
    visit(self.dep_reward, {"alignment.dep_reward", "1", valid::weight, Scale::linear, "reward against dependence"});
    visit(self.dependence_rate,
          {"alignment.dependence_rate", "1/year", valid::rate, Scale::logarithmic, "speed of dependence"});
    visit(self.dependence_vol,
          {"alignment.dependence_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of dependence"});
  }
};

}  // namespace detente
