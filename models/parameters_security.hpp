#pragma once

#include "models/parameter_info.hpp"

#include <array>

// Coefficients of procurement, mistrust, industry, contributions, mobility, missions, escalation and cost (see
// parameters_society.hpp).

namespace detente {

template <class V>
struct ProcurementParameters {
  V fatigue, reaction, share_max, spend_vol, contract_rate, u_lock, u_interop, u_dep, u_safe, stock_decay, side, xi;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.fatigue,
          {"procurement.fatigue", "1/year", valid::rate, Scale::logarithmic, "return of spending to its plan"});
    visit(self.reaction,
          {"procurement.reaction", "1/year", valid::rate, Scale::logarithmic, "reaction of spending to rivals"});
    visit(self.share_max,
          {"procurement.share_max", "of GDP", valid::fraction, Scale::linear, "largest share of GDP spent"});
    visit(self.spend_vol, {"procurement.spend_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of spending"});
    visit(self.contract_rate, {"procurement.contract_rate", "1/year", valid::rate, Scale::logarithmic,
                               "how often a new main supplier is drawn"});
    visit(self.u_lock,
          {"procurement.u_lock", "1", valid::weight, Scale::linear, "existing stock in the choice of supplier"});
    visit(self.u_interop, {"procurement.u_interop", "1", valid::weight, Scale::linear,
                           "compatibility, for the aligned, in the choice"});
    visit(self.u_dep, {"procurement.u_dep", "1", valid::weight, Scale::linear, "patron in the choice"});
    visit(self.u_safe, {"procurement.u_safe", "1", valid::weight, Scale::linear, "EU offers in the choice"});
    visit(self.stock_decay, {"procurement.stock_decay", "1/year", valid::rate, Scale::logarithmic, "wear of stock"});
    visit(self.side, {"procurement.side", "1", valid::fraction, Scale::linear,
                      "part of equipment money that follows the existing mix"});
    visit(self.xi, {"procurement.xi", "1", valid::fraction, Scale::linear, "weight of experience in interoperability"});
  }
};

template <class V>
struct MistrustParameters {
  V mis_arms, mis_campaign, mis_crisis, mis_pressure, mis_coord, mistrust_rate, mistrust_vol;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.mis_arms, {"mistrust.mis_arms", "1", valid::weight, Scale::linear, "joint armament on mistrust"});
    visit(self.mis_campaign,
          {"mistrust.mis_campaign", "1", valid::weight, Scale::linear, "nationalist campaigns on mistrust"});
    visit(self.mis_crisis,
          {"mistrust.mis_crisis", "1", valid::weight, Scale::linear, "crisis of the pair on mistrust"});
    visit(self.mis_pressure, {"mistrust.mis_pressure", "1", valid::weight, Scale::linear, "pressure on mistrust"});
    visit(self.mis_coord, {"mistrust.mis_coord", "1", valid::weight, Scale::linear, "coordination against mistrust"});
    visit(self.mistrust_rate,
          {"mistrust.mistrust_rate", "1/year", valid::rate, Scale::logarithmic, "speed of mistrust"});
    visit(self.mistrust_vol,
          {"mistrust.mistrust_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of mistrust"});
  }
};

template <class V>
struct IndustryParameters {
  V industry_share, safe_share, capital_per_output, industry_decay;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.industry_share, {"industry.industry_share", "1", valid::fraction, Scale::linear,
                                "share of domestic procurement that becomes capacity"});
    visit(self.safe_share, {"industry.safe_share", "MEUR/year", valid::weight, Scale::logarithmic,
                            "EU industrial money per partner at full access"});
    visit(self.capital_per_output,
          {"industry.capital_per_output", "year", valid::positive, Scale::linear, "capital per yearly output"});
    visit(self.industry_decay,
          {"industry.industry_decay", "1/year", valid::rate, Scale::logarithmic, "wear of capacity"});
  }
};

template <class V>
struct ContributionsParameters {
  V peace_rate, exp_gain, exp_decay, n_ref_per_million, cross_rate, cross_elast, cross_shock;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.peace_rate,
          {"contributions.peace_rate", "1/year", valid::rate, Scale::logarithmic, "speed of deployments"});
    visit(self.exp_gain,
          {"contributions.exp_gain", "1/year", valid::rate, Scale::logarithmic, "experience gained in missions"});
    visit(self.exp_decay, {"contributions.exp_decay", "1/year", valid::rate, Scale::logarithmic, "experience lost"});
    visit(self.n_ref_per_million, {"contributions.n_ref_per_million", "persons per million people", valid::positive,
                                   Scale::linear, "deployment that counts as full"});
    visit(self.cross_rate,
          {"contributions.cross_rate", "1/year", valid::rate, Scale::logarithmic, "speed of crossings"});
    visit(self.cross_elast,
          {"contributions.cross_elast", "1", valid::weight, Scale::linear, "border cooperation on crossings"});
    visit(self.cross_shock, {"contributions.cross_shock", "1", valid::weight, Scale::linear, "shocks on crossings"});
  }
};

template <class V>
struct MobilityParameters {
  V wear, denial, denial_slope, denial_mid, wait_cut, cap_floor;
  std::array<V, 6> closure;
  V speed;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.wear, {"mobility.wear", "1/year", valid::rate, Scale::logarithmic,
                      "return of segments to the quality of the start"});
    visit(self.denial, {"mobility.denial", "1", valid::fraction, Scale::linear, "largest share of passage denied"});
    visit(self.denial_slope,
          {"mobility.denial_slope", "1", valid::weight, Scale::linear, "steepness of denial in predictability"});
    visit(self.denial_mid,
          {"mobility.denial_mid", "1", valid::fraction, Scale::linear, "predictability at half denial"});
    visit(self.wait_cut,
          {"mobility.wait_cut", "1", valid::fraction, Scale::linear, "share of waiting that full access removes"});
    visit(self.cap_floor,
          {"mobility.cap_floor", "1", valid::fraction, Scale::linear, "capacity of a segment of quality 0"});
    visit(self.closure,
          {"mobility.closure", "1 by level", valid::fraction, Scale::linear, "share of passage closed, by level"});
    visit(self.speed, {"mobility.speed", "km/h", valid::positive, Scale::linear,
                       "travel speed on a segment, scaled by 0.5 + 0.5 quality"});
  }
};

template <class V>
struct MissionsParameters {
  V deploy_rate, withdraw_rate, surge_level, cover, mission_effect, legacy_troops_per_1000, legacy_decay;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.deploy_rate,
          {"missions.deploy_rate", "1/year", valid::rate, Scale::logarithmic, "speed of reinforcement"});
    visit(self.withdraw_rate,
          {"missions.withdraw_rate", "1/year", valid::rate, Scale::logarithmic, "speed of withdrawal"});
    visit(self.surge_level,
          {"missions.surge_level", "level", valid::ladder, Scale::linear, "level at which a reserve is called"});
    visit(self.cover, {"missions.cover", "troops per 1000 people", valid::positive, Scale::linear,
                       "troops that give two thirds of full effect"});
    visit(self.mission_effect, {"missions.mission_effect", "1", valid::fraction, Scale::linear,
                                "share of violence that full presence holds back"});
    visit(self.legacy_troops_per_1000, {"missions.legacy_troops_per_1000", "troops per 1000 people", valid::weight,
                                        Scale::linear, "force sent after a war"});
    visit(self.legacy_decay,
          {"missions.legacy_decay", "1/year", valid::rate, Scale::logarithmic, "speed at which that force goes home"});
  }
};

template <class V>
struct EscalationParameters {
  V tension_rate, tension_vol, ten_pressure, ten_mistrust, ten_instab, ten_campaign, ten_mediation, ten_reward,
      c_presence, c_us, c_reward, c_frag, c_backing;
  std::array<V, 5> up0, down0;
  V b_ten, b_pres, b_cost, b_gov, b_rec, rec_decay, b_camp, contagion, d_med, d_presence, d_interop, d_pres, drop, leap,
      settle0, unsettle0, settled_effect, s_reward, s_effort, s_pres, s_defy;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.tension_rate,
          {"escalation.tension_rate", "1/year", valid::rate, Scale::logarithmic, "speed of tension"});
    visit(self.tension_vol, {"escalation.tension_vol", "1/sqrt(year)", valid::rate, Scale::linear, "noise of tension"});
    visit(self.ten_pressure, {"escalation.ten_pressure", "1", valid::weight, Scale::linear, "pressure on tension"});
    visit(self.ten_mistrust, {"escalation.ten_mistrust", "1", valid::weight, Scale::linear, "mistrust on tension"});
    visit(self.ten_instab, {"escalation.ten_instab", "1", valid::weight, Scale::linear, "instability on tension"});
    visit(self.ten_campaign,
          {"escalation.ten_campaign", "1", valid::weight, Scale::linear, "nationalist campaigns on tension"});
    visit(self.ten_mediation,
          {"escalation.ten_mediation", "1", valid::weight, Scale::linear, "diplomacy against tension"});
    visit(self.ten_reward, {"escalation.ten_reward", "1", valid::weight, Scale::linear, "reward against tension"});
    visit(self.c_presence,
          {"escalation.c_presence", "1", valid::weight, Scale::linear, "missions on the perceived cost of escalating"});
    visit(self.c_us, {"escalation.c_us", "1", valid::weight, Scale::linear, "US attention on that cost"});
    visit(self.c_reward, {"escalation.c_reward", "1", valid::weight, Scale::linear, "reward on that cost"});
    visit(self.c_frag, {"escalation.c_frag", "1", valid::weight, Scale::linear, "fragmentation against that cost"});
    visit(self.c_backing, {"escalation.c_backing", "1", valid::weight, Scale::linear, "patron against that cost"});
    visit(self.up0, {"escalation.up0", "1/year from level 0..4", valid::rate, Scale::logarithmic,
                     "rate of moving up, from levels 0 to 4"});
    visit(self.down0, {"escalation.down0", "1/year from level 1..5", valid::rate, Scale::logarithmic,
                       "rate of moving down, from levels 1 to 5"});
    visit(self.b_ten, {"escalation.b_ten", "1", valid::weight, Scale::linear, "tension on moves up"});
    visit(self.b_pres, {"escalation.b_pres", "1", valid::weight, Scale::linear, "pressure on moves up"});
    visit(self.b_cost, {"escalation.b_cost", "1", valid::weight, Scale::linear, "perceived cost against moves up"});
    visit(self.b_gov, {"escalation.b_gov", "1", valid::weight, Scale::linear,
                       "governance of the worse-governed party against moves up"});
    visit(self.b_rec, {"escalation.b_rec", "1", valid::weight, Scale::linear, "recent crises on moves up"});
    visit(self.rec_decay,
          {"escalation.rec_decay", "1/year", valid::rate, Scale::logarithmic, "fading of the memory of crises"});
    visit(self.b_camp, {"escalation.b_camp", "1", valid::weight, Scale::linear, "campaigns on moves up"});
    visit(self.contagion,
          {"escalation.contagion", "1", valid::weight, Scale::linear, "crises of neighbours on moves up"});
    visit(self.d_med, {"escalation.d_med", "1", valid::weight, Scale::linear, "diplomacy on moves down"});
    visit(self.d_presence, {"escalation.d_presence", "1", valid::weight, Scale::linear, "missions on moves down"});
    visit(self.d_interop,
          {"escalation.d_interop", "1", valid::weight, Scale::linear, "joint interoperability on moves down"});
    visit(self.d_pres, {"escalation.d_pres", "1", valid::weight, Scale::linear, "pressure against moves down"});
    visit(self.drop,
          {"escalation.drop", "1", valid::fraction, Scale::linear, "probability that a move down ends the crisis"});
    visit(self.leap,
          {"escalation.leap", "1", valid::fraction, Scale::linear, "probability that a move up skips a level"});
    visit(self.settle0, {"escalation.settle0", "1/year", valid::rate, Scale::logarithmic, "rate of settlements"});
    visit(self.unsettle0, {"escalation.unsettle0", "1/year", valid::rate, Scale::logarithmic, "rate of breakdowns"});
    visit(self.settled_effect,
          {"escalation.settled_effect", "1", valid::any_sign, Scale::linear, "an agreement on moves up"});
    visit(self.s_reward, {"escalation.s_reward", "1", valid::weight, Scale::linear, "reward on settlements"});
    visit(self.s_effort, {"escalation.s_effort", "1", valid::weight, Scale::linear, "diplomacy on settlements"});
    visit(self.s_pres, {"escalation.s_pres", "1", valid::weight, Scale::linear, "pressure against settlements"});
    visit(self.s_defy, {"escalation.s_defy", "1", valid::weight, Scale::linear, "defiance against settlements"});
  }
};

/// Those of crisis cost that the Union shares.
inline constexpr std::array<std::string_view, 7> cost_components{
    "mediation", "stabilisation", "disruption", "readiness_delay", "misinvestment", "leakage", "migration"};

template <class V>
struct CostParameters {
  std::array<V, 6> mediation_cost, stabilisation_cost;
  V corridor_trade_value, delay_value, crossing_cost, mediation_lever, safeguards_lever, officer_year;
  std::array<V, 7> eu_share;
  V discount_rate, leak_value;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.mediation_cost, {"cost.mediation_cost", "MEUR/month by level", valid::weight, Scale::logarithmic,
                                "cost of mediation, by level"});
    visit(self.stabilisation_cost, {"cost.stabilisation_cost", "MEUR/month by level", valid::weight, Scale::logarithmic,
                                    "cost of stabilisation, by level"});
    visit(self.corridor_trade_value, {"cost.corridor_trade_value", "MEUR/month per unit of lost capacity share",
                                      valid::weight, Scale::logarithmic, "trade lost with closed corridors"});
    visit(self.delay_value, {"cost.delay_value", "MEUR/month per day of added transit at W = 1", valid::weight,
                             Scale::logarithmic, "price of delayed readiness"});
    visit(self.crossing_cost, {"cost.crossing_cost", "MEUR/month per unit of index above start", valid::weight,
                               Scale::logarithmic, "price of irregular crossings"});
    visit(self.mediation_lever, {"cost.mediation_lever", "MEUR/year at mediation = 1", valid::weight,
                                 Scale::logarithmic, "price of diplomatic effort"});
    visit(self.safeguards_lever, {"cost.safeguards_lever", "MEUR/year at 1, each of verification, audit, coordination",
                                  valid::weight, Scale::logarithmic, "price of verification, audit and coordination"});
    visit(self.officer_year, {"cost.officer_year", "MEUR", valid::weight, Scale::logarithmic, "price of an officer"});
    visit(self.eu_share, {"cost.eu_share", "1", valid::fraction, Scale::linear, "the Union's part of each component",
                          cost_components});
    // Linear although a rate and a cost: their ranges begin at 0, which has no logarithm.
    visit(self.discount_rate, {"cost.discount_rate", "1/year", valid::rate, Scale::linear, "discount rate"});
    visit(self.leak_value, {"cost.leak_value", "MEUR/month per partner with full access and every secret exposed",
                            valid::weight, Scale::linear, "price of exposed information"});
  }
};

template <class V>
struct ShadowPrices {
  V output, throughput, peacekeeper_year, support;

  template <class Self, class Visit>
  static void describe(Self& self, Visit&& visit) {
    visit(self.output, {"shadow_prices.output", "MEUR per MEUR of EU-usable output", valid::weight, Scale::logarithmic,
                        "value of usable output"});
    visit(self.throughput, {"shadow_prices.throughput", "MEUR/year per unit of Phi/Phi0 above 0", valid::weight,
                            Scale::logarithmic, "value of transport capacity"});
    visit(self.peacekeeper_year, {"shadow_prices.peacekeeper_year", "MEUR", valid::weight, Scale::logarithmic,
                                  "value of a person-year in missions"});
    visit(self.support,
          {"shadow_prices.support", "MEUR per MEUR", valid::weight, Scale::logarithmic, "value of support to Ukraine"});
  }
};

}  // namespace detente
