#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

std::vector<std::string> const countries{"ALB", "BIH", "SRB"};

TEST(ValuesById, Come_in_the_order_of_the_ids) {
  ConfigTree const tree = tree_of("a: {SRB: 3, ALB: 1, BIH: 2}\n");
  std::vector<ConfigNode> const nodes = tree.root()["a"].by_id(countries);

  ASSERT_EQ(nodes.size(), 3U);
  EXPECT_EQ(nodes[0].number(), 1.0);
  EXPECT_EQ(nodes[1].number(), 2.0);
  EXPECT_EQ(nodes[2].number(), 3.0);
}

TEST(ValuesById, Default_covers_the_rest) {
  ConfigTree const tree = tree_of("a: {BIH: 2, default: 9}\n");
  std::vector<ConfigNode> const nodes = tree.root()["a"].by_id(countries);

  EXPECT_EQ(nodes[0].number(), 9.0);
  EXPECT_EQ(nodes[1].number(), 2.0);
}

TEST(ValuesById, Anything_else_holds_for_every_id) {
  ConfigTree const tree = tree_of("a: 5\nb: {2026-01: 1, 2027-01: 2}\nc: {value: 7, source: x}\n");

  EXPECT_EQ(tree.root()["a"].by_id(countries)[2].number(), 5.0);
  EXPECT_TRUE(tree.root()["b"].by_id(countries)[2].is_dated());
  EXPECT_EQ(tree.root()["c"].by_id(countries)[2].number(), 7.0);
}

TEST(ValuesById, Each_id_may_have_its_own_path) {
  ConfigTree const tree = tree_of("a: {ALB: {2026-01: 0, 2026-03: 2}, default: 0.5}\n");
  std::vector<ConfigNode> const nodes = tree.root()["a"].by_id(countries);

  EXPECT_EQ(nodes[0].dated_path({}, YearMonth::of(2026, 1)).at(YearMonth::of(2026, 2)), 1.0);
  EXPECT_EQ(nodes[1].dated_path({}, YearMonth::of(2026, 1)).at(YearMonth::of(2026, 2)), 0.5);
}

TEST(ValuesById, Optional_ids_may_be_absent) {
  ConfigTree const tree = tree_of("a: {BIH: 2}\n");
  std::vector<std::optional<ConfigNode>> const nodes = tree.root()["a"].by_id_if_present(countries);

  EXPECT_FALSE(nodes[0]);
  ASSERT_TRUE(nodes[1]);
  EXPECT_EQ(nodes[1]->number(), 2.0);
  EXPECT_FALSE(tree.has_errors());
}

TEST(ValuesById, Node_of_an_uncovered_id_reads_silently) {
  ConfigTree const tree = tree_of("a: {BIH: 2, default_: 1}\n");
  std::vector<ConfigNode> const nodes = tree.root()["a"].by_id(countries);
  std::string const before = faults_in(tree);

  EXPECT_FALSE(nodes[0].is_present());
  EXPECT_EQ(nodes[0].number(), 0.0);
  EXPECT_EQ(faults_in(tree), before);
}

// Catches one message per id where one value for all is faulty.
TEST(ValuesById, Fault_in_a_value_for_all_is_one_fault) {
  std::string const message = faults_when_read("a: x\n", [](ConfigNode root) {
    for (ConfigNode const& node : root["a"].by_id(countries)) node.number();
  });

  EXPECT_EQ(message, "x.yaml:1:4: error: a: 'x' is not a number (a decimal number was expected)\na: x\n   ^");
}

}  // namespace
}  // namespace detente
