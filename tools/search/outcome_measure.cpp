#include "tools/search/outcome_measure.hpp"

#include "engine/statistics/probability.hpp"
#include "engine/statistics/tail_risk.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace detente {
namespace {

constexpr double bandwidth_confidence = 0.975;  // two-sided 95 %, of Hall and Sheather's rule

double mean_of(std::span<double const> runs) {
  double sum = 0;
  double count = 0;
  for (double const run : runs) {
    if (std::isnan(run)) continue;
    sum += run;
    ++count;
  }
  return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

/// 1/density at quantile p: the slope of the quantiles around it.
double quantile_slope(std::span<double const> runs, double p) {
  boost::math::normal const standard;
  double const z = boost::math::quantile(standard, p);
  double const height = boost::math::pdf(standard, z);
  auto const n =
      static_cast<double>(std::count_if(runs.begin(), runs.end(), [](double run) { return !std::isnan(run); }));
  double const wanted = std::cbrt(1 / n) * std::pow(boost::math::quantile(standard, bandwidth_confidence), 2.0 / 3) *
                        std::cbrt(1.5 * height * height / (2 * z * z + 1));
  double const half = std::min({wanted, p, 1 - p});
  return (quantile(runs, p + half) - quantile(runs, p - half)) / (2 * half);
}

/// Applies to every run that is there.
template <class Function>
std::vector<double> each(std::span<double const> runs, Function&& function) {
  std::vector<double> result;
  for (double const run : runs) result.push_back(std::isnan(run) ? run : function(run));
  return result;
}

/// The mean of the lowest share is that of the highest of -x, negated.
Measured tail_of(OutcomeMeasure const& measure, std::span<double const> runs) {
  double const sign = measure.goal == Goal::minimise ? 1 : -1;
  std::vector<double> const badness = each(runs, [&](double run) { return sign * run; });
  double const q = quantile(badness, measure.level);
  return {
      .value = sign * tail_mean(badness, measure.level).value,
      .by_run = each(badness, [&](double bad) { return sign * (q + std::max(bad - q, 0.0) / (1 - measure.level)); })};
}

Measured in_one_scenario(OutcomeMeasure const& measure, std::span<double const> runs) {
  switch (measure.statistic) {
    case Statistic::probability: {
      Measured share{.value = 0,
                     .by_run = each(runs, [&](double run) { return run > measure.above ? 1.0 : 0.0; }),
                     .is_share = true};
      share.value = mean_of(share.by_run);
      return share;
    }
    case Statistic::tail_mean:
      return tail_of(measure, runs);
    case Statistic::quantile: {
      double const q = quantile(runs, measure.level);
      double const slope = quantile_slope(runs, measure.level);
      return {.value = q,
              .by_run = each(runs, [&](double run) { return q + (measure.level - (run <= q ? 1 : 0)) * slope; })};
    }
    case Statistic::mean:
      break;
  }
  return {.value = mean_of(runs), .by_run = {runs.begin(), runs.end()}};
}

/// An interval of contributions, moved to where the statistic is.
Estimate around(double value, Estimate const& mean) {
  return {.value = value,
          .lower = value + (mean.lower - mean.value),
          .upper = value + (mean.upper - mean.value),
          .n = mean.n};
}

}  // namespace

Measured measured(OutcomeMeasure const& measure, std::vector<std::vector<double>> const& by_scenario) {
  std::vector<Measured> all;
  for (std::vector<double> const& runs : by_scenario) all.push_back(in_one_scenario(measure, runs));
  auto const is_below = [](Measured const& a, Measured const& b) { return a.value < b.value; };
  if (measure.over == OverScenarios::worst || all.size() == 1)
    return measure.goal == Goal::minimise ? *std::max_element(all.begin(), all.end(), is_below)
                                          : *std::min_element(all.begin(), all.end(), is_below);
  Measured mean{.value = 0, .by_run = std::vector<double>(all.front().by_run.size(), 0.0)};
  auto const scenarios = static_cast<double>(all.size());
  for (Measured const& one : all) {
    mean.value += one.value / scenarios;
    std::transform(mean.by_run.begin(), mean.by_run.end(), one.by_run.begin(), mean.by_run.begin(),
                   [&](double sum, double run) { return sum + run / scenarios; });
  }
  return mean;
}

Estimate estimate_of(Measured const& measured, int cluster, double confidence) {
  if (measured.is_share) return probability_interval(measured.by_run, cluster, confidence);
  return around(measured.value, mean_interval(cluster_means(measured.by_run, cluster), confidence));
}

Estimate paired_difference(Measured const& a, Measured const& b, int cluster, double confidence) {
  std::vector<double> const each_run = differences(a.by_run, b.by_run);
  return around(a.value - b.value, mean_interval(cluster_means(each_run, cluster), confidence));
}

}  // namespace detente
