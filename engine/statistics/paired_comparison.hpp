#pragma once

#include "engine/statistics/estimate.hpp"

#include <span>

namespace detente {

/// Two arms, a less b, over runs in the same luck.
struct PairedComparison {
  Estimate mean;  // of a - b, with its t-interval: how well the runs pin the mean down

  // Shares of runs in which a is below, at and above b; their values sum to 1.
  Estimate less, equal, more;

  /// How far a - b differs from run to run: quantiles 5, 50 and 95 % of single pairs of runs. No intervals of an
  /// estimate: they stay apart however many runs there are.
  double run_p5 = 0, run_median = 0, run_p95 = 0;

  /// (Var a + Var b)/Var(a - b) between runs: as many times more runs would the same interval take if the arms had had
  /// independent luck. Infinite if a - b never varies though a or b does; NaN if neither does.
  double variance_reduction = 0;

  /// Two-sided, of the t-test that the mean is 0; to be adjusted (multiplicity.hpp) where more than one is read. 0 if
  /// a - b is always the same and not 0, 1 if it is always 0.
  double p_value = 0;
};

/// Compares arms run by run. A run missing (NaN) in one is left out in both. `cluster` consecutive runs form one
/// independent observation: the mean and its test rest on means of clusters, shares on `probability_interval`. NaN
/// where there is too little to say: no pair, or, for intervals and test, a single cluster.
PairedComparison paired_comparison(std::span<double const> a, std::span<double const> b, int cluster = 1,
                                   double confidence = 0.95);

}  // namespace detente
