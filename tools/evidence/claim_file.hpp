#pragma once

#include "models/experiment.hpp"
#include "tools/evidence/outcome_selection.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace detente {

enum class Direction { higher, lower };

/// One comparison of a claim: an outcome of arm a against arm b, or of (a - less a) against (b - less b).
struct ClaimRow {
  OutcomeSelection outcome;
  std::size_t a = 0, b = 0;                                 // arms of the experiment
  std::optional<std::pair<std::size_t, std::size_t>> less;  // arms
  Direction expect = Direction::higher;                     // said of a
  bool is_by_construction = false;                          // the direction follows from the equations as written
  std::string text;                                         // "weak_oversight against strong_oversight"
};

/// A claim as an experiment with the arms that its rows need (schema detente/claim@1; configs/.../claims/README.md).
struct Claim {
  std::string id, says, section;
  Experiment experiment;              // runs of each arm under the default coefficients
  std::int64_t evidence_samples = 0;  // samples of what is uncertain
  int evidence_replications = 1;      // runs of each
  std::vector<ClaimRow> rows;
};

/// Reads a claim. Throws ConfigError with all faults.
Claim read_claim(std::string const& file, std::function<void(ConfigTree&)> const& edit = {});

}  // namespace detente
