#include "engine/statistics/estimate.hpp"

#include "engine/core/draws.hpp"
#include "engine/core/missing.hpp"
#include "tests/engine/statistics/known_values.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace detente {
namespace {

TEST(Estimate, Excludes_zero_only_when_the_whole_interval_lies_on_one_side) {
  EXPECT_TRUE((Estimate{.value = 2, .lower = 1, .upper = 3}.excludes_zero()));
  EXPECT_TRUE((Estimate{.value = -2, .lower = -3, .upper = -1}.excludes_zero()));
  EXPECT_FALSE((Estimate{.value = 1, .lower = -1, .upper = 3}.excludes_zero()));
  EXPECT_FALSE((Estimate{.value = 1, .lower = 0, .upper = 2}.excludes_zero()));
  EXPECT_FALSE((Estimate{.value = 1, .lower = missing, .upper = missing}.excludes_zero()));
}

// Would catch: a normal quantile in place of Student's, or n in place of n - 1.
TEST(MeanInterval, Is_students_for_few_observations) {
  std::array<double, 5> const observations{1, 2, 3, 4, 5};
  constexpr double t_975_of_4 = 2.7764451051977987;

  Estimate const estimate = mean_interval(observations);

  EXPECT_EQ(estimate.value, 3);
  EXPECT_EQ(estimate.n, 5);
  EXPECT_NEAR(estimate.lower, 3 - t_975_of_4 * std::sqrt(0.5), 1e-12);  // rounding of a quantile
  EXPECT_NEAR(estimate.upper, 3 + t_975_of_4 * std::sqrt(0.5), 1e-12);
}

TEST(MeanInterval, Grows_with_the_confidence) {
  std::array<double, 2> const observations{-1, 1};  // Student with 1 degree: quantile tan(pi (p - 1/2))

  Estimate const half = mean_interval(observations, 0.5);
  Estimate const most = mean_interval(observations, 0.8);

  EXPECT_NEAR(half.upper, 1, 1e-12);
  EXPECT_NEAR(most.upper, std::tan(0.4 * 3.14159265358979324), 1e-12);
}

TEST(MeanInterval, Missing_observations_are_left_out) {
  std::array<double, 4> const observations{missing, 2, missing, 4};

  Estimate const estimate = mean_interval(observations);

  EXPECT_EQ(estimate.value, 3);
  EXPECT_EQ(estimate.n, 2);
}

TEST(MeanInterval, One_observation_has_no_interval_and_none_no_mean) {
  std::array<double, 1> const one{7};

  EXPECT_EQ(mean_interval(one).value, 7);
  EXPECT_TRUE(std::isnan(mean_interval(one).lower));
  EXPECT_TRUE(std::isnan(mean_interval(one).upper));
  EXPECT_TRUE(std::isnan(mean_interval({}).value));
  EXPECT_EQ(mean_interval({}).n, 0);
}

// 4000 samples of 8 normals, of which 95 % should hold the mean 0: s.e. 0.0034; at 4 s.e. P(false alarm) = 6e-5.
// Would catch: an interval that is too narrow by the root of n/(n - 1), which covers 93.7 %.
TEST(MeanInterval, Covers_the_mean_as_often_as_it_says) {
  constexpr int trials = 4000;
  constexpr int n = 8;
  std::array<DrawSlot, 1> const slot{{{.stream = 0, .entity = 0, .kind = DrawKind::normal}}};
  Draws<double, 1> draws(20, slot);
  int covered = 0;

  for (int trial = 0; trial < trials; ++trial) {
    std::array<double, n> sample;
    for (int i = 0; i < n; ++i) {
      draws.begin_month(trial * n + i);
      sample[static_cast<std::size_t>(i)] = draws[0][0];
    }
    Estimate const estimate = mean_interval(sample);
    covered += estimate.excludes_zero() ? 0 : 1;
  }

  EXPECT_NEAR(covered / static_cast<double>(trials), 0.95, 4 * std::sqrt(0.95 * 0.05 / trials));
}

/// How far p is from being a bound of Wilson's interval: the probabilities whose own standard error just reaches the
/// share that was seen.
double wilson_gap(double seen, double p, double n) {
  return (seen - p) * (seen - p) - normal_975 * normal_975 * p * (1 - p) / n;
}

// Would catch: Wald's interval, which takes the standard error at the share that was seen.
TEST(WilsonInterval, Bounds_are_where_the_share_seen_is_just_believable) {
  Estimate const estimate = wilson_interval(81, 263);

  EXPECT_DOUBLE_EQ(estimate.value, 81.0 / 263);
  EXPECT_LT(estimate.lower, estimate.value);
  EXPECT_GT(estimate.upper, estimate.value);
  EXPECT_NEAR(wilson_gap(81.0 / 263, estimate.lower, 263), 0, 1e-14);  // rounding of terms of 1e-3
  EXPECT_NEAR(wilson_gap(81.0 / 263, estimate.upper, 263), 0, 1e-14);
}

// Would catch: an interval of no width at 0 successes, which would stop an ensemble before anything was seen.
TEST(WilsonInterval, Nothing_seen_does_not_mean_impossible) {
  Estimate const none = wilson_interval(0, 20);
  Estimate const all = wilson_interval(20, 20);
  double const square = normal_975 * normal_975;

  EXPECT_EQ(none.lower, 0);
  EXPECT_NEAR(none.upper, square / (20 + square), 1e-12);
  EXPECT_NEAR(all.lower, 20 / (20 + square), 1e-12);
  EXPECT_EQ(all.upper, 1);
}

TEST(WilsonInterval, No_trials_say_nothing) {
  EXPECT_TRUE(std::isnan(wilson_interval(0, 0).value));
  EXPECT_TRUE(std::isnan(wilson_interval(0, 0).upper));
}

// Would catch: trials cut to a whole number before they are used.
TEST(WilsonInterval, Trials_of_a_share_need_not_be_whole) {
  double const share = 0.25;
  Estimate const whole = wilson_interval_of_share(share, 40);
  Estimate const more = wilson_interval_of_share(share, 40.9);

  EXPECT_EQ(whole.lower, wilson_interval(10, 40).lower);
  EXPECT_EQ(whole.upper, wilson_interval(10, 40).upper);
  EXPECT_NEAR(wilson_gap(share, more.upper, 40.9), 0, 1e-14);
  EXPECT_EQ(more.n, 40);
}

// Would catch: a missing observation that is counted as 0, or as one of those that are present.
TEST(Present, Leaves_out_what_is_missing_and_keeps_the_order) {
  EXPECT_EQ(present(std::vector<double>{3, missing, 1, missing}), (std::vector<double>{3, 1}));
}

TEST(ClusterMeans, Are_those_of_consecutive_runs) {
  std::array<double, 6> const runs{1, 3, 10, 20, 7, 7};

  EXPECT_EQ(cluster_means(runs, 2), (std::vector<double>{2, 15, 7}));
  EXPECT_EQ(cluster_means(runs, 1), (std::vector<double>{1, 3, 10, 20, 7, 7}));
}

TEST(ClusterMeans, Cluster_is_missing_only_if_all_of_it_is) {
  std::array<double, 4> const runs{missing, 3, missing, missing};

  std::vector<double> const means = cluster_means(runs, 2);

  EXPECT_EQ(means[0], 3);
  EXPECT_TRUE(std::isnan(means[1]));
}

TEST(Differences, Are_taken_run_by_run_and_missing_where_either_is) {
  std::array<double, 3> const a{5, missing, 1};
  std::array<double, 3> const b{2, 1, missing};

  std::vector<double> const result = differences(a, b);

  EXPECT_EQ(result[0], 3);
  EXPECT_TRUE(std::isnan(result[1]));
  EXPECT_TRUE(std::isnan(result[2]));
}

// Ranks 1, 2, 3, 4 and 1, 3, 2, 4: 1 - 6 (0 + 1 + 1 + 0) / (4 (16 - 1)). Would catch: ranks not taken from their mean.
TEST(RankCorrelation, Is_spearmans) {
  EXPECT_NEAR(rank_correlation(std::array{0.1, 0.2, missing, 30.0, 40.0}, std::array{1.0, 7.0, 0.0, 2.0, 9.0}), 0.8,
              1e-12);
  EXPECT_NEAR(rank_correlation(std::array{1.0, 2.0, 3.0}, std::array{9.0, 1.0, -4.0}), -1, 1e-12);  // rounding
}

TEST(Quantile, Is_linear_between_order_statistics) {
  std::array<double, 4> const observations{4, 1, 3, 2};

  EXPECT_DOUBLE_EQ(quantile(observations, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(observations, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(quantile(observations, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile(observations, 0.9), 3.7);
  EXPECT_DOUBLE_EQ(quantile(observations, 1), 4);
}

TEST(Quantile, Leaves_missing_observations_out) {
  std::array<double, 4> const observations{missing, 1, 3, missing};

  EXPECT_DOUBLE_EQ(quantile(observations, 0.5), 2);
  EXPECT_TRUE(std::isnan(quantile(std::array<double, 1>{missing}, 0.5)));
}

}  // namespace
}  // namespace detente
