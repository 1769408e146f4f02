#include "tools/kernel/target.hpp"

namespace detente {

std::vector<Target> const& all_targets() {
  static std::vector<Target> const targets{Target::baseline, Target::v3, Target::v4};
  return targets;
}

std::string to_text(Target target) {
  switch (target) {
    case Target::baseline:
      return "baseline";
    case Target::v3:
      return "v3";
    case Target::v4:
      break;
  }
  return "v4";
}

std::optional<Target> target_of(std::string_view name) {
  for (Target const target : all_targets()) {
    if (to_text(target) == name) return target;
  }
  return std::nullopt;
}

bool runs_here(Target target) {
  if (target == Target::baseline) return true;
#ifdef __x86_64__
  return target == Target::v3 ? __builtin_cpu_supports("x86-64-v3") != 0 : __builtin_cpu_supports("x86-64-v4") != 0;
#else
  return false;
#endif
}

}  // namespace detente
