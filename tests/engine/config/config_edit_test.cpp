#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

std::string after_set(std::string const& text, std::string const& key, std::string const& value) {
  ConfigTree tree = tree_of(text);
  tree.set(key, value);
  EXPECT_EQ(faults_in(tree), "");
  return tree.resolved(false);
}

TEST(Set, Changes_and_creates_dotted_keys) {
  EXPECT_EQ(after_set("a: {b: 1}\n", "a.b", "2"), "a:\n  b: 2\n");
  EXPECT_EQ(after_set("a: {b: 1}\n", "c.d", "2"), "a:\n  b: 1\nc:\n  d: 2\n");
}

TEST(Set, Takes_lists_and_maps_which_replace) {
  EXPECT_EQ(after_set("a: [1, 2]\n", "a", "[3]"), "a: [3]\n");
  EXPECT_EQ(after_set("a: {b: 1, c: 2}\n", "a", "{b: 3}"), "a:\n  b: 3\n");
  EXPECT_EQ(after_set("a: 1\n", "a", "{b.c: 3}"), "a:\n  b:\n    c: 3\n");
}

TEST(Set, Keeps_the_evidence_of_a_described_value) {
  EXPECT_EQ(after_set("a: {value: 1, range: [0, 2]}\n", "a", "1.5"), "a:\n  value: 1.5\n  range: [0, 2]\n");
  EXPECT_EQ(after_set("a: {value: {x: 1, y: 2}, unit: u}\n", "a", "{x: 5}"), "a:\n  value:\n    x: 5\n  unit: u\n");
  EXPECT_EQ(after_set("a: {value: 1, range: [0, 2]}\n", "a", "{value: 7}"), "a:\n  value: 7\n");
}

TEST(Set, Puts_a_new_date_in_its_place) {
  EXPECT_EQ(after_set("a: {2026-01: 1, 2030-01: 2}\n", "a.2028-01", "5"),
            "a:\n  2026-01: 1\n  2028-01: 5\n  2030-01: 2\n");
}

TEST(Set, Changes_an_item_of_a_list) {
  EXPECT_EQ(after_set("a: [1, 2]\n", "a[1]", "3"), "a: [1, 3]\n");
  EXPECT_EQ(after_set("a: {b: [{c: 1}, {c: 2, d: 5}]}\n", "a.b[1].c", "3"),
            after_set("a: {b: [{c: 1}, {c: 3, d: 5}]}\n", "a.b[0].c", "1"));
  EXPECT_EQ(after_set("a: [[1, 2], [3, 4]]\n", "a[1][0]", "5"), after_set("a: [[1, 2], [5, 4]]\n", "a[0][0]", "1"));
  EXPECT_EQ(after_set("a: [{c: 1}]\n", "a[0].d", "2"), after_set("a: [{c: 1, d: 2}]\n", "a[0].c", "1"));
}

TEST(Set, Item_of_a_described_list_keeps_the_evidence) {
  EXPECT_EQ(after_set("a: {value: [1, 2], unit: u}\n", "a[0]", "7"), "a:\n  value: [7, 2]\n  unit: u\n");
}

// Keys of uncertain numbers are written so: they name no item of the configuration.
TEST(Set, Brackets_are_part_of_a_key_where_no_list_stands) {
  std::string const expected = "a:\n  \"b[1]\":\n    min: 2\n";

  EXPECT_EQ(after_set("a:\n  b[1]:\n    min: 1\n", "a.b[1].min", "2"), expected);
  EXPECT_EQ(after_set("a: {}\n", "a.b[1].min", "2"), expected);
}

TEST(Set, Item_beyond_the_end_of_a_list_is_a_fault) {
  ConfigTree tree = tree_of("a: {b: [1, 2], c: []}\n");

  tree.set("a.b[2]", "3");
  tree.set("a.c[0].d", "3");

  EXPECT_EQ(faults_in(tree),
            "--set a.b[2]=3:1:1: error: a.b has no item [2] ([0] to [1] were expected)\n3\n^\n"
            "--set a.c[0].d=3:1:1: error: a.c has no item [0] (the list is empty)\n3\n^");
  EXPECT_EQ(tree.resolved(false), tree_of("a: {b: [1, 2], c: []}\n").resolved(false));
}

TEST(Set, Faults_point_into_the_command_line) {
  ConfigTree tree = tree_of("trust: 0.5\n");

  tree.set("trust", "abc");
  tree.root()["trust"].number();

  EXPECT_EQ(faults_in(tree),
            "--set trust=abc:1:1: error: trust: 'abc' is not a number (a decimal number was expected)\nabc\n^");
}

TEST(Set, Column_counts_within_the_value) {
  ConfigTree tree = tree_of("a: 1\n");

  tree.set("a", "{b: 1, b: 2}");

  EXPECT_EQ(faults_in(tree),
            "--set a={b: 1, b: 2}:1:8: error: key 'b' is written twice (first at --set a={b: 1, b: 2}:1:2)\n{b: 1, b: "
            "2}\n       ^");
}

TEST(Set, Cannot_enter_a_number) {
  ConfigTree tree = tree_of("a: 1\n");

  tree.set("a.b", "2");

  EXPECT_EQ(faults_in(tree), "--set a.b=2:1:1: error: a: '1' is not a map (a key inside a map was expected)\n2\n^");
}

TEST(Set, Wrong_key_is_an_unknown_key) {
  ConfigTree tree = tree_of("a: {b: 1}\n");

  tree.set("a.bb", "2");
  tree.root()["a.b"].number();
  tree.report_unknown_keys();

  EXPECT_EQ(faults_in(tree),
            "--set a.bb=2:1:1: error: unknown key 'bb' (known here: b)\n2\n^\nhint: did you mean 'b'?");
}

TEST(Set, Empty_parts_of_the_key_are_refused) {
  ConfigTree tree = tree_of("a: 1\n");

  tree.set("", "1");
  tree.set("a..b", "1");

  EXPECT_EQ(tree.resolved(false), "a: 1\n");
  EXPECT_NE(faults_in(tree).find("--set a..b=1:1:1: error: key 'a..b' has an empty part"), std::string::npos);
}

TEST(Unset, Removes_a_key) {
  ConfigTree tree = tree_of("a: {b: 1, c: 2}\n");

  tree.unset("a.b");

  EXPECT_EQ(tree.resolved(false), "a:\n  c: 2\n");
}

// Would catch: items that keep their old numbers, so that the next key names another item.
TEST(Unset, Removes_an_item_of_a_list_and_the_others_move_up) {
  ConfigTree tree = tree_of("a: [1, 2, 3]\n");

  tree.unset("a[0]");
  tree.set("a[1]", "5");
  tree.root()["a"].items()[1].boolean();

  EXPECT_EQ(tree.resolved(false), "a: [2, 5]\n");
  EXPECT_NE(faults_in(tree).find("a[1]: '5' is neither"), std::string::npos);
}

TEST(Unset, Item_that_is_not_there_is_a_fault) {
  ConfigTree tree = tree_of("a: [1]\n");

  tree.unset("a[1].b");

  EXPECT_EQ(faults_in(tree), "--unset a[1].b:1:1: error: a has no item [1] ([0] to [0] were expected)\na[1].b\n^");
}

TEST(Unset, Absent_key_is_a_fault_with_the_nearest) {
  ConfigTree tree = tree_of("levers: {promise: 1, pace: 2}\n");

  tree.unset("levers.promsie");

  EXPECT_EQ(
      faults_in(tree),
      "--unset levers.promsie:1:8: error: there is no key 'promsie' in levers (a key that is written was expected)\n"
      "levers.promsie\n"
      "       ^\n"
      "hint: did you mean 'promise'?");
}

// Catches views into freed memory (run under the address sanitizer).
TEST(Unset, Node_taken_before_stays_readable) {
  ConfigTree tree = tree_of("a: {b: 1}\n");
  ConfigNode const before = tree.root()["a.b"];

  tree.unset("a");

  EXPECT_EQ(before.number(), 1.0);
}

/// The faults of one setting.
std::string fault_of_key(std::string const& key) {
  ConfigTree tree = tree_of("a: 1\n");
  tree.set(key, "1");
  return faults_in(tree);
}

// Found by a fuzzer. Would catch: a key of the command line with which a result's text of its inputs cannot be read
// back.
TEST(Set, Key_that_no_file_may_have_is_a_fault) {
  EXPECT_NE(fault_of_key("b\x95"), "");
  EXPECT_NE(fault_of_key("b\u0085"), "");
  EXPECT_NE(fault_of_key("b\nc"), "");
  EXPECT_NE(fault_of_key("b\tc"), "");
  EXPECT_NE(fault_of_key("b." + std::string(201, 'k')), "");
  EXPECT_EQ(fault_of_key("b." + std::string(200, 'k')), "");
  EXPECT_EQ(fault_of_key("b.\u00e9"), "");
}

// Would catch: one option of the command line that ends the program, which goes down as deep as keys are nested.
TEST(Set, Key_of_more_than_64_levels_is_a_fault) {
  std::string key = "b";
  for (int level = 1; level < 64; ++level) key += ".b";

  EXPECT_EQ(fault_of_key(key), "");
  EXPECT_NE(fault_of_key(key + ".b").find("more than 64 levels"), std::string::npos);
}

}  // namespace
}  // namespace detente
