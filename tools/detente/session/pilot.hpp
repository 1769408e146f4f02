#pragma once

#include "models/experiment.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// What a few runs of an experiment cost on this machine.
struct Pilot {
  std::int64_t runs = 0;              // of each arm, in every round
  std::vector<double> round_seconds;  // simulating, compressing and storing, without the merge
  double outcome_bytes = 0;           // compressed, one run of all arms
  double history_bytes = 0;           // the same of a run whose history is kept
  double event_bytes = 0;             // the same of a run whose events are kept
  double fixed_bytes = 0;             // of the result, whatever the number of runs
  std::int64_t expected_samples = 0;  // after which a rule for stopping would end it; 0 without one
  std::string targets;                // with one: how far its targets were

  /// Size of a result of so many runs.
  double result_bytes(ResultSpec const& spec) const;
};

/// Runs `runs` runs of each arm (whole blocks; with a rule for stopping whole steps between checks), in three rounds of
/// different luck, in a folder of its own that is gone afterwards. Throws IoError.
Pilot run_pilot(Experiment const& experiment, std::int64_t runs, int threads);

}  // namespace detente
