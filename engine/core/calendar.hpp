#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace detente {

/// A calendar month, ordered. `index` counts months from January of year 0.
struct YearMonth {
  int index = 0;

  static YearMonth of(int year, int month) { return {year * 12 + month - 1}; }
  int year() const { return index / 12; }
  int month() const { return index % 12 + 1; }
  friend auto operator<=>(YearMonth const&, YearMonth const&) = default;
};

/// "2026-01" to a month; nothing if the text is not four digits, a hyphen and 01..12.
std::optional<YearMonth> parse_year_month(std::string_view text);

/// "2026-01".
std::string to_string(YearMonth month);

}  // namespace detente
