#include "tools/evidence/forecast_scores.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace detente {
namespace {

constexpr double least_term = 1e-18;  // of a distribution: what is left out cannot be seen in the sum

double square(double x) { return x * x; }

}  // namespace

double probability_of(std::int64_t hits, std::int64_t runs) {
  assert(hits >= 0 && hits <= runs && "some of the runs");
  return (static_cast<double>(hits) + 0.5) / (static_cast<double>(runs) + 1);
}

double brier_score(double probability, bool happened) { return square(probability - (happened ? 1 : 0)); }

double log_score(double probability, bool happened) {
  return happened ? -std::log(probability) : -std::log1p(-probability);
}

double crps_of_counts(std::span<std::int64_t const> runs_with, int observed) {
  double runs = 0;
  for (std::int64_t const count : runs_with) runs += static_cast<double>(count);
  assert(runs > 0 && observed >= 0);
  double score = 0;
  double below = 0;  // runs with at most k
  int const last = std::max(static_cast<int>(runs_with.size()), observed);
  for (int k = 0; k < last; ++k) {
    auto const at = static_cast<std::size_t>(k);
    below += at < runs_with.size() ? static_cast<double>(runs_with[at]) : 0;
    score += square(below / runs - (observed <= k ? 1 : 0));
  }
  return score;
}

double crps_of_poisson(double mean, int observed) {
  assert(mean >= 0 && mean <= 700 && observed >= 0);
  double score = 0;
  double term = std::exp(-mean);
  double below = 0;
  for (int k = 0; k < observed || k <= mean || term > least_term; ++k) {
    below += term;
    score += square(below - (observed <= k ? 1 : 0));
    term *= mean / (k + 1);
  }
  return score;
}

std::vector<CalibrationBin> calibration_curve(std::span<double const> probabilities,
                                              std::vector<bool> const& happened) {
  assert(probabilities.size() == happened.size() && "each forecast has its event");
  constexpr std::size_t bins = calibration_edges.size() - 1;
  std::array<double, bins> sum{};
  std::array<std::int64_t, bins> count{};
  std::array<std::int64_t, bins> came{};
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    auto const above = std::upper_bound(calibration_edges.begin(), calibration_edges.end(), probabilities[k]);
    std::size_t const bin = std::min(static_cast<std::size_t>(above - calibration_edges.begin()) - 1, bins - 1);
    sum[bin] += probabilities[k];
    ++count[bin];
    came[bin] += happened[k] ? 1 : 0;
  }
  std::vector<CalibrationBin> curve;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    double const mean =
        count[bin] > 0 ? sum[bin] / static_cast<double>(count[bin]) : std::numeric_limits<double>::quiet_NaN();
    curve.push_back({.lowest = calibration_edges[bin],
                     .highest = calibration_edges[bin + 1],
                     .mean_forecast = mean,
                     .observed = wilson_interval(came[bin], count[bin])});
  }
  return curve;
}

}  // namespace detente
