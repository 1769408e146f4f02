#include "tools/detente/options/shared_options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

namespace detente {

std::string one_of(std::vector<std::string> const& choices) { return fmt::format("{{{}}}", fmt::join(choices, ",")); }

void add_threads_option(CLI::App& options, int& threads) {
  options.add_option("--threads", threads, "threads (default: as many as the machine has)")->check(CLI::Range(1, 4096));
}

void add_target_option(CLI::App& options, std::optional<Target>& target) {
  std::vector<std::string> names{"auto"};
  for (Target const each : all_targets()) names.push_back(to_text(each));
  options
      .add_option_function<std::string>(
          "--target", [&target](std::string const& name) { target = target_of(name); },
          "instruction set of the kernel: auto, baseline, v3 (AVX2) or v4 (AVX-512); same bits on all")
      ->check(CLI::IsMember(names).description(""))
      ->type_name(one_of(names))
      ->default_str("auto");
}

void add_progress_option(CLI::App& options, ProgressStyle& progress) {
  std::map<std::string, ProgressStyle> const styles{{"auto", ProgressStyle::automatic},
                                                    {"bar", ProgressStyle::bar},
                                                    {"lines", ProgressStyle::lines},
                                                    {"json", ProgressStyle::json},
                                                    {"none", ProgressStyle::none}};
  options.add_option("--progress", progress, "how progress is shown, on standard error")
      ->transform(CLI::CheckedTransformer(styles).description(""))
      ->type_name(one_of(styles))
      ->default_str("auto");
}

}  // namespace detente
