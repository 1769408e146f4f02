#pragma once

#include "engine/statistics/estimate.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace detente {

// How far forecasts lie from what came: scores that are best, in the mean, for who says what he believes. Lower is
// better.

/// Probability of an event that `hits` of `runs` runs had, 0 <= hits <= runs: (hits + 1/2) / (runs + 1), in (0, 1).
double probability_of(std::int64_t hits, std::int64_t runs);

/// Squared distance of a probability in [0, 1] from 1 if the event happened, else from 0; in [0, 1]. Source: Brier
/// 1950.
double brier_score(double probability, bool happened);

/// -ln of the probability given to what happened, [0, infinity]; infinite only where that was 0. Source: Good 1952.
double log_score(double probability, bool happened);

/// Continuous ranked probability score of a count, in units of the count: the sum over k = 0, 1, ... of
/// (F(k) - [observed <= k])^2, with F the distribution forecast. That of a forecast that names one number is its
/// distance from what came. `observed` is not negative. Source: Gneiting and Raftery 2007.
///
/// F of a sample that weighs every run the same: runs with the count 0, 1, ... (`runs_with[k]`), at least one run.
double crps_of_counts(std::span<std::int64_t const> runs_with, int observed);
/// F of Poisson's law; mean in [0, 700].
double crps_of_poisson(double mean, int observed);

/// Forecasts of about the same probability, beside how often the event came.
struct CalibrationBin {
  double lowest = 0, highest = 0;  // lowest <= probability < highest; the last bin has its upper end too
  double mean_forecast = 0;        // NaN if the bin is empty
  Estimate observed;               // share of its forecasts whose event came, with Wilson's interval; n: how many
};

/// Ends of the bins: events are rare, and so are forecasts of them.
inline constexpr std::array<double, 8> calibration_edges{0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 1};

/// One bin between each two ends. Probabilities in [0, 1], of as many events.
std::vector<CalibrationBin> calibration_curve(std::span<double const> probabilities, std::vector<bool> const& happened);

}  // namespace detente
