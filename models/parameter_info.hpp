#pragma once

#include "engine/config/config_tree.hpp"

#include <string>
#include <vector>

namespace detente {

/// On which scale a coefficient varies when it is sampled: rates, hazards and costs by factors, the rest by steps.
enum class Scale { linear, logarithmic };

/// What must hold between the entries of a list or map.
enum class Constraint { none, sum_is_one };

/// What the code knows of a coefficient; value, range, status and source stand in the parameter file.
struct ParameterInfo {
  std::string key;  // "governance.oversight_rate"
  std::string unit;
  Bounds valid;  // outside, the equations make no sense: refused on reading
  Scale scale;
  std::string meaning;
  std::vector<std::string> labels = {};  // keys of a map, in the order of its array; empty for numbers and lists
  Constraint constraint = Constraint::none;
};

/// Valid ranges, each with what it excludes.
namespace valid {
inline constexpr Bounds rate{0, 1000};             // per year; beyond, a month is not a small step
inline constexpr Bounds divisor_rate{1e-3, 1000};  // per year; what fades at 0 never settles at a usual value
inline constexpr Bounds fraction{0, 1};
inline constexpr Bounds weight{0, 10000};  // the sign is the equation's: below 0 a claim would turn round
inline constexpr Bounds any_sign{-100, 100};
inline constexpr Bounds positive{1e-6, 1e6};  // divided by
inline constexpr Bounds ladder{0, 5};         // a level of escalation
}  // namespace valid

}  // namespace detente
