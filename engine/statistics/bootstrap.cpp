#include "engine/statistics/bootstrap.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/missing.hpp"
#include "engine/statistics/student_law.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detente {
namespace {

/// The percentile in the lower tail. A bootstrap of a mean spreads by sqrt((n - 1)/n) of its standard error and is
/// nearly normal.
double expanded_tail(std::int64_t n, double confidence) {
  double const observations = static_cast<double>(n);
  double const t = student_quantile(observations - 1, (1 - confidence) / 2);
  return boost::math::cdf(boost::math::normal(), t * std::sqrt(observations / (observations - 1)));
}

}  // namespace

std::vector<int> resample_counts(std::uint64_t seed, int resample, int observations) {
  assert(observations > 0 && "there is something to draw from");
  std::array<std::uint32_t, 4> const key = threefry_key(seed, stable_hash("bootstrap"));
  auto const size = static_cast<std::size_t>(observations);
  std::vector<int> counts(size);
  std::array<std::uint32_t, 4> words{};
  for (std::size_t draw = 0; draw < size; ++draw) {
    if (draw % 4 == 0)
      words = threefry4x32({static_cast<std::uint32_t>(draw / 4), static_cast<std::uint32_t>(resample), 0, 0}, key);
    ++counts[(std::uint64_t{words[draw % 4]} * size) >> 32];
  }
  return counts;
}

Estimate percentile_interval(double value, std::span<double const> resampled, std::int64_t n, double confidence) {
  Estimate estimate{value, missing, missing, n};
  if (n < 2) return estimate;
  double const tail = expanded_tail(n, confidence);
  auto const lost = std::count_if(resampled.begin(), resampled.end(), [](double x) { return std::isnan(x); });
  if (static_cast<double>(lost) > tail * static_cast<double>(resampled.size())) return estimate;
  estimate.lower = quantile(resampled, tail);
  estimate.upper = quantile(resampled, 1 - tail);
  return estimate;
}

std::vector<Estimate> bootstrap_estimates(Eigen::ArrayXXd const& observations,
                                          std::function<Eigen::ArrayXd(Eigen::ArrayXd const& sums)> const& statistics,
                                          Bootstrap const& bootstrap) {
  assert(observations.cols() > 0 && "there is something to resample");
  int const n = static_cast<int>(observations.cols());
  Eigen::ArrayXd sums = Eigen::ArrayXd::Zero(observations.rows());
  for (int k = 0; k < n; ++k) sums += observations.col(k);
  Eigen::ArrayXd const values = statistics(sums);
  Eigen::ArrayXXd resampled(bootstrap.resamples, values.size());  // a column for each statistic
  for (int resample = 0; resample < bootstrap.resamples; ++resample) {
    std::vector<int> const counts = resample_counts(bootstrap.seed, resample, n);
    sums.setZero();
    // Column by column, so that the order of summation is the same on every machine.
    for (int k = 0; k < n; ++k) {
      int const count = counts[static_cast<std::size_t>(k)];
      if (count > 0) sums += count * observations.col(k);
    }
    resampled.row(resample) = statistics(sums).transpose();
  }
  std::vector<Estimate> estimates;
  for (Eigen::Index k = 0; k < values.size(); ++k) {
    std::span<double const> const column(resampled.col(k).data(), static_cast<std::size_t>(bootstrap.resamples));
    estimates.push_back(percentile_interval(values[k], column, n, bootstrap.confidence));
  }
  return estimates;
}

}  // namespace detente
