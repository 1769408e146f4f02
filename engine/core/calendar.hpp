#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace detente {

inline constexpr int months_per_year = 12;

/// A calendar month, ordered. `index` counts months from January of year 0.
struct YearMonth {
  int index = 0;

  static YearMonth of(int year, int month) { return {year * months_per_year + month - 1}; }
  int year() const { return index / months_per_year; }
  int month() const { return index % months_per_year + 1; }
  friend auto operator<=>(YearMonth const&, YearMonth const&) = default;
};

/// "2026-01" to a month; nothing if the text is not four digits, a hyphen and 01..12.
std::optional<YearMonth> parse_year_month(std::string_view text);

/// "2026-01".
std::string to_string(YearMonth month);

}  // namespace detente
