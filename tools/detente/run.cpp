#include "tools/detente/cost_table.hpp"
#include "tools/detente/experiment_options.hpp"
#include "tools/detente/kernel.hpp"
#include "tools/detente/output_folder.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/progress_display.hpp"
#include "tools/detente/subcommand.hpp"

#include "engine/io/result_writer.hpp"
#include "engine/run/ensemble.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <memory>

namespace detente {
namespace {

struct RunOptions {
  ExperimentOptions experiment;
  std::string out;
  int threads = 0;
  IfExists if_exists = IfExists::error;
  ProgressStyle progress = ProgressStyle::automatic;
  bool is_dry = false, is_quiet = false, is_verbose = false;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<std::pair<std::string, std::string>> provenance_of(Experiment const& experiment, std::string const& origins) {
  std::vector<std::pair<std::string, std::string>> entries{{"experiment", experiment.resolved},
                                                           {"experiment_with_origins", origins},
                                                           {"program", fmt::format("detente {}", program_version())},
                                                           {"revision", program_revision()},
                                                           {"seed", std::to_string(experiment.result.seed)},
                                                           {"precision", experiment.result.precision}};
  for (auto const& [library, version] : library_versions()) entries.emplace_back("library_" + library, version);
  return entries;
}

/// Computes what is missing and merges. `experiment` gets its provenance.
void compute(RunOptions const& options, OutputFolder const& folder, Experiment& experiment) {
  auto const start = std::chrono::steady_clock::now();
  experiment.result.provenance = provenance_of(experiment, folder.origins());
  PartStore parts(folder.parts_path(), experiment.result, folder.digest());
  ProgressDisplay display(options.is_quiet ? ProgressStyle::none : options.progress);
  OutputFolder::RunReport report{.threads = options.threads > 0 ? options.threads : tbb::this_task_arena::max_concurrency()};
  run_ensemble(experiment.result, make_kernel(experiment), parts,
               {.threads = options.threads, .progress = [&](Progress const& progress) {
                  report.runs_computed = progress.runs_done;
                  display.show(progress);
                }});
  display.finish();
  auto const merging = std::chrono::steady_clock::now();
  write_result(folder.result_path(), experiment.result, parts);
  parts.remove();
  report.wall_seconds = seconds_since(start);
  folder.write_report(report);
  if (options.is_verbose) spdlog::info("merge done wall_s={:.2f}", seconds_since(merging));
  if (!options.is_quiet) {
    spdlog::info("run done runs={} threads={} wall_s={:.1f} result={}", report.runs_computed, report.threads, report.wall_seconds, folder.result_path());
  }
}

ExitCode run(RunOptions const& options) {
  Experiment experiment = options.experiment.load();
  ResultSpec const& result = experiment.result;
  std::string const out = options.out.empty() ? "outputs/" + result.name : options.out;
  if (options.is_dry) {
    fmt::print("{} runs of each of {} arms, {} months, into {}; nothing was computed\n", result.runs(), result.arms.size(), result.months, out);
    return ExitCode::done;
  }
  OutputFolder const folder(out, options.if_exists, experiment);
  if (folder.has_result()) {
    if (!options.is_quiet) spdlog::info("nothing to compute result={}", folder.result_path());
  } else {
    compute(options, folder, experiment);
  }
  fmt::print("{}", cost_tables(ResultFile(folder.result_path())));
  std::fflush(stdout);
  if (!options.is_quiet) fmt::print(stderr, "next: detente export {} --table outcomes\n", folder.path());
  return ExitCode::done;
}

}  // namespace

Subcommand add_run(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("run", "run an experiment: every policy in every scenario, into one result file");
  auto const values = std::make_shared<RunOptions>();
  values->experiment.add_to(*options);
  options->add_option("--out", values->out, "folder of the result (default: outputs/<name of the experiment>)");
  options->add_option("--threads", values->threads, "threads (default: as many as the machine has)")->check(CLI::Range(1, 4096));
  std::map<std::string, IfExists> const choices{{"error", IfExists::error}, {"resume", IfExists::resume}, {"new", IfExists::take_new}};
  options->add_option("--if-exists", values->if_exists, "where there is an output already: error, resume or new")
      ->transform(CLI::CheckedTransformer(choices).description(""))
      ->default_str("error");
  std::map<std::string, ProgressStyle> const styles{{"auto", ProgressStyle::automatic},
                                                    {"bar", ProgressStyle::bar},
                                                    {"lines", ProgressStyle::lines},
                                                    {"json", ProgressStyle::json},
                                                    {"none", ProgressStyle::none}};
  options->add_option("--progress", values->progress, "auto, bar, lines, json or none")
      ->transform(CLI::CheckedTransformer(styles).description(""))
      ->default_str("auto");
  options->add_flag("--dry-run", values->is_dry, "read and check, compute nothing");
  CLI::Option* const quiet = options->add_flag("-q,--quiet", values->is_quiet, "results and errors only");
  options->add_flag("-v,--verbose", values->is_verbose, "also the time of each phase")->excludes(quiet);
  return {options, [values] { return run(*values); }};
}

}  // namespace detente
