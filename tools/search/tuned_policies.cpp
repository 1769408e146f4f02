#include "engine/config/config_tree.hpp"
#include "tools/search/tuning.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// Whether a policy of the result belongs in the file: all that are compared, and points of the front.
bool is_kept(Json const& policy) { return policy["role"] != "point" || policy["is_on_front"].get<bool>(); }

std::string comment_of(Json const& policy, Json const& result) {
  std::string text;
  for (std::size_t k = 0; k < result["variables"].size(); ++k)
    text += fmt::format("{}{} = {}", k == 0 ? "# " : ", ", text_of(result["variables"][k]["key"]),
                        written(policy["values"][k].get<double>()));
  text += "\n";
  for (std::size_t k = 0; k < result["objectives"].size(); ++k) {
    Json const& fresh = policy["objectives"][k]["fresh"];
    text += fmt::format("#   {}: {} ({} to {})\n", text_of(result["objectives"][k]["objective"]), shown(fresh["value"]),
                        shown(fresh["lower"]), shown(fresh["upper"]));
  }
  return text;
}

}  // namespace

std::string policies_text(Tuning const& tuning, Json const& result, std::string const& command) {
  ConfigTree const source = tuning.configuration->clone();
  ConfigTree tree = ConfigTree::parse("schema: detente/policies@1\n", "policies");
  for (Json const& policy : result["final"]["policies"]) {
    if (!is_kept(policy)) continue;
    std::string const name = text_of(policy["name"]);
    bool const is_point = policy["role"] == "point";
    tree.set(name, "{}");
    tree.overlay(name, source.root()[tuning.key_of(is_point ? tuning.policy : name)]);
    if (!is_point) continue;
    for (std::size_t k = 0; k < tuning.variables.size(); ++k)
      tree.set(name + "." + tuning.variables[k].name, written(policy["values"][k].get<double>()));
  }
  tree.throw_if_errors();
  std::string text = tree.resolved(false);
  for (Json const& policy : result["final"]["policies"]) {
    if (policy["role"] != "point" || !is_kept(policy)) continue;
    std::size_t const at = text.find("\n" + text_of(policy["name"]) + ":");
    text.insert(at + 1, "\n" + comment_of(policy, result));
  }
  return fmt::format(
             "# Numbers of the policy '{}' as a search found them: those that no other was found to beat in\n"
             "# every objective, and what they were compared with. What stands above each is from {} runs that\n"
             "# the search had not seen, with {:.4g} % intervals.\n"
             "# Made by: {}\n",
             tuning.policy, result["final"]["runs"].get<std::int64_t>(), 100 * tuning.final.confidence, command) +
         text;
}

std::string experiment_text(Tuning const& tuning, Json const& result, std::string const& policies_file) {
  std::vector<std::string> used;
  for (Json const& policy : result["final"]["policies"]) {
    if (is_kept(policy)) used.push_back(text_of(policy["name"]));
  }
  ConfigTree tree = ConfigTree::parse(tuning.experiment.resolved, tuning.experiment.result.name);
  tree.unset("tune");
  tree.set("schema", "detente/experiment@1");
  tree.set("experiment.name", tuning.experiment.result.name + "_final");
  tree.set("experiment.seed", std::to_string(tuning.final.seed));
  tree.set("design.samples", std::to_string(tuning.final.samples));
  tree.set("policies", fmt::format("{{from: {}, use: [{}]}}", policies_file, fmt::join(used, ", ")));
  tree.set("baseline", tuning.policy);
  tree.throw_if_errors();
  return fmt::format("# Repeats the final runs of a search for numbers of '{}'.\n", tuning.policy) +
         tree.resolved(false);
}

}  // namespace detente
