#include "engine/config/source_text.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/session/notices.hpp"
#include "tools/detente/subcommand.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace detente {
namespace {

struct CheckOptions {
  ExperimentOptions experiment;
  bool prints_resolved = false;
};

void print_overview(Experiment const& experiment, std::string const& file) {
  ResultSpec const& result = experiment.result;
  YearMonth const end{result.start.index + result.months};
  fmt::print("{}: {}\n", result.name, printable(file));
  fmt::print("policies   {}\n", fmt::join(result.policies, ", "));
  fmt::print("scenarios  {}\n", fmt::join(result.scenarios, ", "));
  fmt::print("runs       {} of each of {} arms ({} samples x {} replications), {} blocks a part\n", result.runs(),
             result.arms.size(), result.samples, result.replications, result.part_runs / result.block_runs);
  fmt::print("months     {}, {} to {}, {} precision, seed {}\n", result.months, to_string(result.start), to_string(end),
             result.precision, result.seed);
  fmt::print("recorded   {} outcomes; {} variables in the summary; {} in histories of {} runs; events of {} runs\n",
             result.catalogue.outcomes.size(), result.recording.summary_variables.size(),
             result.recording.history_variables.size(), result.recording.history_runs, result.recording.event_runs);
  fmt::print("no faults found\n");
}

ExitCode check(CheckOptions const& options) {
  Experiment const experiment = options.experiment.load();
  if (options.prints_resolved) {
    fmt::print("{}", experiment.origins);
  } else {
    print_overview(experiment, options.experiment.file);
    require_printed();
    warn_of_surprises(experiment);
    print_next("run " + options.experiment.text());
  }
  return ExitCode::done;
}

}  // namespace

Subcommand add_check(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("check", "read an experiment and report every fault in it");
  auto const values = std::make_shared<CheckOptions>();
  values->experiment.add_to(*options);
  options->add_flag("--resolved", values->prints_resolved,
                    "print the configuration in use, each value with its origin");
  return {options, [values] { return check(*values); }};
}

}  // namespace detente
