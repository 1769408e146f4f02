#pragma once

#include "engine/config/dated_path.hpp"
#include "models/parameters.hpp"
#include "models/region.hpp"

#include <optional>
#include <string>
#include <vector>

namespace detente {

class ConfigNode;

/// Starting values moved by an experiment: added to the region's, then limited to the valid range. Empty: not moved.
struct Shift {
  std::vector<double> oversight, capture, alignment, trust, resilience, fragmentation, stability;  // by country
  std::vector<double> quality;                                                                     // by segment
  std::vector<double> up_offset, settlement;                                                       // by dispute
  std::vector<double> strength;                                                                    // by mission
};

/// Indices of countries that follow what was recorded, whatever their equations say. By country; empty: none does.
struct Followed {
  std::vector<std::optional<DatedPath>> oversight, capture;
};

/// An outside development. Everything here acts after the reference: a harsher world departs from it, it is no new one.
struct Scenario {
  std::string id;
  DatedPath war_path{0.0};
  std::optional<UsRegime> us_hold = {};                 // this regime throughout
  std::vector<double> capacity = {};                    // by adversary: factor on its effort
  double plans = 1, deployments = 1, coproduction = 1;  // factors on the countries' paths
  std::vector<double> appeal = {};                      // by supplier: added to every country's
  bool holds_reference = false;                         // the outside world stands still
  Shift shift = {};
  Followed follow = {};
  Parameters<double> parameters = {};  // the base with this scenario's replacements
};

/// Reads a named scenario; `parameters` are the base coefficients that its `parameters` block replaces some of. A
/// `region` block is not read here: it acts before the reference, see read_experiment.
Scenario read_scenario(ConfigNode const& node, std::string const& id, Region const& region,
                       Parameters<double> const& parameters);

}  // namespace detente
