#pragma once

#include "tools/detente/session/session.hpp"
#include "tools/detente/subcommand.hpp"

namespace detente {

class KernelError;

/// What run and resume have in common: computes what is missing, prints the table of the result, names the next step,
/// and tells the shell how it ended.
ExitCode work_on(SessionOptions const& options, OutputFolder const& folder, Experiment& experiment, Crew& crew);

/// Throws UsageError if an experiment with a rule for stopping is to be shared by several processes.
void require_one_process(Experiment const& experiment, Shard const& shard, Crew const& crew);

/// What a reason to stop tells the shell, and what a kernel that is not to be had.
ExitCode exit_of(StopReason reason);
ExitCode exit_of(KernelError const& error);

/// Throws IoError unless the folder is an output.
void require_output(std::string const& folder);

/// Prints the table of a finished result and names the next step.
void show_result(SessionOptions const& options, OutputFolder const& folder);

}  // namespace detente
