#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace detente {

/// Limits of a number, both inclusive.
struct Bounds {
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
};
inline constexpr Bounds unit_interval{0.0, 1.0};
inline constexpr Bounds non_negative{0.0, std::numeric_limits<double>::infinity()};

inline constexpr std::array<std::string_view, 3> evidence_statuses{"estimated", "literature", "judgement"};
inline constexpr std::array<std::string_view, 3> evidence_confidences{"exact", "approximate", "judgement"};

/// Status and confidence tags of a described value, with where it comes from. Fields that were not written are empty.
struct Evidence {
  std::string unit;
  std::string status;  // one of evidence_statuses
  std::string source;
  std::string confidence;                                 // one of evidence_confidences
  std::optional<std::pair<double, double>> range;         // of the number itself; holds it
  std::optional<std::pair<double, double>> factor_range;  // one common factor for a list or map; holds 1
};

/// A number with its evidence; a bare number has none.
struct Quantity {
  double value = 0;
  Evidence evidence;
};

}  // namespace detente
