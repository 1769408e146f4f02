#include "engine/statistics/morris.hpp"

#include "engine/core/missing.hpp"
#include "engine/statistics/bootstrap.hpp"
#include "engine/statistics/sample_means.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace detente {
namespace {

/// What the trajectories say of one quantity, where they do.
struct QuantityEffects {
  std::vector<double> effects, absolutes, luck, squares;  // squares less luck
};

QuantityEffects of_quantity(ElementaryEffects const& all, int quantity) {
  QuantityEffects one;
  for (auto at = static_cast<std::size_t>(quantity); at < all.effects.size();
       at += static_cast<std::size_t>(all.quantities)) {
    double const effect = all.effects[at];
    if (std::isnan(effect)) continue;
    one.effects.push_back(effect);
    one.absolutes.push_back(std::abs(effect));
    one.luck.push_back(all.luck[at]);
    one.squares.push_back(effect * effect - all.luck[at]);
  }
  return one;
}

/// Of an estimated square; what is below 0 counts as 0.
Estimate root_of(Estimate const& square) {
  auto const root = [](double x) { return std::isnan(x) ? missing : std::sqrt(std::max(0.0, x)); };
  return {root(square.value), root(square.lower), root(square.upper), square.n};
}

Estimate times(Estimate const& estimate, double factor) {
  return {factor * estimate.value, factor * estimate.lower, factor * estimate.upper, estimate.n};
}

/// mu* and the square of sigma.
std::vector<Estimate> resampled_estimates(QuantityEffects const& one, double mean, Bootstrap const& bootstrap) {
  Eigen::ArrayXXd sums(5, static_cast<Eigen::Index>(one.effects.size()));
  for (Eigen::Index k = 0; k < sums.cols(); ++k) {
    auto const at = static_cast<std::size_t>(k);
    double const distance = one.effects[at] - mean;
    sums.col(k) << 1, one.absolutes[at], distance, distance * distance, one.luck[at];
  }
  auto const statistics = [](Eigen::ArrayXd const& sum) {
    double const n = sum[0];
    double const variance = n > 1 ? (sum[3] - sum[2] * sum[2] / n) / (n - 1) : missing;
    return Eigen::ArrayXd{{sum[1] / n, variance - sum[4] / n}};
  };
  return bootstrap_estimates(sums, statistics, bootstrap);
}

bool is_above_luck(QuantityEffects const& one, Estimate const& mean_square, double confidence) {
  auto const is_something = [](double x) { return x != 0; };
  bool const has_luck = std::any_of(one.luck.begin(), one.luck.end(), is_something);
  if (!has_luck) return std::any_of(one.effects.begin(), one.effects.end(), is_something);
  double const half_the_errors = (1 + confidence) / 2;
  return mean_square.lower > 0 || mean_interval(one.effects, half_the_errors).excludes_zero();
}

MorrisMeasures measures_of(QuantityEffects const& one, Bootstrap const& bootstrap) {
  if (one.effects.empty()) {
    Estimate const unknown{missing, missing, missing, 0};
    return {unknown, unknown, unknown, unknown, unknown, false};
  }
  MorrisMeasures measures;
  measures.mean = mean_interval(one.effects, bootstrap.confidence);
  std::vector<Estimate> const resampled = resampled_estimates(one, measures.mean.value, bootstrap);
  Estimate const mean_square = mean_interval(one.squares, bootstrap.confidence);
  measures.mean_absolute = resampled[0];
  // The mean of |x| is sqrt(2/pi) of the standard deviation, if x is normal about 0.
  measures.floor = root_of(times(mean_interval(one.luck, bootstrap.confidence), 2 / std::numbers::pi));
  measures.root_mean_square = root_of(mean_square);
  measures.spread = root_of(resampled[1]);
  measures.is_distinguishable = is_above_luck(one, mean_square, bootstrap.confidence);
  return measures;
}

}  // namespace

ElementaryEffects elementary_effects(std::span<double const> runs, std::span<MorrisMove const> moves, int quantities,
                                     int replications) {
  assert(quantities > 0 && replications > 0 && "a design has quantities and runs");
  auto const k = static_cast<std::size_t>(quantities);
  assert(moves.size() % k == 0 && "a trajectory moves each quantity once");
  assert(runs.size() == moves.size() / k * (k + 1) * static_cast<std::size_t>(replications) && "runs fit the moves");
  std::vector<SampleMean> const samples = sample_means(runs, replications);
  ElementaryEffects result{quantities, std::vector<double>(moves.size(), missing),
                           std::vector<double>(moves.size(), missing)};
  for (std::size_t at = 0; at < moves.size(); ++at) {
    std::size_t const trajectory = at / k;
    SampleMean const& before = samples[at + trajectory];  // a trajectory has one sample more than moves
    SampleMean const& after = samples[at + trajectory + 1];
    MorrisMove const& move = moves[at];
    assert(move.quantity >= 0 && move.quantity < quantities && move.step != 0 && "a move changes a quantity");
    std::size_t const place = trajectory * k + static_cast<std::size_t>(move.quantity);
    result.effects[place] = (after.mean - before.mean) / move.step;
    result.luck[place] = (after.luck + before.luck) / (move.step * move.step);
  }
  return result;
}

std::vector<MorrisMeasures> morris_measures(ElementaryEffects const& effects, Bootstrap const& bootstrap) {
  std::vector<MorrisMeasures> measures;
  for (int quantity = 0; quantity < effects.quantities; ++quantity)
    measures.push_back(measures_of(of_quantity(effects, quantity), bootstrap));
  return measures;
}

}  // namespace detente
