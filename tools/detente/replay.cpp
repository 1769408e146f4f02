#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/record_tables.hpp"
#include "tools/detente/tables/replayed_run.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace detente {
namespace {

struct ReplayOptions {
  std::string output, table = "history";
  WantedRun wanted;
  std::optional<Target> target;
  bool is_quiet = false;
};

ExitCode replay(ReplayOptions const& options) {
  OpenedResult source = open_output(options.output);
  int const arm = arm_of(source.experiment.result, options.wanted);
  BlockRecord const record = replay_run(source, arm, options.wanted.run, options.target);
  ResultSpec const& spec = source.experiment.result;
  CsvWriter csv(stdout);
  if (options.table == "history") write_history(csv, spec, record);
  if (options.table == "events") write_events(csv, spec, record);
  if (options.table == "outcomes") write_outcomes(csv, spec, record);
  csv.flush();
  bool const is_same = compare_with_result(source, record, options.is_quiet ? Agreement::silent : Agreement::said);
  return is_same ? ExitCode::done : ExitCode::conflict;
}

}  // namespace

Subcommand add_replay(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("replay", "compute one run again, bit for bit, and write all of it as CSV to standard output");
  auto const values = std::make_shared<ReplayOptions>();
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("--policy", values->wanted.policy, "its policy")->required();
  options->add_option("--scenario", values->wanted.scenario, "its scenario; may be left out where there is only one");
  options->add_option("--run", values->wanted.run, "its number")->required()->check(CLI::NonNegativeNumber);
  std::vector<std::string> const tables{"history", "events", "outcomes"};
  options->add_option("--table", values->table, "history (every variable, every month), events or outcomes")
      ->check(CLI::IsMember(tables).description(""))
      ->type_name(one_of(tables))
      ->default_str("history");
  add_target_option(*options, values->target);
  options->add_flag("-q,--quiet", values->is_quiet, "results and errors only");
  return {options, [values] { return replay(*values); }, true};
}

}  // namespace detente
