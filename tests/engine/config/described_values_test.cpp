#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

std::string faults_of_quantity(std::string const& value) {
  return faults_when_read("a: " + value + "\n", [](ConfigNode root) { root["a"].value(); });
}

TEST(DescribedValue, All_tags_are_read) {
  ConfigTree const tree = tree_of(
      "a: {value: 1.0, range: [0.5, 2], unit: 1/year, status: estimated, source: x, confidence: approximate}\n");
  Quantity const quantity = tree.root()["a"].quantity(non_negative);

  EXPECT_EQ(quantity.value, 1.0);
  EXPECT_EQ(quantity.evidence.unit, "1/year");
  EXPECT_EQ(quantity.evidence.status, "estimated");
  EXPECT_EQ(quantity.evidence.source, "x");
  EXPECT_EQ(quantity.evidence.confidence, "approximate");
  EXPECT_EQ(quantity.evidence.range, std::pair(0.5, 2.0));
  EXPECT_FALSE(quantity.evidence.factor_range);
  EXPECT_FALSE(tree.has_errors());
}

TEST(DescribedValue, Bare_number_has_no_evidence) {
  ConfigTree const tree = tree_of("a: 2\n");
  Quantity const quantity = tree.root()["a"].quantity();

  EXPECT_EQ(quantity.value, 2.0);
  EXPECT_EQ(quantity.evidence.status, "");
  EXPECT_FALSE(quantity.evidence.range);
  EXPECT_FALSE(tree.root()["a"].is_described());
}

TEST(DescribedValue, Lists_have_a_factor_range) {
  ConfigTree const tree = tree_of("a: {value: [1, 2], factor_range: [0.5, 2], unit: x}\n");

  EXPECT_EQ(tree.root()["a"].value().items().at(1).number(), 2.0);
  EXPECT_EQ(tree.root()["a"].evidence().factor_range, std::pair(0.5, 2.0));
  EXPECT_FALSE(tree.has_errors());
}

TEST(DescribedValue, Range_of_the_wrong_sort_is_a_fault) {
  EXPECT_NE(faults_of_quantity("{value: [1, 2], range: [0, 3]}").find("a range does not fit a list"),
            std::string::npos);
  EXPECT_NE(faults_of_quantity("{value: {x: 1}, range: [0, 3]}").find("a range does not fit a map"), std::string::npos);
  EXPECT_NE(faults_of_quantity("{value: 1, factor_range: [0.5, 2]}").find("a factor range does not fit a single value"),
            std::string::npos);
}

TEST(DescribedValue, Range_that_is_no_ascending_pair_is_a_fault) {
  EXPECT_NE(faults_of_quantity("{value: 1, range: [2, 0]}").find("2 lies above 0 ([lowest, highest] was expected)"),
            std::string::npos);
  EXPECT_NE(faults_of_quantity("{value: 1, range: [0, 1, 2]}").find("is not a pair"), std::string::npos);
  EXPECT_NE(faults_of_quantity("{value: 1, range: 5}").find("'5' is not a pair"), std::string::npos);
  EXPECT_NE(faults_of_quantity("{value: 1, range: [0, x]}").find("a.range[1]: 'x' is not a number"), std::string::npos);
}

// Would catch: a value that is no number compared with its range as if it were 0.
TEST(DescribedValue, Value_that_is_no_number_does_not_also_lie_outside_its_range) {
  EXPECT_EQ(faults_of_quantity("{value: high, range: [1, 2]}"), "");
}

TEST(DescribedValue, Factor_range_holds_one) {
  EXPECT_NE(faults_of_quantity("{value: [1], factor_range: [1.1, 2]}").find("1 lies outside 1.1 to 2"),
            std::string::npos);
  EXPECT_EQ(faults_of_quantity("{value: [1], factor_range: [1, 2]}"), "");
}

// Catches samples that would leave the bounds though the value itself keeps them.
TEST(DescribedValue, Range_keeps_the_bounds_of_its_number) {
  std::string const message = faults_when_read("a: {value: 0.9, range: [0.5, 1.2]}\n",
                                               [](ConfigNode root) { root["a"].quantity(unit_interval); });

  EXPECT_NE(message.find("a.range[1]: 1.2 lies above 1"), std::string::npos);
}

TEST(DescribedValue, Path_may_be_described) {
  ConfigTree const tree = tree_of("a: {value: {2026-01: 0, 2026-03: 2}, source: x}\n");

  EXPECT_EQ(tree.root()["a"].dated_path({}, YearMonth::of(2026, 1)).at(YearMonth::of(2026, 2)), 1.0);
  EXPECT_FALSE(tree.has_errors());
}

TEST(DescribedValue, Number_reads_as_a_constant_path) {
  ConfigTree const tree = tree_of("a: 0.5\nb: {value: 0.7, source: x}\n");

  EXPECT_TRUE(tree.root()["a"].dated_path(unit_interval, YearMonth::of(2026, 1)).is_constant());
  EXPECT_EQ(tree.root()["b"].dated_path(unit_interval, YearMonth::of(2026, 1)).at(YearMonth::of(2030, 1)), 0.7);
}

TEST(DescribedValue, Values_of_a_path_keep_their_bounds) {
  auto const read = [](ConfigNode root) { root["a"].dated_path(unit_interval, YearMonth::of(2026, 1)); };

  EXPECT_EQ(faults_when_read("a: {2026-01: 1.5}\n", read),
            "x.yaml:1:14: error: a.2026-01: 1.5 lies above 1 (a number from 0 to 1 was expected)\na: {2026-01: 1.5}\n  "
            "           ^");
}

TEST(DescribedValue, Faulty_path_still_has_a_value) {
  ConfigTree const tree = tree_of("a: {2026-13: 1}\n");

  EXPECT_EQ(tree.root()["a"].dated_path({2.0, 3.0}, YearMonth::of(2026, 1)).at(YearMonth::of(2026, 1)), 2.0);
}

}  // namespace
}  // namespace detente
