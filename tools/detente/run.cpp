#include "engine/core/block_plan.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/session/notices.hpp"
#include "tools/detente/session/session.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/kernel/kernel.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>

namespace detente {
namespace {

namespace fs = std::filesystem;

struct RunOptions {
  ExperimentOptions experiment;
  SessionOptions session;
  std::string out, shard;
  IfExists if_exists = IfExists::error;
  bool is_dry = false;
};

/// "I/N", I from 0.
Shard parse_shard(std::string const& text) {
  Shard shard;
  char rest = 0;
  bool const is_pair = std::sscanf(text.c_str(), "%ld/%ld%c", &shard.index, &shard.count, &rest) == 2;
  if (!is_pair || shard.index < 0 || shard.index >= shard.count) {
    throw UsageError(fmt::format("--shard {} (I/N was expected, as 0/3, 1/3 and 2/3)", text));
  }
  return shard;
}

/// "outputs/grid" for "outputs/grid/": a shard is to stand beside that folder, not in it.
std::string without_end_slashes(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder;
}

ExitCode run(RunOptions const& options, Crew& crew) {
  Experiment experiment = options.experiment.load();
  if (!options.session.is_quiet) warn_of_surprises(experiment);
  ResultSpec const& result = experiment.result;
  Shard const shard = options.shard.empty() ? Shard{} : parse_shard(options.shard);
  if (std::int64_t const parts = BlockPlan(result).parts(); shard.count > parts) {
    throw UsageError(fmt::format("--shard {}: the ensemble has {} parts of {} runs, no more shards than that",
                                 options.shard, parts, result.part_runs));
  }
  std::string whole = options.out.empty() ? "outputs/" + result.name : options.out;
  if (!shard.is_whole()) whole = without_end_slashes(whole);
  std::string const out = whole + shard.suffix();
  if (options.is_dry) {
    fmt::print("{} runs of each of {} arms, {} months, into {}; nothing was computed\n", result.runs(),
               result.arms.size(), result.months, out);
    return ExitCode::done;
  }
  require_one_process(experiment, shard, crew);
  require_kernel(options.session.target);
  OutputFolder const folder(out, options.if_exists, experiment, shard, fs::path(whole).filename().string());
  return work_on(options.session, folder, experiment, crew);
}

}  // namespace

Subcommand add_run(CLI::App& app, Crew& crew) {
  CLI::App* const options =
      app.add_subcommand("run", "run an experiment: every policy in every scenario, into one result file");
  auto const values = std::make_shared<RunOptions>();
  values->experiment.add_to(*options);
  options->add_option("--out", values->out, "folder of the result (default: outputs/<name of the experiment>)")
      ->type_name("FOLDER");
  std::map<std::string, IfExists> const choices{
      {"error", IfExists::error}, {"resume", IfExists::resume}, {"new", IfExists::take_new}};
  options->add_option("--if-exists", values->if_exists, "what to do where there is an output already")
      ->transform(CLI::CheckedTransformer(choices).description(""))
      ->type_name(one_of(choices))
      ->default_str("error");
  options
      ->add_option("--shard", values->shard, "compute only part of the ensemble, I/N with I from 0, to be merged later")
      ->type_name("I/N");
  options->add_flag("--dry-run", values->is_dry, "read and check, compute nothing");
  values->session.add_to(*options, crew);
  return {options, [values, &crew] { return run(*values, crew); }};
}

}  // namespace detente
