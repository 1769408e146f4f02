#include "engine/statistics/bootstrap.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/missing.hpp"
#include "engine/core/standard_normal.hpp"
#include "tests/engine/statistics/known_values.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

namespace detente {
namespace {

/// Row of standard normals, one for each observation.
Eigen::ArrayXXd normals(std::uint64_t seed, int observations) {
  Eigen::ArrayXXd values(1, observations);
  for (int k = 0; k < observations; ++k)
    values(0, k) = normal_quantile(keyed_uniform(seed, static_cast<std::uint32_t>(k), 1));
  return values;
}

TEST(ResampleCounts, Draws_as_many_as_there_are_and_the_same_again) {
  std::vector<int> const counts = resample_counts(7, 3, 101);

  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0), 101);
  EXPECT_EQ(counts, resample_counts(7, 3, 101));
}

TEST(ResampleCounts, Differ_by_seed_and_resample) {
  EXPECT_NE(resample_counts(7, 3, 101), resample_counts(7, 4, 101));
  EXPECT_NE(resample_counts(7, 3, 101), resample_counts(8, 3, 101));
}

// 5 observations in 4000 resamples: a count is binomial (5, 1/5), variance 0.8, so that the s.e. of its mean is 0.0141;
// at 4 s.e. P(false alarm) = 6e-5 for each of two. Would catch: draws that never reach the last observation.
TEST(ResampleCounts, Favour_no_observation) {
  constexpr int resamples = 4000;
  Eigen::Array<double, 5, 1> sums = Eigen::Array<double, 5, 1>::Zero();

  for (int resample = 0; resample < resamples; ++resample) {
    std::vector<int> const counts = resample_counts(1, resample, 5);
    sums += Eigen::Map<Eigen::ArrayXi const>(counts.data(), 5).cast<double>();
  }

  EXPECT_NEAR(sums[0] / resamples, 1, 4 * std::sqrt(0.8 / resamples));
  EXPECT_NEAR(sums[4] / resamples, 1, 4 * std::sqrt(0.8 / resamples));
}

TEST(PercentileInterval, Is_nearly_the_plain_one_for_many_observations) {
  std::vector<double> resampled(1001);
  std::iota(resampled.begin(), resampled.end(), 0);

  Estimate const estimate = percentile_interval(400, resampled, 1000000);

  EXPECT_EQ(estimate.value, 400);
  EXPECT_EQ(estimate.n, 1000000);
  EXPECT_NEAR(estimate.lower, 25, 0.01);  // the tail of Student's law is 2.5 % but for 1e-6
  EXPECT_NEAR(estimate.upper, 975, 0.01);
}

TEST(PercentileInterval, Reaches_as_far_as_students_for_few) {
  std::vector<double> resampled(10001);
  std::iota(resampled.begin(), resampled.end(), 0);
  constexpr double t_975_of_7 = 2.3646242515927844;
  double const tail = 0.5 * std::erfc(t_975_of_7 * std::sqrt(8.0 / 7) / std::sqrt(2.0));

  Estimate const estimate = percentile_interval(0, resampled, 8);

  EXPECT_NEAR(estimate.lower, 10000 * tail, 1e-6);  // rounding of a quantile
  EXPECT_NEAR(estimate.upper, 10000 * (1 - tail), 1e-6);
}

TEST(PercentileInterval, Has_no_bounds_of_one_observation) {
  std::array<double, 3> const resampled{1, 1, 1};

  EXPECT_TRUE(std::isnan(percentile_interval(1, resampled, 1).lower));
  EXPECT_EQ(percentile_interval(1, resampled, 1).value, 1);
}

// Would catch: bounds from the lucky resamples only, where a ratio has often no denominator.
TEST(PercentileInterval, Has_no_bounds_where_more_resamples_than_a_tail_holds_have_no_value) {
  std::vector<double> resampled(1000, 1.0);
  std::fill_n(resampled.begin(), 20, missing);

  EXPECT_EQ(percentile_interval(1, resampled, 1000).lower, 1);
  std::fill_n(resampled.begin(), 30, missing);
  EXPECT_TRUE(std::isnan(percentile_interval(1, resampled, 1000).lower));
  EXPECT_TRUE(std::isnan(percentile_interval(1, resampled, 1000).upper));
}

// The mean of 500 normals: half the interval is 1.96 s.e. and the bounds have a s.e. of 5 % of that from 4000 resamples
// (2.7 s.e. of a normal's 2.5 % quantile / sqrt(4000) = 0.043); 15 % is 3.5 of it, P(false alarm) = 1e-3.
// Would catch: resamples of another size than the sample, which make it wider or narrower by a root.
TEST(BootstrapEstimates, Of_a_mean_are_as_wide_as_its_standard_error_says) {
  Eigen::ArrayXXd const observations = normals(5, 500);
  double const mean = observations.mean();
  double const error = std::sqrt((observations - mean).square().sum() / 499 / 500);
  auto const mean_of = [](Eigen::ArrayXd const& sums) { return Eigen::ArrayXd(sums / 500); };

  Estimate const estimate = bootstrap_estimates(observations, mean_of, {.seed = 1, .resamples = 4000}).front();

  EXPECT_NEAR(estimate.value, mean, 1e-14);  // rounding of a sum in another order
  EXPECT_EQ(estimate.n, 500);
  EXPECT_NEAR((estimate.upper - mean) / (normal_975 * error), 1, 0.15);
  EXPECT_NEAR((mean - estimate.lower) / (normal_975 * error), 1, 0.15);
}

// 1000 samples of 8 normals, 400 resamples: s.e. of the coverage 0.008. Expanded percentiles cover 93.6 %, plain ones
// 88.4 % (found in 20,000). The bound is 3 s.e. below the first, P(false alarm) = 1e-3, and as far above the second.
// Would catch: plain percentiles.
TEST(BootstrapEstimates, Cover_the_mean_of_few_observations_nearly_as_often_as_they_say) {
  constexpr int trials = 1000;
  auto const mean_of = [](Eigen::ArrayXd const& sums) { return Eigen::ArrayXd(sums / 8); };
  int covered = 0;

  for (int trial = 0; trial < trials; ++trial) {
    auto const seed = static_cast<std::uint64_t>(trial);
    Bootstrap const bootstrap{.seed = seed, .resamples = 400};
    covered += bootstrap_estimates(normals(seed, 8), mean_of, bootstrap).front().excludes_zero() ? 0 : 1;
  }

  EXPECT_GT(covered, 0.912 * trials);
}

}  // namespace
}  // namespace detente
