#include "engine/statistics/quantile_interval.hpp"

#include "engine/core/missing.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace detente {
namespace {

/// Ranks, from 1, of the runs that bound a quantile. Beyond 1 and the number of runs there is none.
struct Ranks {
  double lower = 0, upper = 0;
};

/// The least k with P(B <= k) >= level for B binomial.
std::int64_t binomial_quantile(std::int64_t trials, double p, double level) {
  boost::math::binomial const successes(static_cast<double>(trials), p);
  std::int64_t low = 0;
  std::int64_t high = trials;
  while (low < high) {
    std::int64_t const middle = low + (high - low) / 2;
    if (boost::math::cdf(successes, static_cast<double>(middle)) >= level) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/// The quantile lies between the runs of ranks l < u if at least l and less than u runs are below it.
Ranks binomial_ranks(std::int64_t runs, double p, double confidence) {
  double const beside = (1 - confidence) / 2;
  return {static_cast<double>(binomial_quantile(runs, p, beside)),
          static_cast<double>(binomial_quantile(runs, p, 1 - beside) + 1)};
}

Ranks woodruff_ranks(double runs, double p, Estimate const& share_below) {
  double const half_width = (share_below.upper - share_below.lower) / 2;
  return {std::floor(runs * (p - half_width)), std::ceil(runs * (p + half_width)) + 1};
}

}  // namespace

Estimate quantile_interval(std::span<double const> outcome, double p, int cluster, double confidence) {
  assert(p > 0 && p < 1 && "no run bounds the quantiles 0 and 1");
  std::vector<double> sorted = present(outcome);
  if (sorted.empty()) return {missing, missing, missing, 0};
  std::sort(sorted.begin(), sorted.end());
  std::int64_t const runs = static_cast<std::int64_t>(sorted.size());

  Estimate result{quantile(sorted, p), missing, missing, runs};
  Ranks ranks;
  if (cluster == 1) {
    ranks = binomial_ranks(runs, p, confidence);
  } else {
    std::vector<double> is_below(outcome.begin(), outcome.end());
    for (double& x : is_below) x = std::isnan(x) ? missing : static_cast<double>(x <= result.value);
    Estimate const share_below = mean_interval(cluster_means(is_below, cluster), confidence);
    ranks = woodruff_ranks(static_cast<double>(runs), p, share_below);
    result.n = share_below.n;
  }
  if (ranks.lower >= 1) result.lower = sorted[static_cast<std::size_t>(ranks.lower) - 1];
  if (ranks.upper <= static_cast<double>(runs)) result.upper = sorted[static_cast<std::size_t>(ranks.upper) - 1];
  return result;
}

}  // namespace detente
