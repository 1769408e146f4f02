// Files that are made to stop, fill or deceive the program that reads them.

#include "tests/engine/config/faults.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

namespace detente {
namespace {

namespace fs = std::filesystem;

class HostileFile : public testing::Test {
 protected:
  HostileFile()
      : folder_(fs::path(testing::TempDir()) /
                ("hostile_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~HostileFile() override { fs::remove_all(folder_); }

  std::string path(std::string const& name) const { return (folder_ / name).string(); }
  std::string write(std::string const& name, std::string const& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return path(name);
  }
  static std::string faults_of_file(std::string const& file) {
    try {
      ConfigTree::load(file);
    } catch (ConfigError const& error) {
      return error.what();
    }
    return "";
  }

  fs::path folder_;
};

// Would catch: a pipe that is opened, which waits for ever; a device that is read without end.
TEST_F(HostileFile, Pipes_and_devices_are_refused_before_they_are_opened) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);

  EXPECT_NE(faults_of_file(path("pipe")).find("is not a regular file"), std::string::npos);
  EXPECT_NE(faults_of_file("/dev/zero").find("is not a regular file"), std::string::npos);
  EXPECT_NE(faults_of_file(write("a.yaml", "extends: pipe\n")).find("a.yaml:1:10: error: "), std::string::npos);
  EXPECT_NE(faults_of_file(write("b.yaml", "extends: /dev/zero\n")).find("b.yaml:1:10: error: "), std::string::npos);
}

// Would catch: a link that hides what it leads to.
TEST_F(HostileFile, A_link_is_what_it_leads_to) {
  fs::create_symlink("/dev/zero", folder_ / "zero.yaml");
  fs::create_symlink("loop.yaml", folder_ / "loop.yaml");

  EXPECT_NE(faults_of_file(path("zero.yaml")).find("is not a regular file"), std::string::npos);
  EXPECT_NE(faults_of_file(path("loop.yaml")), "");
}

// Would catch: a stack that grows with the chain.
TEST_F(HostileFile, A_chain_of_files_is_cut_at_a_hundred) {
  for (int i = 0; i < 300; ++i)
    write("c" + std::to_string(i) + ".yaml", "extends: c" + std::to_string(i + 1) + ".yaml\n");

  std::string const message = faults_of_file(path("c0.yaml"));

  EXPECT_NE(message.find("c99.yaml:1:10: error: more than 100 files"), std::string::npos) << message;
}

// Would catch: messages that copy a line as long as the file, each of them.
TEST(HostileText, A_line_as_long_as_the_file_is_shown_in_part_with_its_right_column) {
  std::string text = "a: [";
  for (int i = 0; i < 400'000; ++i) text += "x, ";
  text += "&b 1]\n";

  std::string const message = faults_of(text);

  EXPECT_TRUE(message.starts_with("x.yaml:1:1200005: error: anchors (&name) are not used here")) << message;
  EXPECT_LT(message.size(), 400U);
  std::size_t const line = message.find('\n') + 1;
  std::size_t const carets = message.find('\n', line) + 1;
  EXPECT_EQ(message.substr(line + message.find('^', carets) - carets, 4), "&b 1");
}

// Would catch: a line cut at bytes, which shows half a character and puts the caret elsewhere.
TEST(HostileText, Long_lines_are_cut_between_characters) {
  std::string letters;
  for (int i = 0; i < 1000; ++i) letters += "\xF0\x9F\x95\x8A";
  std::string const message = faults_of("a: ['" + letters + "', &a 1]\n");

  std::string shown;
  for (int i = 0; i < 57; ++i) shown += "\xF0\x9F\x95\x8A";
  EXPECT_TRUE(message.starts_with("x.yaml:1:1009: error: anchors (&name) are not used here")) << message;
  EXPECT_NE(message.find("\n..." + shown + "', &a 1]\n" + std::string(63, ' ') + "^"), std::string::npos) << message;
}

// The file itself may hold no control characters. Would catch: escapes that make them, which reach a terminal with the
// first table that shows the text.
TEST(HostileText, Escapes_make_no_control_characters) {
  for (char const* text :
       {"\"\\e[31m\"", "\"\\x07\"", "\"\\0\"", "\"\\x7f\"", "\"\\u009b31m\"", "\"\\r\"", "\"\\b\""}) {
    EXPECT_NE(faults_of(std::string("a: ") + text + "\n").find("x.yaml:1:4: error: a text with a control character"),
              std::string::npos)
        << text;
    EXPECT_NE(faults_of(std::string(text) + ": 1\n").find("x.yaml:1:1: error: a text with a control character"),
              std::string::npos)
        << text;
  }
  EXPECT_EQ(faults_of("a: \"line\\n\\tand line \\u00a0\\u010d\"\n"), "");
}

TEST(HostileText, A_key_is_on_one_line) {
  for (char const* text : {"\"a\\nb\": 1\n", "\"a\\tb\": 1\n", "? |\n  a\n  b\n: 1\n"})
    EXPECT_NE(faults_of(text).find("error: a key with an end of line or a tab"), std::string::npos) << text;
}

}  // namespace
}  // namespace detente
