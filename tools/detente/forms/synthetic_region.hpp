#pragma once

#include <cstdint>
#include <string>

namespace detente {

inline constexpr int most_synthetic_countries = 10000;

/// What decides a synthetic region: the same two numbers give the same files.
struct SyntheticSize {
  int countries = 1;
  std::uint64_t seed = 1;
};

/// A region that stands for no place, for trials of scale: `countries` on a square lattice, each beside at most four
/// others; disputes, pairs, missions and roads grow with them, outside actors do not. A country's own numbers depend on
/// the seed and its id alone, so that a larger region begins with the smaller one's. Schema detente/region@1.
std::string synthetic_region(SyntheticSize const& size);
/// Two policies and two scenarios for any synthetic region (detente/policies@1, detente/scenarios@1).
std::string synthetic_policies(SyntheticSize const& size);
std::string synthetic_scenarios(SyntheticSize const& size);

/// An experiment on these three in the same folder. Larger regions get fewer runs and a summary of the world alone.
/// `parameters` is the name of the coefficients' file as the experiment says it (detente/experiment@1).
std::string synthetic_experiment(SyntheticSize const& size, std::string const& parameters, std::string const& file);

}  // namespace detente
