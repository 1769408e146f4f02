#pragma once

#include "engine/statistics/estimate.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace detente {

// The probability that a trajectory's score reaches a target before the horizon, where that is rare. The way there is
// cut into stages by thresholds of the score. In the first stage n trajectories start in month 0. One that reaches the
// stage's threshold is kept as it is at that moment, its clock included; the next stage starts n clones of those kept,
// each with a luck of its own from there on. The estimate is the product, over stages, of the shares that reached the
// threshold (fixed effort). It is unbiased whatever the score and the thresholds, which decide on the variance alone:
// each of those kept is expected to have the same number of clones. Its variance is that between whole replications:
// trajectories of one replication have ancestors in common.
// Source: Garvels 2000; L'Ecuyer, Demers and Tuffin 2007; Rubino and Tuffin 2009, ch. 3.

/// A trajectory of the caller's model, with its clock.
template <class State>
struct SplitTrajectory {
  State state;
  int month = 0;             // the next step is that of this month
  std::uint64_t key = 0;     // its luck from here on is a function of (key, month)
  bool has_reached = false;  // the threshold of the stage
};

/// What the caller supplies: trajectories in month 0, and the stepping of many at once, in any order and in packs if it
/// likes. `advance` takes each of the list, from its own month, month by month until its score is at or above the
/// threshold, where it stays, has_reached, with its clock at the month to come; or to the horizon. One that is at the
/// threshold when it comes, because its last step jumped over more than one, is left as it is, has_reached.
template <class Stepper>
concept TrajectoryStepper = std::copyable<typename Stepper::State> &&
    requires(Stepper& stepper, std::uint64_t key, std::span<SplitTrajectory<typename Stepper::State>> list,
             double threshold) {
  { stepper.start(key) } -> std::same_as<typename Stepper::State>;
  stepper.advance(list, threshold);
};

struct SplittingPlan {
  std::vector<double> thresholds;  // ascending; the last is the target
  int months = 0;                  // horizon, > 0
  int trajectories = 1000;         // n, of each stage, >= 1
  int replications = 8;            // independent, >= 2
  std::uint64_t seed = 0;

  /// Throws std::invalid_argument unless all are in their ranges.
  void check() const;
};

/// One replication.
struct SplittingRun {
  double estimate = 0;
  std::vector<double> shares;  // by stage, of trajectories that reached its threshold; NaN where none was left
  std::int64_t steps = 0;      // months of all trajectories
};

struct SplittingResult {
  Estimate probability;
  std::vector<Estimate> shares;  // by stage, given that it was started: what to choose thresholds by
  std::int64_t steps = 0;        // months of all trajectories
  double gain = 0;  // work of plain Monte Carlo for the same variance, as a multiple of that done; NaN if not known
};

/// The key of a luck: of a replication (of the seed), of a trajectory (of its replication, in stage 0), or of a clone
/// (of its parent). Threefry of (parent, stage, index).
std::uint64_t luck_key(std::uint64_t parent, std::uint32_t stage, std::uint32_t index);

/// How many of `clones` each parent gets: all the same, and those left over one each to parents drawn by their keys, so
/// that each expects clones/parents whatever its state is. `stage` is that of the clones.
std::vector<int> clone_counts(std::span<std::uint64_t const> parents, int clones, std::uint32_t stage);

/// Mean p of independent, unbiased, non-negative estimates of a probability, within p exp(-+ t s / p), s the standard
/// error: a t-interval on the scale of the logarithm. Estimates are skewed where the target is rare: the plain interval
/// would then lie below the truth too often, and begin below 0. The upper end is at most 1. NaN ends for fewer than two
/// estimates or if all are 0, which says little of what was never reached.
Estimate splitting_interval(std::span<double const> estimates, double confidence = 0.95);

/// What replications say together.
SplittingResult combine_replications(SplittingPlan const& plan, std::span<SplittingRun const> runs,
                                     double confidence = 0.95);

/// Clones of those kept, in the order of their parents.
template <class State>
std::vector<SplitTrajectory<State>> clones_of(std::vector<SplitTrajectory<State>> const& parents, int clones,
                                              std::uint32_t stage) {
  std::vector<std::uint64_t> keys;
  for (SplitTrajectory<State> const& parent : parents) keys.push_back(parent.key);
  std::vector<int> const counts = clone_counts(keys, clones, stage);
  std::vector<SplitTrajectory<State>> result;
  result.reserve(static_cast<std::size_t>(clones));
  for (std::size_t p = 0; p < parents.size(); ++p) {
    for (int index = 0; index < counts[p]; ++index) {
      std::uint64_t const key = luck_key(parents[p].key, stage, static_cast<std::uint32_t>(index));
      result.push_back({.state = parents[p].state, .month = parents[p].month, .key = key});
    }
  }
  return result;
}

/// Advances a list to a threshold and returns the steps that took. Throws std::logic_error if a clock went back.
template <TrajectoryStepper Stepper>
std::int64_t counted_advance(Stepper& stepper, std::vector<SplitTrajectory<typename Stepper::State>>& list,
                             double threshold) {
  std::vector<int> before;
  for (auto const& trajectory : list) before.push_back(trajectory.month);
  stepper.advance(std::span(list), threshold);
  std::int64_t steps = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].month < before[i]) throw std::logic_error("the clock of a trajectory went back");
    steps += list[i].month - before[i];
  }
  return steps;
}

/// One replication, a pure function of (plan, replication) if the stepper is one of its arguments. Replications may be
/// made in any order, or on several machines.
template <TrajectoryStepper Stepper>
SplittingRun split_once(SplittingPlan const& plan, Stepper& stepper, std::uint32_t replication) {
  plan.check();
  std::uint64_t const root = luck_key(plan.seed, 0, replication);
  std::vector<SplitTrajectory<typename Stepper::State>> list;
  for (int index = 0; index < plan.trajectories; ++index) {
    std::uint64_t const key = luck_key(root, 0, static_cast<std::uint32_t>(index));
    list.push_back({.state = stepper.start(key), .month = 0, .key = key});
  }
  SplittingRun run{.estimate = 1, .shares = {}, .steps = 0};
  for (std::size_t stage = 0; stage < plan.thresholds.size() && !list.empty(); ++stage) {
    if (stage > 0) list = clones_of(list, plan.trajectories, static_cast<std::uint32_t>(stage));
    run.steps += counted_advance(stepper, list, plan.thresholds[stage]);
    std::erase_if(list, [](auto const& trajectory) { return !trajectory.has_reached; });
    run.shares.push_back(static_cast<double>(list.size()) / plan.trajectories);
    run.estimate *= run.shares.back();
  }
  run.shares.resize(plan.thresholds.size(), std::numeric_limits<double>::quiet_NaN());
  return run;
}

}  // namespace detente
