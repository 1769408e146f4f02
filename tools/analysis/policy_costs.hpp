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
  Estimate tail;                        // mean of the dearest 5 % of runs [MEUR]
  Estimate policy_money, net_position;  // means [MEUR]
  Estimate open_conflict;               // share of runs
};

/// The dearest share of runs whose mean `PolicyCost::tail` is.
inline constexpr double tail_share = 0.05;

/// Costs of all policies in a scenario, with intervals of `confidence` over samples: replications of one sample count
/// once.
std::vector<PolicyCost> policy_costs(ResultFile const& result, std::size_t scenario, double confidence = 0.95);

}  // namespace detente
