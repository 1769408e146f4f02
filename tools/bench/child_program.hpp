#pragma once

#include <string>
#include <vector>

namespace detente::bench {

/// What a program has cost from its start to its end.
struct ProgramCost {
  double wall_ns;
  double peak_bytes;  // of memory, at its height
};

/// Runs a program (its path, then its arguments) with nothing on its outputs. Throws std::runtime_error if it
/// cannot start, or fails.
ProgramCost run_program(std::vector<std::string> const& command);

}  // namespace detente::bench
