#include "tools/bench/modules/bench_module.hpp"

#include <fmt/format.h>

#include <dlfcn.h>
#include <stdexcept>

namespace detente::bench {
namespace {

/// A module is never unloaded: what it makes may outlive any handle.
template <class Entry>
Entry entry_of(Target target, char const* name) {
  std::string const path = fmt::format(DETENTE_BENCH_MODULES "/detente_bench_{}.so", to_text(target));
  void* const module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* const entry = module == nullptr ? nullptr : dlsym(module, name);
  if (entry == nullptr) throw std::runtime_error(fmt::format("{}: {}", path, dlerror()));
  return reinterpret_cast<Entry>(entry);
}

}  // namespace

FloorYear make_floor(FloorInput const& input, Target target) {
  if (target == Target::baseline) return compiled_floor(input);
  FloorYear year;
  entry_of<void (*)(FloorInput const&, FloorYear&)>(target, "detente_bench_floor")(input, year);
  return year;
}

std::vector<ProcessTime> make_profile(KernelInput const& input, Target target, int rounds) {
  if (target == Target::baseline) return compiled_profile(input, rounds);
  std::vector<ProcessTime> times;
  using Entry = void (*)(KernelInput const&, int, std::vector<ProcessTime>&);
  entry_of<Entry>(target, "detente_bench_profile")(input, rounds, times);
  return times;
}

}  // namespace detente::bench
