#include "tools/search/lever_split.hpp"

#include "tools/evidence/outcome_selection.hpp"

#include <algorithm>
#include <string_view>

namespace detente {
namespace {

/// The lever of a flattened name: "access.mobility.ALB" is of "access.mobility".
std::string_view lever_of(std::string_view flattened) {
  std::vector<LeverInfo> const& table = lever_table();
  auto const at = std::find_if(table.begin(), table.end(), [&](LeverInfo const& lever) {
    return flattened.starts_with(lever.name) &&
           (flattened.size() == lever.name.size() || flattened[lever.name.size()] == '.');
  });
  return at->name;
}

std::vector<LeverRule> rules_of(Policy const& policy, std::string_view lever) {
  std::vector<LeverRule> rules;
  std::copy_if(policy.rules.begin(), policy.rules.end(), std::back_inserter(rules),
               [&](LeverRule const& rule) { return lever_of(rule.lever) == lever; });
  return rules;
}

}  // namespace

std::vector<std::string> differing_levers(ModelSpec const& model, Policy const& a, Policy const& b) {
  Region const& region = model.arms.front().inputs.region;
  std::vector<std::string> const names = lever_names(region);
  std::vector<double> const in_a = lever_values(a, region.start, model.months);
  std::vector<double> const in_b = lever_values(b, region.start, model.months);
  std::vector<std::string> differing;
  for (LeverInfo const& lever : lever_table()) {
    bool differs = rules_of(a, lever.name) != rules_of(b, lever.name);
    for (std::size_t k = 0; k < in_a.size() && !differs; ++k)
      differs = in_a[k] != in_b[k] && lever_of(names[k % names.size()]) == lever.name;
    if (differs) differing.emplace_back(lever.name);
  }
  return differing;
}

Policy mixed_policy(Policy const& a, Policy const& b, std::vector<std::string> const& from_a, Region const& region) {
  std::vector<std::string> const names = lever_names(region);
  auto const is_from_a = [&](std::string_view flattened) {
    return std::find(from_a.begin(), from_a.end(), lever_of(flattened)) != from_a.end();
  };
  Policy mixed = b;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (is_from_a(names[k])) mixed.paths[k] = a.paths[k];
  }
  mixed.rules.clear();
  for (LeverInfo const& lever : lever_table()) {  // the order of rules is that of levers
    std::vector<LeverRule> const rules = rules_of(is_from_a(lever.name) ? a : b, lever.name);
    mixed.rules.insert(mixed.rules.end(), rules.begin(), rules.end());
  }
  return mixed;
}

std::vector<LeverSplit> split_difference(Experiment const& experiment, LeverSplitRequest const& request,
                                         EvidenceWork const& work) {
  std::size_t const scenarios = experiment.result.scenarios.size();
  ArmInputs const& a = experiment.model.arms[request.a * scenarios + request.scenario];
  ArmInputs const& b = experiment.model.arms[request.b * scenarios + request.scenario];
  Experiment mixtures = experiment;
  mixtures.model.arms.clear();
  ResultSpec& spec = mixtures.result;
  spec.arms.clear();
  spec.policies.clear();
  spec.scenarios = {experiment.result.scenarios[request.scenario]};
  spec.recording = {};
  spec.levers = {};
  for (LeverSet const set : request.plan.subsets) {
    std::vector<std::string> from_a;
    for (std::size_t k = 0; k < request.levers.size(); ++k) {
      if ((set >> k & 1U) != 0) from_a.push_back(request.levers[k]);
    }
    mixtures.model.arms.push_back(b);
    mixtures.model.arms.back().policy = mixed_policy(a.policy, b.policy, from_a, b.inputs.region);
    spec.arms.push_back({static_cast<int>(spec.policies.size()), 0});
    spec.policies.push_back("mixture " + std::to_string(set));
  }
  OutcomeTable const table = outcomes_of(mixtures, work);
  auto const cluster = static_cast<int>(spec.samples_per_observation * spec.replications);
  std::vector<LeverSplit> splits;
  for (std::string const& outcome : request.outcomes) {
    OutcomeSelection const selection = select_outcome(spec, outcome);
    std::vector<std::vector<double>> values;
    for (std::size_t arm = 0; arm < spec.arms.size(); ++arm)
      values.push_back(cluster_means(selection.by_run(table, arm), cluster));
    splits.push_back({outcome, selection.unit, decompose(request.plan, values, request.confidence)});
  }
  return splits;
}

}  // namespace detente
