#include "tools/evidence/magnitude_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

Magnitude read_line(ConfigNode const& node, MeasureContext const& context) {
  Magnitude line;
  line.says = node["says"].text();
  line.source = node["source"].text();
  std::vector<ConfigNode> const ends = node["target"].items();
  if (ends.size() == 2) {
    line.lowest = ends[0].number();
    line.highest = ends[1].number();
  }
  if (ends.size() != 2 || !(line.lowest < line.highest)) node["target"].error("no range", "[lowest, highest]");
  line.measure = read_measure(node, context);
  return line;
}

/// Histories of all that measures read, of all runs.
void record_measured(ResultSpec& spec) {
  spec.recording = {};
  for (std::size_t v = 0; v < spec.catalogue.variables.size(); ++v) {
    std::vector<std::string> const& names = measured_variables();
    if (std::find(names.begin(), names.end(), spec.catalogue.variables[v].name) != names.end())
      spec.recording.history_variables.push_back(static_cast<int>(v));
  }
  spec.recording.history_runs = spec.runs();
}

}  // namespace

Magnitudes read_magnitudes(std::string const& file, std::function<void(ConfigTree&)> const& edit) {
  Magnitudes magnitudes;
  NamedArms arms;
  ExperimentKind const kind{.schema = "detente/magnitudes@1",
                            .read =
                                [&](ConfigNode const& root, Experiment const& experiment) {
                                  arms = NamedArms(root["arms"], experiment.result);
                                  Experiment kept = experiment;
                                  arms.keep_only_these(kept);
                                  for (ConfigNode const& line : root["lines"].items())
                                    magnitudes.lines.push_back(read_line(line, {arms, kept}));
                                },
                            .further_keys = {"arms", "lines"}};
  magnitudes.experiment = read_experiment(ConfigTree::load(file), edit, kind);
  arms.keep_only_these(magnitudes.experiment);
  record_measured(magnitudes.experiment.result);
  return magnitudes;
}

}  // namespace detente
