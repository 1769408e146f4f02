#include "engine/config/number_text.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <system_error>

namespace detente {
namespace {

std::string_view without_sign(std::string_view text) {
  bool const signed_number = !text.empty() && (text.front() == '-' || text.front() == '+');
  return signed_number ? text.substr(1) : text;
}

bool has_leading_zero(std::string_view digits) { return digits.size() > 1 && digits[0] == '0' && is_digit(digits[1]); }

std::string why_not_a_number(std::string_view text) {
  std::string_view const digits = without_sign(text);
  if (digits == ".nan" || digits == ".NaN" || digits == ".NAN" || digits == "nan") return "is not a finite number";
  if (digits == ".inf" || digits == ".Inf" || digits == ".INF" || digits == "inf") return "is not a finite number";
  bool const based =
      digits.size() > 1 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'o' || digits[1] == 'b');
  if (based) return "is not in decimal notation";
  bool const starts_as_number = !digits.empty() && is_digit(digits[0]);
  if (starts_as_number && digits.find('_') != std::string_view::npos) return "has an underscore among its digits";
  if (starts_as_number && digits.find(',') != std::string_view::npos) return "has a comma where numbers have a point";
  if (starts_as_number && digits.back() == '%') return "has a percent sign";
  return "is not a number";
}

}  // namespace

ParsedNumber<double> parse_number(std::string_view text) {
  std::string_view const digits = without_sign(text);
  // from_chars would take "inf", "nan" and a second sign.
  bool const plausible =
      !digits.empty() && (is_digit(digits[0]) || (digits[0] == '.' && digits.size() > 1 && is_digit(digits[1])));
  if (!plausible) return {0, why_not_a_number(text)};
  double value = 0;
  auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end != digits.data() + digits.size() || code == std::errc::invalid_argument) return {0, why_not_a_number(text)};
  if (has_leading_zero(digits)) return {0, "has a leading zero, which some programs read as octal"};
  if (code == std::errc::result_out_of_range || !std::isfinite(value)) return {0, "is beyond double precision"};
  return {text.front() == '-' ? -value : value, ""};
}

ParsedNumber<std::int64_t> parse_integer(std::string_view text) {
  ParsedNumber<double> const number = parse_number(text);
  if (!number.reason.empty()) return {0, number.reason};
  std::string_view const unsigned_part = without_sign(text);
  if (unsigned_part.find_first_not_of("0123456789") != std::string_view::npos)
    return {0, "is not a whole number in plain digits"};
  std::string_view const digits = text.front() == '+' ? unsigned_part : text;
  std::int64_t value = 0;
  auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (code != std::errc() || end != digits.data() + digits.size()) return {0, "is beyond 64 bits"};
  return {value, ""};
}

std::string to_text(double number) { return fmt::format("{}", number); }

std::string describe(Bounds bounds) {
  bool const from = std::isfinite(bounds.lowest);
  bool const to = std::isfinite(bounds.highest);
  if (from && to) return fmt::format("a number from {} to {}", bounds.lowest, bounds.highest);
  if (from) return fmt::format("a number of at least {}", bounds.lowest);
  if (to) return fmt::format("a number of at most {}", bounds.highest);
  return "a decimal number";
}

}  // namespace detente
