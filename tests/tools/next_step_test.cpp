#include "tools/detente/next_step.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(ShellWord, What_a_shell_takes_as_it_is_stays_so) {
  EXPECT_EQ(shell_word("../outputs/two_years-2026,v1.0"), "../outputs/two_years-2026,v1.0");
}

// Would catch: a command that is two words, another file, or another command where it is typed.
TEST(ShellWord, What_a_shell_would_read_otherwise_stands_in_quotes) {
  EXPECT_EQ(shell_word("my study.yaml"), "'my study.yaml'");
  EXPECT_EQ(shell_word("when[0].set"), "'when[0].set'");
  EXPECT_EQ(shell_word("~"), "'~'");
  EXPECT_EQ(shell_word("a;b"), "'a;b'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(ShellWord, A_quote_ends_the_quotes_for_itself) { EXPECT_EQ(shell_word("it's"), R"('it'\''s')"); }

TEST(ProgramCall, Is_how_this_process_was_called) { EXPECT_TRUE(program_call().ends_with("tools_test")); }

// Would catch: the name of a file that moves the cursor of whoever reads what to do next.
TEST(NextStep, Is_printable_and_says_what_it_is_for) {
  testing::internal::CaptureStderr();
  print_next("resume 'a\x1b[2Jb'", "to merge");

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "next, to merge: " + program_call() + " resume 'a?[2Jb'\n");
}

}  // namespace
}  // namespace detente
