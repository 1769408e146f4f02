#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace detente {

/// An estimate with its interval of confidence; NaN where there is too little to say.
struct Estimate {
  double value = 0;
  double lower = 0, upper = 0;
  std::int64_t n = 0;  // independent observations behind it

  bool excludes_zero() const { return lower > 0 || upper < 0; }
};

/// Mean of independent observations with its t-interval; missing ones (NaN) are left out. Fewer than two leave the
/// interval NaN. `confidence` in (0, 1).
Estimate mean_interval(std::span<double const> observations, double confidence = 0.95);

/// Probability of `successes` out of n independent trials with Wilson's interval, which stays honest near 0 and 1. NaN
/// for n = 0. Source: Wilson 1927.
Estimate wilson_interval(std::int64_t successes, std::int64_t n, double confidence = 0.95);

/// The same for a share of trials whose number need not be whole; n is cut to a whole number.
Estimate wilson_interval_of_share(double share, double trials, double confidence = 0.95);

/// Observations without the missing ones (NaN).
std::vector<double> present(std::span<double const> observations);

/// Means of consecutive clusters of `size`: runs of one sample share its parameters and are no independent
/// observations. Missing ones are left out; a cluster of nothing else is missing.
std::vector<double> cluster_means(std::span<double const> runs, int size);

/// a - b, run by run; missing where either is.
std::vector<double> differences(std::span<double const> a, std::span<double const> b);

/// Spearman's rank correlation of pairs; ties get their mean rank, pairs with a missing one are left out. NaN if one
/// side does not vary.
double rank_correlation(std::span<double const> x, std::span<double const> y);

/// Quantile p in [0, 1] of observations, linear between order statistics (type 7 of Hyndman and Fan); missing ones are
/// left out. NaN if there is none.
double quantile(std::span<double const> observations, double p);

}  // namespace detente
