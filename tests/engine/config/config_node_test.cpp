#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(ConfigNode, Kinds_are_told_apart) {
  ConfigTree const tree = tree_of("m: {a: 1}\ns: [1]\nt: x\nn:\ne: ''\n");
  ConfigNode const root = tree.root();

  EXPECT_TRUE(root["m"].is_map());
  EXPECT_TRUE(root["s"].is_sequence());
  EXPECT_TRUE(root["t"].is_scalar());
  EXPECT_FALSE(root["n"].is_scalar());
  EXPECT_FALSE(root["e"].is_scalar());
  EXPECT_FALSE(root["t"].is_map());
}

TEST(ConfigNode, Paths_lead_from_the_root) {
  ConfigTree const tree = tree_of("routes:\n  - {km: 5}\n  - {km: 6}\n");
  ConfigNode const node = tree.root()["routes"].items().at(1)["km"];

  EXPECT_EQ(node.path(), "routes[1].km");
  EXPECT_EQ(node.key(), "km");
  EXPECT_EQ(tree.root().path(), "");
}

TEST(ConfigNode, Missing_key_is_silent_after_its_first_message) {
  ConfigTree const tree = tree_of("a: 1\n");
  ConfigNode const missing = tree.root()["b"];

  EXPECT_FALSE(missing.is_present());
  EXPECT_EQ(missing.number({3.0, 4.0}), 3.0);
  EXPECT_EQ(missing["c.d"].text(), "");
  EXPECT_TRUE(missing.entries().empty());
  EXPECT_TRUE(missing.items().empty());
  EXPECT_EQ(missing.by_id({"x"}).at(0).number(), 0.0);
  EXPECT_FALSE(missing.dated_path({}, YearMonth{0}).points().empty());
  missing.error("consequence", "");
  EXPECT_EQ(faults_in(tree), "x.yaml:1:1: error: missing key 'b' (required at the top)\na: 1\n^");
}

TEST(ConfigNode, Optional_key_that_is_absent_is_no_fault) {
  ConfigTree const tree = tree_of("a: {b: 1}\n");

  EXPECT_TRUE(tree.root().find("a.b"));
  EXPECT_FALSE(tree.root().find("a.c"));
  EXPECT_FALSE(tree.root().find("x.y"));
  EXPECT_FALSE(tree.has_errors());
}

// Catches `record: 5` being ignored in silence when only optional keys are looked for in it.
TEST(ConfigNode, Optional_key_inside_a_number_is_a_fault) {
  EXPECT_EQ(faults_when_read("record: 5\n", [](ConfigNode root) { root.find("record.history"); }),
            "x.yaml:1:9: error: record: '5' is not a map (a map that may have the key 'history' was expected)\n"
            "record: 5\n"
            "        ^");
}

TEST(ConfigNode, Key_with_nothing_after_it_is_an_empty_map) {
  ConfigTree const tree = tree_of("status_quo:\n");

  EXPECT_TRUE(tree.root()["status_quo"].entries().empty());
  EXPECT_FALSE(tree.root()["status_quo"].find("pace"));
  EXPECT_FALSE(tree.has_errors());
}

TEST(ConfigNode, Own_faults_take_the_same_form) {
  EXPECT_EQ(
      faults_when_read("shares: {a: 0.5, b: 0.4}\n",
                       [](ConfigNode root) { root["shares"].error("shares sum to 0.9", "1 was expected", "add 0.1"); }),
      "x.yaml:1:1: error: shares sum to 0.9 (1 was expected)\n"
      "shares: {a: 0.5, b: 0.4}\n"
      "^\n"
      "hint: add 0.1");
}

TEST(ConfigNode, Wrong_kinds_are_named) {
  std::string const message = faults_when_read("a: 1\nb: {c: 1}\n", [](ConfigNode root) {
    root["a"].entries();
    root["b"].items();
  });

  EXPECT_EQ(message,
            "x.yaml:1:4: error: a: '1' is not a map (a map was expected)\n"
            "a: 1\n"
            "   ^\n"
            "x.yaml:2:1: error: b: a map is not a list (a list was expected)\n"
            "b: {c: 1}\n"
            "^");
}

TEST(ConfigNode, Required_schema_is_checked_by_kind_and_version) {
  ConfigTree kind = tree_of("schema: detente/region@1\n");
  ConfigTree version = tree_of("schema: detente/policies@2\n");
  ConfigTree none = tree_of("a: 1\n");

  kind.require_schema("detente/policies@1");
  version.require_schema("detente/policies@1");
  none.require_schema("detente/policies@1");

  EXPECT_EQ(faults_in(kind),
            "x.yaml:1:9: error: this is a detente/region file (detente/policies@1 was expected)\n"
            "schema: detente/region@1\n        ^");
  EXPECT_EQ(faults_in(version),
            "x.yaml:1:9: error: this has version '2' of detente/policies (version 1 was expected)\n"
            "schema: detente/policies@2\n        ^");
  EXPECT_EQ(faults_in(none),
            "x.yaml:1:1: error: this does not say what it is ('schema: detente/policies@1' was expected)\n"
            "a: 1\n^");
}

}  // namespace
}  // namespace detente
