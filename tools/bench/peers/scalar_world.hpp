#pragma once

#include "models/month_cost.hpp"
#include "tools/bench/peers/scalar_draws.hpp"
#include "tools/bench/peers/scalar_math.hpp"
#include "tools/bench/peers/scalar_place.hpp"

#include <optional>

namespace detente::bench {

/// What predictors read.
template <class Real>
struct ScalarView {
  ScalarState<Real> const& state;
  ScalarDerived<Real> const& derived;
  ScalarLevers<Real> const& levers;
};

/// One month as the processes see it.
template <class Real>
struct ScalarMonth {
  int index;
  ScalarState<Real> const& now;
  ScalarDerived<Real> const& derived;
  ScalarLevers<Real> const& levers;
  ScalarDraws<Real> const& draws;
  Noise noise;

  ScalarView<Real> view() const { return {now, derived, levers}; }
};

/// Cost of a month [MEUR], see models/cost.hpp.
struct ScalarCost {
  std::array<std::array<double, payers>, components> part{};
  std::vector<double> by_dispute, by_country;
  double crisis = 0;
  std::vector<double> closure, spent;  // by country: room to work in
};

/// An actor that pushes: its constants and its aim at the reference (H3 to H5).
template <class Real>
struct ScalarPusher {
  Real vigour, distraction, vacuum, focus;  // vigour: capacity with the scenario's factor, over the reference effort
  std::vector<Real> value, log_spared, share_reference;  // by country
  Real elsewhere_utility;
};

/// Another country whose spending a country answers.
template <class Real>
struct ScalarRival {
  int country, pair;
  Real rivalry;
};

/// Everything of an arm that does not change in a run: the place, coefficients, paths, the reference and what is
/// hoisted from it. Processes are the functions below; each reads the month and writes its own part of `next`.
template <class Real>
struct ScalarWorld {
  using Reals = std::vector<Real>;

  ScalarWorld(ArmInputs const& arm, int months);

  ArmInputs const& arm;
  bool held;
  Parameters<Real> base, p;  // of the reference, acting
  ScalarPlace<Real> place;
  ScalarPlan<Real> plan;
  ScalarLevers<Real> usual_levers;
  ScalarState<Real> reference, start;
  ScalarDerived<Real> reference_derived;

  // hoisted by the constructor, by process
  std::array<Real, us_regimes> leave_probability{};
  Real attention_share, war_share, war_noise, shock_probability, shock_left, bandwidth_share, campaign_left;
  Real reconsiders, access_share, trust_up, trust_down, pressure_share, pressure_noise, learning_share;
  std::vector<std::array<Real, stances>> stance_utility_reference;
  Anchored<Real> trust, oversight, capture, resilience, fragmentation, stability, alignment, dependence, mistrust,
      tension;
  Reals inflow_reference, shield_reference, start_tension;
  std::vector<ScalarPusher<Real>> pushers;
  Real contract_probability, stock_left, spend_noise;
  Reals base_weight, supplier_utility_reference;  // [country * suppliers + supplier]
  Ragged<ScalarRival<Real>> rivals;
  Reals split, upkeep;  // [country * products + product]
  Real peace_share, cross_share, officers_reference, alignment_mean_reference;
  Reals full_deployment, willingness;  // by country; willingness: what turns alignment times calm into (B1)'s factor
  Real deploy_share, withdraw_share, legacy_left;
  Ragged<Real> force_after_war;  // [mission][its disputes], persons
  Reals cost_logit_less_reference;
  std::vector<std::array<Real, levels>> up_constant, down_constant;  // [dispute][level], all that does not change
  Reals settle_constant, unsettle_constant, log_guard_reference;
  Real recency_left;

 private:
  void set_reference();
  void set_society();
  void set_stances_and_pressure();
  void set_arms();
  void set_rest();
  void set_ladder();
  ScalarView<Real> reference_view() const { return {reference, reference_derived, usual_levers}; }
};

enum class Felt { usual, actual };

/// All of a month that follows from its start but perceived cost.
template <class Real>
void derive_conditions(ScalarPlace<Real> const& place, Parameters<Real> const& p, ScalarState<Real> const& state,
                       ScalarLevers<Real> const& levers, Felt felt, ScalarDerived<Real>& derived);
template <class Real>
void derive_network(ScalarPlace<Real> const& place, MobilityParameters<Real> const& p, ScalarState<Real> const& state,
                    ScalarLevers<Real> const& levers, ScalarDerived<Real>& derived);
/// (E2)
template <class Real>
void derive_perceived_cost(ScalarWorld<Real> const& world, ScalarState<Real> const& state,
                           ScalarDerived<Real>& derived);

// Predictors, which the reference and the months share.
template <class Real>
Real perceived_cost_predictor(EscalationParameters<Real> const& p, ScalarState<Real> const& state,
                              ScalarDerived<Real> const& derived, int dispute);
template <class Real>
std::array<Real, stances> stance_utilities(ScalarPlace<Real> const& place, DecisionsParameters<Real> const& p,
                                           ScalarView<Real> const& view, int country);
template <class Real>
Real trust_eta(InclusionParameters<Real> const& p, ScalarView<Real> const& view, int country);
template <class Real>
Real opportunity(HybridPressureParameters<Real> const& p, ScalarView<Real> const& view, int adversary, int country);
template <class Real>
Real inflow(ScalarPlace<Real> const& place, ScalarView<Real> const& view, int country);
/// Targets of oversight, capture, resilience, fragmentation and stability, (G1) to (G5).
template <class Real>
std::array<Real, 5> governance_eta(GovernanceParameters<Real> const& p, ScalarView<Real> const& view, int country,
                                   Real log_inflow);
template <class Real>
Real alignment_eta(ScalarPlace<Real> const& place, AlignmentParameters<Real> const& p, Real al_stance,
                   ScalarView<Real> const& view, int country);
template <class Real>
Real dependence_eta(ScalarPlace<Real> const& place, AlignmentParameters<Real> const& p, ScalarView<Real> const& view,
                    int adversary, int country);
template <class Real>
Real supplier_utility(ScalarPlace<Real> const& place, ProcurementParameters<Real> const& p,
                      ScalarView<Real> const& view, int country, int supplier);
template <class Real>
Real mistrust_eta(ScalarPlace<Real> const& place, MistrustParameters<Real> const& p, Real split_cost,
                  ScalarView<Real> const& view, int pair);
template <class Real>
Real investment(ScalarPlace<Real> const& place, IndustryParameters<Real> const& p, ScalarView<Real> const& view,
                int country, Real money);
template <class Real>
Real tension_eta(ScalarPlace<Real> const& place, EscalationParameters<Real> const& p, Real ten_defy,
                 ScalarView<Real> const& view, int dispute);

// Processes.
template <class Real>
void step_drivers(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next);
template <class Real>
void step_society(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next);
template <class Real>
void step_pressure(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next);
template <class Real>
void step_arms(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next);
template <class Real>
void step_security(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next);
template <class Real>
void step_disputes(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next);
template <class Real>
void account(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real> const& next,
             ScalarCost& cost);

/// Persons called from the reserve of a mission at a level, of (N1).
template <class Real>
Real called_reserve(ScalarPlace<Real> const& place, MissionsParameters<Real> const& p, ScalarState<Real> const& state,
                    int mission, Real level);

/// Rates of moves and agreements [1/year].
template <class Real>
Real up_rate(ScalarWorld<Real> const& world, ScalarState<Real> const& state, ScalarDerived<Real> const& derived,
             int dispute);
template <class Real>
Real down_rate(ScalarWorld<Real> const& world, ScalarState<Real> const& state, ScalarDerived<Real> const& derived,
               int dispute);
template <class Real>
Real settle_rate(ScalarWorld<Real> const& world, ScalarDerived<Real> const& derived, int dispute);
template <class Real>
Real unsettle_rate(ScalarWorld<Real> const& world, ScalarDerived<Real> const& derived, int dispute);

}  // namespace detente::bench
