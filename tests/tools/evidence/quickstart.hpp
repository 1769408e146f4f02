#pragma once

#include "engine/config/config_tree.hpp"
#include "models/experiment.hpp"
#include "tools/evidence/checks/check_row.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace detente {

/// The first experiment of the project, with edits: {"experiment.months", "24"}.
inline Experiment quickstart(std::vector<std::pair<std::string, std::string>> const& edits = {}) {
  return read_experiment(ConfigTree::load(DETENTE_SOURCE_DIR "/configs/western_balkans/experiments/quickstart.yaml"),
                         [&edits](ConfigTree& tree) {
                           for (auto const& [key, yaml] : edits) tree.set(key, yaml);
                         });
}

inline ArmInputs first_arm() { return quickstart().model.arms.front(); }

inline bool all_agree(std::vector<CheckRow> const& rows) {
  return std::all_of(rows.begin(), rows.end(), [](CheckRow const& row) { return row.agrees(); });
}

/// Verdict of the row that begins with some words.
inline std::string verdict(std::vector<CheckRow> const& rows, std::string const& what) {
  for (CheckRow const& row : rows) {
    if (row.what.starts_with(what)) return row.verdict();
  }
  return "no row";
}

}  // namespace detente
