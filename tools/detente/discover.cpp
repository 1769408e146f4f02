#include "tools/analysis/discovery.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/tables/opened_result.hpp"
#include "tools/detente/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <stdexcept>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct DiscoverOptions {
  std::string output, policy, scenario, fails;
  double least_density = 0;  // 0: none
  int boxes = 1;
  bool is_json = false;
};

std::vector<DiscoveryQuestion> questions_of(DiscoverOptions const& options, Experiment const& experiment) {
  if (options.fails.empty()) {
    if (experiment.analysis.discover.empty())
      throw UsageError("--fails is wanted, as \"crisis_cost > 9000\": when does a policy fail? (or analysis.discover)");
    return experiment.analysis.discover;
  }
  ResultSpec const& spec = experiment.result;
  std::string const policy =
      options.policy.empty() ? spec.policies[static_cast<std::size_t>(spec.baseline_policy)] : options.policy;
  chosen({policy}, spec.policies, "policy");
  if (options.scenario.empty() && spec.scenarios.size() > 1)
    throw UsageError(fmt::format("--scenario is wanted: {}", fmt::join(spec.scenarios, ", ")));
  std::string const scenario = options.scenario.empty() ? spec.scenarios.front() : options.scenario;
  chosen({scenario}, spec.scenarios, "scenario");
  try {
    return {{policy, scenario, parse_outcome_condition(options.fails, outcome_columns(spec))}};
  } catch (std::invalid_argument const& fault) {
    throw UsageError(fmt::format("--fails: {} (outcome > number was expected)", fault.what()));
  }
}

Discovery searched(OutcomeData const& data, DiscoveryQuestion const& question, DiscoverySettings const& settings) try {
  return discover(data, question, settings);
} catch (NothingToSearch const& fault) {
  throw UsageError(fault.what());
}

ExitCode discover_failures(DiscoverOptions const& options) {
  OpenedResult const opened = open_result(options.output);
  OutcomeData const data(*opened.result);
  DiscoverySettings settings;
  settings.seed = opened.experiment.result.seed;
  settings.boxes = options.boxes;
  if (options.least_density > 0) settings.least_density = options.least_density;
  Json list = Json::array();
  bool is_first = true;
  for (DiscoveryQuestion const& question : questions_of(options, opened.experiment)) {
    Discovery const discovery = searched(data, question, settings);
    if (options.is_json)
      list.push_back(discovery_json(discovery));
    else
      fmt::print("{}{}", is_first ? "" : "\n", discovery_text(discovery));
    is_first = false;
  }
  if (options.is_json) fmt::print("{}\n", list.dump(1));
  return ExitCode::done;
}

}  // namespace

Subcommand add_discover(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("discover", "when a policy fails: limits on the sampled numbers, as readable rules");
  auto const values = std::make_shared<DiscoverOptions>();
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("--fails", values->fails,
                      "what failure is, as \"crisis_cost > 9000\" (default: the questions of analysis.discover)");
  options->add_option("--policy", values->policy, "the policy (default: the baseline)");
  options->add_option("--scenario", values->scenario, "its scenario; may be left out where there is only one");
  options->add_option("--density", values->least_density, "share that must fail in a box, at least")
      ->check(CLI::Range(0.0, 1.0));
  options->add_option("--boxes", values->boxes, "boxes at most")->check(CLI::Range(1, 10))->capture_default_str();
  options->add_flag("--json", values->is_json, "all of it as data, with the trajectory (detente/discovery@1)");
  return {options, [values] { return discover_failures(*values); }, true};
}

}  // namespace detente
