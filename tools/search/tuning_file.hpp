#pragma once

#include "engine/config/config_tree.hpp"
#include "models/experiment.hpp"
#include "tools/search/evolutionary_search.hpp"
#include "tools/search/outcome_measure.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace detente {

/// A bound on what a policy may come to.
struct TuningConstraint {
  OutcomeMeasure measure;
  double bound = 0;
  Goal side = Goal::minimise;  // minimise: at most the bound; maximise: at least

  /// By how much it is missed, relative to the bound (to 1 if that is 0); 0: it is met.
  double violation(double value) const;
};

/// Runs that no search has seen, on which what it found is judged.
struct FinalRuns {
  std::int64_t samples = 0;
  std::uint64_t seed = 0;
  double confidence = 0.95;
  int points = 24;  // of the front, at most
};

/// Whose samples and seed a policy is run with.
enum class Stage { search, final };

/// A search for the numbers of a policy: an experiment with one more block (schema detente/tuning@1; docs/tuning.md).
struct Tuning {
  Experiment experiment;  // every policy that is compared, with the design and the seed of the search
  std::string policy;     // whose numbers are searched
  std::vector<SearchVariable> variables;
  std::vector<OutcomeMeasure> objectives;
  std::vector<TuningConstraint> constraints;
  SearchSettings settings;
  std::int64_t budget_runs = 0;
  FinalRuns final;
  std::optional<ConfigTree> configuration;  // as read, with the files it names

  /// Runs of all scenarios that one point costs.
  std::int64_t runs_per_point() const;
  /// The dotted key of a policy in the configuration.
  std::string key_of(std::string const& policy) const;
  /// The experiment with one policy alone; with values, its numbers replaced in the order of variables. Throws
  /// ConfigError.
  Experiment only(std::string const& policy, std::vector<double> const& values, Stage stage) const;
  /// The numbers as they stand, if all are written in the policy and lie within their bounds.
  std::optional<std::vector<double>> start() const;
};

/// Reads a search. Throws ConfigError with all faults, also those of numbers that a policy does not take at their
/// bounds.
Tuning read_tuning(std::string const& file, std::function<void(ConfigTree&)> const& edit = {});

/// A number as it is written in policies.
std::string written(double value);

}  // namespace detente
