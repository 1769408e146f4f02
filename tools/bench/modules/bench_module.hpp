#pragma once

#include "tools/bench/modules/floor.hpp"
#include "tools/bench/modules/profile.hpp"

namespace detente::bench {

/// The floor for a target that this machine runs. Throws std::runtime_error if its module cannot be loaded.
FloorYear make_floor(FloorInput const& input, Target target);
/// The time of every process in the kernel for a target.
std::vector<ProcessTime> make_profile(KernelInput const& input, Target target, int rounds);

}  // namespace detente::bench
