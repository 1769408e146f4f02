#include "engine/config/json_schema.hpp"
#include "tools/detente/forms/experiment_form.hpp"
#include "tools/detente/forms/schema_result.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/subcommand.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

namespace detente {
namespace {

struct SchemaOptions {
  std::string kind = "experiment", experiment;
  bool of_result = false;
};

/// Where each kind of file stands in an experiment.
std::map<std::string, std::string> const& places() {
  static std::map<std::string, std::string> const table{{"experiment", ""},
                                                        {"parameters", "parameters"},
                                                        {"policies", "policies.from"},
                                                        {"region", "region"},
                                                        {"scenarios", "scenarios.from"}};
  return table;
}

void print_result_layout(std::string const& experiment) {
  std::vector<DatasetInfo> const datasets = result_datasets(experiment);
  std::size_t width = 0;
  for (DatasetInfo const& dataset : datasets) width = std::max(width, dataset.path.size());
  for (DatasetInfo const& dataset : datasets) {
    std::string const unit = dataset.unit.empty() ? "" : fmt::format(" [{}]", dataset.unit);
    fmt::print("{:{}}  {:7}  ({}){}{}{}\n", dataset.path, width, dataset.type, fmt::join(dataset.dimensions, ", "),
               unit, dataset.meaning.empty() ? "" : "  ", dataset.meaning);
  }
}

ExitCode print_schema(SchemaOptions const& options) {
  if (options.of_result) {
    print_result_layout(options.experiment);
    return ExitCode::done;
  }
  Form form = experiment_form(options.experiment);
  Form const& part = *form.find(places().at(options.kind));
  fmt::print("{}", json_schema(form, part, options.experiment.empty() ? KnownIds::open : KnownIds::closed));
  return ExitCode::done;
}

}  // namespace

Subcommand add_schema(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("schema", "the JSON Schema of a file, for editors; the layout of a result");
  auto const values = std::make_shared<SchemaOptions>();
  std::vector<std::string> kinds;
  for (auto const& [kind, place] : places()) kinds.push_back(kind);
  options->add_option("kind", values->kind, "the kind of file")
      ->check(CLI::IsMember(kinds).description(""))
      ->type_name(one_of(kinds))
      ->capture_default_str();
  CLI::Option* const of =
      options
          ->add_option("--of", values->experiment, "an experiment whose ids are to be known: countries, policies, ...")
          ->type_name("FILE");
  options->add_flag("--result", values->of_result, "the layout of the result of an experiment instead: every dataset")
      ->needs(of);
  return {options, [values] { return print_schema(*values); }};
}

}  // namespace detente
