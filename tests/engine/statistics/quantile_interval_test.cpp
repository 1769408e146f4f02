#include "engine/statistics/quantile_interval.hpp"

#include "engine/core/missing.hpp"
#include "tests/engine/statistics/known_values.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace detente {
namespace {

// P(40 <= B <= 60) = 0.965 for B binomial (100, 1/2), P(41 <= B <= 60) = 0.954 with 0.028 below, and no rank nearer has
// at most 0.025 on its side.
TEST(QuantileInterval, Of_the_median_of_100_runs_lies_between_the_40th_and_the_61st) {
  Estimate const median = quantile_interval(ranks(100), 0.5);

  EXPECT_EQ(median.value, 50.5);
  EXPECT_EQ(median.lower, 40);
  EXPECT_EQ(median.upper, 61);
  EXPECT_EQ(median.n, 100);
}

TEST(QuantileInterval, Of_the_95th_percentile_has_an_upper_bound_from_72_runs_on) {
  Estimate const too_few = quantile_interval(ranks(71), 0.95);  // 0.95^71 = 0.0262
  Estimate const enough = quantile_interval(ranks(72), 0.95);   // 0.95^72 = 0.0249

  EXPECT_FALSE(std::isnan(too_few.lower));
  EXPECT_TRUE(std::isnan(too_few.upper));
  EXPECT_EQ(enough.upper, 72);
}

TEST(QuantileInterval, Mirrors_when_the_outcome_does) {
  std::vector<double> mirrored = ranks(300);
  for (double& x : mirrored) x = 301 - x;

  Estimate const low = quantile_interval(ranks(300), 0.1);
  Estimate const high = quantile_interval(mirrored, 0.9);

  EXPECT_EQ(low.lower, 301 - high.upper);
  EXPECT_EQ(low.upper, 301 - high.lower);
}

TEST(QuantileInterval, Leaves_out_missing_runs) {
  std::vector<double> with_failures = ranks(100);
  with_failures.insert(with_failures.begin() + 48, 4, missing);

  EXPECT_EQ(quantile_interval(with_failures, 0.5).lower, 40);
  EXPECT_EQ(quantile_interval(with_failures, 0.5).n, 100);
  EXPECT_EQ(quantile_interval(with_failures, 0.5, 4).n, 25);  // clusters, one of which is nothing but missing
  EXPECT_TRUE(std::isnan(quantile_interval(std::vector<double>{missing}, 0.5).value));
}

// 40 clusters of 5 runs, of which 20 are wholly below the median: the share below it is 1/2 with standard error
// 0.5/sqrt(39), so that Student's interval is 0.338 to 0.662, and outwards from 67.6 and 132.4 of the 200 runs the 67th
// and the 134th. As if runs were independent: the 86th and the 115th.
TEST(QuantileInterval, Of_clusters_of_runs_alike_is_as_wide_as_so_few_observations_make_it) {
  Estimate const clustered = quantile_interval(ranks(200), 0.5, 5);

  EXPECT_EQ(clustered.value, 100.5);
  EXPECT_EQ(clustered.lower, 67);
  EXPECT_EQ(clustered.upper, 134);
  EXPECT_EQ(clustered.n, 40);
}

TEST(QuantileInterval, Of_a_single_cluster_is_unknown) {
  Estimate const single = quantile_interval(ranks(100), 0.5, 100);

  EXPECT_EQ(single.value, 50.5);
  EXPECT_TRUE(std::isnan(single.lower) && std::isnan(single.upper));
}

}  // namespace
}  // namespace detente
