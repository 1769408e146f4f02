#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

template <class Read>
std::string unknown_keys(std::string const& text, Read read) {
  ConfigTree tree = ConfigTree::parse(text, "x.yaml");
  read(tree.root());
  tree.report_unknown_keys();
  return faults_in(tree);
}

TEST(UnknownKeys, Unasked_key_is_named_with_the_nearest_that_was_asked_for) {
  std::string const message = unknown_keys("ALB:\n  overisght: 0.5\n", [](ConfigNode root) {
    root["ALB"].find("oversight");
    root["ALB"].find("trust");
  });

  EXPECT_EQ(message,
            "x.yaml:2:3: error: unknown key 'overisght' (known here: oversight, trust)\n"
            "  overisght: 0.5\n"
            "  ^\n"
            "hint: did you mean 'oversight'?");
}

// One slip, one message.
TEST(UnknownKeys, Misspelt_required_key_is_not_reported_as_missing_too) {
  std::string const message = unknown_keys("a: {precison: 1}\n", [](ConfigNode root) { root["a"]["precision"]; });

  EXPECT_EQ(message,
            "x.yaml:1:5: error: unknown key 'precison' (known here: precision)\n"
            "a: {precison: 1}\n"
            "    ^\n"
            "hint: did you mean 'precision'?");
}

// Would catch: all that is missing in the map forgiven for one misspelt key, and what is missing in another map of the
// same line.
TEST(UnknownKeys, Other_required_keys_stay_missing) {
  std::string const message = unknown_keys("{a: {precison: 1}, b: {}}\n", [](ConfigNode root) {
    root["a"]["precision"];
    root["a"]["seed"];
    root["b"]["precision"];
  });

  EXPECT_EQ(message.find("missing key 'precision' (required in a)"), std::string::npos) << message;
  EXPECT_NE(message.find("missing key 'seed' (required in a)"), std::string::npos) << message;
  EXPECT_NE(message.find("missing key 'precision' (required in b)"), std::string::npos) << message;
}

TEST(UnknownKeys, Key_unlike_the_missing_one_leaves_it_missing) {
  std::string const message = unknown_keys("height: 1\n", [](ConfigNode root) { root["precision"]; });

  EXPECT_NE(message.find("missing key 'precision' (required at the top)"), std::string::npos) << message;
  EXPECT_NE(message.find("unknown key 'height'"), std::string::npos) << message;
}

TEST(UnknownKeys, Only_the_nearest_few_are_listed) {
  std::string const message = unknown_keys("k9: 1\n", [](ConfigNode root) {
    for (char const* key : {"k1", "k2", "k3", "k4", "k5", "k6", "k7"}) root.find(key);
  });

  EXPECT_NE(message.find("(known here: k1, k2, k3, k4, k5, ...)"), std::string::npos);
}

TEST(UnknownKeys, Keys_that_were_asked_for_are_known) {
  EXPECT_EQ(unknown_keys("schema: x@1\na: {b: 1}\nc: {d: 2}\n",
                         [](ConfigNode root) {
                           root["a.b"].number();
                           root["c"].entries();
                         }),
            "");
}

TEST(UnknownKeys, Nothing_is_said_about_what_lies_below_an_unknown_key) {
  std::string const message = unknown_keys("a: {b: 1, c: {d: 2}}\n", [](ConfigNode) {});

  EXPECT_EQ(message, "x.yaml:1:1: error: unknown key 'a' (no key is known here)\na: {b: 1, c: {d: 2}}\n^");
}

TEST(UnknownKeys, Maps_in_lists_are_searched) {
  std::string const message = unknown_keys("routes:\n  - {km: 1, kmm: 2}\n", [](ConfigNode root) {
    for (ConfigNode const& item : root["routes"].items()) item["km"].number();
  });

  EXPECT_NE(message.find("x.yaml:2:13: error: unknown key 'kmm' (known here: km)"), std::string::npos);
}

TEST(UnknownKeys, Tags_of_a_described_value_are_known_and_others_not) {
  auto const read = [](ConfigNode root) { root["a"].number(); };

  EXPECT_EQ(
      unknown_keys("a: {value: 1, unit: x, range: [0, 2], status: judgement, source: '', confidence: exact}\n", read),
      "");
  EXPECT_NE(unknown_keys("a: {value: 1, sorce: x}\n", read).find("hint: did you mean 'source'?"), std::string::npos);
}

TEST(UnknownKeys, Ignored_parts_are_known) {
  EXPECT_EQ(unknown_keys("a: {b: [{c: 1}]}\n", [](ConfigNode root) { root["a"].ignore(); }), "");
}

// Catches a second message for what already has one.
TEST(UnknownKeys, Map_of_the_wrong_kind_is_reported_once) {
  std::string const message = unknown_keys("a: {b: 1}\n", [](ConfigNode root) { root["a"].number(); });

  EXPECT_EQ(message, "x.yaml:1:1: error: a: a map stands here (a decimal number was expected)\na: {b: 1}\n^");
}

}  // namespace
}  // namespace detente
