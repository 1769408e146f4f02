#include "tools/detente/ensemble_commands.hpp"

#include "engine/io/io_error.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/tables/cost_table.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <filesystem>

namespace detente {
namespace {

namespace fs = std::filesystem;

/// The merge that a shard is for, with all shards beside it. One that has another name than `run` gives is named, and
/// the others are left to the reader: where they are cannot be known.
std::string merge_command(OutputFolder const& folder) {
  Manifest const& manifest = folder.manifest();
  fs::path place = folder.path();
  if (!place.has_filename()) place = place.parent_path();  // behind a slash at its end
  std::string const whole = (place.parent_path() / manifest.whole).string();
  if (place != fs::path(whole + manifest.shard.suffix()))
    return fmt::format("merge {} {} OTHERS", shell_word(whole), shell_word(place.string()));
  return fmt::format("merge {0} {0}{1}", shell_word(whole), manifest.shard.suffix_pattern());
}

}  // namespace

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
  require_printed();
  if (!options.is_quiet) print_next("report " + shell_word(folder.path()));
}

ExitCode exit_of(KernelError const& error) {
  return error.kind() == KernelError::Kind::half_built ? ExitCode::io : ExitCode::usage;
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
  std::string const out = shell_word(folder.path());
  if (reason == StopReason::short_of_target) {
    show_result(options, folder);
    spdlog::warn("a target of `stop` was not reached with max_samples");
    return exit_of(reason);
  }
  if (reason != StopReason::none) {
    std::string const next = reason == StopReason::failures
                                 ? fmt::format("replay {} --policy P --scenario S --run N", out)
                                 : "resume " + out;
    if (!options.is_quiet) print_next(next);
    return exit_of(reason);
  }
  Shard const& shard = folder.manifest().shard;
  if (folder.has_result()) {
    show_result(options, folder);
  } else if (shard.is_whole()) {
    if (!options.is_quiet) print_next("resume " + out, "to merge");
  } else if (!options.is_quiet) {
    print_next(merge_command(folder), "when all shards are done");
  }
  return ExitCode::done;
}

}  // namespace detente
