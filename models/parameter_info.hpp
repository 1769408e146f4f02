#pragma once

#include "engine/config/evidence.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace detente {

/// On which scale a coefficient varies when it is sampled: rates, hazards and costs by factors, the rest by steps.
enum class Scale { linear, logarithmic };

/// What must hold between the entries of a list or map.
enum class Constraint { none, sum_is_one };

/// What the code knows of a coefficient; value, range, status and source stand in the parameter file. Its texts are
/// literals: describing all coefficients allocates nothing.
struct ParameterInfo {
  std::string_view key;  // "governance.oversight_rate"
  std::string_view unit;
  Bounds valid;  // outside, the equations make no sense: refused on reading
  Scale scale;
  std::string_view meaning;
  std::span<std::string_view const> labels =
      {};  // keys of a map, in the order of its array; empty for numbers and lists
  Constraint constraint = Constraint::none;
};

template <class V>
inline constexpr bool is_list = false;
template <class V, std::size_t length>
inline constexpr bool is_list<std::array<V, length>> = true;
template <class V, std::size_t length>
inline constexpr bool is_list<std::array<V, length> const> = true;

/// Calls visit(number) for a coefficient that is a number or a pack, or for every entry of one that is a list, row by
/// row.
template <class V, class Visit>
void for_each_number(V& value, Visit&& visit) {
  if constexpr (is_list<V>) {
    for (auto& entry : value) for_each_number(entry, visit);
  } else {
    visit(value);
  }
}

/// How many numbers a coefficient has.
template <class V>
int count_numbers(V const& value) {
  int count = 0;
  for_each_number(value, [&count](auto const&) { ++count; });
  return count;
}

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
