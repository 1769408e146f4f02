#pragma once

#include "engine/config/form.hpp"

#include <string>
#include <vector>

namespace detente {

/// A key of the experiment that `init` writes, with the value it gets. A path like those of experiment_help.
struct InitKey {
  enum class Shown { as_key, in_comment };
  std::string path;
  std::string value;  // YAML; empty for a map
  Shown shown = Shown::as_key;
  std::string remark = {};  // beside its meaning
};

/// The files that an experiment builds on, as it names them, and what it takes from them.
struct InitFiles {
  std::string region, parameters, policies, scenarios;  // relative to the experiment
  std::vector<std::string> policy_ids, scenario_ids;    // all that are named there
  std::string war_path = "0.5";
  std::vector<std::pair<std::string, std::string>> levers = {};  // today's settings, YAML
};

/// Every key that an experiment may have, in the order in which they are written.
std::vector<InitKey> init_keys(std::string const& name, InitFiles const& files);

/// The experiment as text, each key under a comment with its meaning from `form`. A key that is not in use stands in a
/// comment without a space: "#key: value".
std::string init_text(Form& form, std::vector<InitKey> const& keys, std::string const& head);

}  // namespace detente
