#include "engine/statistics/probability.hpp"

#include "engine/core/missing.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace detente {
namespace {

template <class Condition>
std::vector<double> flags_where(std::span<double const> outcome, Condition const& is_met) {
  std::vector<double> flags(outcome.size());
  std::transform(outcome.begin(), outcome.end(), flags.begin(),
                 [&](double x) { return std::isnan(x) ? missing : static_cast<double>(is_met(x)); });
  return flags;
}

/// Wilson's interval with as many trials as make p +- half_width of the normal one. (Only the square of the quantile
/// over trials is in it, which is that of the half width over p (1 - p): neither need be known.)
Estimate score_interval(double p, double half_width, std::int64_t n) {
  double const quantile_squared_by_trials = half_width * half_width / (p * (1 - p));
  double const shrink = 1 + quantile_squared_by_trials;
  double const centre = (p + quantile_squared_by_trials / 2) / shrink;
  double const distance =
      std::sqrt(half_width * half_width + quantile_squared_by_trials * quantile_squared_by_trials / 4) / shrink;
  return {p, std::max(0.0, centre - distance), std::min(1.0, centre + distance), n};
}

}  // namespace

Estimate probability_interval(std::span<double const> happened, int cluster, double confidence) {
  std::vector<double> const means = present(cluster_means(happened, cluster));
  std::int64_t const n = static_cast<std::int64_t>(means.size());
  std::int64_t const always = std::count(means.begin(), means.end(), 1.0);
  std::int64_t const never = std::count(means.begin(), means.end(), 0.0);
  if (cluster == 1 || always == n || never == n) return wilson_interval(always, n, confidence);
  Estimate result = mean_interval(means, confidence);
  if (n == 1) return result;
  // Asked of the means: rounding leaves their variance above 0.
  if (std::count(means.begin(), means.end(), means.front()) == n) {
    std::int64_t const events = std::count(happened.begin(), happened.end(), 1.0);
    std::int64_t const others = std::count(happened.begin(), happened.end(), 0.0);
    result = wilson_interval(events, events + others, confidence);
    result.n = n;
    return result;
  }
  return score_interval(result.value, result.upper - result.value, n);
}

std::vector<Estimate> exceedance_curve(std::span<double const> outcome, std::span<double const> thresholds, int cluster,
                                       double confidence) {
  std::vector<Estimate> curve;
  for (double const threshold : thresholds) {
    std::vector<double> const exceeds = flags_where(outcome, [&](double x) { return x >= threshold; });
    curve.push_back(probability_interval(exceeds, cluster, confidence));
  }
  return curve;
}

std::vector<Estimate> attainment_curve(std::span<double const> outcome, std::span<double const> thresholds, int cluster,
                                       double confidence) {
  std::vector<Estimate> curve;
  for (double const threshold : thresholds) {
    std::vector<double> const attains = flags_where(outcome, [&](double x) { return x <= threshold; });
    curve.push_back(probability_interval(attains, cluster, confidence));
  }
  return curve;
}

std::vector<double> shared_thresholds(std::span<std::span<double const> const> arms, int most) {
  assert(most >= 2 && "the least and the greatest");
  std::vector<double> pooled;
  for (std::span<double const> const arm : arms) {
    std::vector<double> const values = present(arm);
    pooled.insert(pooled.end(), values.begin(), values.end());
  }
  if (pooled.empty()) return {};
  std::sort(pooled.begin(), pooled.end());
  double const last = static_cast<double>(pooled.size() - 1);
  // From 1 : (N - 1) to (N - 1) : 1, the odds of the least and the greatest but one.
  double const furthest = std::log(std::max(last, 1.0));
  std::vector<double> thresholds = {pooled.front()};
  for (int k = 1; k + 1 < most; ++k) {
    double const log_odds = most == 3 ? 0 : furthest * (2.0 * (k - 1) / (most - 3) - 1);
    double const rank = std::round(last / (1 + std::exp(-log_odds)));
    thresholds.push_back(pooled[static_cast<std::size_t>(rank)]);
  }
  thresholds.push_back(pooled.back());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  return thresholds;
}

std::vector<double> meets_all(std::span<std::span<double const> const> conditions) {
  assert(!conditions.empty() && "nothing says how many runs there are");
  std::vector<double> met(conditions.front().begin(), conditions.front().end());
  for (std::span<double const> const condition : conditions.subspan(1)) {
    assert(condition.size() == met.size() && "conditions on the same runs");
    // A product, for NaN times 0 is NaN: a run that failed says nothing, even if one of its flags does.
    std::transform(met.begin(), met.end(), condition.begin(), met.begin(), std::multiplies<>());
  }
  return met;
}

}  // namespace detente
