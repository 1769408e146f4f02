#pragma once

#include "engine/statistics/lever_decomposition.hpp"
#include "models/experiment.hpp"
#include "tools/evidence/evidence_head.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// Levers in which two policies differ within the horizon, by their names in the table of levers ("access.mobility" is
/// one, whatever the country), with their rules.
std::vector<std::string> differing_levers(ModelSpec const& model, Policy const& a, Policy const& b);

/// The policy that has the levers named as in `a` and all others as in `b`.
Policy mixed_policy(Policy const& a, Policy const& b, std::vector<std::string> const& from_a, Region const& region);

/// What is to be split.
struct LeverSplitRequest {
  std::size_t a = 0, b = 0, scenario = 0;  // positions in the experiment
  std::vector<std::string> outcomes;       // columns
  std::vector<std::string> levers;         // in the order in which they are switched
  LeverPlan plan;
  double confidence = 0.95;
};

/// The difference of one outcome as a sum over levers.
struct LeverSplit {
  std::string outcome, unit;
  LeverDecomposition parts;
};

/// Runs every mixture that the plan needs, in the same samples and luck. Throws EvidenceStopped.
std::vector<LeverSplit> split_difference(Experiment const& experiment, LeverSplitRequest const& request,
                                         EvidenceWork const& work);

}  // namespace detente
