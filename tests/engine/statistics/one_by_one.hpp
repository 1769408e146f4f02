#pragma once

#include "engine/statistics/multilevel_splitting.hpp"

#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace detente {

/// All replications, one after the other.
template <TrajectoryStepper Stepper>
SplittingResult run_splitting(SplittingPlan const& plan, Stepper& stepper, double confidence = 0.95) {
  std::vector<SplittingRun> runs;
  for (int replication = 0; replication < plan.replications; ++replication)
    runs.push_back(split_once(plan, stepper, static_cast<std::uint32_t>(replication)));
  return combine_replications(plan, runs, confidence);
}

/// A model that steps one state by one month.
template <class Model>
concept SteppedModel = std::copyable<typename Model::State> &&
    requires(Model const& model, typename Model::State& state, int month, std::uint64_t key) {
  { model.start(key) } -> std::same_as<typename Model::State>;
  model.step(state, month, key);
  { model.score(std::as_const(state)) } -> std::convertible_to<double>;
  { model.months() } -> std::convertible_to<int>;
};

/// Steps its trajectories one by one. Keeps a reference to the model.
template <SteppedModel Model>
class OneByOne {
 public:
  using State = typename Model::State;
  explicit OneByOne(Model const& model) : model_(model) {}

  State start(std::uint64_t key) const { return model_.start(key); }
  void advance(std::span<SplitTrajectory<State>> list, double threshold) const {
    for (SplitTrajectory<State>& trajectory : list) {
      while (model_.score(trajectory.state) < threshold && trajectory.month < model_.months())
        model_.step(trajectory.state, trajectory.month++, trajectory.key);
      trajectory.has_reached = model_.score(trajectory.state) >= threshold;
    }
  }

 private:
  Model const& model_;
};

}  // namespace detente
