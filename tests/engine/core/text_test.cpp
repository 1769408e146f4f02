#include "engine/core/text.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(Text, Identifiers_are_of_letters_digits_and_underscores_and_begin_with_no_digit) {
  for (char const* good : {"a", "A1", "_x", "BEL_PRI"}) EXPECT_TRUE(is_identifier(good)) << good;
  for (char const* bad : {"", "1a", "a-b", "a b", "a.b", "\u00e9"}) EXPECT_FALSE(is_identifier(bad)) << bad;
}

TEST(Text, Blanks_are_cut_from_both_ends_and_not_from_within) {
  EXPECT_EQ(trimmed("  a b "), "a b");
  EXPECT_EQ(trimmed("   "), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("\t a\n"), "\t a\n");
  EXPECT_EQ(trimmed("\t a\n", " \t\n"), "a");
}

// Would catch: columns of faults counted in bytes.
TEST(Text, Characters_are_counted_and_not_bytes) {
  EXPECT_EQ(character_count("B\u00fcrg"), 4U);
  EXPECT_EQ(character_count(""), 0U);
}

// Would catch: C1 characters, which begin as letters with an accent do.
TEST(Text, Controls_are_those_of_C0_delete_and_C1) {
  for (char const* bad : {"a\x1b[2J", "\x7f", "a\xc2\x9b", "line\n"}) EXPECT_TRUE(has_control(bad)) << bad;
  for (char const* good : {"", "plain", "B\u00fcrg", "\u00a0", "\xc2"}) EXPECT_FALSE(has_control(good)) << good;
  EXPECT_FALSE(has_control("two\n\tlines", "\n\t"));
  EXPECT_TRUE(has_control("two\n\x1b", "\n\t"));
}

}  // namespace
}  // namespace detente
