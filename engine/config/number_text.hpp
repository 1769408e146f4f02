#pragma once

#include "engine/config/evidence.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace detente {

/// A number read from text; `reason` says in words why there is none ("has a leading zero"), and is empty if there is
/// one.
template <class Number>
struct ParsedNumber {
  Number value = 0;
  std::string reason;
};

/// A finite decimal number: digits with an optional sign, point (.5 and 5. are fine) and exponent. No leading zeros,
/// other bases, underscores, nan, inf, or numbers beyond double precision.
ParsedNumber<double> parse_number(std::string_view text);

/// A whole number: digits with an optional sign. No point, exponent or leading zeros.
ParsedNumber<std::int64_t> parse_integer(std::string_view text);

/// "a number from 0 to 1", "a number of at least 0", "a number".
std::string describe(Bounds bounds);

/// A number as people write it: the shortest decimal that reads back as the same.
std::string to_text(double number);

}  // namespace detente
