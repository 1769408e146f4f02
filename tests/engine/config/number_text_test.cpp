#include "engine/config/number_text.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(NumberText, Decimal_notations_are_read) {
  EXPECT_EQ(parse_number("12").value, 12.0);
  EXPECT_EQ(parse_number("-0.5").value, -0.5);
  EXPECT_EQ(parse_number("+0.5").value, 0.5);
  EXPECT_EQ(parse_number(".5").value, 0.5);
  EXPECT_EQ(parse_number("5.").value, 5.0);
  EXPECT_EQ(parse_number("1e3").value, 1000.0);
  EXPECT_EQ(parse_number("2.5E-3").value, 0.0025);
  EXPECT_EQ(parse_number("0").reason, "");
  EXPECT_EQ(parse_number("5.").reason, "");
}

TEST(NumberText, Octal_and_other_bases_are_refused) {
  EXPECT_EQ(parse_number("010").reason, "has a leading zero, which some programs read as octal");
  EXPECT_EQ(parse_number("-00.5").reason, "has a leading zero, which some programs read as octal");
  EXPECT_EQ(parse_number("0x10").reason, "is not in decimal notation");
  EXPECT_EQ(parse_number("0o10").reason, "is not in decimal notation");
}

TEST(NumberText, Not_a_number_and_infinity_are_refused) {
  EXPECT_EQ(parse_number(".nan").reason, "is not a finite number");
  EXPECT_EQ(parse_number("-.inf").reason, "is not a finite number");
  EXPECT_EQ(parse_number("inf").reason, "is not a finite number");
  EXPECT_EQ(parse_number("1e999").reason, "is beyond double precision");
}

TEST(NumberText, Habits_of_other_places_are_named) {
  EXPECT_EQ(parse_number("1_000").reason, "has an underscore among its digits");
  EXPECT_EQ(parse_number("1,5").reason, "has a comma where numbers have a point");
  EXPECT_EQ(parse_number("5%").reason, "has a percent sign");
}

// Catches a parser that stops at the first odd character, as strtod does.
TEST(NumberText, The_whole_text_must_be_a_number) {
  EXPECT_EQ(parse_number("1.5x").reason, "is not a number");
  EXPECT_EQ(parse_number("1 2").reason, "is not a number");
  EXPECT_EQ(parse_number("--1").reason, "is not a number");
  EXPECT_EQ(parse_number("+-1").reason, "is not a number");
  EXPECT_EQ(parse_number("1e").reason, "is not a number");
  EXPECT_EQ(parse_number(".").reason, "is not a number");
  EXPECT_EQ(parse_number("").reason, "is not a number");
}

TEST(NumberText, Whole_numbers_are_plain_digits) {
  EXPECT_EQ(parse_integer("-12").value, -12);
  EXPECT_EQ(parse_integer("+12").value, 12);
  EXPECT_NE(parse_integer("1e3").reason, "");
  EXPECT_NE(parse_integer("1.0").reason, "");
  EXPECT_EQ(parse_integer("9223372036854775808").reason, "is beyond 64 bits");
}

TEST(NumberText, Numbers_are_written_as_people_do) {
  EXPECT_EQ(to_text(0.1), "0.1");
  EXPECT_EQ(to_text(840), "840");
}

}  // namespace
}  // namespace detente
