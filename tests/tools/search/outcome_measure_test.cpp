#include "tools/search/outcome_measure.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/standard_normal.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

/// Runs of a normal law with the trial's own draws.
std::vector<double> normal_runs(double mean, int trial, std::uint64_t stream, std::uint32_t runs = 400) {
  std::vector<double> values;
  for (std::uint32_t run = 0; run < runs; ++run)
    values.push_back(mean + normal_quantile(keyed_uniform(5, static_cast<std::uint32_t>(trial) * runs + run, stream)));
  return values;
}

OutcomeMeasure of(Statistic statistic, double level = 0, Goal goal = Goal::minimise) {
  OutcomeMeasure measure;
  measure.statistic = statistic;
  measure.level = level;
  measure.goal = goal;
  return measure;
}

TEST(OutcomeMeasure, Reads_each_statistic_off_the_runs) {
  std::vector<std::vector<double>> const runs{{1, 2, 3, 4, std::nan(""), 10}};
  OutcomeMeasure above = of(Statistic::probability);
  above.above = 2;

  EXPECT_DOUBLE_EQ(measured(of(Statistic::mean), runs).value, 4);
  EXPECT_DOUBLE_EQ(measured(of(Statistic::quantile, 0.5), runs).value, 3);
  EXPECT_DOUBLE_EQ(measured(above, runs).value, 0.6);
  EXPECT_DOUBLE_EQ(measured(of(Statistic::tail_mean, 0.6), runs).value, 7);
  EXPECT_DOUBLE_EQ(measured(of(Statistic::tail_mean, 0.6, Goal::maximise), runs).value, 1.5);
}

TEST(OutcomeMeasure, Takes_the_mean_or_the_worst_of_scenarios) {
  std::vector<std::vector<double>> const runs{{1, 2}, {5, 6}};
  OutcomeMeasure worst_cost = of(Statistic::mean);
  worst_cost.over = OverScenarios::worst;
  OutcomeMeasure worst_gain = worst_cost;
  worst_gain.goal = Goal::maximise;

  EXPECT_DOUBLE_EQ(measured(of(Statistic::mean), runs).value, 3.5);
  EXPECT_EQ(measured(of(Statistic::mean), runs).by_run, (std::vector<double>{3, 4}));
  EXPECT_DOUBLE_EQ(measured(worst_cost, runs).value, 5.5);
  EXPECT_DOUBLE_EQ(measured(worst_gain, runs).value, 1.5);
}

TEST(OutcomeMeasure, A_share_of_no_runs_has_an_interval_that_reaches_above_0) {
  Measured const never = measured(of(Statistic::probability), {std::vector<double>(100, 0.0)});

  EXPECT_GT(estimate_of(never, 1, 0.95).upper, 0.02);  // Wilson: 3.7 % for none of 100
}

/// Share of 1000 trials in which the paired interval of a statistic, of b = a + noise less a, holds the true
/// difference.
double coverage(OutcomeMeasure const& measure, double truth) {
  int held = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    std::vector<double> const a = normal_runs(0, trial, 1);
    std::vector<double> b = normal_runs(0.5, trial, 2);
    for (std::size_t run = 0; run < a.size(); ++run)
      b[run] = 0.5 + 0.8 * a[run] + 0.6 * (b[run] - 0.5);  // same law, shifted
    Estimate const difference = paired_difference(measured(measure, {b}), measured(measure, {a}), 1, 0.95);
    held += difference.lower <= truth && truth <= difference.upper ? 1 : 0;
  }
  return held / 1000.0;
}

// 1000 trials of 400 runs, correlation 0.8; found: 94.9, 95.8 and 95.4 %. The standard error of a coverage of 95 % is
// 0.7
// %, bounds at 4 of them (false alarm 6e-5 each). Would catch: differences as if runs were independent (covers more
// than 99 %), and quantiles without their density.
TEST(OutcomeMeasure, Paired_intervals_hold_the_difference_as_often_as_they_say) {
  EXPECT_NEAR(coverage(of(Statistic::mean), 0.5), 0.95, 0.028);
  EXPECT_NEAR(coverage(of(Statistic::quantile, 0.8), 0.5), 0.95, 0.028);
  EXPECT_NEAR(coverage(of(Statistic::tail_mean, 0.9), 0.5), 0.95, 0.028);
}

// Runs of a sample are copies here. Would catch: an interval that counts 400 runs where there are 100 samples (half as
// wide).
TEST(OutcomeMeasure, Intervals_count_clusters) {
  std::vector<double> copies;
  std::vector<double> const samples = normal_runs(0, 0, 3, 100);
  for (double const sample : samples) copies.insert(copies.end(), 4, sample);

  Estimate const of_copies = estimate_of(measured(of(Statistic::mean), {copies}), 4, 0.95);
  Estimate const of_samples = estimate_of(measured(of(Statistic::mean), {samples}), 1, 0.95);

  EXPECT_EQ(of_copies.n, 100);
  EXPECT_NEAR(of_copies.upper - of_copies.lower, of_samples.upper - of_samples.lower, 1e-12);
}

}  // namespace
}  // namespace detente
