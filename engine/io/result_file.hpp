#pragma once

#include "engine/io/hdf5_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace detente {

/// A result being read. Refuses what is no result and results of another major version, with a sentence. Throws
/// IoError.
class ResultFile {
 public:
  explicit ResultFile(std::string const& path);

  Hdf5Reader const& file() const { return file_; }
  std::string const& path() const { return path_; }
  std::string name() const { return file_.text_attribute("/", "title"); }
  std::vector<std::string> const& policies() const { return policies_; }
  std::vector<std::string> const& scenarios() const { return scenarios_; }
  std::string baseline_policy() const { return file_.text_attribute("/", "baseline_policy"); }
  std::int64_t runs() const { return samples_ * replications_; }
  int replications() const { return static_cast<int>(replications_); }
  /// How samples were chosen: "mc", "lhs", ...
  std::string design() const { return file_.text_attribute("/", "design"); }
  /// Consecutive samples that depend on each other, and count as one observation.
  std::int64_t samples_per_observation() const { return file_.integer_attribute("/", "samples_per_observation"); }

  /// Consecutive runs that are one independent observation.
  int runs_per_observation() const;
  /// Of an ensemble with a rule for stopping: "reached at ..." or "not reached at ..."; else "".
  std::string stopping() const {
    return file_.exists("/provenance/stopping") ? file_.text("/provenance/stopping") : "";
  }

  /// Labels of a dimension as text: ids, or numbers written out.
  std::vector<std::string> labels(std::string const& dimension) const;
  /// One outcome of all runs of an arm; `label` is the position along its own dimension, 0 if it has none.
  std::vector<double> outcome(std::string const& name, std::size_t policy, std::size_t scenario,
                              std::size_t label = 0) const;

 private:
  std::string path_;
  Hdf5Reader file_;
  std::vector<std::string> policies_, scenarios_;
  std::int64_t samples_, replications_;
};

}  // namespace detente
