#pragma once

#include "engine/core/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace detente {

class ConfigNode;

/// How well one number of every arm has to be known before an ensemble may end.
struct StoppingTarget {
  enum class Estimate : std::uint8_t { mean, probability };

  Estimate estimate = Estimate::mean;
  std::string outcome;            // a column of outcomes; of a probability, one that is 0 or 1
  bool is_of_difference = false;  // to the baseline policy, run by run
  bool is_relative = false;  // the half-width is a share of the mean; of the baseline's mean if it is of a difference
  double half_width = 0;     // of the interval of confidence; share or unit of the outcome
  std::int64_t fewest_events = 0;  // of a probability: runs in which it happened, and in which it did not

  /// "mean of crisis_cost against the baseline within 2 %".
  std::string text() const;
};

/// When an ensemble ends: at the first check at which all targets are met, at the latest at `most_samples`. Checks come
/// after `first_check` samples and then every `check_every`, all whole numbers of independent observations.
struct Stopping {
  std::int64_t first_check = 0, check_every = 0, most_samples = 0;
  double confidence = 0.95;
  std::vector<StoppingTarget> targets;
};

/// Runs below which no check says yes: an interval of few runs is itself uncertain.
inline constexpr std::int64_t fewest_runs_to_stop = 1000;

/// Reads `stop`: {max_samples, check_every, confidence, until: [{estimate: mean | probability, outcome, relative_to:
/// baseline, half_width: {relative} or {absolute}, min_events}]}. The first check comes after design.samples. Nothing
/// without the block. A target that max_samples provably cannot reach is a fault that says how many it would take.
/// `spec` is complete but for its parts; its samples become max_samples, and parts as large as the steps between
/// checks.
std::optional<Stopping> read_stopping(ConfigNode const& root, ResultSpec& spec);

}  // namespace detente
