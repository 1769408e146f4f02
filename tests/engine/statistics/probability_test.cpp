#include "engine/statistics/probability.hpp"

#include "engine/core/missing.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

namespace detente {
namespace {

constexpr double rounding_of_scores = 1e-12;

TEST(Probability, Of_independent_runs_is_Wilsons_over_those_that_are_not_missing) {
  std::vector<double> const happened = {1, 0, missing, 0, 1, 0};

  Estimate const estimate = probability_interval(happened);

  Estimate const wilson = wilson_interval(2, 5);
  EXPECT_EQ(estimate.n, 5);
  EXPECT_DOUBLE_EQ(estimate.value, 0.4);
  EXPECT_DOUBLE_EQ(estimate.lower, wilson.lower);
  EXPECT_DOUBLE_EQ(estimate.upper, wilson.upper);
}

// Wilson's bounds are where the score (p - bound)/sqrt(bound (1 - bound)/trials) is Student's quantile.
TEST(Probability, Of_clusters_has_as_many_trials_as_their_variance_makes) {
  std::vector<double> const happened = {1, 0, 0, 0, 1, 1, 0, 0};  // means 0.5, 0, 1, 0

  Estimate const estimate = probability_interval(happened, 2);

  double const p = 0.375;
  double const variance_of_mean = (2 * 0.375 * 0.375 + 0.125 * 0.125 + 0.625 * 0.625) / 3 / 4;
  double const trials = p * (1 - p) / variance_of_mean;
  double const student = boost::math::quantile(boost::math::students_t(3), 0.975);
  auto const score = [&](double bound) { return (p - bound) / std::sqrt(bound * (1 - bound) / trials); };
  EXPECT_DOUBLE_EQ(estimate.value, p);
  EXPECT_EQ(estimate.n, 4);
  EXPECT_NEAR(score(estimate.lower), student, rounding_of_scores);
  EXPECT_NEAR(score(estimate.upper), -student, rounding_of_scores);
}

TEST(Probability, Never_seen_in_any_cluster_is_as_uncertain_as_with_one_run_in_each) {
  std::vector<double> const never(80, 0.0);

  Estimate const estimate = probability_interval(never, 8);

  EXPECT_EQ(estimate.value, 0);
  EXPECT_EQ(estimate.n, 10);
  EXPECT_DOUBLE_EQ(estimate.upper, wilson_interval(0, 10).upper);
}

// The mean of seven times 0.1 is not 0.1 in binary, so that their variance is not quite 0.
TEST(Probability, The_same_in_all_clusters_but_neither_0_nor_1_has_runs_as_trials) {
  std::vector<double> happened(70, 0.0);
  for (std::size_t run = 3; run < happened.size(); run += 10) happened[run] = 1;

  Estimate const estimate = probability_interval(happened, 10);

  EXPECT_EQ(estimate.n, 7);
  EXPECT_DOUBLE_EQ(estimate.lower, wilson_interval(7, 70).lower);
  EXPECT_DOUBLE_EQ(estimate.upper, wilson_interval(7, 70).upper);
}

TEST(Probability, Has_no_interval_from_a_single_cluster_and_no_value_from_no_run) {
  Estimate const single = probability_interval(std::vector<double>{1, 0, 0, 1}, 4);
  Estimate const none = probability_interval(std::vector<double>{missing, missing}, 2);

  EXPECT_EQ(single.value, 0.5);
  EXPECT_TRUE(std::isnan(single.lower) && std::isnan(single.upper));
  EXPECT_TRUE(std::isnan(none.value) && std::isnan(none.lower));
  EXPECT_EQ(none.n, 0);
}

TEST(ExceedanceCurve, Counts_a_run_at_the_threshold_as_exceeding_it) {
  std::vector<double> const outcome = {1, 2, 3, missing, 4};

  std::vector<Estimate> const curve = exceedance_curve(outcome, std::vector<double>{0, 2, 5});

  EXPECT_DOUBLE_EQ(curve[0].value, 1);
  EXPECT_DOUBLE_EQ(curve[1].value, 0.75);
  EXPECT_DOUBLE_EQ(curve[2].value, 0);
  EXPECT_EQ(curve[1].n, 4);
}

TEST(AttainmentCurve, Counts_a_run_at_the_threshold_as_attaining_it) {
  std::vector<double> const outcome = {1, 2, 3, missing, 4};

  std::vector<Estimate> const curve = attainment_curve(outcome, std::vector<double>{0, 2, 5});

  EXPECT_DOUBLE_EQ(curve[0].value, 0);
  EXPECT_DOUBLE_EQ(curve[1].value, 0.5);
  EXPECT_DOUBLE_EQ(curve[2].value, 1);
}

TEST(Curves, Are_clustered_at_every_threshold) {
  std::vector<double> const outcome = {1, 1, 5, 5, 3, 1, 5, 3};

  Estimate const exceeding = exceedance_curve(outcome, std::vector<double>{3}, 2).front();
  Estimate const attaining = attainment_curve(outcome, std::vector<double>{3}, 2).front();

  EXPECT_EQ(exceeding.n, 4);
  EXPECT_EQ(attaining.n, 4);
  EXPECT_DOUBLE_EQ(exceeding.upper, probability_interval(std::vector<double>{0, 0, 1, 1, 1, 0, 1, 1}, 2).upper);
}

TEST(SharedThresholds, Run_from_the_least_to_the_greatest_of_all_arms_and_ascend) {
  std::vector<double> low(500);
  std::vector<double> high(500);
  std::iota(low.begin(), low.end(), 0.0);
  std::iota(high.begin(), high.end(), 500.0);
  high[17] = missing;
  std::vector<std::span<double const>> const arms = {low, high};

  std::vector<double> const thresholds = shared_thresholds(arms);

  EXPECT_LE(thresholds.size(), 100U);
  EXPECT_GT(thresholds.size(), 60U);  // ranks at the ends coincide, those between do not
  EXPECT_EQ(thresholds.front(), 0);
  EXPECT_EQ(thresholds.back(), 999);
  EXPECT_TRUE(std::is_sorted(thresholds.begin(), thresholds.end()));
}

TEST(SharedThresholds, Resolve_the_upper_tail_as_finely_as_the_middle) {
  std::vector<double> ranks(10000);
  std::iota(ranks.begin(), ranks.end(), 0.0);
  std::vector<std::span<double const>> const arms = {ranks};

  std::vector<double> const thresholds = shared_thresholds(arms);

  auto const within = [&](double from, double to) {
    return std::count_if(thresholds.begin(), thresholds.end(), [&](double x) { return x >= from && x < to; });
  };
  EXPECT_GE(within(9900, 9990), 10);  // probabilities 0.01 to 0.001: 2.3 of the 18.4 units of log-odds
}

TEST(SharedThresholds, Repeat_no_value_and_are_none_without_runs) {
  std::vector<double> const levels = {0, 1, 1, 1, 2, 2};
  std::vector<double> const failed = {missing};

  EXPECT_EQ(shared_thresholds(std::vector<std::span<double const>>{levels}), (std::vector<double>{0, 1, 2}));
  EXPECT_TRUE(shared_thresholds(std::vector<std::span<double const>>{failed}).empty());
  EXPECT_EQ(shared_thresholds(std::vector<std::span<double const>>{levels}, 2), (std::vector<double>{0, 2}));
}

TEST(MeetsAll, Is_met_where_all_are_and_missing_where_one_is) {
  std::vector<double> const cheap = {1, 1, 0, 0, 0};
  std::vector<double> const calm = {1, 0, 1, 0, missing};
  std::vector<std::span<double const>> const conditions = {cheap, calm};

  std::vector<double> const met = meets_all(conditions);

  EXPECT_EQ(std::vector<double>(met.begin(), met.begin() + 4), (std::vector<double>{1, 0, 0, 0}));
  EXPECT_TRUE(std::isnan(met[4]));
}

}  // namespace
}  // namespace detente
