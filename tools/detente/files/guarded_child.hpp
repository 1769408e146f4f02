#pragma once

#include "tools/detente/subcommand.hpp"

#include <optional>

namespace detente {

/// Goes on in a child process, for commands that open files which others may have made: the library that reads HDF5
/// trusts what it finds in a file, and a damaged or hostile one can crash it or ask for endless memory. The child may
/// take no more address space than the machine has memory, and leaves no core file. Call it before any thread is
/// started.
///
/// Returns nothing in the child, which does the work. In the parent it returns how the child ended, when it has: its
/// own exit code; ExitCode::io, after a sentence on standard error, if a signal ended it that a fault of memory or
/// arithmetic raises. SIGTERM, SIGHUP and the keys of a terminal reach the child, and end the parent as they ended the
/// child. Without a second process (none can be had) it returns nothing too, and nothing is guarded.
std::optional<int> leave_work_to_guarded_child();

}  // namespace detente
