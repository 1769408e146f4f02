#include "engine/statistics/multiplicity.hpp"

#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace detente {
namespace {

// Fifteen endpoints of a trial of thrombolysis: Benjamini and Hochberg 1995, section 3.2.
std::vector<double> const endpoints = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                       0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};

std::ptrdiff_t rejected(std::vector<double> const& adjusted) {
  return std::count_if(adjusted.begin(), adjusted.end(), [](double p) { return p <= 0.05; });
}

void expect_near(std::vector<double> const& adjusted, std::vector<double> const& expected) {
  ASSERT_EQ(adjusted.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k)
    EXPECT_NEAR(adjusted[k], expected[k], thousands_of_roundings) << "at " << k;
}

TEST(Holm, Multiplies_by_how_many_are_not_yet_rejected_and_never_descends) {
  expect_near(holm_adjusted(std::vector<double>{0.01, 0.04, 0.03, 0.005}), {0.03, 0.06, 0.06, 0.02});
}

TEST(Holm, Caps_at_1) { expect_near(holm_adjusted(std::vector<double>{0.7, 0.9}), {1, 1}); }

TEST(Holm, Rejects_three_of_fifteen_endpoints) { EXPECT_EQ(rejected(holm_adjusted(endpoints)), 3); }

TEST(Multiplicity, Leaves_missing_p_values_missing_and_out_of_the_family) {
  double const missing = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> const family = {0.02, missing, 0.03};

  std::vector<double> const holm = holm_adjusted(family);

  EXPECT_DOUBLE_EQ(holm[0], 0.04);
  EXPECT_TRUE(std::isnan(holm[1]));
  EXPECT_DOUBLE_EQ(holm[2], 0.04);
}

}  // namespace
}  // namespace detente
