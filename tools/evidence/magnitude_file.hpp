#pragma once

#include "models/experiment.hpp"
#include "tools/evidence/magnitude_measures.hpp"

#include <string>
#include <utility>
#include <vector>

namespace detente {

/// A number that the model must bring out, and between what it must lie.
struct Magnitude {
  std::string says, source;
  double lowest = 0, highest = 0;
  Measure measure;
};

/// Experiments and what must come out of them (schema detente/magnitudes@1; configs/.../magnitudes.yaml).
struct Magnitudes {
  Experiment experiment;
  std::vector<Magnitude> lines;
};

/// Throws ConfigError with all faults.
Magnitudes read_magnitudes(std::string const& file, std::function<void(ConfigTree&)> const& edit = {});

}  // namespace detente
