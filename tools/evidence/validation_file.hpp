#pragma once

#include "models/experiment.hpp"
#include "tools/evidence/crisis_record.hpp"

#include <functional>
#include <string>
#include <vector>

namespace detente {

/// Months before the start that the later of the two baselines looks back on.
inline constexpr int late_months = 60;

/// Forecasts and what they are held against but what came (schema detente/validation@1;
/// configs/western_balkans/validation.yaml): an experiment with one policy in one scenario, and a record that ends
/// where it starts.
struct Validation {
  Experiment experiment;
  std::string before_file;  // as it can be opened
  CrisisRecord before;      // its window ends with the last month before the start; at least `late_months` long
  std::vector<int> levels;  // ascending, recorded_level..5: an event is a spell that peaks at one of them or more
};

/// Throws ConfigError with all faults, first of the file, then of the record that it names; IoError.
Validation read_validation(std::string const& file, std::function<void(ConfigTree&)> const& edit = {});

/// A number that changes when the configuration in use or the record before the start does: 16 hexadecimal digits.
std::string fingerprint(Validation const& validation);

}  // namespace detente
