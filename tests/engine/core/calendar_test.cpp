#include "engine/core/calendar.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(Calendar, Year_and_month_come_back_from_a_month) {
  YearMonth const month = YearMonth::of(2026, 1);

  EXPECT_EQ(month.year(), 2026);
  EXPECT_EQ(month.month(), 1);
}

// Would catch: counting months from 1, which turns December into January of the next year.
TEST(Calendar, December_is_followed_by_january_of_the_next_year) {
  YearMonth const december = YearMonth::of(2026, 12);
  YearMonth const next{december.index + 1};

  EXPECT_EQ(december.year(), 2026);
  EXPECT_EQ(december.month(), 12);
  EXPECT_EQ(next, YearMonth::of(2027, 1));
}

TEST(Calendar, Months_are_ordered_as_time) {
  EXPECT_LT(YearMonth::of(2025, 12), YearMonth::of(2026, 1));
  EXPECT_LT(YearMonth::of(2026, 9), YearMonth::of(2026, 10));
  EXPECT_EQ(YearMonth::of(2026, 9), YearMonth::of(2026, 9));
}

TEST(Calendar, Text_of_a_month_is_read) {
  EXPECT_EQ(parse_year_month("2026-01"), YearMonth::of(2026, 1));
  EXPECT_EQ(parse_year_month("1999-12"), YearMonth::of(1999, 12));
  EXPECT_EQ(parse_year_month("0000-01"), YearMonth{0});
}

// Would catch: a parser that reads what it can and ignores the rest.
TEST(Calendar, Any_other_text_is_no_month) {
  EXPECT_EQ(parse_year_month(""), std::nullopt);
  EXPECT_EQ(parse_year_month("2026"), std::nullopt);
  EXPECT_EQ(parse_year_month("2026-1"), std::nullopt);
  EXPECT_EQ(parse_year_month("2026-001"), std::nullopt);
  EXPECT_EQ(parse_year_month("2026/01"), std::nullopt);
  EXPECT_EQ(parse_year_month("2026-01 "), std::nullopt);
  EXPECT_EQ(parse_year_month("2026-01-01"), std::nullopt);
  EXPECT_EQ(parse_year_month("-026-01"), std::nullopt);
  EXPECT_EQ(parse_year_month("2026-+1"), std::nullopt);
  EXPECT_EQ(parse_year_month("2o26-01"), std::nullopt);
}

TEST(Calendar, Months_run_from_01_to_12) {
  EXPECT_EQ(parse_year_month("2026-00"), std::nullopt);
  EXPECT_EQ(parse_year_month("2026-13"), std::nullopt);
  EXPECT_NE(parse_year_month("2026-12"), std::nullopt);
}

TEST(Calendar, Month_is_written_with_leading_zeros) {
  EXPECT_EQ(to_string(YearMonth::of(2026, 1)), "2026-01");
  EXPECT_EQ(to_string(YearMonth::of(2026, 12)), "2026-12");
  EXPECT_EQ(to_string(YearMonth::of(987, 6)), "0987-06");
}

}  // namespace
}  // namespace detente
