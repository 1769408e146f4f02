#include "tools/detente/session/progress_display.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace detente {
namespace {

std::string shown(ProgressStyle style, std::int64_t blocks) {
  testing::internal::CaptureStderr();
  ProgressDisplay display(style);
  for (std::int64_t done = 1; done <= blocks; ++done)
    display.show({.blocks_done = done, .blocks = blocks, .runs_done = done * 256, .runs = blocks * 256});
  display.finish();
  return testing::internal::GetCapturedStderr();
}

TEST(ProgressDisplay, Lines_come_at_every_tenth) {
  std::string const text = shown(ProgressStyle::lines, 1000);

  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
  EXPECT_NE(text.find(" 10 %  25600 of 256000 runs"), std::string::npos);
  EXPECT_NE(text.find("100 %  256000 of 256000 runs"), std::string::npos);
}

TEST(ProgressDisplay, A_single_block_is_one_line) {
  EXPECT_EQ(shown(ProgressStyle::lines, 1).substr(0, 20), "100 %  256 of 256 ru");
}

// Would catch: a bar drawn at every block, which floods a slow terminal.
TEST(ProgressDisplay, A_bar_is_drawn_first_and_last_and_seldom_between) {
  std::string const text = shown(ProgressStyle::bar, 1000);

  EXPECT_LE(std::count(text.begin(), text.end(), '\r'), 5);  // the loop takes far less than a second
  EXPECT_NE(text.find("[########################] 256000 of 256000"), std::string::npos);
  EXPECT_EQ(text.back(), '\n');
}

TEST(ProgressDisplay, None_is_silent) { EXPECT_EQ(shown(ProgressStyle::none, 10), ""); }

}  // namespace
}  // namespace detente
