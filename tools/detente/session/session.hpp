#pragma once

#include "models/experiment.hpp"
#include "tools/detente/session/crew.hpp"
#include "tools/detente/session/output_folder.hpp"
#include "tools/detente/session/progress_display.hpp"
#include "tools/detente/session/stop_request.hpp"
#include "tools/kernel/target.hpp"

#include <string>

namespace CLI {
class App;
}

namespace detente {

/// How a process works on an ensemble; nothing here changes a result.
struct SessionOptions {
  int threads = 0;               // 0: what is usual in the crew
  std::optional<Target> target;  // none: the best that the machine runs
  ProgressStyle progress = ProgressStyle::automatic;
  double time_limit_seconds = 0;  // 0: none
  bool is_quiet = false, is_verbose = false;
  bool is_fail_fast = false;  // the first failed run ends all
  bool keeps_parts = false;   // no merge: a later resume makes it

  void add_to(CLI::App& options, Crew const& crew);
};

/// Computes with the crew the parts that the folder lacks, commits each, and says why it stopped. With all parts there,
/// and unless the folder is that of a shard or the parts are to be kept, merges them into the result. `experiment` gets
/// its provenance.
StopReason compute(SessionOptions const& options, OutputFolder const& folder, Experiment& experiment, Crew& crew);

/// Merges the parts of the folder into its result and removes them; keeps them, and gives `failures` back, if more runs
/// failed than the experiment allows. Throws IoError if a part is missing.
StopReason merge(OutputFolder const& folder, Experiment& experiment);

}  // namespace detente
