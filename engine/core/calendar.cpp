#include "engine/core/calendar.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {

std::optional<YearMonth> parse_year_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  std::string_view const year = text.substr(0, 4);
  std::string_view const month = text.substr(5);
  if (!std::all_of(year.begin(), year.end(), is_digit) || !std::all_of(month.begin(), month.end(), is_digit))
    return std::nullopt;
  auto const number = [](std::string_view digits) {
    int value = 0;
    for (char const c : digits) value = value * 10 + (c - '0');
    return value;
  };
  if (number(month) < 1 || number(month) > 12) return std::nullopt;
  return YearMonth::of(number(year), number(month));
}

std::string to_string(YearMonth month) { return fmt::format("{:04d}-{:02d}", month.year(), month.month()); }

}  // namespace detente
