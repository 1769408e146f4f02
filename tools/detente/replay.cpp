#include "engine/io/io_error.hpp"
#include "engine/io/result_file.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/export_tables.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/record_tables.hpp"
#include "tools/detente/shared_options.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <numeric>

namespace detente {
namespace {

struct ReplayOptions {
  std::string output, policy, scenario, table = "history";
  std::int64_t run = 0;
  std::optional<Target> target;
  bool is_quiet = false;
};

/// The experiment behind an output, and its result if there is one.
struct Source {
  Experiment experiment;
  std::string revision;
  std::optional<ResultFile> result;
};

Source source_of(std::string const& output) {
  if (!std::filesystem::is_directory(output)) {
    ResultFile result(output);
    Experiment experiment = read_experiment(
        ConfigTree::parse(result.file().text("/provenance/experiment"), output + " (/provenance/experiment)"));
    std::string const revision = result.file().text("/provenance/revision");
    return {std::move(experiment), revision, std::move(result)};
  }
  require_output(output);
  Manifest const manifest = Manifest::read(output);
  std::string const path = output + "/result.h5";
  std::optional<ResultFile> result;
  if (std::filesystem::exists(path)) result.emplace(path);
  return {read_experiment(ConfigTree::parse(manifest.experiment, output + "/manifest.json (experiment)")),
          manifest.revision, std::move(result)};
}

int arm_of(ResultSpec const& spec, ReplayOptions const& options) {
  std::size_t const policy = chosen({options.policy}, spec.policies, "policy").front();
  std::string const scenario = options.scenario.empty() ? spec.scenarios.front() : options.scenario;
  if (options.scenario.empty() && spec.scenarios.size() > 1)
    throw UsageError(fmt::format("--scenario is wanted: {}", fmt::join(spec.scenarios, ", ")));
  std::size_t const place = chosen({scenario}, spec.scenarios, "scenario").front();
  if (options.run >= spec.runs())
    throw UsageError(fmt::format("--run {}: the ensemble has runs 0 to {}", options.run, spec.runs() - 1));
  return static_cast<int>(policy * spec.scenarios.size() + place);
}

/// Everything of one run is recorded; nothing is summed up.
Recording everything(ResultSpec const& spec) {
  Recording recording;
  recording.history_variables.resize(spec.catalogue.variables.size());
  std::iota(recording.history_variables.begin(), recording.history_variables.end(), 0);
  recording.history_runs = spec.runs();
  recording.event_runs = spec.runs();
  return recording;
}

/// Names of the outcomes whose numbers are others than in the result, bit for bit.
std::vector<std::string> different_outcomes(ResultFile const& result, ResultSpec const& spec, Arm const& arm,
                                            BlockRecord const& record) {
  std::vector<std::string> different;
  std::size_t column = 0;
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes) {
    std::size_t const labels = spec.catalogue.size_of(outcome.dimensions);
    if (labels == 0) continue;
    std::vector<std::uint64_t> offset{static_cast<std::uint64_t>(arm.policy), static_cast<std::uint64_t>(arm.scenario),
                                      static_cast<std::uint64_t>(record.id.first_run)};
    std::vector<std::uint64_t> count{1, 1, 1};
    if (!outcome.dimensions.empty()) {
      offset.push_back(0);
      count.push_back(labels);
    }
    for (double const stored : result.file().numbers("/outcomes/" + outcome.name, offset, count)) {
      double const computed = record.outcomes[column];
      bool const is_same = std::bit_cast<std::uint64_t>(stored) == std::bit_cast<std::uint64_t>(computed) ||
                           (std::isnan(stored) && std::isnan(computed));
      if (!is_same) different.push_back(spec.column_name(column));
      ++column;
    }
  }
  return different;
}

bool is_dropped(ResultFile const& result, std::int64_t run) {
  if (!result.file().exists("/failures")) return false;
  std::vector<double> const runs = result.file().numbers("/failures/run_index");
  return std::find(runs.begin(), runs.end(), static_cast<double>(run)) != runs.end();
}

/// Says whether the run is the one of the result; true unless it is another.
bool compare(Source const& source, Arm const& arm, BlockRecord const& record, bool is_quiet) {
  ResultSpec const& spec = source.experiment.result;
  if (!record.failures.empty()) {
    spdlog::warn("run {} comes to no result: {} is no number; {}", record.id.first_run,
                 spec.column_name(static_cast<std::size_t>(record.failures.front().column)),
                 first_fault_text(spec, record));
  }
  if (!source.result) {
    if (!is_quiet) spdlog::info("replay done: there is no result yet to compare with");
    return true;
  }
  if (is_dropped(*source.result, record.id.first_run)) {
    if (!is_quiet) spdlog::info("replay done: the result leaves this run out, so there is nothing to compare with");
    return true;
  }
  std::vector<std::string> const different = different_outcomes(*source.result, spec, arm, record);
  if (different.empty()) {
    if (!is_quiet) spdlog::info("replay done: {} outcomes as in the result, bit for bit", record.outcomes.size());
    return true;
  }
  std::string const reason =
      source.revision == program_revision()
          ? std::string("by the same revision: please report it")
          : fmt::format("computed by revision {}, this is {}", source.revision, program_revision());
  spdlog::error("{} of {} outcomes differ from the result, the first {} ({})", different.size(), record.outcomes.size(),
                different.front(), reason);
  return false;
}

ExitCode replay(ReplayOptions const& options) {
  Source source = source_of(options.output);
  ResultSpec& spec = source.experiment.result;
  int const arm = arm_of(spec, options);
  spec.recording = everything(spec);
  BlockRecord const record = make_kernel({source.experiment.model, spec}, options.target)(
      {.index = 0, .part = 0, .arm = arm, .first_run = options.run, .runs = 1, .last_of_part = true});
  CsvWriter csv(stdout);
  if (options.table == "history") write_history(csv, spec, record);
  if (options.table == "events") write_events(csv, spec, record);
  if (options.table == "outcomes") write_outcomes(csv, spec, record);
  csv.flush();
  bool const is_same = compare(source, spec.arms[static_cast<std::size_t>(arm)], record, options.is_quiet);
  return is_same ? ExitCode::done : ExitCode::output_exists;
}

}  // namespace

Subcommand add_replay(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("replay", "compute one run again, bit for bit, and write all of it as CSV to standard output");
  auto const values = std::make_shared<ReplayOptions>();
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")->required();
  options->add_option("--policy", values->policy, "its policy")->required();
  options->add_option("--scenario", values->scenario, "its scenario; may be left out where there is only one");
  options->add_option("--run", values->run, "its number")->required()->check(CLI::NonNegativeNumber);
  options->add_option("--table", values->table, "history (every variable, every month), events or outcomes")
      ->check(CLI::IsMember({"history", "events", "outcomes"}).description(""))
      ->default_str("history");
  add_target_option(*options, values->target);
  options->add_flag("-q,--quiet", values->is_quiet, "results and errors only");
  return {options, [values] { return replay(*values); }};
}

}  // namespace detente
