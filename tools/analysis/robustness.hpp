#pragma once

#include "engine/statistics/estimate.hpp"
#include "engine/statistics/regret.hpp"
#include "models/experiment_analysis.hpp"
#include "tools/analysis/outcome_data.hpp"

#include <string>
#include <vector>

namespace detente {

/// One policy in one scenario, of the outcome that policies are ranked by.
struct RobustnessOfArm {
  Estimate mean, p95, cvar95, satisficing;
  Bracket expected_regret;  // if who chooses knows the scenario; over parameters and luck
};

struct RobustnessOfPolicy {
  std::string policy;
  std::vector<RobustnessOfArm> scenarios;
  Bracket largest_regret;   // over scenarios: the policy with the least has minimax regret
  Bracket regret_in_state;  // mean over samples, if who chooses knows the parameters too; largest over scenarios
};

/// Share of runs that meet a condition if its threshold were t.
struct AttainmentCurve {
  OutcomeCondition condition;
  std::vector<double> thresholds;
  std::vector<std::vector<std::vector<Estimate>>> shares;  // [policy][scenario][threshold]
};

struct RobustnessTable {
  std::string outcome, unit;
  std::vector<std::string> scenarios;
  std::vector<RobustnessOfPolicy> policies;
  std::vector<AttainmentCurve> attainment;
};

/// Ranks policies by what the analysis asks for; what it does not ask for is computed too, and left out of the text.
RobustnessTable robustness_of(OutcomeData const& data, AnalysisSpec const& analysis);

/// A table for a terminal.
std::string robustness_text(RobustnessTable const& table, AnalysisSpec const& analysis);

}  // namespace detente
