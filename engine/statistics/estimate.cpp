#include "engine/statistics/estimate.hpp"

#include "engine/core/missing.hpp"
#include "engine/statistics/student_law.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace detente {
namespace {

double mean_of(std::span<double const> values) {
  double sum = 0;
  for (double const x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

}  // namespace

std::vector<double> present(std::span<double const> observations) {
  std::vector<double> kept;
  kept.reserve(observations.size());
  std::copy_if(observations.begin(), observations.end(), std::back_inserter(kept),
               [](double x) { return !std::isnan(x); });
  return kept;
}

Estimate mean_interval(std::span<double const> observations, double confidence) {
  std::vector<double> const values = present(observations);
  Estimate result{missing, missing, missing, static_cast<std::int64_t>(values.size())};
  if (values.empty()) return result;
  double const n = static_cast<double>(values.size());
  result.value = mean_of(values);
  if (values.size() < 2) return result;
  double squares = 0;
  for (double const x : values) squares += (x - result.value) * (x - result.value);
  double const standard_error = std::sqrt(squares / (n - 1) / n);
  double const half_width = student_quantile(n - 1, 0.5 + confidence / 2) * standard_error;
  result.lower = result.value - half_width;
  result.upper = result.value + half_width;
  return result;
}

Estimate wilson_interval(std::int64_t successes, std::int64_t n, double confidence) {
  double const trials = static_cast<double>(n);
  return wilson_interval_of_share(static_cast<double>(successes) / trials, trials, confidence);
}

Estimate wilson_interval_of_share(double share, double trials, double confidence) {
  if (!(trials > 0)) return {missing, missing, missing, 0};
  double const z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  double const shrink = 1 + z * z / trials;
  double const centre = (share + z * z / (2 * trials)) / shrink;
  // Rounding may leave a share just above 1.
  double const half_width =
      z * std::sqrt(std::max(0.0, share * (1 - share)) / trials + z * z / (4 * trials * trials)) / shrink;
  return {share, std::max(0.0, centre - half_width), std::min(1.0, centre + half_width),
          static_cast<std::int64_t>(trials)};
}

std::vector<double> cluster_means(std::span<double const> runs, int size) {
  assert(size > 0 && runs.size() % static_cast<std::size_t>(size) == 0 && "runs are whole clusters");
  std::vector<double> means;
  for (std::size_t first = 0; first < runs.size(); first += static_cast<std::size_t>(size)) {
    std::vector<double> const cluster = present(runs.subspan(first, static_cast<std::size_t>(size)));
    means.push_back(cluster.empty() ? missing : mean_of(cluster));
  }
  return means;
}

std::vector<double> differences(std::span<double const> a, std::span<double const> b) {
  assert(a.size() == b.size() && "runs are paired");
  std::vector<double> result(a.size());
  std::transform(a.begin(), a.end(), b.begin(), result.begin(), std::minus<>());
  return result;
}

namespace {

/// Ranks from 1; equal values share the mean of theirs.
std::vector<double> ranks_of(std::vector<double> const& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    double const rank = 1 + static_cast<double>(first + last) / 2;
    for (std::size_t k = first; k <= last; ++k) ranks[order[k]] = rank;
    first = last + 1;
  }
  return ranks;
}

}  // namespace

double rank_correlation(std::span<double const> x, std::span<double const> y) {
  assert(x.size() == y.size() && "pairs");
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t k = 0; k < x.size(); ++k) {
    if (std::isnan(x[k]) || std::isnan(y[k])) continue;
    a.push_back(x[k]);
    b.push_back(y[k]);
  }
  a = ranks_of(a);
  b = ranks_of(b);
  double const centre = (static_cast<double>(a.size()) + 1) / 2;
  double products = 0;
  double squares_a = 0;
  double squares_b = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    products += (a[k] - centre) * (b[k] - centre);
    squares_a += (a[k] - centre) * (a[k] - centre);
    squares_b += (b[k] - centre) * (b[k] - centre);
  }
  return squares_a > 0 && squares_b > 0 ? products / std::sqrt(squares_a * squares_b) : missing;
}

double quantile(std::span<double const> observations, double p) {
  std::vector<double> values = present(observations);
  if (values.empty()) return missing;
  double const rank = p * static_cast<double>(values.size() - 1);
  std::size_t const below = static_cast<std::size_t>(rank);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(below), values.end());
  double const low = values[below];
  if (below + 1 == values.size()) return low;
  double const high = *std::min_element(values.begin() + static_cast<std::ptrdiff_t>(below) + 1, values.end());
  return low + (rank - static_cast<double>(below)) * (high - low);
}

}  // namespace detente
