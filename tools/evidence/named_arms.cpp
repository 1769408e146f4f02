#include "tools/evidence/named_arms.hpp"

#include "engine/config/config_node.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

std::size_t position(std::vector<std::string> const& names, std::string const& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

NamedArms::NamedArms(ConfigNode const& node, ResultSpec const& spec) {
  for (ConfigEntry const& entry : node.entries()) {
    std::vector<ConfigNode> const parts = entry.node.items();
    if (parts.size() != 2) {
      entry.node.error(fmt::format("{} entries", parts.size()), "[policy, scenario]");
      continue;
    }
    std::size_t const policy = position(spec.policies, parts[0].choice(spec.policies));
    std::size_t const scenario = position(spec.scenarios, parts[1].choice(spec.scenarios));
    names_.push_back(entry.id);
    arms_.push_back(policy * spec.scenarios.size() + scenario);
  }
  if (names_.empty()) node.error("no arm", "at least one: name: [policy, scenario]");
}

std::size_t NamedArms::choose(ConfigNode const& node) const {
  std::size_t const at = position(names_, node.choice(names_));
  return at < names_.size() ? at : 0;
}

void NamedArms::keep_only_these(Experiment& experiment) const {
  std::vector<ArmInputs> inputs;
  std::vector<Arm> arms;
  for (std::size_t const arm : arms_) {
    inputs.push_back(experiment.model.arms[arm]);
    arms.push_back(experiment.result.arms[arm]);
  }
  experiment.model.arms = std::move(inputs);
  experiment.result.arms = std::move(arms);
}

}  // namespace detente
