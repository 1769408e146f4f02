#pragma once

#include "engine/config/config_tree.hpp"
#include "models/regional_model.hpp"

#include <functional>
#include <string>

namespace detente {

/// When runs that come to no result end the whole ensemble: with the first, or when they are more than a share of all.
struct FailureLimit {
  bool is_none_allowed = false;
  double share = 0.01;  // of the runs of all arms
};

/// An experiment as its file describes it: policies in scenarios, and how many runs of each.
struct Experiment {
  ModelSpec model;    // all that decides what is computed
  ResultSpec result;  // all that decides what the result holds; provenance is the caller's
  FailureLimit failures;
  std::string resolved;  // the configuration in use as YAML: what is not used is left out
  std::string origins;   // the same with the origin of every value
};

/// Reads an experiment (schema detente/experiment@1) and the files it names. `edit` is called once they are in place,
/// to set and unset keys. Throws ConfigError with every fault of the stage: unknown keys, values out of range, a policy
/// equal to another, paths beyond the horizon.
Experiment read_experiment(ConfigTree tree, std::function<void(ConfigTree&)> const& edit = {});

}  // namespace detente
