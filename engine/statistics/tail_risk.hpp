#pragma once

#include "engine/statistics/estimate.hpp"

#include <span>

namespace detente {

enum class Tail {
  upper,  // higher is worse, as of costs
  lower,  // lower is worse
};

/// With less runs than these in the tail `tail_mean` gives no interval.
inline constexpr double fewest_tail_runs = 10;

/// Conditional value at risk, or expected shortfall: mean of the worst share 1 - level of runs, `level` in (0, 1). For
/// the upper tail, with q the least value that at least a share `level` of runs does not exceed,
///   CVaR = q + E[max(X - q, 0)]/(1 - level)
/// so that the run at q counts with the fraction that fills the share; the lower tail is that of -X, negated. Missing
/// runs (NaN) are left out; `cluster` consecutive runs form one independent observation, and n counts those.
///
/// The interval rests on the variance of q + max(X - q, 0)/(1 - level) between means of clusters: q minimises the mean
/// of that, so that its own error drops out to first order. Student's quantile is that of as many clusters as reach
/// beyond q. It is NaN if less than `fewest_tail_runs` runs make up the share, or a single cluster does. Of 95 % it
/// covers 93 % of normal and 88 % of log-normal outcomes (sigma 1) with 10 runs in the tail, 95 and 93 % with 100: what
/// is worst is mostly not among the runs. Runs of one sample that are alike count for less.
/// Source: Rockafellar and Uryasev 2002 (value); Manistre and Hancock 2005 (variance).
Estimate tail_mean(std::span<double const> outcome, double level, Tail tail = Tail::upper, int cluster = 1,
                   double confidence = 0.95);

}  // namespace detente
