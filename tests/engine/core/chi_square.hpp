#pragma once

#include <boost/math/distributions/chi_squared.hpp>

namespace detente {

/// Chi-square of counts of cells that are equally likely.
template <class Counts>
double chi_square(Counts const& counts, double expected) {
  double sum = 0;
  for (auto const& [cell, count] : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

/// What chi-square with so many cells exceeds with probability 1e-5.
inline double chi_square_bound(double cells) { return quantile(complement(boost::math::chi_squared(cells - 1), 1e-5)); }

}  // namespace detente
