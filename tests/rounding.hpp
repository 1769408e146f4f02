#pragma once

#include <algorithm>
#include <cmath>

namespace detente {

// What two numbers may differ by that are equal but for rounding. An operation in double precision is off by at most
// 1.1e-16 of its result, one of the model's elementary functions by less than 4e-16; what both sides of a comparison do
// adds up.

/// Nine operations with results of at most 1, or two elementary functions and one operation.
inline constexpr double few_roundings = 1e-15;

/// Ninety operations with results of at most 1, or nine with results of at most 10.
inline constexpr double tens_of_roundings = 1e-14;

/// Nine thousand operations with results of at most 1, nine hundred of at most 10, or ninety of at most 100.
inline constexpr double thousands_of_roundings = 1e-12;

/// Relative difference that a dozen operations of the model's own functions may add up to.
inline constexpr double rounding = 1e-13;

/// The same of a computed value: `rounding`, relative to the value and to 1.
inline double rounding_of(double value) { return rounding * std::max(1.0, std::abs(value)); }

}  // namespace detente
