#include "engine/config/dated_path.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

DatedPath two_points() { return DatedPath({{YearMonth::of(2026, 1), 1.0}, {YearMonth::of(2027, 1), 4.0}}); }

TEST(DatedPath, Is_linear_in_months_between_points) {
  // 3 units over 12 months: a quarter of a unit a month, exact in binary.
  EXPECT_EQ(two_points().at(YearMonth::of(2026, 2)), 1.25);
  EXPECT_EQ(two_points().at(YearMonth::of(2026, 7)), 2.5);
  EXPECT_EQ(two_points().at(YearMonth::of(2026, 12)), 3.75);
}

TEST(DatedPath, Takes_its_points_exactly) {
  EXPECT_EQ(two_points().at(YearMonth::of(2026, 1)), 1.0);
  EXPECT_EQ(two_points().at(YearMonth::of(2027, 1)), 4.0);
}

TEST(DatedPath, Is_constant_outside_its_points) {
  EXPECT_EQ(two_points().at(YearMonth::of(2020, 5)), 1.0);
  EXPECT_EQ(two_points().at(YearMonth::of(2040, 5)), 4.0);
}

TEST(DatedPath, Each_pair_of_points_has_its_own_slope) {
  DatedPath const path({{YearMonth::of(2026, 1), 0.0}, {YearMonth::of(2026, 3), 2.0}, {YearMonth::of(2026, 7), 0.0}});

  EXPECT_EQ(path.at(YearMonth::of(2026, 2)), 1.0);
  EXPECT_EQ(path.at(YearMonth::of(2026, 4)), 1.5);
}

TEST(DatedPath, Sets_out_from_the_value_at_the_start) {
  DatedPath const path = DatedPath({{YearMonth::of(2027, 1), 4.0}}).setting_out_from(YearMonth::of(2026, 1), 1.0);

  EXPECT_EQ(path.at(YearMonth::of(2026, 1)), 1.0);
  EXPECT_EQ(path.at(YearMonth::of(2026, 7)), 2.5);
  EXPECT_EQ(path.at(YearMonth::of(2028, 1)), 4.0);
}

// Catches a start value that overrides the path's own point there.
TEST(DatedPath, Does_not_set_out_where_it_names_the_start) {
  EXPECT_EQ(two_points().setting_out_from(YearMonth::of(2026, 1), 9.0).points(), two_points().points());
  EXPECT_EQ(two_points().setting_out_from(YearMonth::of(2026, 6), 9.0).at(YearMonth::of(2026, 6)), 2.25);
}

TEST(DatedPath, A_bare_number_holds_from_the_start_on) {
  EXPECT_EQ(DatedPath(0.5).setting_out_from(YearMonth::of(2026, 1), 9.0).at(YearMonth::of(2026, 1)), 0.5);
  EXPECT_TRUE(DatedPath(0.5).is_constant());
}

TEST(DatedPath, Scales_every_value) { EXPECT_EQ(two_points().scaled(2.0).at(YearMonth::of(2026, 7)), 5.0); }

}  // namespace
}  // namespace detente
