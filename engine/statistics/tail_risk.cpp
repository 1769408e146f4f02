#include "engine/statistics/tail_risk.hpp"

#include "engine/core/missing.hpp"
#include "engine/statistics/student_law.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

namespace detente {
namespace {

std::vector<double> sorted_costs(std::span<double const> outcome, double sign) {
  std::vector<double> costs = present(outcome);
  for (double& x : costs) x = sign * x;
  std::sort(costs.begin(), costs.end());
  return costs;
}

/// The least value that at least a share `level` does not exceed.
double value_at_risk(std::vector<double> const& sorted, double level) {
  double const rank = std::ceil(level * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

/// From the t-interval of n observations to that of those that reach into the tail; NaN for a single one.
double widening(std::int64_t n, std::int64_t beyond, double confidence) {
  if (beyond == 0) return 1;  // a tail of equal runs: there is no width
  if (beyond == 1) return missing;
  double const level = 0.5 + confidence / 2;
  return student_quantile(static_cast<double>(beyond - 1), level) / student_quantile(static_cast<double>(n - 1), level);
}

}  // namespace

Estimate tail_mean(std::span<double const> outcome, double level, Tail tail, int cluster, double confidence) {
  assert(level > 0 && level < 1 && "a share of runs is worst");
  double const sign = tail == Tail::upper ? 1 : -1;
  std::vector<double> const sorted = sorted_costs(outcome, sign);
  if (sorted.empty()) return {missing, missing, missing, 0};

  double const q = value_at_risk(sorted, level);
  double const share = 1 - level;
  std::vector<double> contributions(outcome.begin(), outcome.end());
  for (double& x : contributions) x = std::isnan(x) ? missing : q + std::max(sign * x - q, 0.0) / share;
  std::vector<double> const means = cluster_means(contributions, cluster);
  Estimate const mean = mean_interval(means, confidence);
  bool const has_tail = static_cast<double>(sorted.size()) * share > fewest_tail_runs - 1e-9;
  std::int64_t const beyond = std::count_if(means.begin(), means.end(), [&](double x) { return x > q; });
  double const half_width = has_tail ? (mean.upper - mean.lower) / 2 * widening(mean.n, beyond, confidence) : missing;
  return {sign * mean.value, sign * mean.value - half_width, sign * mean.value + half_width, mean.n};
}

}  // namespace detente
