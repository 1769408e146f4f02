#pragma once

#include "tools/bench/operations.hpp"

#include <functional>
#include <string>

namespace detente::bench {

/// What the floor is made of.
struct FloorInput {
  OperationCounts counts;  // of a run and month
  std::string precision;   // "double" or "single"
};

/// A year of one pack of runs in the kernel's lanes, without a model: as many draws, elementary functions and
/// operations as the kernel's own equations have.
using FloorYear = std::function<void()>;
inline constexpr int floor_lanes = 16, floor_months = 12;

/// The floor for the instruction set that this is compiled for.
FloorYear compiled_floor(FloorInput const& input);

}  // namespace detente::bench
