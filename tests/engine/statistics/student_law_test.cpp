#include "engine/statistics/student_law.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace detente {
namespace {

// With one degree the law is Cauchy's, with two it has a formula: tan(pi (p - 1/2)), and the one below.
TEST(StudentLaw, Has_the_quantiles_of_its_formulas) {
  double const p = 0.975;
  EXPECT_NEAR(student_quantile(1, p), std::tan(std::numbers::pi * (p - 0.5)), 1e-12);
  EXPECT_NEAR(student_quantile(2, p), (2 * p - 1) / std::sqrt(2 * p * (1 - p)), 1e-13);
}

// Would catch: a tail taken for its complement.
TEST(StudentLaw, Upper_quantiles_and_tails_are_each_others_inverse) {
  EXPECT_NEAR(student_upper_quantile(7, 0.025), student_quantile(7, 0.975), 1e-13);
  EXPECT_NEAR(student_tail(7, student_upper_quantile(7, 1e-9)), 1e-9, 1e-20);
  EXPECT_DOUBLE_EQ(student_tail(3, 0), 0.5);
}

// Welch's degrees are not whole. Would catch: degrees cut to a whole number.
TEST(StudentLaw, Degrees_need_not_be_whole) {
  EXPECT_GT(student_quantile(2.5, 0.975), student_quantile(3, 0.975));
  EXPECT_LT(student_quantile(2.5, 0.975), student_quantile(2, 0.975));
}

}  // namespace
}  // namespace detente
