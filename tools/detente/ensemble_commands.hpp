#pragma once

#include "tools/detente/session.hpp"
#include "tools/detente/subcommand.hpp"

namespace detente {

/// What run and resume have in common: computes what is missing, prints the table of the result, names the next step,
/// and tells the shell how it ended.
ExitCode work_on(SessionOptions const& options, Shard const& shard, OutputFolder const& folder, Experiment& experiment);

/// Prints the table of a finished result and names the next step.
void show_result(SessionOptions const& options, OutputFolder const& folder);

}  // namespace detente
