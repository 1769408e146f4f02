#include "tools/kernel/compiled_kernel.hpp"

#include <revision.hpp>

extern "C" {

[[gnu::visibility("default")]] void detente_kernel(detente::KernelInput const& input, detente::Kernel& kernel) {
  kernel = detente::compiled_kernel(input);
}

[[gnu::visibility("default")]] char const* detente_kernel_revision() { return source_revision; }
}
