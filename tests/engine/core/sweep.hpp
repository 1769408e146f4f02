#pragma once

#include "engine/core/pack.hpp"

#include <cmath>
#include <limits>
#include <ostream>
#include <vector>

namespace detente {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Where a function of packs is farthest from its reference, over a grid.
struct Worst {
  long double error = -1;
  double x = 0;
  int lane = 0;
};

inline std::ostream& operator<<(std::ostream& out, Worst const& worst) {
  return out << "error " << worst.error << " at x = " << worst.x << " in lane " << worst.lane;
}

inline long double absolute_error(long double value, long double exact) { return std::abs(value - exact); }
inline long double relative_error(long double value, long double exact) { return std::abs((value - exact) / exact); }

/// `points` values from one number to another, both included, evenly spaced; a multiple of 16, so that packs are full.
template <class Real>
std::vector<Real> evenly(Real from, Real to, int points) {
  std::vector<Real> grid;
  grid.reserve(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) grid.push_back(static_cast<Real>(from + (to - from) * (i / (points - 1.0L))));
  grid.back() = to;
  return grid;
}

/// The same with equal ratios, for positive numbers.
template <class Real>
std::vector<Real> by_ratio(Real from, Real to, int points) {
  long double const span = std::log(static_cast<long double>(to) / static_cast<long double>(from));
  std::vector<Real> grid;
  grid.reserve(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) grid.push_back(static_cast<Real>(from * std::exp(span * (i / (points - 1.0L)))));
  grid.back() = to;
  return grid;
}

/// Applies `function` to the grid in packs of 16, another value in every lane, and compares every lane with `exact`. A
/// result that is not a number is infinitely wrong.
template <class Real, class Function, class Exact, class Measure>
Worst worst_of(std::vector<Real> const& grid, Function function, Exact exact, Measure measure) {
  constexpr int lanes = 16;
  Worst worst;
  for (std::size_t first = 0; first + lanes <= grid.size(); first += lanes) {
    Pack<Real, lanes> const x = Eigen::Map<Pack<Real, lanes> const>(&grid[first]);
    Pack<Real, lanes> const value = function(x);
    for (int lane = 0; lane < lanes; ++lane) {
      long double error = measure(value[lane], exact(static_cast<long double>(x[lane])));
      if (std::isnan(error)) error = std::numeric_limits<long double>::infinity();
      if (error > worst.error) worst = {error, static_cast<double>(x[lane]), lane};
    }
  }
  return worst;
}

}  // namespace detente
