#include "tools/evidence/forecast_scores.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

namespace detente {
namespace {

// Would catch: hits over runs, which rule out what no run had and make its log score infinite.
TEST(ForecastScores, No_share_of_runs_is_certain) {
  EXPECT_DOUBLE_EQ(probability_of(0, 9), 0.05);
  EXPECT_DOUBLE_EQ(probability_of(9, 9), 0.95);
  EXPECT_DOUBLE_EQ(probability_of(4, 9), 0.45);
}

// Would catch: a distance that is not squared, or to the wrong end.
TEST(ForecastScores, Brier_is_the_squared_distance_from_what_came) {
  EXPECT_DOUBLE_EQ(brier_score(0.2, false), 0.04);
  EXPECT_DOUBLE_EQ(brier_score(0.2, true), 0.64);
  EXPECT_EQ(brier_score(1, true), 0);
  EXPECT_EQ(brier_score(0, false), 0);
}

// Would catch: a logarithm to another base, the sign, the probability of what did not come.
TEST(ForecastScores, Log_is_minus_the_natural_logarithm_of_what_came) {
  EXPECT_DOUBLE_EQ(log_score(std::exp(-2), true), 2);
  EXPECT_NEAR(log_score(1 - std::exp(-2), false), 2, 1e-15);
  EXPECT_EQ(log_score(1, true), 0);
  EXPECT_EQ(log_score(0, false), 0);
  EXPECT_EQ(log_score(0, true), std::numeric_limits<double>::infinity());
}

// Would catch: a score that rewards overstatement.
TEST(ForecastScores, Are_best_in_the_mean_for_the_probability_that_is_true) {
  double const truth = 0.3;
  auto const mean = [truth](double (*score)(double, bool), double said) {
    return truth * score(said, true) + (1 - truth) * score(said, false);
  };

  for (double const said : {0.1, 0.25, 0.29, 0.31, 0.35, 0.9}) {
    EXPECT_LT(mean(brier_score, truth), mean(brier_score, said)) << said;
    EXPECT_LT(mean(log_score, truth), mean(log_score, said)) << said;
  }
}

// Would catch: a sum that ends at the largest count forecast, or at the one observed.
TEST(ForecastScores, Crps_of_one_number_is_its_distance) {
  for (int said : {0, 1, 4}) {
    std::vector<std::int64_t> runs_with(static_cast<std::size_t>(said) + 1);
    runs_with.back() = 7;
    for (int observed = 0; observed < 7; ++observed)
      EXPECT_DOUBLE_EQ(crps_of_counts(runs_with, observed), std::abs(said - observed)) << said << " " << observed;
  }
}

// By hand: half the runs say 0, half say 2, so F is 1/2, 1/2, 1. Would catch: the mean distance from what came, without
// half the distance among runs.
TEST(ForecastScores, Crps_of_two_numbers_by_hand) {
  std::vector<std::int64_t> const runs_with{3, 0, 3};

  EXPECT_DOUBLE_EQ(crps_of_counts(runs_with, 0), 0.25 + 0.25);
  EXPECT_DOUBLE_EQ(crps_of_counts(runs_with, 1), 0.25 + 0.25);
  EXPECT_DOUBLE_EQ(crps_of_counts(runs_with, 5), 0.25 + 0.25 + 3);
}

/// E|X - y| - E|X - X'|/2, the other form of the score.
double crps_by_distances(std::vector<std::int64_t> const& runs_with, int observed) {
  double runs = 0;
  double to_observed = 0;
  double among = 0;
  for (std::size_t j = 0; j < runs_with.size(); ++j) {
    auto const weight = static_cast<double>(runs_with[j]);
    runs += weight;
    to_observed += weight * std::abs(static_cast<double>(j) - observed);
    for (std::size_t k = 0; k < runs_with.size(); ++k)
      among += weight * static_cast<double>(runs_with[k]) * std::abs(static_cast<double>(j) - static_cast<double>(k));
  }
  return to_observed / runs - among / (2 * runs * runs);
}

// Would catch: a step of the sum that is left out or counted twice.
TEST(ForecastScores, Crps_is_the_same_by_distances) {
  std::vector<std::int64_t> const runs_with{120, 61, 0, 17, 2};

  for (int observed = 0; observed < 9; ++observed)
    EXPECT_NEAR(crps_of_counts(runs_with, observed), crps_by_distances(runs_with, observed), 1e-13) << observed;
}

// Would catch: a sum that breaks off too early, F(k - 1) for F(k).
TEST(ForecastScores, Crps_of_poisson_is_that_of_its_distribution) {
  for (double const mean : {0.05, 0.7, 3.0}) {
    std::vector<std::int64_t> runs_with;  // the law itself, in 1e15 runs
    double term = std::exp(-mean);
    for (int k = 0; k < 40; ++k) {
      runs_with.push_back(static_cast<std::int64_t>(term * 1e15));
      term *= mean / (k + 1);
    }
    for (int observed : {0, 1, 2, 6, 50})
      EXPECT_NEAR(crps_of_poisson(mean, observed), crps_of_counts(runs_with, observed), 1e-11)
          << mean << " " << observed;
  }
  EXPECT_DOUBLE_EQ(crps_of_poisson(0, 3), 3);
}

// The standard error comes from a hundred samples. Would catch: a score that rests on the number of runs.
TEST(ForecastScores, Crps_of_a_large_poisson_sample_is_that_of_the_law) {
  std::mt19937_64 luck(20261122);
  std::poisson_distribution<int> law(1.3);
  std::vector<double> scores;
  int const runs = 50'000;
  for (int sample = 0; sample < 100; ++sample) {
    std::vector<std::int64_t> runs_with(40);
    for (int run = 0; run < runs; ++run) ++runs_with[static_cast<std::size_t>(law(luck))];
    scores.push_back(crps_of_counts(runs_with, 2));
  }

  Estimate const mean = mean_interval(scores, 0.9999);
  double const bias = 1.0 / runs;  // more than the mean square of what F of a sample is off

  EXPECT_LE(mean.lower - bias, crps_of_poisson(1.3, 2));
  EXPECT_GE(mean.upper + bias, crps_of_poisson(1.3, 2));
  EXPECT_LT(mean.upper - mean.lower, 0.004) << "or the comparison says nothing";
}

// Would catch: a probability on an edge in the bin below, 1 beyond the last bin, a bin that loses forecasts.
TEST(Calibration, Puts_each_forecast_in_one_bin) {
  std::vector<double> const said{0, 0.005, 0.01, 0.03, 0.05, 0.4, 0.9, 1};
  std::vector<bool> const came{false, false, true, false, true, false, true, true};

  std::vector<CalibrationBin> const bins = calibration_curve(said, came);

  ASSERT_EQ(bins.size(), 7U);
  std::vector<std::int64_t> counts;
  for (CalibrationBin const& bin : bins) counts.push_back(bin.observed.n);
  EXPECT_EQ(counts, (std::vector<std::int64_t>{2, 1, 1, 1, 0, 0, 3}));
  EXPECT_DOUBLE_EQ(bins[0].mean_forecast, 0.0025);
  EXPECT_EQ(bins[0].observed.value, 0);
  EXPECT_GT(bins[0].observed.upper, 0.5) << "two forecasts say little";
  EXPECT_DOUBLE_EQ(bins[6].lowest, 0.4);
  EXPECT_NEAR(bins[6].mean_forecast, 2.3 / 3, 1e-15);
  EXPECT_DOUBLE_EQ(bins[6].observed.value, 2.0 / 3);
  EXPECT_TRUE(std::isnan(bins[4].mean_forecast));
}

}  // namespace
}  // namespace detente
