#include "engine/config/dated_path.hpp"

#include <algorithm>
#include <cassert>

namespace detente {

double DatedPath::at(YearMonth month) const {
  assert(!points_.empty() && "a path has at least one point");
  auto const next = std::upper_bound(points_.begin(), points_.end(), month,
                                     [](YearMonth wanted, auto const& point) { return wanted < point.first; });
  if (next == points_.begin()) return points_.front().second;
  if (next == points_.end()) return points_.back().second;
  auto const& [from_month, from] = *std::prev(next);
  auto const& [to_month, to] = *next;
  double const share =
      static_cast<double>(month.index - from_month.index) / static_cast<double>(to_month.index - from_month.index);
  return from + share * (to - from);
}

DatedPath DatedPath::setting_out_from(YearMonth start, double value) const {
  if (points_.front().first <= start) return *this;
  std::vector<std::pair<YearMonth, double>> points{{start, value}};
  points.insert(points.end(), points_.begin(), points_.end());
  return DatedPath(std::move(points));
}

DatedPath DatedPath::scaled(double factor) const {
  DatedPath result = *this;
  for (auto& point : result.points_) point.second *= factor;
  return result;
}

}  // namespace detente
