#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(Scalar, Text_is_any_scalar_as_written) {
  ConfigTree const tree = tree_of("a: 010\nb: no\nc: \"5\"\nd: ''\n");

  EXPECT_EQ(tree.root()["a"].text(), "010");
  EXPECT_EQ(tree.root()["b"].text(), "no");
  EXPECT_EQ(tree.root()["c"].text(), "5");
  EXPECT_EQ(tree.root()["d"].text(), "");
  EXPECT_FALSE(tree.has_errors());
}

TEST(Scalar, Yes_and_no_are_choices_like_any_word) {
  ConfigTree const tree = tree_of("a: no\n");

  EXPECT_EQ(tree.root()["a"].choice({"yes", "no"}), "no");
  EXPECT_FALSE(tree.has_errors());
}

TEST(Scalar, Boolean_is_true_or_false) {
  ConfigTree const tree = tree_of("a: true\nb: false\n");

  EXPECT_TRUE(tree.root()["a"].boolean());
  EXPECT_FALSE(tree.root()["b"].boolean());
  EXPECT_FALSE(tree.has_errors());
}

TEST(Scalar, Boolean_in_quotes_is_a_fault) {
  EXPECT_NE(faults_when_read("a: 'true'\n", [](ConfigNode root) { root["a"].boolean(); }), "");
}

TEST(Scalar, Integer_covers_64_bits) {
  ConfigTree const tree = tree_of("seed: 9223372036854775807\n");

  EXPECT_EQ(tree.root()["seed"].integer(0, INT64_MAX), INT64_MAX);
  EXPECT_FALSE(tree.has_errors());
}

TEST(Scalar, Month_reads_year_and_month) {
  ConfigTree const tree = tree_of("start: 2026-01\n");

  EXPECT_EQ(tree.root()["start"].month(), YearMonth::of(2026, 1));
}

TEST(Scalar, Described_value_reads_as_its_value) {
  ConfigTree const tree = tree_of("a: {value: 1, source: x}\nb: {value: US, source: x}\n");

  EXPECT_EQ(tree.root()["a"].number(), 1.0);
  EXPECT_EQ(tree.root()["a"].integer(0, 5), 1);
  EXPECT_EQ(tree.root()["b"].text(), "US");
}

TEST(Scalar, Faulty_values_read_as_harmless_ones) {
  ConfigTree const tree = tree_of("a: x y\n");
  ConfigNode const faulty = tree.root()["a"];

  EXPECT_EQ(faulty.number(), 0.0);
  EXPECT_EQ(faulty.number({2.0, 3.0}), 2.0);
  EXPECT_EQ(faulty.integer(-9, -4), -4);
  EXPECT_EQ(faulty.identifier(), "");
  EXPECT_EQ(faulty.choice({"first", "second"}), "first");
  EXPECT_EQ(faulty.month(), YearMonth::of(2000, 1));
}

TEST(Scalar, Number_out_of_bounds_reads_as_the_bound) {
  ConfigTree const tree = tree_of("a: 7\n");

  EXPECT_EQ(tree.root()["a"].number(unit_interval), 1.0);
  EXPECT_TRUE(tree.has_errors());
}

// Catches a reader that reports a fault for every read, not for every value.
TEST(Scalar, Value_read_twice_is_one_fault) {
  std::string const once = faults_when_read("a: x\n", [](ConfigNode root) { root["a"].number(); });
  std::string const twice = faults_when_read("a: x\n", [](ConfigNode root) {
    root["a"].number();
    root["a"].number();
  });

  EXPECT_NE(once, "");
  EXPECT_EQ(once, twice);
}

TEST(Scalar, Choice_from_no_ids_is_a_fault_not_a_crash) {
  EXPECT_NE(faults_when_read("a: x\n", [](ConfigNode root) { root["a"].choice(std::vector<std::string>{}); }), "");
}

}  // namespace
}  // namespace detente
