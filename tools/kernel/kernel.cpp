#include "tools/kernel/kernel.hpp"

#include "tools/kernel/compiled_kernel.hpp"
#include "tools/kernel/installation.hpp"

#include <fmt/format.h>

#include <dlfcn.h>
#include <filesystem>
#include <new>
#include <revision.hpp>
#include <string>

namespace detente {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> module_path(Target target) {
  return find_installed(fs::path("lib/detente") / fmt::format("detente_kernel_{}.so", to_text(target)));
}

/// What is known of a module that cannot be used, and what to do about it.
KernelError half_built(fs::path const& path, std::string const& reason) {
  return {fmt::format("'{}' {}: this program is half built (build all of it, `cmake --build build/release`, or install "
                      "it anew)",
                      path.string(), reason),
          KernelError::Kind::half_built};
}

template <class Entry>
Entry entry_of(void* module, char const* name, fs::path const& path) {
  void* const entry = dlsym(module, name);
  if (entry == nullptr) throw half_built(path, "is no kernel of detente");
  return reinterpret_cast<Entry>(entry);
}

/// A module is never unloaded: kernels of it, and the records they make, may outlive any handle.
KernelEntry load(Target target) {
  if (!runs_here(target))
    throw KernelError(fmt::format("this machine cannot run target {}; the best it runs is {}", to_text(target),
                                  to_text(best_target())),
                      KernelError::Kind::not_to_be_had);
  std::optional<fs::path> const path = module_path(target);
  if (!path)
    throw KernelError(fmt::format("the kernel for target {} is not installed with this program; 'baseline' always is",
                                  to_text(target)),
                      KernelError::Kind::not_to_be_had);
  void* const module = dlopen(path->c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr) {
    std::string const reason = dlerror();
    bool const lacks_memory = reason.ends_with("failed to map segment from shared object") ||
                              reason.ends_with("Cannot allocate memory") || reason.ends_with("cannot allocate memory");
    if (lacks_memory) throw std::bad_alloc();
    throw half_built(*path, fmt::format("cannot be loaded ({})", reason));
  }
  std::string const revision = entry_of<KernelRevisionEntry>(module, kernel_revision_entry, *path)();
  if (revision != source_revision)
    throw half_built(*path, fmt::format("is of revision {}, the program of {}", revision, source_revision));
  return entry_of<KernelEntry>(module, kernel_entry, *path);
}

}  // namespace

bool is_installed(Target target) { return target == Target::baseline || module_path(target).has_value(); }

Target best_target() {
  Target best = Target::baseline;
  for (Target const target : all_targets()) {
    if (runs_here(target) && is_installed(target)) best = target;
  }
  return best;
}

void require_kernel(std::optional<Target> wanted) {
  Target const target = wanted.value_or(best_target());
  if (target != Target::baseline) load(target);
}

Kernel make_kernel(KernelInput const& input, std::optional<Target> wanted) {
  Target const target = wanted.value_or(best_target());
  if (target == Target::baseline) return compiled_kernel(input);
  Kernel kernel;
  load(target)(input, kernel);
  return kernel;
}

}  // namespace detente
