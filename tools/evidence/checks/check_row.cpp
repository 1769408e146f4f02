#include "tools/evidence/checks/check_row.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace detente {

bool CheckRow::agrees() const {
  if (comparisons == 0) return true;
  if (std::isnan(observed) && std::isnan(expected)) return true;
  return std::abs(observed - expected) <= tolerance;
}

std::string CheckRow::verdict() const {
  if (comparisons == 0) return "no case";
  return agrees() ? "agrees" : "differs";
}

Comparisons::Comparisons(std::string check, std::string what, std::string tags, std::string unit) {
  row_.check = std::move(check);
  row_.what = std::move(what);
  row_.tags = std::move(tags);
  row_.unit = std::move(unit);
}

void Comparisons::add(Pair const& pair, std::string const& where) {
  ++row_.comparisons;
  bool const both_missing = std::isnan(pair.observed) && std::isnan(pair.expected);
  double off = both_missing ? 0 : std::abs(pair.observed - pair.expected);
  if (std::isnan(off)) off = std::numeric_limits<double>::infinity();
  double const badness = off == 0 ? 0 : off / std::max(pair.tolerance, std::numeric_limits<double>::min());
  if (badness <= worst_) return;
  worst_ = badness;
  row_.observed = pair.observed;
  row_.expected = pair.expected;
  row_.tolerance = pair.tolerance;
  row_.standard_error.reset();
  row_.where = where;
}

void Comparisons::add_random(Pair const& pair, double standard_error, std::string const& where) {
  ++random_;
  double const before = worst_;
  add(pair, where);
  if (worst_ != before) row_.standard_error = standard_error;
}

CheckRow Comparisons::row(std::int64_t n) const {
  CheckRow row = row_;
  row.n = n;
  if (random_ > 0) row.false_alarm = std::min(1.0, static_cast<double>(random_) * false_alarm_rate);
  return row;
}

double frequency_tolerance(double p, double n) {
  if (p <= 0 || p >= 1) return 0;
  double const bound = std::log(2 / false_alarm_rate);
  return (bound / 3 + std::sqrt(bound * bound / 9 + 2 * bound * n * p * (1 - p))) / n;
}

}  // namespace detente
