#pragma once

#include <span>
#include <vector>

namespace detente {

// Regret: how much more a policy costs, in a state of the world, than the policy that is best there,
//   regret(policy, state) = cost(policy, state) - min over policies of cost(policy, state)
// where cost is the expectation over luck. Source: Savage 1951.
//
// An estimate has to find the best policy and to say how good it is. Done with the same runs (plug-in) luck passes for
// skill, and regret comes out too high in expectation; likewise for which state is the worst. Done with one half of
// the runs, and the regret to what that half chose evaluated on the other half (split-sample), it comes out too low,
// for the choice may be wrong. Both ways of using the halves are weighed by the runs that evaluate. The true regret
// lies between the expectations of the two; the bracket is no interval of confidence, and one table may lie beside it.
// Never is low above high. Low may be below 0 and is not cut there, which would bias it upwards.

struct Bracket {
  double low = 0;   // split-sample; NaN where runs cannot be split
  double high = 0;  // plug-in
};

/// Costs of policies over the same states of the world. Runs are paired over all arms: run = sample * replications +
/// replication. A sample with a missing run (NaN) in any arm is left out in all.
struct PolicyCosts {
  std::vector<std::vector<std::span<double const>>> runs;  // [policy][scenario][run]; lower is better
  int replications = 1;
  int cluster = 1;  // consecutive runs that form one independent observation, whole samples
};

/// Regret of one policy if who chooses knows the scenario and nothing else: a state is a scenario, its cost the
/// expectation over parameters and luck.
struct ScenarioRegret {
  std::vector<Bracket> by_scenario;
  Bracket largest;  // over scenarios: the policy with the least has minimax regret
};

/// By policy. Split between the first and the second half of independent observations, since samples are part of what
/// is chance here: it needs no replications. With less than two independent observations low is NaN.
std::vector<ScenarioRegret> scenario_regret(PolicyCosts const& costs);

/// Regret of one policy if who chooses knows scenario and parameters: a state is a sample in a scenario, its cost the
/// expectation over luck. About the samples that were drawn, not all that might have been.
struct StateRegret {
  std::vector<Bracket> expected;  // by scenario: mean over its samples
  Bracket largest_expected;       // over scenarios
  Bracket worst_share;            // mean of the worst share of states, over all scenarios
  Bracket largest;                // of all states: with much luck and many samples its bracket is wide
};

/// By policy; `level` in (0, 1): the worst share is 1 - level. A mean of the worst rather than a quantile, whose
/// plug-in need not be too high nor its split too low. Split between the first and the second half of replications:
/// with less than two, low is NaN, and high counts luck as part of the state (regret in hindsight).
std::vector<StateRegret> state_regret(PolicyCosts const& costs, double level = 0.95);

}  // namespace detente
