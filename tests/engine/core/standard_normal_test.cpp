#include "engine/core/standard_normal.hpp"

#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

// Would catch: a coefficient of AS 241 with a wrong digit, or a tail on the wrong side.
TEST(NormalQuantile, Agrees_with_another_library_in_the_middle_and_in_both_tails) {
  boost::math::normal const normal;
  for (double const u : {1e-300, 1e-20, 1e-6, 0.01, 0.074, 0.076, 0.3, 0.5, 0.6, 0.93, 0.99, 1 - 1e-9}) {
    double const expected = boost::math::quantile(normal, u);

    EXPECT_NEAR(normal_quantile(u), expected, 2e-14 * std::max(1.0, std::abs(expected))) << u;
  }
}

/// Largest relative error at z in steps of 0.001, against another library in 64-bit extended precision.
double largest_error(double from, double to) {
  boost::math::normal_distribution<long double> const normal;
  double largest = 0;
  for (double z = from; z <= to; z += 0.001) {
    long double const expected = cdf(normal, static_cast<long double>(z));
    largest = std::max(largest, static_cast<double>(std::abs(normal_probability(z) / expected - 1)));
  }
  return largest;
}

// Would catch: a coefficient with a wrong digit, or a bound between the three approximations in the wrong place.
TEST(NormalProbability, Is_as_exact_as_it_says_in_the_middle_and_in_both_tails) {
  EXPECT_LT(largest_error(-37, -5), 1e-15);
  EXPECT_LT(largest_error(-5, 0), 1e-15);
  EXPECT_LT(largest_error(0, 37), 1e-15);
}

TEST(NormalProbability, Undoes_the_quantile) {
  for (double const u : {1e-300, 1e-20, 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99})
    EXPECT_NEAR(normal_probability(normal_quantile(u)) / u, 1, 2e-13) << u;  // a relative error of z counts z^2 times
}

}  // namespace
}  // namespace detente
