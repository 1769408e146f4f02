#include "revision.hpp"
#include "tools/kernel/compiled_kernel.hpp"

extern "C" {

void detente_kernel(detente::KernelInput const& input, detente::Kernel& kernel) {
  kernel = detente::compiled_kernel(input);
}

char const* detente_kernel_revision() { return source_revision; }
}
