#pragma once

#include "models/experiment.hpp"
#include "tools/detente/output_folder.hpp"
#include "tools/detente/progress_display.hpp"
#include "tools/detente/stop_request.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace detente {

/// How a process works on an ensemble; nothing here changes a result.
struct SessionOptions {
  int threads = 0;  // 0: as many as the machine has
  ProgressStyle progress = ProgressStyle::automatic;
  double time_limit_seconds = 0;  // 0: none
  bool is_quiet = false, is_verbose = false;

  void add_to(CLI::App& options);
};

/// Which parts a process computes: those whose number leaves `index` when divided by `count`.
struct Shard {
  std::int64_t index = 0, count = 1;
};

/// Computes the parts that the folder lacks, commits each, and says why it stopped. With all parts there, and unless
/// the process is only a shard, merges them into the result. `experiment` gets its provenance.
StopReason compute(SessionOptions const& options, Shard const& shard, OutputFolder const& folder,
                   Experiment& experiment);

/// Merges the parts of the folder into its result and removes them. Throws IoError if one is missing.
void merge(OutputFolder const& folder, Experiment& experiment);

}  // namespace detente
