#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

std::string const varied =
    "schema: detente/x@1\n"
    "name: \"5\"\n"
    "plain: some words (and signs) > 3\n"
    "tricky: \"a: b # c, [d]\"\n"
    "lines: |\n  one\n  two \"quoted\" \\ back\n"
    "folded: one\n  two\n\n  three\n"
    "dash: '-'\n"
    "empty: ''\n"
    "nothing:\n"
    "no_map: {}\n"
    "no_list: []\n"
    "matrix: [[0, 0.2], [-1e-3, .5]]\n"
    "when: [{if: 'level[BEL_PRI] >= 3', set: 1.0}, 5, [{a: 1}], []]\n"
    "'quoted.key': č\n"
    "1.5: numeric\n"
    "a.b.c: {2026-01: 0.1, 2030-01: 0.8}\n"
    "escape: \"\\t\\u2028\"\n";

bool are_equal(ConfigNode a, ConfigNode b) {
  if (a.is_map() != b.is_map() || a.is_sequence() != b.is_sequence() || a.is_scalar() != b.is_scalar()) return false;
  if (a.is_scalar()) return a.text() == b.text();
  std::vector<ConfigNode> left, right;
  if (a.is_sequence()) {
    left = a.items();
    right = b.items();
  } else if (a.is_map()) {
    for (ConfigEntry const& entry : a.entries()) left.push_back(entry.node);
    for (ConfigEntry const& entry : b.entries()) right.push_back(entry.node);
  }
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i].key() != right[i].key() || !are_equal(left[i], right[i])) return false;
  }
  return true;
}

TEST(Resolved, Reads_back_as_an_equal_tree) {
  ConfigTree const tree = ConfigTree::parse(varied, "x.yaml");

  EXPECT_TRUE(are_equal(tree.root(), ConfigTree::parse(tree.resolved(false), "again").root()));
  EXPECT_TRUE(are_equal(tree.root(), ConfigTree::parse(tree.resolved(true), "again").root()));
}

TEST(Resolved, Is_the_same_when_resolved_again) {
  std::string const once = ConfigTree::parse(varied, "x.yaml").resolved(false);

  EXPECT_EQ(ConfigTree::parse(once, "again").resolved(false), once);
}

// Catches a text in quotes that comes back as a number, and the other way round.
TEST(Resolved, Quotes_are_kept_where_they_matter) {
  ConfigTree const again =
      ConfigTree::parse(ConfigTree::parse("a: \"5\"\nb: 5\nc: 'true'\nd: -.5\n", "x.yaml").resolved(false), "again");

  EXPECT_EQ(again.root()["b"].number(), 5.0);
  EXPECT_EQ(again.root()["d"].number(), -0.5);
  EXPECT_FALSE(again.has_errors());
  again.root()["a"].number();
  EXPECT_TRUE(again.has_errors());
}

TEST(Resolved, Values_come_with_their_origins) {
  ConfigTree tree = ConfigTree::parse("a: 1\nb:\n  c: [1, 2]\n", "dir/x.yaml");

  tree.set("b.d", "3");

  EXPECT_EQ(tree.resolved(true), "a: 1  # dir/x.yaml:1\nb:\n  c: [1, 2]  # dir/x.yaml:3\n  d: 3  # --set b.d=3\n");
}

TEST(Resolved, Without_origins_it_does_not_tell_where_files_lie) {
  std::string const here = ConfigTree::parse(varied, "/home/me/x.yaml", "/home/me").resolved(false);
  std::string const there = ConfigTree::parse(varied, "y.yaml").resolved(false);

  EXPECT_EQ(here, there);
}

TEST(Resolved, Maps_in_lists_take_lines) {
  EXPECT_EQ(ConfigTree::parse("a: [{b: 1, c: 2}, 3]\n", "x.yaml").resolved(false), "a:\n  - b: 1\n    c: 2\n  - 3\n");
}

// Found by a fuzzer. Would catch: `null:`, which reads back as a key that is nothing, and is then a fault.
TEST(Resolved, A_part_of_a_key_that_YAML_reads_as_nothing_stays_a_word) {
  std::string const once = ConfigTree::parse("a.null: 1\na.NULL.b: 2\n", "x.yaml").resolved(false);

  ConfigTree const again = ConfigTree::parse(once, "again");

  EXPECT_EQ(again.root()["a.null"].number(), 1.0);
  EXPECT_EQ(again.root()["a.NULL.b"].number(), 2.0);
}

}  // namespace
}  // namespace detente
