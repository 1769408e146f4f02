#pragma once

#include "engine/core/record.hpp"
#include "models/experiment_analysis.hpp"
#include "models/experiment_stop.hpp"
#include "models/model_spec.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace detente {

class ConfigNode;
class ConfigTree;

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
  AnalysisSpec analysis;
  std::optional<Stopping> stopping;  // ends it before all samples of `result` are there
  std::string ending;                // with `stopping`: at which check it ended, and why; the caller's
  std::string resolved;              // the configuration in use as YAML: what is not used is left out
  std::string origins;               // the same with the origin of every value
  std::string computed;  // the part of it that decides what is computed: all but `analysis` and places on maps
};

/// A kind of file that holds an experiment and more: its schema, and what reads its further keys. `read` is called once
/// the experiment stands without a fault, and reports faults as usual.
struct ExperimentKind {
  std::string schema = "detente/experiment@1";
  std::function<void(ConfigNode const& root, Experiment const& experiment)> read = {};
  std::vector<std::string> further_keys = {};
};

/// Reads an experiment (schema detente/experiment@1, or another kind) and the files it names. `edit` is called once
/// they are in place, to set and unset keys. Throws ConfigError with every fault of the stage: unknown keys, values out
/// of range, a policy equal to another, paths beyond the horizon.
Experiment read_experiment(ConfigTree tree, std::function<void(ConfigTree&)> const& edit = {},
                           ExperimentKind const& kind = {});

}  // namespace detente
