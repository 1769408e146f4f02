#pragma once

#include "engine/core/record.hpp"
#include "models/regional_model.hpp"
#include "tools/kernel/target.hpp"

#include <functional>
#include <optional>

namespace detente {

/// Computes one block. May be called from several threads at once.
using Kernel = std::function<BlockRecord(BlockId const&)>;

/// What the kernel is made of. Both must outlive it.
struct KernelInput {
  ModelSpec const& model;
  ResultSpec const& result;  // its precision is the kernel's
};

/// Whether the kernel for a target is there: the baseline always is, others if their modules are.
bool is_installed(Target target);

/// The widest target that this machine runs and whose module is there (docs/decisions/0012-targets.md).
Target best_target();

/// The kernel for a target; none given: the best. Throws std::runtime_error if the machine does not run the target, or
/// its module is missing or of another revision of the program.
Kernel make_kernel(KernelInput const& input, std::optional<Target> target = {});

}  // namespace detente
