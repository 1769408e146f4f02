#include "tools/analysis/policy_costs.hpp"

#include "engine/statistics/probability.hpp"
#include "engine/statistics/tail_risk.hpp"

#include <algorithm>

namespace detente {
namespace {

constexpr double outer = 0.05;  // outside the middle 90 % on either side

/// One arm, as statistics take it.
struct ArmRuns {
  ResultFile const& result;
  double confidence;

  Estimate mean(std::vector<double> const& runs) const {
    return mean_interval(cluster_means(runs, result.runs_per_observation()), confidence);
  }
  Estimate share(std::vector<double> const& runs) const {
    return probability_interval(runs, result.runs_per_observation(), confidence);
  }
  Estimate tail(std::vector<double> const& runs) const {
    return tail_mean(runs, 1 - tail_share, Tail::upper, result.runs_per_observation(), confidence);
  }
};

}  // namespace

std::vector<PolicyCost> policy_costs(ResultFile const& result, std::size_t scenario, double confidence) {
  std::vector<std::string> const& policies = result.policies();
  auto const baseline = static_cast<std::size_t>(std::find(policies.begin(), policies.end(), result.baseline_policy()) -
                                                 policies.begin());
  ArmRuns const arm{result, confidence};
  std::vector<double> const base = result.outcome("crisis_cost", baseline, scenario);
  std::vector<PolicyCost> rows;
  for (std::size_t p = 0; p < policies.size(); ++p) {
    std::vector<double> const cost = result.outcome("crisis_cost", p, scenario);
    PolicyCost row{.policy = policies[p],
                   .cost = arm.mean(cost),
                   .low = quantile(cost, outer),
                   .high = quantile(cost, 1 - outer),
                   .difference = {},
                   .tail = arm.tail(cost),
                   .policy_money = arm.mean(result.outcome("policy_cost", p, scenario)),
                   .net_position = arm.mean(result.outcome("net_position", p, scenario)),
                   .open_conflict = arm.share(result.outcome("open_conflict", p, scenario))};
    if (p != baseline) row.difference = arm.mean(differences(cost, base));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace detente
