#include "tools/report/wording.hpp"

#include "engine/core/missing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace detente {
namespace {

TEST(ReportWording, Numbers_are_grouped_by_thousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(3), "3");
  EXPECT_EQ(grouped(3.24), "3.2");
  EXPECT_EQ(grouped(-0.0153), "-0.015");  // and not 0: a small sum that is certain is not nothing
  EXPECT_EQ(grouped(999.4), "999");
  EXPECT_EQ(grouped(6726.2), "6,726");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
}

// Would catch: a missing value that reads as 0, or as "nan".
TEST(ReportWording, What_is_no_number_is_unknown) {
  EXPECT_EQ(grouped(missing), "unknown");
  EXPECT_EQ(percent(missing), "unknown");
  EXPECT_EQ(plain(std::numeric_limits<double>::infinity()), "unknown");
}

TEST(ReportWording, Shares_are_per_cent_with_two_digits_where_they_are_small) {
  EXPECT_EQ(percent(0), "0 %");
  EXPECT_EQ(percent(0.00146), "0.15 %");
  EXPECT_EQ(percent(0.0512), "5.1 %");
  EXPECT_EQ(percent(0.826), "83 %");
  EXPECT_EQ(percent(1), "100 %");
  EXPECT_EQ(percent_range({0.5, 0.0042, 0.61, 10}), "0.42 to 61 %");
}

TEST(ReportWording, Change_that_is_clear_says_less_or_more_on_both_ends) {
  EXPECT_EQ(money_change({-508, -561, -456, 2048}, "today", 0.95),
            "508 million euro less than today (95 % interval 456 to 561 less)");
  EXPECT_EQ(money_change({132, 111, 153, 2048}, "today", 0.9),
            "132 million euro more than today (90 % interval 111 to 153 more)");
}

// Would catch: a policy that is said to save money though its interval holds zero.
TEST(ReportWording, Change_that_is_not_clear_takes_no_side) {
  EXPECT_EQ(money_change({-9, -30, 12, 100}, "today", 0.95),
            "no distinguishable difference to today (95 % interval 30 less to 12 more, million euro)");
}

TEST(ReportWording, Change_without_an_interval_says_that_runs_are_too_few) {
  EXPECT_EQ(money_change({-9, missing, missing, 1}, "today", 0.95),
            "a difference to today of which too few runs say how sure it is");
}

// A change that is 0 in every run has an interval of no width at 0: no side either.
TEST(ReportWording, No_change_at_all_is_no_distinguishable_difference) {
  EXPECT_EQ(money_change({0, 0, 0, 100}, "today", 0.95),
            "no distinguishable difference to today (95 % interval 0 to 0 less, million euro)");
}

TEST(ReportWording, Differences_have_a_sign_on_either_side) {
  EXPECT_EQ(signed_plain(1.9), "+1.9");
  EXPECT_EQ(signed_plain(-1150.4), "-1,150");
  EXPECT_EQ(signed_plain(0), "0");
}

TEST(ReportWording, Intervals_say_of_what_they_are_and_that_there_is_none) {
  EXPECT_EQ(money_interval({6726, 6673, 6779, 9}, 0.95, "mean"), "95 % interval of the mean 6,673 to 6,779");
  EXPECT_EQ(money_interval({6726, missing, missing, 1}, 0.95), "too few runs for an interval");
  EXPECT_EQ(share_interval({0.5, 0.31, 0.36, 9}, 0.9), "90 % interval 31 to 36 %");
  EXPECT_EQ(share_interval({0.5, missing, missing, 1}, 0.9), "too few runs for an interval");
}

TEST(ReportWording, Round_numbers_keep_two_digits) {
  EXPECT_EQ(round_number(7512), 7500);
  EXPECT_EQ(round_number(0), 0);
  EXPECT_EQ(round_number(-0.0347), -0.035);
  EXPECT_TRUE(std::isnan(round_number(missing)));
}

TEST(ReportWording, Counts_know_one_from_many) {
  EXPECT_EQ(counted(1, "run", "runs"), "1 run");
  EXPECT_EQ(counted(2048, "run", "runs"), "2,048 runs");
}

}  // namespace
}  // namespace detente
