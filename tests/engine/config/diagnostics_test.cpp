#include "engine/config/diagnostics.hpp"

#include "engine/config/config_error.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(Diagnostics, Message_has_place_source_line_caret_and_hint) {
  Diagnostics faults;
  int const source = faults.add_source({"dir/x.yaml", "dir", "a: 1\nname: abc\n"});

  faults.report({source, 1, 6}, "this is wrong", "that was expected", "a way out");

  EXPECT_EQ(faults.messages().at(0),
            "dir/x.yaml:2:7: error: this is wrong (that was expected)\n"
            "name: abc\n"
            "      ^\n"
            "hint: a way out");
}

TEST(Diagnostics, Messages_come_in_the_order_of_their_places) {
  Diagnostics faults;
  int const source = faults.add_source({"x.yaml", ".", "a: 1\nb: 2\n"});

  faults.report({source, 1, 0}, "second", "");
  faults.report({source, 0, 3}, "first", "");

  EXPECT_EQ(faults.messages().at(0), "x.yaml:1:4: error: first\na: 1\n   ^");
  EXPECT_EQ(faults.messages().at(1), "x.yaml:2:1: error: second\nb: 2\n^");
}

TEST(Diagnostics, Fault_that_is_withdrawn_is_gone_and_no_other) {
  Diagnostics faults;
  int const source = faults.add_source({"x.yaml", ".", "a: 1\nb: 2\n"});
  faults.report({source, 0, 0}, "this is wrong", "that was expected");
  faults.report({source, 1, 0}, "this is wrong", "that was expected");

  faults.withdraw({source, 0, 0}, "this is wrong", "that was expected");
  faults.withdraw({source, 0, 0}, "never reported", "");

  EXPECT_EQ(faults.messages(),
            std::vector<std::string>{"x.yaml:2:1: error: this is wrong (that was expected)\nb: 2\n^"});
}

TEST(Diagnostics, Caret_stands_below_its_character_in_a_line_that_is_cut) {
  Diagnostics faults;
  std::string text(300, 'a');
  text += 'X';
  text.append(3000, 'b');
  int const source = faults.add_source({"x.yaml", ".", text});

  faults.report({source, 0, 300}, "wrong", "");

  std::string const message = faults.messages().at(0);
  std::size_t const line = message.find('\n') + 1;
  std::size_t const caret_line = message.find('\n', line) + 1;
  EXPECT_EQ(message[line + (message.find('^') - caret_line)], 'X');
  EXPECT_LT(message.size(), 500U);
}

// Catches memory that grows with the number of faults in a hostile file.
TEST(Diagnostics, Number_of_messages_is_bounded) {
  Diagnostics faults;
  int const source = faults.add_source({"x.yaml", ".", "a: 1\n"});

  for (int i = 0; i < 500; ++i) faults.report({source, 0, 0}, "fault " + std::to_string(i), "");

  EXPECT_EQ(faults.messages().size(), 201U);
  EXPECT_EQ(faults.messages().back(), "error: 300 more faults (the first 200 are shown)");
}

TEST(Diagnostics, Error_text_is_ready_to_print) {
  ConfigError const error({"one", "two"});

  EXPECT_STREQ(error.what(), "one\ntwo");
  EXPECT_EQ(error.messages().size(), 2U);
}

TEST(Diagnostics, Lists_read_like_a_sentence) {
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b or c");
  EXPECT_EQ(listed({"a", "b", "c"}, 2), "a, b, ...");
}

}  // namespace
}  // namespace detente
