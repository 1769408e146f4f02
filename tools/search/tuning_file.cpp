#include "tools/search/tuning_file.hpp"

#include "engine/config/config_tree.hpp"
#include "tools/search/tuning_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace detente {
namespace {

constexpr char const* schema = "detente/tuning@1";

/// The scalar at a dotted key below a node, items of lists as [0]; nothing if there is none.
std::optional<std::string> scalar_at(ConfigNode node, std::string const& key) {
  std::size_t start = 0;
  while (start < key.size()) {
    std::size_t const end = std::min(key.find_first_of(".[", start + 1), key.size());
    std::string const part = key.substr(start, end - start);
    start = end + (end < key.size() && key[end] == '.' ? 1 : 0);
    if (part.front() == '[') {
      std::size_t index = 0;
      std::from_chars(part.data() + 1, part.data() + part.size(), index);
      if (!node.is_sequence() || index >= node.items().size()) return {};
      node = node.items()[index];
      continue;
    }
    std::optional<ConfigNode> const next = node.is_map() ? node.find(part) : std::nullopt;
    if (!next) return {};
    node = *next;
  }
  if (!node.value().is_scalar()) return {};
  return node.value().text();
}

}  // namespace

std::string written(double value) { return fmt::format("{}", value); }

double TuningConstraint::violation(double value) const {
  double const excess = side == Goal::minimise ? value - bound : bound - value;
  if (std::isnan(excess)) return excess;
  return std::max(excess, 0.0) / (bound != 0 ? std::abs(bound) : 1);
}

std::int64_t Tuning::runs_per_point() const {
  return experiment.result.runs() * static_cast<std::int64_t>(experiment.result.scenarios.size());
}

std::string Tuning::key_of(std::string const& id) const {
  ConfigTree const looked_at = configuration->clone();  // asking leaves traces
  std::string const in_file = "policies.from." + id;
  bool const is_in_file = looked_at.root().find("policies.from") && looked_at.root().find(in_file);
  return is_in_file ? in_file : "policies." + id;
}

Experiment Tuning::only(std::string const& id, std::vector<double> const& values, Stage stage) const {
  std::string const key = key_of(id);
  auto const edit = [&](ConfigTree& tree) {
    for (std::size_t k = 0; k < values.size(); ++k)
      tree.set(fmt::format("{}.{}", key, variables[k].name), written(values[k]));
    tree.set("policies.use", fmt::format("[{}]", id));
    if (tree.root().find("baseline")) tree.unset("baseline");
    if (stage == Stage::search) return;
    tree.set("experiment.seed", std::to_string(final.seed));
    tree.set("design.samples", std::to_string(final.samples));
  };
  ExperimentKind const kind{.schema = schema,
                            .read = [](ConfigNode const& root, Experiment const&) { root["tune"].ignore(); },
                            .further_keys = {"tune"}};
  Experiment alone = read_experiment(configuration->clone(), edit, kind);
  alone.result.recording = {};  // outcomes, and nothing through time
  return alone;
}

std::optional<std::vector<double>> Tuning::start() const {
  ConfigTree const looked_at = configuration->clone();
  ConfigNode const node = looked_at.root()[key_of(policy)];
  std::vector<double> values;
  for (SearchVariable const& variable : variables) {
    std::string const text = scalar_at(node, variable.name).value_or("");
    double value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const is_number = !text.empty() && fault == std::errc() && end == text.data() + text.size();
    if (!is_number || value < variable.min || value > variable.max) return {};
    values.push_back(value);
  }
  return values;
}

Tuning read_tuning(std::string const& file, std::function<void(ConfigTree&)> const& edit) {
  Tuning tuning;
  auto const keep = [&](ConfigTree& tree) {
    if (edit) edit(tree);
    tree.throw_if_errors();
    tuning.configuration = tree.clone();
  };
  ExperimentKind const kind{.schema = schema,
                            .read =
                                [&](ConfigNode const& root, Experiment const& experiment) {
                                  tuning.experiment = experiment;
                                  read_tune_block(root["tune"], tuning);
                                },
                            .further_keys = {"tune"}};
  tuning.experiment = read_experiment(ConfigTree::load(file), keep, kind);
  return tuning;
}

}  // namespace detente
