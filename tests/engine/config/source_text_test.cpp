#include "engine/config/source_text.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(SourceText, Line_ends_of_windows_and_byte_order_mark_are_accepted) {
  SourceText const source("x.yaml", ".",
                          "\xEF\xBB\xBF"
                          "a: 1\r\nb: 2\r\n");

  EXPECT_EQ(source.text(), "a: 1\nb: 2\n");
  EXPECT_EQ(source.line(1), "b: 2");
  EXPECT_FALSE(source.first_flaw());
}

TEST(SourceText, Quotes_are_closed_by_the_rules_of_yaml) {
  SourceText const source("x.yaml", ".", "'it''s' \"a\\\"b\" \"c\\\"");

  EXPECT_TRUE(source.closes_quote(0, 0));
  EXPECT_TRUE(source.closes_quote(0, 8));
  EXPECT_FALSE(source.closes_quote(0, 15));
}

TEST(SourceText, Lines_beyond_the_last_are_empty) {
  SourceText const source("x.yaml", ".", "a: 1");

  EXPECT_EQ(source.line(0), "a: 1");
  EXPECT_EQ(source.line(7), "");
  EXPECT_EQ(source.line(-1), "");
}

TEST(SourceText, Control_characters_are_a_flaw) {
  SourceText const source("x.yaml", ".", std::string("a: 1\nb: \0", 9));

  ASSERT_TRUE(source.first_flaw());
  EXPECT_EQ(source.first_flaw()->what, "control character 0x00");
  EXPECT_EQ(source.first_flaw()->place.line, 1);
  EXPECT_EQ(source.first_flaw()->place.column, 3);
}

TEST(SourceText, More_than_128_megabytes_are_a_flaw) {
  SourceText const largest("x.yaml", ".", std::string(128U << 20U, ' '));
  SourceText const larger("x.yaml", ".", std::string((128U << 20U) + 1, ' '));

  EXPECT_FALSE(largest.first_flaw());
  ASSERT_TRUE(larger.first_flaw());
  EXPECT_EQ(larger.first_flaw()->what, "134217729 bytes of text");
}

TEST(SourceText, Utf8_is_checked_as_the_standard_says) {
  EXPECT_EQ(utf8_length("a", 0), 1U);
  EXPECT_EQ(utf8_length("\xC4\x8D", 0), 2U);
  EXPECT_EQ(utf8_length("\xE2\x82\xAC", 0), 3U);
  EXPECT_EQ(utf8_length("\xF0\x9F\x98\x80", 0), 4U);
  EXPECT_EQ(utf8_length("\xC0\x80", 0), 0U) << "overlong";
  EXPECT_EQ(utf8_length("\xED\xA0\x80", 0), 0U) << "surrogate";
  EXPECT_EQ(utf8_length("\xF4\x90\x80\x80", 0), 0U) << "beyond U+10FFFF";
  EXPECT_EQ(utf8_length("\xE2\x82", 0), 0U) << "cut off";
  EXPECT_EQ(utf8_length("\x80", 0), 0U) << "continuation alone";
}

// Catches messages that let a configuration send commands to the terminal.
TEST(SourceText, Escape_sequences_do_not_reach_the_terminal) {
  EXPECT_EQ(printable("a\x1B[31mb\tc"), "a?[31mb c");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "?31m");
}

TEST(SourceText, Long_values_are_cut_in_messages) {
  EXPECT_EQ(cited(std::string(60, 'x')), "'" + std::string(60, 'x') + "'");
  EXPECT_EQ(cited(std::string(4000, 'x')), "'" + std::string(60, 'x') + "...'");
}

}  // namespace
}  // namespace detente
