#pragma once

#include "tools/kernel/kernel.hpp"

namespace detente {

/// The kernel for the instruction set that this is compiled for. In the program it is the baseline's; a module exports
/// it as `kernel_entry`.
Kernel compiled_kernel(KernelInput const& input);

// What a module exports, under C names. All else in it is local, so that code for one processor never stands in for the
// same function of another.
inline constexpr char const* kernel_entry = "detente_kernel";
inline constexpr char const* kernel_revision_entry = "detente_kernel_revision";
using KernelEntry = void (*)(KernelInput const&, Kernel&);
using KernelRevisionEntry = char const* (*)();

}  // namespace detente
