#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// What stands after one text is laid over another, as YAML.
std::string overlaid(std::string const& base, std::string const& patch) {
  ConfigTree tree = ConfigTree::parse(base, "base.yaml");
  ConfigTree const other = ConfigTree::parse(patch, "patch.yaml");
  tree.overlay("", other.root());
  return tree.resolved(false);
}

TEST(Merge, Maps_merge_deeply_and_later_wins) {
  EXPECT_EQ(overlaid("a: {b: {c: 1, d: 2}}\ne: 5\n", "a: {b: {d: 3, f: 4}}\n"),
            "a:\n  b:\n    c: 1\n    d: 3\n    f: 4\ne: 5\n");
}

TEST(Merge, Lists_replace) { EXPECT_EQ(overlaid("a: [1, 2, 3]\n", "a: [9]\n"), "a: [9]\n"); }

// Catches dates of an older path surviving in a newer one.
TEST(Merge, Dated_maps_replace_each_other_whole) {
  EXPECT_EQ(overlaid("a: {2026-01: 1, 2030-01: 2}\n", "a: {2028-01: 5}\n"), "a:\n  2028-01: 5\n");
  EXPECT_EQ(overlaid("a: {ALB: 1}\n", "a: {2028-01: 5}\n"), "a:\n  2028-01: 5\n");
  EXPECT_EQ(overlaid("a: {2028-01: 5}\n", "a: {ALB: 1}\n"), "a:\n  ALB: 1\n");
}

TEST(Merge, Described_values_replace_each_other_whole) {
  EXPECT_EQ(overlaid("a: {value: 1, range: [0, 2]}\n", "a: {value: 9, source: x}\n"), "a:\n  value: 9\n  source: x\n");
}

TEST(Merge, Bare_value_on_a_described_one_keeps_the_evidence) {
  EXPECT_EQ(overlaid("a: {value: 1, range: [0, 2]}\n", "a: 1.5\n"), "a:\n  value: 1.5\n  range: [0, 2]\n");
  EXPECT_EQ(overlaid("a: {value: [1, 2], unit: x}\n", "a: [3]\n"), "a:\n  value: [3]\n  unit: x\n");
  EXPECT_EQ(overlaid("a: {value: 1, unit: x}\n", "a: {2026-01: 3}\n"), "a:\n  value:\n    2026-01: 3\n  unit: x\n");
}

TEST(Merge, Map_by_id_merges_into_a_described_map_by_id) {
  EXPECT_EQ(overlaid("a: {value: {ALB: 1, BIH: 2}, source: x}\n", "a: {BIH: 9}\n"),
            "a:\n  value:\n    ALB: 1\n    BIH: 9\n  source: x\n");
}

TEST(Merge, Scalars_and_maps_replace_each_other) {
  EXPECT_EQ(overlaid("a: 1\n", "a: {b: 2}\n"), "a:\n  b: 2\n");
  EXPECT_EQ(overlaid("a: {b: 2}\n", "a: 1\n"), "a: 1\n");
}

TEST(Merge, Overlay_reaches_a_dotted_key_and_makes_it) {
  ConfigTree tree = ConfigTree::parse("a: {b: {c: 1}}\n", "base.yaml");
  ConfigTree const patch = ConfigTree::parse("x: 1\n", "patch.yaml");

  tree.overlay("a.b", patch.root());
  tree.overlay("n.m", patch.root());

  EXPECT_EQ(tree.resolved(false), "a:\n  b:\n    c: 1\n    x: 1\nn:\n  m:\n    x: 1\n");
}

TEST(Merge, Origins_stay_with_the_values) {
  ConfigTree tree = ConfigTree::parse("a: {b: 1, c: 2}\n", "base.yaml");
  ConfigTree const patch = ConfigTree::parse("a:\n  c: x\n", "patch.yaml");

  tree.overlay("", patch.root());
  tree.root()["a.c"].number();

  EXPECT_EQ(faults_in(tree),
            "patch.yaml:2:6: error: a.c: 'x' is not a number (a decimal number was expected)\n  c: x\n     ^");
}

TEST(Merge, Overlaid_tree_answers_for_the_keys_of_the_patch) {
  ConfigTree tree = ConfigTree::parse("a: {b: 1}\n", "base.yaml");
  ConfigTree patch = ConfigTree::parse("c: 1\n", "patch.yaml");

  tree.overlay("a", patch.root());
  tree.root()["a"].find("b");
  tree.report_unknown_keys();
  patch.report_unknown_keys();

  EXPECT_NE(faults_in(tree).find("patch.yaml:1:1: error: unknown key 'c'"), std::string::npos);
  EXPECT_FALSE(patch.has_errors());
}

TEST(Merge, Patch_from_the_same_tree_is_copied) {
  ConfigTree tree = ConfigTree::parse("a: {b: 1}\np: {b: 2}\n", "base.yaml");

  tree.overlay("a", tree.root()["p"]);
  tree.set("p.b", "3");

  EXPECT_EQ(tree.resolved(false), "a:\n  b: 2\np:\n  b: 3\n");
}

TEST(Merge, Clone_is_independent) {
  ConfigTree tree = ConfigTree::parse("a: 1\n", "base.yaml");
  ConfigTree copy = tree.clone();

  copy.set("a", "2");

  EXPECT_EQ(tree.resolved(false), "a: 1\n");
  EXPECT_EQ(copy.resolved(false), "a: 2\n");
}

}  // namespace
}  // namespace detente
