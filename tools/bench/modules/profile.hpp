#pragma once

#include "tools/kernel/kernel.hpp"

#include <string>
#include <vector>

namespace detente::bench {

/// What one process takes of a month [ns per run and month].
struct ProcessTime {
  std::string name;
  double ns;
};

/// Lives one pack of runs of the first arm and takes the time of every process where it stands in the month, in their
/// order; the least of so many rounds. The clock's own time is taken off.
std::vector<ProcessTime> compiled_profile(KernelInput const& input, int rounds);

}  // namespace detente::bench
