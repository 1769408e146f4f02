#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace detente {

/// Limits of a number, both inclusive.
struct Bounds {
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
};
inline constexpr Bounds unit_interval{0.0, 1.0};
inline constexpr Bounds non_negative{0.0, std::numeric_limits<double>::infinity()};

/// Status and confidence tags of a described value, with where it comes from. Fields that were not written are empty.
struct Evidence {
  std::string unit;
  std::string status;  // estimated, literature or judgement
  std::string source;
  std::string confidence;                                 // exact, approximate or judgement
  std::optional<std::pair<double, double>> range;         // of the number itself; holds it
  std::optional<std::pair<double, double>> factor_range;  // one common factor for a list or map; holds 1
};

/// A number with its evidence; a bare number has none.
struct Quantity {
  double value = 0;
  Evidence evidence;
};

}  // namespace detente
