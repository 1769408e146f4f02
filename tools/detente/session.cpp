#include "tools/detente/session.hpp"

#include "engine/io/result_writer.hpp"
#include "engine/run/ensemble.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/progress_file.hpp"
#include "tools/detente/target_option.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>

namespace detente {
namespace {

std::vector<std::pair<std::string, std::string>> provenance_of(Experiment const& experiment,
                                                               std::string const& origins) {
  std::vector<std::pair<std::string, std::string>> entries{{"experiment", experiment.resolved},
                                                           {"experiment_with_origins", origins},
                                                           {"program", fmt::format("detente {}", program_version())},
                                                           {"revision", program_revision()},
                                                           {"seed", std::to_string(experiment.result.seed)},
                                                           {"precision", experiment.result.precision}};
  for (auto const& [library, version] : library_versions()) entries.emplace_back("library_" + library, version);
  return entries;
}

/// Time that one part takes at the speed so far; nothing is known before the first block.
std::chrono::duration<double> time_of_part(ResultSpec const& spec, std::int64_t runs_done,
                                           std::chrono::duration<double> elapsed) {
  double const runs = static_cast<double>(std::min<std::int64_t>(spec.part_runs, spec.runs()));
  return runs_done == 0 ? std::chrono::duration<double>(0) : elapsed * (runs / static_cast<double>(runs_done));
}

/// "90", "90s", "15m", "8h" to seconds.
std::string as_seconds(std::string const& text) {
  std::map<char, double> const units{{'s', 1}, {'m', 60}, {'h', 3600}};
  std::size_t used = 0;
  double value = -1;
  try {
    value = std::stod(text, &used);
  } catch (std::logic_error const&) {
    used = 0;
  }
  bool const has_unit = used + 1 == text.size() && units.contains(text[used]);
  if (value <= 0 || !(used == text.size() || has_unit))
    throw CLI::ValidationError("'" + text + "': a time like 90s, 15m or 8h was expected");
  return fmt::format("{}", has_unit ? value * units.at(text[used]) : value);
}

/// Failed runs that are too few to end the ensemble.
std::int64_t most_failures(Experiment const& experiment) {
  if (experiment.failures.is_none_allowed) return 0;
  double const runs =
      static_cast<double>(experiment.result.runs()) * static_cast<double>(experiment.result.arms.size());
  return static_cast<std::int64_t>(std::floor(experiment.failures.share * runs));
}

void report_failures(Experiment const& experiment, std::vector<PartStore::Failed> const& failures) {
  ResultSpec const& result = experiment.result;
  auto const& [arm, failure] = failures.front();
  Arm const& place = result.arms[static_cast<std::size_t>(arm)];
  spdlog::error(
      "{} of {} runs came to no result, more than the experiment allows (on_run_failure); the first: --policy {} "
      "--scenario {} --run {}, whose {} is no number",
      failures.size(), result.runs() * static_cast<std::int64_t>(result.arms.size()),
      result.policies[static_cast<std::size_t>(place.policy)],
      result.scenarios[static_cast<std::size_t>(place.scenario)], failure.run,
      result.column_name(static_cast<std::size_t>(failure.column)));
}

}  // namespace

void SessionOptions::add_to(CLI::App& options) {
  options.add_option("--threads", threads, "threads (default: as many as the machine has)")->check(CLI::Range(1, 4096));
  add_target_option(options, target);
  options
      .add_option("--time-limit", time_limit_seconds,
                  "commit what is done and stop in time, as 90s, 15m or 8h; exit 75")
      ->transform(CLI::Validator(
          [](std::string& text) {
            text = as_seconds(text);
            return std::string();
          },
          ""));
  options.add_flag("--fail-fast", is_fail_fast, "stop at the first run that comes to no result; exit 5");
  std::map<std::string, ProgressStyle> const styles{{"auto", ProgressStyle::automatic},
                                                    {"bar", ProgressStyle::bar},
                                                    {"lines", ProgressStyle::lines},
                                                    {"json", ProgressStyle::json},
                                                    {"none", ProgressStyle::none}};
  options.add_option("--progress", progress, "auto, bar, lines, json or none")
      ->transform(CLI::CheckedTransformer(styles).description(""))
      ->default_str("auto");
  CLI::Option* const quiet = options.add_flag("-q,--quiet", is_quiet, "results and errors only");
  options.add_flag("-v,--verbose", is_verbose, "also the time of each phase")->excludes(quiet);
}

StopReason merge(OutputFolder const& folder, Experiment& experiment) {
  experiment.result.provenance = provenance_of(experiment, folder.manifest().origins);
  PartStore parts(folder.parts_path(), experiment.result, folder.manifest().digest);
  std::vector<PartStore::Failed> const failures = parts.failures();
  if (static_cast<std::int64_t>(failures.size()) > most_failures(experiment)) {
    report_failures(experiment, failures);
    return StopReason::failures;
  }
  write_result(folder.result_path(), experiment.result, parts);
  parts.remove();
  return StopReason::none;
}

StopReason compute(SessionOptions const& options, OutputFolder const& folder, Experiment& experiment) {
  std::optional<std::chrono::duration<double>> limit;
  if (options.time_limit_seconds > 0) limit = std::chrono::duration<double>(options.time_limit_seconds);
  StopRequest const stop(limit);
  ProgressDisplay display(options.is_quiet ? ProgressStyle::none : options.progress);
  Target const target = options.target.value_or(best_target());
  Kernel const kernel = make_kernel({experiment.model, experiment.result}, target);
  OutputFolder::RunReport report{.target = to_text(target),
                                 .threads = options.threads > 0 ? options.threads : machine_threads()};
  Shard const& shard = folder.manifest().shard;
  StopReason reason = StopReason::none;
  {
    PartStore parts(folder.parts_path(), experiment.result, folder.manifest().digest);
    ProgressFile progress_file(folder.path(), report.threads);
    std::int64_t const allowed = options.is_fail_fast ? 0 : most_failures(experiment);
    std::int64_t const failed_before = static_cast<std::int64_t>(parts.failures().size());
    // The one thread counts while another asks whether to stop.
    std::atomic<std::int64_t> failed = failed_before;
    std::atomic<std::int64_t> computed_runs = 0;
    run_ensemble(experiment.result, kernel, parts,
                 {.threads = options.threads,
                  .first_part = shard.index,
                  .part_step = shard.count,
                  .progress =
                      [&](Progress const& progress) {
                        computed_runs = progress.runs_done;
                        failed = failed_before + progress.failed_runs;
                        display.show(progress);
                        progress_file.show(progress);
                      },
                  .should_stop =
                      [&] {
                        reason = stop.reason(time_of_part(experiment.result, computed_runs, stop.elapsed()));
                        if (failed > allowed) reason = StopReason::failures;
                        return reason != StopReason::none;
                      }});
    report.runs_computed = computed_runs;
    if (failed > allowed) {
      reason = StopReason::failures;
      report_failures(experiment, parts.failures());
    }
  }
  display.finish();
  double const computed = stop.elapsed().count();
  if (reason == StopReason::none && shard.is_whole()) reason = merge(folder, experiment);
  report.wall_seconds = stop.elapsed().count();
  report.end = to_text(reason);
  folder.write_report(report);
  if (options.is_verbose)
    spdlog::info("phases target={} compute_s={:.2f} merge_s={:.2f}", report.target, computed,
                 report.wall_seconds - computed);
  if (!options.is_quiet) {
    spdlog::info("run {} runs={} threads={} wall_s={:.1f}", reason == StopReason::none ? "done" : "stopped",
                 report.runs_computed, report.threads, report.wall_seconds);
  }
  return reason;
}

}  // namespace detente
