#include "tools/detente/options/experiment_options.hpp"

#include "engine/config/config_tree.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

std::string as_list(std::vector<std::string> const& ids) { return fmt::format("[{}]", fmt::join(ids, ", ")); }

/// The number at a key, `otherwise` if it is not written; what is wrong with it is reported when it is read for good.
std::int64_t number_at(ConfigTree const& tree, std::string const& key, std::int64_t otherwise) {
  std::optional<ConfigNode> const node = tree.root().find(key);
  return node ? std::max<std::int64_t>(node->integer(1, 1'000'000), 1) : otherwise;
}

}  // namespace

Setting setting_of(std::string const& text) {
  std::size_t const equals = text.find('=');
  if (equals == std::string::npos) return {};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

void ExperimentOptions::add_to(CLI::App& options, OwnRuns own_runs) {
  options.add_option("file", file, "experiment (YAML)")->required()->type_name("FILE");
  options.add_option("--set", sets, "replace a value: KEY=YAML, as experiment.months=60 (repeatable)")
      ->allow_extra_args(false)
      ->type_name("KEY=YAML");
  options.add_option("--unset", unsets, "remove a key (repeatable)")->allow_extra_args(false)->type_name("KEY");
  options.add_option("--policy", policies, "only these policies, separated by commas")->delimiter(',');
  options.add_option("--scenario", scenarios, "only these scenarios, separated by commas")->delimiter(',');
  if (own_runs == OwnRuns::yes)
    options.add_option("--runs", runs, "runs of each arm; replications stay, samples follow")
        ->check(CLI::PositiveNumber);
  options.add_option("--seed", seed, "another seed: other luck, same experiment")->check(CLI::NonNegativeNumber);
}

void ExperimentOptions::edit(ConfigTree& tree) const {
  for (std::string const& set : sets) {
    Setting const setting = setting_of(set);
    if (setting.key.empty()) throw UsageError(fmt::format("--set {} (KEY=VALUE was expected)", set));
    tree.set(setting.key, setting.yaml);
  }
  for (std::string const& key : unsets) tree.unset(key);
  if (!policies.empty()) {
    tree.set("policies.use", as_list(policies));
    std::optional<ConfigNode> const baseline = tree.root().find("baseline");
    // Differences are then taken to the first policy that is left.
    if (baseline && std::find(policies.begin(), policies.end(), baseline->text()) == policies.end())
      tree.unset("baseline");
  }
  if (!scenarios.empty()) tree.set("scenarios.use", as_list(scenarios));
  if (seed >= 0) tree.set("experiment.seed", std::to_string(seed));
  if (runs == 0) return;
  std::int64_t const replications = number_at(tree, "design.replications", 1);
  if (runs % replications != 0) {
    throw UsageError(fmt::format("--runs {} is no multiple of the {} replications of a sample (try --runs {})", runs,
                                 replications, (runs / replications + 1) * replications));
  }
  tree.set("design.samples", std::to_string(runs / replications));
}

Experiment ExperimentOptions::load(std::function<void(ConfigTree&)> const& further) const {
  return read_experiment(ConfigTree::load(file), [&](ConfigTree& tree) {
    edit(tree);
    if (further) further(tree);
  });
}

std::string ExperimentOptions::text() const {
  std::string text = shell_word(file);
  for (std::string const& set : sets) text += fmt::format(" --set {}", in_shell_quotes(set));
  for (std::string const& key : unsets) text += fmt::format(" --unset {}", shell_word(key));
  if (!policies.empty()) text += fmt::format(" --policy {}", fmt::join(policies, ","));
  if (!scenarios.empty()) text += fmt::format(" --scenario {}", fmt::join(scenarios, ","));
  if (runs > 0) text += fmt::format(" --runs {}", runs);
  if (seed >= 0) text += fmt::format(" --seed {}", seed);
  return text;
}

}  // namespace detente
