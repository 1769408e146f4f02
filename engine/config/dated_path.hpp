#pragma once

#include "engine/core/calendar.hpp"

#include <utility>
#include <vector>

namespace detente {

/// A piecewise linear path over months; constant before the first and after the last point. Never empty once read.
class DatedPath {
 public:
  DatedPath() : points_{{YearMonth{0}, 0.0}} {}
  explicit DatedPath(double constant) : points_{{YearMonth{0}, constant}} {}
  /// Points in ascending order of dates, at least one.
  explicit DatedPath(std::vector<std::pair<YearMonth, double>> points) : points_(std::move(points)) {}

  /// The value at the start of a month; linear in months between two points.
  double at(YearMonth month) const;
  bool is_constant() const { return points_.size() == 1; }
  std::vector<std::pair<YearMonth, double>> const& points() const { return points_; }
  /// The path that sets out from `value` at `start` where this one names no point at or before it. A constant made from
  /// a bare number stands at month 0, so it is returned as it is; a map with one later date is not.
  DatedPath setting_out_from(YearMonth start, double value) const;
  /// Every value times `factor`.
  DatedPath scaled(double factor) const;

 private:
  std::vector<std::pair<YearMonth, double>> points_;
};

}  // namespace detente
