#pragma once

#include "tools/bench/candidate.hpp"
#include "tools/bench/figure.hpp"
#include "tools/bench/modules/profile.hpp"
#include "tools/bench/operations.hpp"

#include <string>
#include <vector>

namespace detente::bench {

/// A ratio of two measurements (least against least) that the project watches, and what it is to be.
struct Ratio {
  std::string name, meaning;
  double value, goal;
};

/// Where the time of one kernel goes.
struct Profile {
  std::string target, precision;
  std::vector<ProcessTime> processes;

  double total() const;  // [ns per run and month]
};

/// All that the benchmark finds out.
struct Findings {
  OperationCounts counts;
  std::vector<Measurement> timings;
  std::vector<Profile> profiles;
  std::vector<Figure> figures;
};

/// The ratios of measurements that are there.
std::vector<Ratio> ratios_of(std::vector<Measurement> const& measurements);

/// For people, in 80 columns.
std::string as_table(Findings const& findings);
/// For programs: {"revision", "target", "unit", "timings": {name: {"least", "median", "rounds"}}, "ratios", "figures":
/// {name: {"value", "goal"}}, "operations": {"month", "sums", "draws"}, "profiles": [{"target", "precision",
/// "processes": {name: ns}}]}.
std::string as_json(Findings const& findings, std::string const& revision);

}  // namespace detente::bench
