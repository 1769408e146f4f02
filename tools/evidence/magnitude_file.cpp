#include "tools/evidence/magnitude_file.hpp"

#include "engine/config/config_tree.hpp"
#include "tools/evidence/kept_histories.hpp"

#include <fmt/format.h>

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
  keep_histories(magnitudes.experiment.result, measured_variables());
  return magnitudes;
}

}  // namespace detente
