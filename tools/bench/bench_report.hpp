#pragma once

#include "tools/bench/candidate.hpp"

#include <string>
#include <vector>

namespace detente::bench {

/// A ratio of two measurements (least against least) that the project watches, and what it is to be.
struct Ratio {
  std::string name, meaning;
  double value, goal;
};

/// The ratios of measurements that are there.
std::vector<Ratio> ratios_of(std::vector<Measurement> const& measurements);

/// For people, in 80 columns.
std::string as_table(std::vector<Measurement> const& measurements, std::vector<Ratio> const& ratios);
/// For programs: {"revision", "target", "unit", "timings": {name: {"least", "median", "rounds"}}, "ratios": {name:
/// {...}}}.
std::string as_json(std::vector<Measurement> const& measurements, std::vector<Ratio> const& ratios,
                    std::string const& revision);

}  // namespace detente::bench
