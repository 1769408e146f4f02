// Texts that cannot be read at all, with the whole message: it is what the user sees.
#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(BrokenFile, Duplicate_key_names_both_places) {
  EXPECT_EQ(faults_of("a: 1\nb: 2\na: 3\n"),
            "x.yaml:3:1: error: key 'a' is written twice (first at x.yaml:1:1)\n"
            "a: 3\n"
            "^");
}

TEST(BrokenFile, Duplicate_key_in_braces_is_found) {
  EXPECT_EQ(faults_of("access: {mobility: 1, mobility: 2}\n"),
            "x.yaml:1:23: error: key 'mobility' is written twice (first at x.yaml:1:10)\n"
            "access: {mobility: 1, mobility: 2}\n"
            "                      ^");
}

TEST(BrokenFile, Dotted_key_and_nested_key_are_the_same_key) {
  EXPECT_EQ(faults_of("access.mobility: 1\naccess: {mobility: 2}\n"),
            "x.yaml:2:10: error: key 'mobility' is written twice (first at x.yaml:1:1)\n"
            "access: {mobility: 2}\n"
            "         ^");
}

TEST(BrokenFile, Dotted_key_cannot_enter_a_number) {
  EXPECT_EQ(faults_of("access: 1\naccess.mobility: 2\n"),
            "x.yaml:2:1: error: key 'access' is written twice (first at x.yaml:1:1)\n"
            "access.mobility: 2\n"
            "^");
}

TEST(BrokenFile, Merge_keys_are_refused_not_ignored) {
  EXPECT_EQ(faults_of("a: {x: 1}\nb:\n  <<: {x: 2}\n"),
            "x.yaml:3:3: error: merge keys (<<) are not used here (the keys themselves were expected)\n"
            "  <<: {x: 2}\n"
            "  ^\n"
            "hint: whole files merge with `extends:`");
}

TEST(BrokenFile, Anchors_and_aliases_are_refused_together) {
  EXPECT_EQ(faults_of("a: &name 1\nb: *name\n"),
            "x.yaml:1:4: error: anchors (&name) are not used here (the value alone was expected)\n"
            "a: &name 1\n"
            "   ^\n"
            "x.yaml:2:4: error: aliases (*name) are not used here (the value itself was expected)\n"
            "b: *name\n"
            "   ^");
}

TEST(BrokenFile, Tags_are_refused) {
  EXPECT_EQ(faults_of("a: !!str 1\n"),
            "x.yaml:1:4: error: tags (!name) are not used here (the value alone was expected)\n"
            "a: !!str 1\n"
            "   ^");
}

TEST(BrokenFile, Tab_in_the_indentation_is_named) {
  EXPECT_EQ(faults_of("a:\n \tb: 1\n"),
            "x.yaml:2:2: error: a tab indents this line (spaces were expected)\n"
            "  b: 1\n"
            " ^");
}

TEST(BrokenFile, Bytes_that_are_not_utf8_are_named) {
  EXPECT_EQ(faults_of("a: 1\nname: Po\xE8itelj\n"),
            "x.yaml:2:9: error: byte 0xE8 is not UTF-8 (a text in UTF-8 was expected)\n"
            "name: Po?itelj\n"
            "        ^\n"
            "hint: save the file with the encoding UTF-8");
}

TEST(BrokenFile, Empty_file_is_named) {
  EXPECT_EQ(faults_of("# all is commented out\n"),
            "x.yaml:1:1: error: nothing is written in this file (a map of keys was expected)\n"
            "# all is commented out\n"
            "^");
}

TEST(BrokenFile, A_list_is_no_configuration) {
  EXPECT_EQ(faults_of("- a\n- b\n"),
            "x.yaml:1:1: error: the file holds a list (a map of keys was expected)\n"
            "- a\n"
            "^");
}

TEST(BrokenFile, Second_document_is_refused) {
  EXPECT_EQ(faults_of("a: 1\n---\nb: 2\n"),
            "x.yaml:2:1: error: a second document begins here (one document per file was expected)\n"
            "---\n"
            "^");
}

TEST(BrokenFile, Two_colons_in_a_line_point_at_the_second) {
  EXPECT_EQ(faults_of("source: brief: page 3\n"),
            "x.yaml:1:14: error: a colon where no key can stand (check the indentation, and quote a text that contains "
            "': ')\n"
            "source: brief: page 3\n"
            "             ^");
}

TEST(BrokenFile, Unclosed_brackets_are_shown_where_they_open) {
  EXPECT_EQ(faults_of("a: {b: 1\nc: 2\n"),
            "x.yaml:1:4: error: a map in braces is not closed (',' or '}' was expected)\n"
            "a: {b: 1\n"
            "   ^");
  EXPECT_EQ(faults_of("a: [[1]\nb: 2\n"),
            "x.yaml:1:4: error: a list in brackets is not closed (',' or ']' was expected)\n"
            "a: [[1]\n"
            "   ^");
}

// The parser itself takes the rest of the file as text and says nothing.
TEST(BrokenFile, Unclosed_quote_is_shown_where_it_opens) {
  EXPECT_EQ(faults_of("a: \"text\nb: 1\n"),
            "x.yaml:1:4: error: a text in quotes is not closed (the closing quote was expected)\n"
            "a: \"text\n"
            "   ^");
  EXPECT_EQ(faults_of("a: [1, 'it''s"),
            "x.yaml:1:8: error: a text in quotes is not closed (the closing quote was expected)\n"
            "a: [1, 'it''s\n"
            "       ^");
}

TEST(BrokenFile, Missing_space_after_the_colon_is_named) {
  EXPECT_EQ(faults_of("a: {b:1, c: 2}\n"),
            "x.yaml:1:5: error: key 'b:1' has no value (a space after the colon was expected)\n"
            "a: {b:1, c: 2}\n"
            "    ^");
}

TEST(BrokenFile, Empty_part_of_a_dotted_key_is_named) {
  EXPECT_EQ(faults_of("access..mobility: 1\n"),
            "x.yaml:1:1: error: key 'access..mobility' has an empty part (words with single dots between them were "
            "expected)\n"
            "access..mobility: 1\n"
            "^");
}

TEST(BrokenFile, Columns_count_characters_not_bytes) {
  EXPECT_EQ(faults_of("{č: 1, ć: 2, č: 3}\n"),
            "x.yaml:1:14: error: key 'č' is written twice (first at x.yaml:1:2)\n"
            "{č: 1, ć: 2, č: 3}\n"
            "             ^");
}

TEST(BrokenFile, All_faults_of_a_file_come_at_once) {
  std::string const message = faults_of("a: 1\na: 2\nb: &x 1\nc: {d: 1, d: 2}\n");

  EXPECT_NE(message.find("x.yaml:2:1: error:"), std::string::npos);
  EXPECT_NE(message.find("x.yaml:3:4: error:"), std::string::npos);
  EXPECT_NE(message.find("x.yaml:4:11: error:"), std::string::npos);
}

}  // namespace
}  // namespace detente
