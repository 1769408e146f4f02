#include "tools/evidence/checks/check_row.hpp"

#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace detente {
namespace {

TEST(CheckRow, Holds_the_comparison_furthest_beyond_its_tolerance) {
  Comparisons comparisons("check", "what", "R1");
  comparisons.add({1.0, 1.05, 0.1}, "near");
  comparisons.add({2.0, 2.03, 0.01}, "far");
  comparisons.add({5.0, 5.1, 1.0}, "wide");

  CheckRow const row = comparisons.row(7);

  EXPECT_EQ(row.where, "far");
  EXPECT_EQ(row.comparisons, 3);
  EXPECT_EQ(row.verdict(), "differs");
}

// Would catch: NaN, which is not above any tolerance, taken for agreement.
TEST(CheckRow, A_number_that_is_missing_on_one_side_differs) {
  Comparisons missing("check", "what", "");
  missing.add({std::nan(""), 1, 0.1}, "here");
  Comparisons infinite("check", "what", "");
  infinite.add({std::numeric_limits<double>::infinity(), 1, 0.1}, "here");
  Comparisons both("check", "what", "");
  both.add({std::nan(""), std::nan(""), 0}, "here");

  EXPECT_EQ(missing.row(1).verdict(), "differs");
  EXPECT_EQ(infinite.row(1).verdict(), "differs");
  EXPECT_EQ(both.row(1).verdict(), "agrees");
}

TEST(CheckRow, Without_a_case_there_is_no_verdict) {
  EXPECT_EQ(Comparisons("check", "what", "").row(0).verdict(), "no case");
}

TEST(CheckRow, False_alarms_add_up_over_random_comparisons) {
  Comparisons comparisons("check", "what", "");
  for (int k = 0; k < 10; ++k) comparisons.add_random({0, 0, 1}, 0.2, "here");

  EXPECT_NEAR(comparisons.row(1).false_alarm.value(), 10 * false_alarm_rate, few_roundings);
}

// Would catch: a normal approximation for events of which two are already a surprise.
TEST(CheckRow, Frequencies_of_rare_events_are_allowed_a_few_cases) {
  double const n = 1e5;

  EXPECT_GT(frequency_tolerance(1e-6, n) * n, 4);
  EXPECT_NEAR(frequency_tolerance(0.3, n), 5.0 * std::sqrt(0.3 * 0.7 / n), 0.2 * std::sqrt(0.3 * 0.7 / n));
  EXPECT_EQ(frequency_tolerance(0, n), 0);
}

}  // namespace
}  // namespace detente
