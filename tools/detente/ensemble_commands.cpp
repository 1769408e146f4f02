#include "tools/detente/ensemble_commands.hpp"

#include "tools/detente/cost_table.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdio>

namespace detente {
namespace {

ExitCode exit_of(StopReason reason) {
  switch (reason) {
    case StopReason::none:
      return ExitCode::done;
    case StopReason::interrupted:
      return ExitCode::interrupted;
    case StopReason::terminated:
      return ExitCode::terminated;
    default:
      return ExitCode::stopped;
  }
}

}  // namespace

void show_result(SessionOptions const& options, OutputFolder const& folder) {
  fmt::print("{}", cost_tables(ResultFile(folder.result_path())));
  std::fflush(stdout);
  if (!options.is_quiet) fmt::print(stderr, "next: detente export {} --table outcomes\n", folder.path());
}

ExitCode work_on(SessionOptions const& options, Shard const& shard, OutputFolder const& folder,
                 Experiment& experiment) {
  if (folder.has_result()) {
    if (!options.is_quiet) spdlog::info("nothing to compute result={}", folder.result_path());
  } else {
    StopReason const reason = compute(options, shard, folder, experiment);
    if (reason != StopReason::none) {
      if (!options.is_quiet) fmt::print(stderr, "next: detente resume {}\n", folder.path());
      return exit_of(reason);
    }
  }
  if (shard.count > 1) {
    std::string const whole = folder.path().substr(0, folder.path().rfind("-shard-"));
    if (!options.is_quiet)
      fmt::print(stderr, "next, when all shards are done: detente merge {0} {0}-shard-*-of-{1}\n", whole, shard.count);
    return ExitCode::done;
  }
  show_result(options, folder);
  return ExitCode::done;
}

}  // namespace detente
