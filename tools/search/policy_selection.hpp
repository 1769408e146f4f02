#pragma once

#include "engine/statistics/kim_nelson.hpp"
#include "models/experiment.hpp"
#include "tools/kernel/target.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace detente {

/// How the best of the policies in use is looked for.
struct SelectionSettings {
  std::string outcome = "crisis_cost";  // a column
  KimNelsonSettings race;
  std::int64_t stage_runs = 256;       // runs of each policy in every scenario at a stage: whole observations
  std::int64_t most_runs = 1'000'000;  // of each, at most
  int threads = 0;
  std::optional<Target> target = {};
  std::function<void(KimNelsonState const&)> report = {};  // after each stage
  std::function<bool()> should_stop = {};
};

/// Runs stages of all policies that are still in the race, in the same samples and luck, until one is left or there are
/// `most_runs`. A policy is judged by its mean over the scenarios in use. Runs that fail in one of them are left out of
/// the stage in all. Throws EvidenceStopped.
KimNelson select_policy(Experiment const& experiment, SelectionSettings const& settings);

}  // namespace detente
