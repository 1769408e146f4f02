#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/tables/opened_result.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>
#include <memory>

namespace detente {
namespace {

using Export = void (*)(ResultFile const&, TableFilter const&, CsvWriter&);

struct ExportOptions {
  std::string output, table;
  TableFilter filter;
};

std::map<std::string, Export> const& exports() {
  static std::map<std::string, Export> const table{{"outcomes", export_outcomes}, {"history", export_history},
                                                   {"summary", export_summary},   {"events", export_events},
                                                   {"levers", export_levers},     {"parameters", export_parameters},
                                                   {"failures", export_failures}};
  return table;
}

ExitCode export_table(ExportOptions const& options) {
  ResultFile const result(result_path_of(options.output));
  CsvWriter csv(stdout);
  exports().at(options.table)(result, options.filter, csv);
  csv.flush();
  return ExitCode::done;
}

}  // namespace

Subcommand add_export(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("export", "write a table of a result as CSV to standard output");
  auto const values = std::make_shared<ExportOptions>();
  std::vector<std::string> names;
  for (auto const& [name, function] : exports()) names.push_back(name);
  options->add_option("output", values->output, "folder of the result, or a result file")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("--table", values->table, "the table")
      ->required()
      ->check(CLI::IsMember(names).description(""))
      ->type_name(one_of(names));
  options
      ->add_option("--variables", values->filter.variables,
                   "only these outcomes, variables, kinds of events or levers, separated by commas")
      ->delimiter(',');
  options->add_option("--policy", values->filter.policies, "only these policies, separated by commas")->delimiter(',');
  options->add_option("--scenario", values->filter.scenarios, "only these scenarios, separated by commas")
      ->delimiter(',');
  options->add_option("--run", values->filter.run, "only this run")->check(CLI::NonNegativeNumber);
  return {options, [values] { return export_table(*values); }, true};
}

}  // namespace detente
