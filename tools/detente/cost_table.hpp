#pragma once

#include "engine/io/result_file.hpp"
#include "engine/statistics/estimate.hpp"

#include <string>
#include <vector>

namespace detente {

/// What crisis management costs under one policy in one scenario, against the baseline under the same luck.
struct PolicyCost {
  std::string policy;
  Estimate cost;                        // mean [MEUR]
  double low = 0, high = 0;             // the middle 90 % of runs [MEUR]
  Estimate difference;                  // to the baseline, paired [MEUR]; n = 0 for the baseline itself
  Estimate policy_money, net_position;  // means [MEUR]
  Estimate open_conflict;               // share of runs
};

/// Costs of all policies in a scenario. Intervals are of 95 %, over samples: replications of one sample count once.
std::vector<PolicyCost> policy_costs(ResultFile const& result, std::size_t scenario);

/// The comparison as text, a table for each scenario, at most 80 columns wide.
std::string cost_tables(ResultFile const& result);

}  // namespace detente
