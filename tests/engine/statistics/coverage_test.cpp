// How often the intervals that are printed hold the truth. Each rate is over 2000 repetitions of a toy ensemble whose
// truth is known; its standard error at 95 % is 0.49 %. Where the rate is expected to be 95 %, the tolerance is three
// of those: a false alarm has probability 0.0027, once for a choice of seed. Where theory promises less or more, the
// comment gives the reason and the rate, from 5000 repetitions or more of other seeds; bounds are three standard errors
// or more away from it: a false alarm has probability 0.0014 on a side.
#include "engine/core/keyed_draws.hpp"
#include "engine/core/standard_normal.hpp"
#include "engine/statistics/estimate.hpp"
#include "engine/statistics/paired_comparison.hpp"
#include "engine/statistics/probability.hpp"
#include "engine/statistics/quantile_interval.hpp"
#include "engine/statistics/tail_risk.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

namespace detente {
namespace {

constexpr int coverage_trials = 2000;
double const coverage_tolerance = 3 * std::sqrt(0.95 * 0.05 / coverage_trials);

/// Independent draws of one repetition.
class Luck {
 public:
  explicit Luck(int repetition) : repetition_(static_cast<std::uint32_t>(repetition)) {}

  double uniform() {
    if (next_ == 4) {
      words_ = threefry4x32({repetition_, call_++, 0, 0}, {1927, 1952, 2002, 0});
      next_ = 0;
    }
    return (words_[next_++] + 0.5) / 4294967296.0;
  }
  double normal() { return normal_quantile(uniform()); }

 private:
  std::uint32_t repetition_;
  std::uint32_t call_ = 0;
  std::size_t next_ = 4;
  std::array<std::uint32_t, 4> words_{};
};

struct Found {
  double coverage = 0;  // share of repetitions in which the interval holds the truth
  double width = 0;     // mean
};

/// `interval_of(luck)` makes an ensemble and the interval from it.
template <class Interval>
Found coverage(double truth, Interval const& interval_of) {
  int held = 0;
  double width = 0;
  for (int repetition = 0; repetition < coverage_trials; ++repetition) {
    Luck luck(repetition);
    Estimate const estimate = interval_of(luck);
    if (estimate.lower <= truth && truth <= estimate.upper) ++held;
    width += estimate.upper - estimate.lower;
  }
  return {static_cast<double>(held) / coverage_trials, width / coverage_trials};
}

std::vector<double> normal_runs(Luck& luck, int n) {
  std::vector<double> runs(static_cast<std::size_t>(n));
  for (double& x : runs) x = luck.normal();
  return runs;
}

/// exp(sigma Z), whose mean is exp(sigma^2/2).
std::vector<double> skewed_runs(Luck& luck, int n, double sigma) {
  std::vector<double> runs = normal_runs(luck, n);
  for (double& x : runs) x = std::exp(sigma * x);
  return runs;
}

/// Parameters of a sample and luck of a run, with the same variance: standard normal in all.
std::vector<double> clustered_runs(Luck& luck, int samples, int replications) {
  std::vector<double> runs;
  for (int sample = 0; sample < samples; ++sample) {
    double const parameters = luck.normal();
    for (int k = 0; k < replications; ++k) runs.push_back((parameters + luck.normal()) / std::numbers::sqrt2);
  }
  return runs;
}

/// A batch of a Latin hypercube in two dimensions, and a smooth function of its points, with mean 1.25.
void add_batch(std::vector<double>& runs, Luck& luck, int points) {
  std::vector<int> strata(static_cast<std::size_t>(points));
  std::iota(strata.begin(), strata.end(), 0);
  for (int k = points - 1; k > 0; --k) {
    std::swap(strata[static_cast<std::size_t>(k)], strata[static_cast<std::size_t>(luck.uniform() * (k + 1))]);
  }
  for (int k = 0; k < points; ++k) {
    double const x = (k + luck.uniform()) / points;
    double const y = (strata[static_cast<std::size_t>(k)] + luck.uniform()) / points;
    runs.push_back(x + y + x * y);
  }
}

std::vector<double> latin_runs(Luck& luck, int batches, int points) {
  std::vector<double> runs;
  for (int batch = 0; batch < batches; ++batch) add_batch(runs, luck, points);
  return runs;
}

double above(double z) { return boost::math::cdf(boost::math::complement(boost::math::normal(), z)); }

std::vector<double> flags_above(std::vector<double> runs, double threshold) {
  for (double& x : runs) x = x > threshold ? 1 : 0;
  return runs;
}

// n = 20 runs. Catches the normal quantile in place of Student's: 93.5 %.
TEST(Coverage, Of_the_mean_of_few_normal_runs_is_95) {
  Found const found = coverage(0, [](Luck& luck) { return mean_interval(normal_runs(luck, 20)); });

  EXPECT_NEAR(found.coverage, 0.95, coverage_tolerance);
}

// n = 200 runs of skewness 1.75. Catches a standard error without 1/sqrt(n).
TEST(Coverage, Of_the_mean_of_skewed_runs_is_95) {
  Found const found = coverage(std::exp(0.125), [](Luck& luck) { return mean_interval(skewed_runs(luck, 200, 0.5)); });

  EXPECT_NEAR(found.coverage, 0.95, coverage_tolerance);
}

// n = 200 runs of skewness 6.2: 92.9 %, since the mean and its standard error are both too low where no run is extreme.
TEST(Coverage, Of_the_mean_of_very_skewed_runs_is_some_percent_short) {
  Found const found = coverage(std::exp(0.5), [](Luck& luck) { return mean_interval(skewed_runs(luck, 200, 1)); });

  EXPECT_GT(found.coverage, 0.91);
  EXPECT_LT(found.coverage, 0.95);
}

// n = 32 samples of 8 runs: the variance of the mean is 4.5 times what independent runs would have, so that s/sqrt(n)
// covers P(|Z| < 1.96/sqrt(4.5)) = 64 %. Catches a cluster that is ignored.
TEST(Coverage, Of_the_mean_of_clustered_runs_is_95_by_clusters_and_far_below_by_runs) {
  Found const by_clusters =
      coverage(0, [](Luck& luck) { return mean_interval(cluster_means(clustered_runs(luck, 32, 8), 8)); });
  Found const by_runs = coverage(0, [](Luck& luck) { return mean_interval(clustered_runs(luck, 32, 8)); });

  EXPECT_NEAR(by_clusters.coverage, 0.95, coverage_tolerance);
  EXPECT_LT(by_runs.coverage, 0.70);
}

// n = 8 batches of 32 points. The function is additive but for x y, which a Latin hypercube cannot balance: its mean
// has a variance 55 times less than that of independent runs. Catches s/sqrt(n), and batches that are not independent.
TEST(Coverage, Of_the_mean_over_Latin_hypercubes_is_95_by_batches_and_needlessly_wide_by_runs) {
  Found const by_batches =
      coverage(1.25, [](Luck& luck) { return mean_interval(cluster_means(latin_runs(luck, 8, 32), 32)); });
  Found const by_runs = coverage(1.25, [](Luck& luck) { return mean_interval(latin_runs(luck, 8, 32)); });

  EXPECT_NEAR(by_batches.coverage, 0.95, coverage_tolerance);
  EXPECT_EQ(by_runs.coverage, 1);
  EXPECT_GT(by_runs.width, 4 * by_batches.width);
}

// n = 500 runs at p = 0.01. The exact coverage is a sum over the binomial law, 96.2 %; p +- 1.96 sqrt(p(1 - p)/n) has
// 87 %. Tolerance: three standard errors.
TEST(Coverage, Of_a_small_probability_is_what_the_binomial_law_makes_of_Wilsons_interval) {
  double exact = 0;
  for (int k = 0; k <= 500; ++k) {
    Estimate const interval = wilson_interval(k, 500);
    if (interval.lower <= 0.01 && 0.01 <= interval.upper) {
      exact += boost::math::pdf(boost::math::binomial(500, 0.01), k);
    }
  }

  Found const found = coverage(0.01, [](Luck& luck) {
    std::vector<double> happened(500);
    for (double& x : happened) x = luck.uniform() < 0.01 ? 1 : 0;
    return probability_interval(happened);
  });

  EXPECT_NEAR(found.coverage, exact, coverage_tolerance);
  EXPECT_GT(exact, 0.95);
}

// n = 64 samples of 8 runs. Catches Wilson's interval with runs as trials: 75 %.
TEST(Coverage, Of_the_probability_of_clustered_runs_is_95) {
  double const threshold = normal_quantile(0.8);
  Found const found = coverage(
      0.2, [&](Luck& luck) { return probability_interval(flags_above(clustered_runs(luck, 64, 8), threshold), 8); });

  EXPECT_NEAR(found.coverage, 0.95, coverage_tolerance);
}

// As above at p = 0.01, with five events in expectation: 96.9 %, since few counts are possible. Catches the t-interval
// of the means of clusters: 82 %.
TEST(Coverage, Of_a_small_probability_of_clustered_runs_is_not_below_95) {
  double const threshold = normal_quantile(0.99);
  Found const found = coverage(
      0.01, [&](Luck& luck) { return probability_interval(flags_above(clustered_runs(luck, 64, 8), threshold), 8); });

  EXPECT_GT(found.coverage, 0.95 - coverage_tolerance);
}

// n = 200 runs, ranks 184 and 197: the exact coverage is P(184 <= B <= 196) for B binomial. Tolerance: three standard
// errors. Catches ranks that are off by one: 94 %.
TEST(Coverage, Of_a_high_quantile_is_what_the_binomial_law_promises) {
  boost::math::binomial const below(200, 0.95);
  double const exact = boost::math::cdf(below, 196) - boost::math::cdf(below, 183);

  Found const found = coverage(std::exp(normal_quantile(0.95)),
                               [](Luck& luck) { return quantile_interval(skewed_runs(luck, 200, 1), 0.95); });

  EXPECT_NEAR(found.coverage, exact, coverage_tolerance);
  EXPECT_GT(exact, 0.95);
}

// n = 64 samples of 8 runs: 95.8 %, for it goes outwards to the next run. Catches order statistics of runs as if
// they were independent: 83 %.
TEST(Coverage, Of_a_high_quantile_of_clustered_runs_is_95_and_little_more) {
  Found const found = coverage(normal_quantile(0.95),
                               [](Luck& luck) { return quantile_interval(clustered_runs(luck, 64, 8), 0.95, 8); });

  EXPECT_GT(found.coverage, 0.95 - coverage_tolerance);
  EXPECT_LT(found.coverage, 0.98);
}

// n = 400 runs, 20 of them in the tail: 93.5 %. Catches the variance of the tail alone, without that of where it
// begins: 82 %.
TEST(Coverage, Of_the_tail_mean_of_normal_runs_is_one_or_two_percent_short) {
  double const truth = boost::math::pdf(boost::math::normal(), normal_quantile(0.95)) / 0.05;
  Found const found = coverage(truth, [](Luck& luck) { return tail_mean(normal_runs(luck, 400), 0.95); });

  EXPECT_GT(found.coverage, 0.915);
  EXPECT_LT(found.coverage, 0.95 + coverage_tolerance);
}

// n = 400 runs, 20 in the tail: 89.3 %, for the worst runs, of which the tail mean mostly consists, are mostly not
// seen. The bounds tell when what the docstring says of it is no longer so.
TEST(Coverage, Of_the_tail_mean_of_very_skewed_runs_is_some_percent_short) {
  double const truth = std::exp(0.5) * above(normal_quantile(0.95) - 1) / 0.05;
  Found const found = coverage(truth, [](Luck& luck) { return tail_mean(skewed_runs(luck, 400, 1), 0.95); });

  EXPECT_GT(found.coverage, 0.87);
  EXPECT_LT(found.coverage, 0.94);
}

// n = 200 normal runs, 10 in the tail: 93.3 %. Catches Student's quantile with n - 1 degrees in place of those of
// the tail: 90.5 %.
TEST(Coverage, Of_the_tail_mean_with_ten_runs_in_the_tail_is_one_or_two_percent_short) {
  double const truth = boost::math::pdf(boost::math::normal(), normal_quantile(0.95)) / 0.05;
  Found const found = coverage(truth, [](Luck& luck) { return tail_mean(normal_runs(luck, 200), 0.95); });

  EXPECT_GT(found.coverage, 0.915);
  EXPECT_LT(found.coverage, 0.95 + coverage_tolerance);
}

// n = 128 samples of 4 runs, 51 of them in the tail: 93.5 %. Catches runs as observations: 85 %.
TEST(Coverage, Of_the_tail_mean_of_clustered_runs_is_some_percent_short) {
  double const truth = boost::math::pdf(boost::math::normal(), normal_quantile(0.9)) / 0.1;
  Found const found =
      coverage(truth, [](Luck& luck) { return tail_mean(clustered_runs(luck, 128, 4), 0.9, Tail::upper, 4); });

  EXPECT_GT(found.coverage, 0.915);
  EXPECT_LT(found.coverage, 0.95 + coverage_tolerance);
}

// n = 32 samples of 4 pairs, whose difference of 0.5 depends on the sample too. Catches the variance of a and b in
// place of that of their difference (100 %) and runs as observations (79 %).
TEST(Coverage, Of_a_paired_difference_is_95) {
  auto const compare = [](Luck& luck) {
    std::vector<double> const shared = clustered_runs(luck, 32, 4);
    std::vector<double> const own = clustered_runs(luck, 32, 4);
    std::vector<double> other = shared;
    for (std::size_t run = 0; run < other.size(); ++run) other[run] += 0.5 + 0.5 * own[run];
    return paired_comparison(other, shared, 4).mean;
  };

  Found const found = coverage(0.5, compare);

  EXPECT_NEAR(found.coverage, 0.95, coverage_tolerance);
}

// As the former without a difference: a p-value is below 0.05 in 5 % of the repetitions. Catches a one-sided one: 10 %.
TEST(Coverage, Of_p_values_below_5_percent_is_5_percent_where_arms_do_not_differ) {
  auto const flag = [](Luck& luck) {
    std::vector<double> const a = clustered_runs(luck, 16, 4);
    std::vector<double> const b = clustered_runs(luck, 16, 4);
    double const p = paired_comparison(a, b, 4).p_value;
    return Estimate{p, p, 0.05, 16};
  };

  Found const found = coverage(0.05, flag);

  EXPECT_NEAR(found.coverage, 0.05, coverage_tolerance);
}

}  // namespace
}  // namespace detente
