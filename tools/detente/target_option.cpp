#include "tools/detente/target_option.hpp"

#include <string>
#include <vector>

namespace detente {

void add_target_option(CLI::App& options, std::optional<Target>& target) {
  std::vector<std::string> names{"auto"};
  for (Target const each : all_targets()) names.push_back(to_text(each));
  options
      .add_option_function<std::string>(
          "--target", [&target](std::string const& name) { target = target_of(name); },
          "instruction set of the kernel: auto, baseline, v3 (AVX2) or v4 (AVX-512); same bits on all")
      ->check(CLI::IsMember(names).description(""))
      ->default_str("auto");
}

}  // namespace detente
