#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(YamlReader, Dotted_key_equals_nesting) {
  ConfigTree const tree = tree_of("access.mobility: 1\naccess:\n  governance: 2\naccess.industry.deep: 3\n");

  EXPECT_EQ(tree.root()["access"]["mobility"].number(), 1.0);
  EXPECT_EQ(tree.root()["access.governance"].number(), 2.0);
  EXPECT_EQ(tree.root()["access"]["industry"]["deep"].number(), 3.0);
  EXPECT_EQ(tree.root().entries().size(), 1U);
}

TEST(YamlReader, Dotted_key_inside_a_map_merges_with_nested_ones) {
  ConfigTree const tree = tree_of("us.rate.value: 1\nus: {rate: {unit: x}}\n");

  EXPECT_EQ(tree.root()["us.rate"].number(), 1.0);
  EXPECT_EQ(tree.root()["us.rate"].evidence().unit, "x");
}

TEST(YamlReader, Same_leaf_through_deeper_dots_is_a_duplicate) {
  EXPECT_NE(faults_of("a.b.c: 1\na: {b.c: 2}\n"), "");
  EXPECT_NE(faults_of("a: {b: 1}\na: {c: 2}\n"), "");
}

// Catches a reader that takes keys apart which are meant whole.
TEST(YamlReader, Quoted_and_numeric_keys_stay_whole) {
  ConfigTree const tree = tree_of("\"a.b\": 1\n1.5: 2\n");
  std::vector<ConfigEntry> const entries = tree.root().entries();

  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].id, "a.b");
  EXPECT_EQ(entries[1].id, "1.5");
}

TEST(YamlReader, Entries_keep_their_written_order) {
  std::vector<ConfigEntry> const entries = tree_of("z: 1\na: 2\nm: 3\n").root().entries();

  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].id + entries[1].id + entries[2].id, "zam");
}

TEST(YamlReader, Byte_order_mark_does_not_become_part_of_the_first_key) {
  EXPECT_TRUE(tree_of("\xEF\xBB\xBF"
                      "a: 1\r\nb: 2\r\n")
                  .root()
                  .find("a"));
}

TEST(YamlReader, Places_are_right_in_files_with_windows_line_ends) {
  EXPECT_NE(faults_of("a: 1\r\nb: 2\r\n  a: 3\r\n").find("x.yaml:3:4: error:"), std::string::npos);
}

std::string nested(std::size_t levels) {
  return "a: " + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "\n";
}

TEST(YamlReader, Sixty_four_levels_are_allowed) {
  EXPECT_EQ(faults_of(nested(64)), "");
  EXPECT_NE(faults_of(nested(65)).find("more than 64 levels of nesting"), std::string::npos);
}

TEST(YamlReader, Dotted_keys_cannot_nest_deeper_than_brackets) {
  std::string key = "a";
  for (int i = 0; i < 70; ++i) key += ".a";

  EXPECT_NE(faults_of(key + ": 1\n").find("more than 64 levels of nesting"), std::string::npos);
}

// A parser that recurses without a limit overflows its stack here.
TEST(YamlReader, Hundred_thousand_brackets_are_refused_with_a_sentence) {
  EXPECT_NE(faults_of("a: " + std::string(100000, '[')), "");
  EXPECT_NE(faults_of("a: " + std::string(100000, '{')), "");
}

TEST(YamlReader, Alias_bomb_is_refused) {
  std::string const bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n";

  EXPECT_NE(faults_of(bomb).find("aliases (*name) are not used here"), std::string::npos);
}

TEST(YamlReader, Unlimited_numbers_of_values_are_refused) {
  std::string text = "a: [";
  for (int i = 0; i < 2000000; ++i) text += "1,";

  EXPECT_NE(faults_of(text + "1]\n").find("more than 2000000 values"), std::string::npos);
}

TEST(YamlReader, Large_maps_find_their_keys_and_duplicates) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "key_" + std::to_string(i) + ": 1\n";

  EXPECT_EQ(faults_of(text), "");
  EXPECT_NE(faults_of(text + "key_777: 1\n").find("key 'key_777' is written twice (first at x.yaml:778:1)"),
            std::string::npos);
}

TEST(YamlReader, Keys_that_are_no_words_are_refused) {
  EXPECT_NE(faults_of("[a, b]: 1\n").find("a key is a list or a map"), std::string::npos);
  EXPECT_NE(faults_of("'': 1\n").find("an empty key"), std::string::npos);
  EXPECT_NE(faults_of(std::string(201, 'k') + ": 1\n").find("a key of 201 bytes"), std::string::npos);
}

TEST(YamlReader, Odd_but_valid_texts_are_read) {
  ConfigTree const tree =
      tree_of("---\na: |\n  two\n  lines\nb: >-\n  one\n  line\nc: [1, 2]\t# tab before a comment\n...\n");

  EXPECT_EQ(tree.root()["a"].text(), "two\nlines\n");
  EXPECT_EQ(tree.root()["b"].text(), "one line");
  EXPECT_EQ(tree.root()["c"].items().size(), 2U);
}

// Found by a fuzzer. Would catch: a fault whose line the file does not have, as the parser says.
TEST(YamlReader, Fault_at_the_end_is_at_a_line_of_the_text) {
  EXPECT_TRUE(faults_of("a: 1\n?\n").starts_with("x.yaml:2:2: error: an empty key")) << faults_of("a: 1\n?\n");
  EXPECT_TRUE(faults_of("?").starts_with("x.yaml:1:2: error: an empty key")) << faults_of("?");
}

// Found by a fuzzer: the parser makes of them a byte that is no UTF-8, which would go into results.
TEST(YamlReader, Escapes_that_give_no_UTF_8_are_refused) {
  EXPECT_TRUE(faults_of("a: \"\\N\"\n").starts_with("x.yaml:1:4: error: the escapes \\N and \\_ are not used here"));
  EXPECT_TRUE(faults_of("a: \"b\\_c\"\n").starts_with("x.yaml:1:4: error: the escapes \\N and \\_ are not used here"));
  EXPECT_EQ(tree_of("a: \"\\u00A0\\u00e9\"\n").root()["a"].text(), "\u00A0\u00e9");
}

}  // namespace
}  // namespace detente
