#include "engine/statistics/tail_risk.hpp"

#include "engine/core/missing.hpp"
#include "tests/engine/statistics/known_values.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace detente {
namespace {

TEST(TailMean, Counts_the_run_at_the_quantile_with_the_fraction_that_fills_the_share) {
  EXPECT_DOUBLE_EQ(tail_mean(ranks(10), 0.75).value, (10 + 9 + 0.5 * 8) / 2.5);
  EXPECT_DOUBLE_EQ(tail_mean(ranks(10), 0.75, Tail::lower).value, (1 + 2 + 0.5 * 3) / 2.5);
  EXPECT_NEAR(tail_mean(ranks(100), 0.95).value, 98, 1e-12);  // 96 to 100, whole; rounding
  EXPECT_DOUBLE_EQ(tail_mean(ranks(10), 0.99).value, 10);     // a tenth of the worst run
}

// With 1000 runs and level 0.95, q is 950 and the tail 1 to 50 above it: contributions 20 * (1 to 50), and 950 zeros.
TEST(TailMean, Has_the_interval_of_the_excess_with_as_many_degrees_as_runs_beyond) {
  Estimate const estimate = tail_mean(ranks(1000), 0.95);

  double const mean = 20.0 * 1275 / 1000;
  double const squares = 400.0 * (50 * 51 * 101 / 6) - 1000 * mean * mean;
  double const standard_error = std::sqrt(squares / 999 / 1000);
  double const student = boost::math::quantile(boost::math::students_t(49), 0.975);
  EXPECT_NEAR(estimate.value, 950 + mean, 1e-9);
  EXPECT_NEAR(estimate.upper - estimate.value, student * standard_error, 1e-9);
  EXPECT_NEAR(estimate.value - estimate.lower, student * standard_error, 1e-9);
}

TEST(TailMean, Of_clusters_of_copies_is_that_of_the_copied_runs) {
  std::vector<double> copies;
  for (double const x : ranks(400)) copies.insert(copies.end(), 4, x);

  Estimate const once = tail_mean(ranks(400), 0.95);
  Estimate const copied = tail_mean(copies, 0.95, Tail::upper, 4);

  EXPECT_EQ(copied.n, 400);
  // Sums of some hundred numbers of up to 400, whose partial sums of up to 32,000 are each off by 4e-12.
  EXPECT_NEAR(copied.value, once.value, 1e-9);
  EXPECT_NEAR(copied.lower, once.lower, 1e-9);
}

TEST(TailMean, Of_the_lower_tail_is_that_of_the_mirrored_outcome) {
  std::vector<double> mirrored = ranks(500);
  for (double& x : mirrored) x = -x * x;

  Estimate const lower = tail_mean(mirrored, 0.9, Tail::lower);
  for (double& x : mirrored) x = -x;
  Estimate const upper = tail_mean(mirrored, 0.9);

  EXPECT_DOUBLE_EQ(lower.value, -upper.value);
  EXPECT_DOUBLE_EQ(lower.lower, -upper.upper);
  EXPECT_DOUBLE_EQ(lower.upper, -upper.lower);
}

TEST(TailMean, Has_no_interval_with_less_than_ten_runs_in_the_tail) {
  EXPECT_TRUE(std::isnan(tail_mean(ranks(199), 0.95).lower));
  EXPECT_FALSE(std::isnan(tail_mean(ranks(200), 0.95).lower));
}

TEST(TailMean, Has_no_interval_if_one_cluster_alone_makes_the_tail) {
  std::vector<double> outcome(400, 0.0);
  std::iota(outcome.begin(), outcome.begin() + 100, 1.0);

  Estimate const estimate = tail_mean(outcome, 0.9, Tail::upper, 100);

  EXPECT_GT(estimate.value, 80);
  EXPECT_TRUE(std::isnan(estimate.lower) && std::isnan(estimate.upper));
}

TEST(TailMean, Leaves_out_missing_runs_and_is_missing_without_any) {
  std::vector<double> with_failures = ranks(1000);
  with_failures.insert(with_failures.begin() + 500, 7, missing);

  EXPECT_DOUBLE_EQ(tail_mean(with_failures, 0.95).upper, tail_mean(ranks(1000), 0.95).upper);
  EXPECT_EQ(tail_mean(with_failures, 0.95).n, 1000);
  EXPECT_TRUE(std::isnan(tail_mean(std::vector<double>{missing}, 0.95).value));
}

}  // namespace
}  // namespace detente
