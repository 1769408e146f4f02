#include "tools/detente/session/session.hpp"

#include "engine/io/result_writer.hpp"
#include "engine/run/ensemble.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/session/part_work.hpp"
#include "tools/detente/session/progress_file.hpp"
#include "tools/kernel/kernel.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
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
  if (!experiment.ending.empty()) entries.emplace_back("stopping", experiment.ending);
  for (auto const& [library, version] : library_versions()) entries.emplace_back("library_" + library, version);
  return entries;
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

int threads_of(SessionOptions const& options, Crew const& crew) {
  int const threads = options.threads > 0 ? options.threads : crew.usual_threads();
  return threads > 0 ? threads : machine_threads();
}

/// The ensemble as it ended: with fewer samples than it might have had.
void end_at(Experiment& experiment, EnoughEnd const& enough) {
  ResultSpec& result = experiment.result;
  result.samples = enough.samples;
  result.recording.history_runs = std::min(result.recording.history_runs, result.runs());
  result.recording.event_runs = std::min(result.recording.event_runs, result.runs());
  experiment.ending = fmt::format("{} {}", enough.is_reached ? "reached at" : "not reached at", enough.text);
}

void report_end(SessionOptions const& options, OutputFolder::RunReport const& report, double computed_seconds,
                StopReason reason) {
  if (options.is_verbose) {
    spdlog::info("phases target={} compute_s={:.2f} merge_s={:.2f}", report.target, computed_seconds,
                 report.wall_seconds - computed_seconds);
  }
  if (options.is_quiet) return;
  std::string const processes = report.processes > 1 ? fmt::format(" processes={}", report.processes) : "";
  bool const is_done = reason == StopReason::none || reason == StopReason::short_of_target;
  spdlog::info("run {} runs={}{} threads={} wall_s={:.1f}", is_done ? "done" : "stopped", report.runs_computed,
               processes, report.threads, report.wall_seconds);
}

}  // namespace

void SessionOptions::add_to(CLI::App& options, Crew const& crew) {
  std::string const threads_help = crew.usual_threads() > 0
                                       ? fmt::format("threads of each process (default: {})", crew.usual_threads())
                                       : "threads (default: as many as the machine has)";
  options.add_option("--threads", threads, threads_help)->check(CLI::Range(1, 4096));
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
  options.add_flag("--no-merge", keeps_parts, "end when all parts are stored; a later resume merges them");
  add_progress_option(options, progress);
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

StopReason compute(SessionOptions const& options, OutputFolder const& folder, Experiment& experiment, Crew& crew) {
  Assignment assignment{.parts_path = folder.parts_path(),
                        .manifest = folder.manifest(),
                        .threads = threads_of(options, crew),
                        .target = options.target};
  if (options.time_limit_seconds > 0) assignment.time_limit = options.time_limit_seconds;
  StopRequest const stop(assignment.time_limit);
  ProgressDisplay display(options.is_quiet ? ProgressStyle::none : options.progress);
  OutputFolder::RunReport report{.target = to_text(options.target.value_or(best_target())),
                                 .processes = crew.processes(),
                                 .threads = assignment.threads * crew.processes()};
  Crew::End end;
  EnoughEnd enough;
  {
    PartStore parts(folder.parts_path(), experiment.result, folder.manifest().digest);
    ProgressFile progress_file(folder.path(), report.threads);
    std::int64_t const allowed = options.is_fail_fast ? 0 : most_failures(experiment);
    assignment.failures_allowed = allowed - static_cast<std::int64_t>(parts.failures().size());
    auto const show = [&](Progress const& progress) {
      display.show(progress);
      progress_file.show(progress);
    };
    PartWork const work{assignment, experiment, parts, stop, crew, show};
    if (experiment.stopping) {
      enough = compute_until_enough(work, [&](std::string const& check) {
        if (!options.is_quiet) spdlog::info("check at {}", check);
      });
      end = enough.end;
    } else {
      end = compute_parts(work, crew.begin(assignment, experiment.result, parts));
    }
    if (end.progress.failed_runs > assignment.failures_allowed) {
      end.reason = StopReason::failures;
      report_failures(experiment, parts.failures());
    }
  }
  display.finish();
  double const computed = stop.elapsed().count();
  bool const merges = folder.manifest().shard.is_whole() && !options.keeps_parts;
  if (end.reason == StopReason::none && experiment.stopping) end_at(experiment, enough);
  if (end.reason == StopReason::none && merges) end.reason = merge(folder, experiment);
  if (end.reason == StopReason::none && merges && experiment.stopping && !enough.is_reached)
    end.reason = StopReason::short_of_target;
  report.runs_computed = end.progress.runs_done;
  report.wall_seconds = stop.elapsed().count();
  report.end = to_text(end.reason);
  folder.write_report(report);
  report_end(options, report, computed, end.reason);
  return end.reason;
}

}  // namespace detente
