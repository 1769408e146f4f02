#include "engine/statistics/multilevel_splitting.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/missing.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

namespace detente {
namespace {

constexpr std::uint32_t for_luck = 1;
constexpr std::uint32_t for_remainders = 2;

std::uint64_t hashed(std::uint64_t parent, std::uint32_t stage, std::uint32_t index, std::uint32_t purpose) {
  std::array<std::uint32_t, 4> const words = threefry4x32({index, stage, 0, purpose}, threefry_key(parent, 0));
  return std::uint64_t{words[1]} << 32 | words[0];
}

}  // namespace

void SplittingPlan::check() const {
  if (thresholds.empty()) throw std::invalid_argument("splitting needs a target");
  auto const does_not_rise = [](double a, double b) { return !(a < b); };
  if (std::adjacent_find(thresholds.begin(), thresholds.end(), does_not_rise) != thresholds.end())
    throw std::invalid_argument("the thresholds of splitting must rise");
  if (months < 1 || trajectories < 1) throw std::invalid_argument("splitting needs months and trajectories");
  if (replications < 2) throw std::invalid_argument("an interval needs at least 2 replications of splitting");
}

std::uint64_t luck_key(std::uint64_t parent, std::uint32_t stage, std::uint32_t index) {
  return hashed(parent, stage, index, for_luck);
}

std::vector<int> clone_counts(std::span<std::uint64_t const> parents, int clones, std::uint32_t stage) {
  assert(!parents.empty() && "somebody has clones");
  int const alike = clones / static_cast<int>(parents.size());
  std::size_t const left = static_cast<std::size_t>(clones) % parents.size();
  std::vector<int> counts(parents.size(), alike);
  std::vector<std::uint64_t> lots;
  for (std::uint64_t const parent : parents) lots.push_back(hashed(parent, stage, 0, for_remainders));
  std::vector<std::size_t> order(parents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lots[a] < lots[b]; });
  for (std::size_t i = 0; i < left; ++i) ++counts[order[i]];
  return counts;
}

Estimate splitting_interval(std::span<double const> estimates, double confidence) {
  Estimate result = mean_interval(estimates, confidence);
  if (!(result.value > 0) || std::isnan(result.upper)) return {result.value, missing, missing, result.n};
  double const relative = (result.upper - result.value) / result.value;
  result.lower = result.value * std::exp(-relative);
  result.upper = std::min(1.0, result.value * std::exp(relative));
  return result;
}

SplittingResult combine_replications(SplittingPlan const& plan, std::span<SplittingRun const> runs, double confidence) {
  SplittingResult result;
  std::vector<double> estimates;
  for (SplittingRun const& run : runs) {
    estimates.push_back(run.estimate);
    result.steps += run.steps;
  }
  result.probability = splitting_interval(estimates, confidence);
  for (std::size_t stage = 0; stage < plan.thresholds.size(); ++stage) {
    std::vector<double> shares;
    for (SplittingRun const& run : runs) shares.push_back(run.shares[stage]);
    result.shares.push_back(mean_interval(shares, confidence));
  }
  double const n = static_cast<double>(runs.size());
  double const p = result.probability.value;
  double squares = 0;
  for (double const estimate : estimates) squares += (estimate - p) * (estimate - p);
  double const work = squares / (n - 1) / n * static_cast<double>(result.steps);
  result.gain = work > 0 ? p * (1 - p) * plan.months / work : missing;
  return result;
}

}  // namespace detente
