#include "engine/statistics/paired_comparison.hpp"

#include "engine/core/missing.hpp"
#include "engine/statistics/probability.hpp"
#include "engine/statistics/student_law.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

namespace detente {
namespace {

enum class Order { less, equal, more };

Estimate share_of(std::span<double const> change, Order order, int cluster, double confidence) {
  std::vector<double> happened(change.begin(), change.end());
  for (double& x : happened) {
    if (std::isnan(x)) continue;
    Order const found = x < 0 ? Order::less : x > 0 ? Order::more : Order::equal;
    x = found == order ? 1 : 0;
  }
  return probability_interval(happened, cluster, confidence);
}

/// Sum of squares about the mean of the values in pairs that are whole.
double squares_of(std::span<double const> values, std::span<double const> change) {
  double sum = 0;
  double n = 0;
  for (std::size_t run = 0; run < values.size(); ++run) {
    if (std::isnan(change[run])) continue;
    sum += values[run];
    ++n;
  }
  double squares = 0;
  for (std::size_t run = 0; run < values.size(); ++run) {
    if (!std::isnan(change[run])) squares += (values[run] - sum / n) * (values[run] - sum / n);
  }
  return squares;
}

double two_sided_p(Estimate const& mean, double confidence) {
  if (std::isnan(mean.lower)) return missing;
  double const degrees = static_cast<double>(mean.n - 1);
  double const standard_error = (mean.upper - mean.lower) / 2 / student_quantile(degrees, 0.5 + confidence / 2);
  if (standard_error == 0) return mean.value == 0 ? 1 : 0;
  return 2 * student_tail(degrees, std::abs(mean.value) / standard_error);
}

}  // namespace

PairedComparison paired_comparison(std::span<double const> a, std::span<double const> b, int cluster,
                                   double confidence) {
  std::vector<double> const change = differences(a, b);
  PairedComparison result;
  result.mean = mean_interval(cluster_means(change, cluster), confidence);
  result.less = share_of(change, Order::less, cluster, confidence);
  result.equal = share_of(change, Order::equal, cluster, confidence);
  result.more = share_of(change, Order::more, cluster, confidence);
  result.run_p5 = quantile(change, 0.05);
  result.run_median = quantile(change, 0.5);
  result.run_p95 = quantile(change, 0.95);
  result.variance_reduction = (squares_of(a, change) + squares_of(b, change)) / squares_of(change, change);
  result.p_value = two_sided_p(result.mean, confidence);
  return result;
}

}  // namespace detente
