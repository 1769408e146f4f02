#pragma once

#include "engine/statistics/multilevel_splitting.hpp"
#include "models/experiment.hpp"

#include <functional>
#include <optional>
#include <string>

namespace detente {

/// A dispute, or any of them, reaches a level of escalation.
struct LadderEvent {
  std::optional<int> dispute;  // none: any
  int level = 0;

  std::string text(Region const& region) const;
};

/// "open_conflict", "peak_level >= 4", "peak_level[BEL_PRI] >= 4". Throws std::invalid_argument with what is wrong.
LadderEvent parse_ladder_event(std::string const& text, Region const& region);

/// How rare events are looked for.
struct SplittingSettings {
  int trajectories = 1000, replications = 16;
  int threads = 0;  // of which each works on a replication; 0: as many as the machine has
  double confidence = 0.95;
  std::function<bool()> should_stop = {};
};

/// The probability that one arm of an experiment comes to the event within its months, over parameters and luck, by
/// multilevel splitting on the ladder: a stage for every level on the way. The same bits for any number of threads.
/// Throws EvidenceStopped.
SplittingResult split_on_ladder(Experiment const& experiment, std::size_t arm, LadderEvent const& event,
                                SplittingSettings const& settings);

}  // namespace detente
