#pragma once

#include "engine/core/record.hpp"
#include "tools/kernel/target.hpp"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

namespace detente {

struct ModelSpec;

/// Computes one block. May be called from several threads at once.
using Kernel = std::function<BlockRecord(BlockId const&)>;

/// What the kernel is made of. Both must outlive it.
struct KernelInput {
  ModelSpec const& model;
  ResultSpec const& result;  // its precision is the kernel's
};

/// No kernel for a target: the machine does not run it or the program comes without it, or its module is damaged or of
/// another revision than the program. what() says what to do.
class KernelError : public std::runtime_error {
 public:
  enum class Kind { not_to_be_had, half_built };

  KernelError(std::string const& message, Kind kind) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// Whether the kernel for a target is there: the baseline always is, others if their modules are.
bool is_installed(Target target);

/// The widest target that this machine runs and whose module is there (docs/decisions/0012-targets.md).
Target best_target();

/// Throws KernelError where make_kernel would; to be asked before anything is begun, as an output that is then claimed.
void require_kernel(std::optional<Target> target);

/// The kernel for a target; none given: the best. Throws KernelError.
Kernel make_kernel(KernelInput const& input, std::optional<Target> target = {});

}  // namespace detente
