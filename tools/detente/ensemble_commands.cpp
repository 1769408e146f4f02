#include "tools/detente/ensemble_commands.hpp"

#include "engine/io/io_error.hpp"
#include "tools/detente/cost_table.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace detente {

ExitCode exit_of(StopReason reason) {
  switch (reason) {
    case StopReason::none:
      return ExitCode::done;
    case StopReason::interrupted:
      return ExitCode::interrupted;
    case StopReason::terminated:
      return ExitCode::terminated;
    case StopReason::failures:
      return ExitCode::failed_runs;
    case StopReason::short_of_target:
      return ExitCode::target_not_reached;
    default:
      return ExitCode::stopped;
  }
}

void require_output(std::string const& folder) {
  if (Manifest::exists(folder)) return;
  throw IoError(fmt::format("'{}' is no output of this program (it has no manifest.json)", folder),
                IoError::Kind::foreign);
}

void show_result(SessionOptions const& options, OutputFolder const& folder) {
  fmt::print("{}", cost_tables(ResultFile(folder.result_path())));
  if (std::fflush(stdout) != 0)
    throw IoError(
        fmt::format("cannot print the table ({}); '{}' is whole", std::strerror(errno), folder.result_path()));
  if (!options.is_quiet) fmt::print(stderr, "next: detente report {}\n", folder.path());
}

void require_one_process(Experiment const& experiment, Shard const& shard, Crew const& crew) {
  if (!experiment.stopping || (crew.is_alone() && shard.is_whole())) return;
  throw UsageError(
      "an experiment with `stop` is for one process: how many samples it takes shows only on the way "
      "(--unset stop, with design.samples as many as plan --pilot says)");
}

ExitCode work_on(SessionOptions const& options, OutputFolder const& folder, Experiment& experiment, Crew& crew) {
  if (folder.has_result()) {
    if (!options.is_quiet) spdlog::info("nothing to compute result={}", folder.result_path());
    show_result(options, folder);
    bool const is_short = ResultFile(folder.result_path()).stopping().starts_with("not reached");
    return is_short ? ExitCode::target_not_reached : ExitCode::done;
  }
  StopReason const reason = compute(options, folder, experiment, crew);
  if (reason == StopReason::short_of_target) {
    show_result(options, folder);
    spdlog::warn("a target of `stop` was not reached with max_samples");
    return exit_of(reason);
  }
  if (reason != StopReason::none) {
    std::string const next = reason == StopReason::failures
                                 ? fmt::format("replay {} --policy P --scenario S --run N", folder.path())
                                 : "resume " + folder.path();
    if (!options.is_quiet) fmt::print(stderr, "next: detente {}\n", next);
    return exit_of(reason);
  }
  Shard const& shard = folder.manifest().shard;
  if (folder.has_result()) {
    show_result(options, folder);
  } else if (shard.is_whole()) {
    if (!options.is_quiet) fmt::print(stderr, "next, to merge: detente resume {}\n", folder.path());
  } else if (!options.is_quiet) {
    std::string const whole = folder.path().substr(0, folder.path().rfind("-shard-"));
    fmt::print(stderr, "next, when all shards are done: detente merge {0} {0}-shard-*-of-{1}\n", whole, shard.count);
  }
  return ExitCode::done;
}

}  // namespace detente
