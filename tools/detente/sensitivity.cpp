#include "tools/analysis/sensitivity.hpp"

#include "engine/statistics/bootstrap.hpp"
#include "tools/analysis/comparison.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/tables/opened_result.hpp"
#include "tools/detente/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct SensitivityOptions {
  std::string output, policy, less, scenario;
  std::vector<std::string> outcomes{"crisis_cost"};
  std::size_t most = 12;
  double confidence = 0.95;
  bool is_json = false;
};

SensitivityDesign design_of(Experiment const& experiment) {
  std::variant<SensitivityDesign, NoDesign> design = sensitivity_design(experiment);
  if (auto const* const none = std::get_if<NoDesign>(&design)) throw UsageError(none->reason);
  return std::get<SensitivityDesign>(std::move(design));
}

ExitCode sensitivity(SensitivityOptions const& options) {
  OpenedResult const opened = open_result(options.output);
  SensitivityDesign const design = design_of(opened.experiment);
  OutcomeData const data(*opened.result);
  std::vector<std::string> const& policies = data.file().policies();
  std::string const baseline = data.file().baseline_policy();
  std::size_t const policy = chosen({options.policy.empty() ? baseline : options.policy}, policies, "policy").front();
  std::optional<std::size_t> less;
  if (!options.less.empty()) less = chosen({options.less}, policies, "policy").front();
  if (less && *less == policy)
    throw UsageError(fmt::format("--less {}: that is the policy itself; another was expected", options.less));
  Bootstrap const bootstrap{.seed = opened.experiment.result.seed, .confidence = options.confidence};
  Json tables = Json::array();
  bool is_first = true;
  for (std::size_t const scenario : chosen_scenarios(data.file(), options.scenario)) {
    for (std::string const& name : chosen_outcomes(data, options.outcomes)) {
      SensitivityTable const table = sensitivity_of(data, design, data.column(name), policy, scenario, less, bootstrap);
      if (options.is_json) {
        tables.push_back(sensitivity_json(table, design));
      } else {
        fmt::print("{}{}", is_first ? "" : "\n", sensitivity_text(table, design, options.most));
      }
      is_first = false;
    }
  }
  if (options.is_json)
    fmt::print(
        "{}\n",
        Json{{"schema", "detente/sensitivity@1"}, {"confidence", options.confidence}, {"tables", tables}}.dump(1));
  return ExitCode::done;
}

}  // namespace

Subcommand add_sensitivity(CLI::App& app) {
  CLI::App* const options = app.add_subcommand(
      "sensitivity", "which uncertain numbers matter: of a result whose design is morris or saltelli");
  auto const values = std::make_shared<SensitivityOptions>();
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("--policy", values->policy, "the policy (default: the baseline)");
  options->add_option("--less", values->less, "of the difference to this policy, run by run");
  options->add_option("--scenario", values->scenario, "the scenario (default: each)");
  options->add_option("--outcomes", values->outcomes, "outcomes, separated by commas; crisis_cost.year is every year")
      ->delimiter(',')
      ->default_str("crisis_cost");
  options->add_option("--top", values->most, "numbers shown")->check(CLI::PositiveNumber)->capture_default_str();
  options->add_option("--confidence", values->confidence, "of intervals")
      ->check(CLI::Range(0.5, 0.9999))
      ->capture_default_str();
  options->add_flag("--json", values->is_json, "all of it as data (detente/sensitivity@1)");
  return {options, [values] { return sensitivity(*values); }, true};
}

}  // namespace detente
