#include "models/experiment_record.hpp"

#include "engine/config/config_node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace detente {
namespace {

constexpr std::size_t most_in_summary = 30;  // each costs a histogram of every entity in memory

std::vector<std::string> names_of(std::vector<VariableInfo> const& variables) {
  std::vector<std::string> names;
  for (VariableInfo const& variable : variables) names.push_back(variable.name);
  return names;
}

/// A list of variables, in the order of the catalogue; or `all`.
std::vector<int> read_variables(ConfigNode const& node, std::vector<VariableInfo> const& variables) {
  std::vector<int> chosen;
  if (node.is_scalar()) {
    static_cast<void>(node.choice({"all"}));
    chosen.resize(variables.size());
    std::iota(chosen.begin(), chosen.end(), 0);
    return chosen;
  }
  std::vector<std::string> const names = names_of(variables);
  for (ConfigNode const& item : node.items()) {
    std::string const name = item.choice(names);
    if (item.is_scalar() && name != item.text()) continue;  // a stand-in
    auto const at = std::find(names.begin(), names.end(), name);
    int const index = static_cast<int>(at - names.begin());
    if (std::find(chosen.begin(), chosen.end(), index) != chosen.end())
      item.error(fmt::format("'{}' stands here twice", item.text()), "each once");
    else
      chosen.push_back(index);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::vector<int> read_summary(ConfigNode const& node, std::vector<VariableInfo> const& variables) {
  std::vector<int> chosen;
  if (!node.is_sequence()) {
    if (node.choice({"default", "none"}) == "none") return chosen;
    for (std::size_t v = 0; v < variables.size(); ++v) {
      if (variables[v].in_default_summary) chosen.push_back(static_cast<int>(v));
    }
    return chosen;
  }
  chosen = read_variables(node, variables);
  if (chosen.size() > most_in_summary)
    node.error(fmt::format("{} variables in the summary", chosen.size()), fmt::format("at most {}", most_in_summary));
  return chosen;
}

/// {first: N} or {first: all}; N beyond the runs means all.
std::int64_t read_first(ConfigNode const& node, std::int64_t runs) {
  ConfigNode const first = node["first"];
  if (first.says("all")) return runs;
  return std::min(first.integer(0, std::int64_t{1} << 31), runs);
}

}  // namespace

Recording read_recording(std::optional<ConfigNode> const& record, ResultSpec const& spec) {
  Recording recording;
  if (!record) return recording;
  std::vector<VariableInfo> const& variables = spec.catalogue.variables;
  if (std::optional<ConfigNode> const summary = record->find("summary"))
    recording.summary_variables = read_summary(*summary, variables);
  if (std::optional<ConfigNode> const history = record->find("history")) {
    recording.history_variables = read_variables((*history)["variables"], variables);
    ConfigNode const runs = (*history)["runs"];
    recording.history_runs = read_first(runs, spec.runs());
    if (recording.history_runs != spec.runs() && recording.history_runs % spec.block_runs != 0) {
      std::int64_t const next = (recording.history_runs / spec.block_runs + 1) * spec.block_runs;
      runs["first"].error(fmt::format("histories of {} runs", recording.history_runs),
                          fmt::format("a multiple of {}, or all", spec.block_runs),
                          fmt::format("first: {}", next >= spec.runs() ? "all" : std::to_string(next)));
    }
    std::optional<ConfigNode> const precision = history->find("precision");
    recording.exact_histories = precision && precision->choice({"single", "double"}) == "double";
    if (std::optional<ConfigNode> const bits = history->find("keep_bits")) {
      recording.history_bits = static_cast<int>(bits->integer(1, 23));
      if (recording.exact_histories)
        bits->error("keep_bits has no effect on histories in double precision", "precision: single");
    }
    if (recording.history_runs == 0) recording.history_variables.clear();
  }
  if (std::optional<ConfigNode> const events = record->find("events"))
    recording.event_runs = read_first(*events, spec.runs());
  return recording;
}

int read_part_runs(std::optional<ConfigNode> const& record, ResultSpec const& spec) {
  std::optional<ConfigNode> const node = record ? record->find("part_runs") : std::nullopt;
  if (!node) return spec.part_runs;
  int const runs = static_cast<int>(node->integer(spec.block_runs, most_part_runs));
  if (runs % spec.block_runs == 0) return runs;
  int const next = (runs / spec.block_runs + 1) * spec.block_runs;
  node->error(fmt::format("parts of {} runs", runs), fmt::format("a multiple of {}", spec.block_runs),
              std::to_string(next));
  return spec.part_runs;
}

}  // namespace detente
