// One way to write a file and overwrite nothing.
#include "tools/detente/files/guarded_file.hpp"

#include "engine/io/durable_file.hpp"
#include "engine/io/io_error.hpp"
#include "tests/tools/small_output.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace detente {
namespace {

namespace fs = std::filesystem;

Replaceable only_drafts() {
  return {.is_so = [](std::string const& path) { return read_text_file(path).starts_with("draft"); },
          .refused_as = "no draft"};
}

/// The sentence of the refusal, which is one of what is there; empty if there is none.
std::string refusal(std::function<void()> const& write) {
  try {
    write();
  } catch (IoError const& error) {
    EXPECT_EQ(error.kind(), IoError::Kind::exists) << error.what();
    return error.what();
  }
  return "";
}

// Would catch: a file left under the name under which it waits, or a text that is cut.
TEST(GuardedFile, Is_written_whole_and_leaves_nothing_beside_it) {
  ScratchFolder const folder("guarded_new");

  write_guarded(folder / "a.json", "all of it\n");

  EXPECT_EQ(read_text_file(folder / "a.json"), "all of it\n");
  EXPECT_EQ(std::distance(fs::directory_iterator(fs::path(folder / "a.json").parent_path()), {}), 1);
}

TEST(GuardedFile, Stays_as_it_is_and_the_sentence_has_its_name_and_a_way_out) {
  ScratchFolder const folder("guarded_taken");
  write_text_file(folder / "a.json", "years of work");

  std::string const said = refusal([&] { write_guarded(folder / "a.json", "new"); });

  EXPECT_EQ(said, "'" + (folder / "a.json") +
                      "' is there already and was not overwritten; give another name, or move it away");
  EXPECT_EQ(read_text_file(folder / "a.json"), "years of work");
}

/// So many processes write a file of their own letter at the same time: how each ended, 0 if it has written.
std::vector<int> all_write(std::string const& path, int writers) {
  int start[2] = {};
  EXPECT_EQ(pipe(start), 0);
  std::vector<pid_t> processes;
  for (int k = 0; k < writers; ++k) {
    pid_t const process = fork();
    if (process == 0) {
      close(start[1]);
      char none = 0;
      static_cast<void>(!read(start[0], &none, 1));  // until the parent lets all of them go
      try {
        write_guarded(path, std::string(100'000, static_cast<char>('a' + k)));
        _exit(0);
      } catch (IoError const& error) {
        _exit(error.kind() == IoError::Kind::exists ? 6 : 7);
      }
    }
    processes.push_back(process);
  }
  close(start[0]);
  close(start[1]);
  std::vector<int> ends;
  for (pid_t const process : processes) {
    int status = 0;
    waitpid(process, &status, 0);
    ends.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  }
  return ends;
}

// Would catch: a look that comes first and a writing that overwrites what has come between. Eight at a time, ten times:
// without the guard nearly always two or more have written.
TEST(GuardedFile, Of_many_that_write_one_path_at_once_one_has_written_and_the_others_are_refused) {
  ScratchFolder const folder("guarded_race");
  for (int round = 0; round < 10; ++round) {
    std::string const path = folder / std::to_string(round);

    std::vector<int> const ends = all_write(path, 8);

    ASSERT_EQ(std::count(ends.begin(), ends.end(), 0), 1);
    ASSERT_EQ(std::count(ends.begin(), ends.end(), 6), 7);
    auto const writer = std::find(ends.begin(), ends.end(), 0) - ends.begin();
    ASSERT_EQ(read_text_file(path), std::string(100'000, static_cast<char>('a' + writer)));
  }
}

// Would catch: a file that is written through a link of somebody else to a place that he has not made.
TEST(GuardedFile, Takes_a_link_that_leads_nowhere_for_what_it_is) {
  ScratchFolder const folder("guarded_link");
  fs::create_symlink("nowhere.json", folder / "a.json");

  EXPECT_NE(refusal([&] { write_guarded(folder / "a.json", "new"); }), "");

  EXPECT_TRUE(fs::is_symlink(folder / "a.json"));
  EXPECT_FALSE(fs::exists(folder / "nowhere.json"));
}

TEST(GuardedFile, Replaces_only_what_may_be_replaced) {
  ScratchFolder const folder("guarded_replaceable");
  write_text_file(folder / "a.md", "draft one");
  write_text_file(folder / "b.md", "a letter");

  write_guarded(folder / "a.md", "draft two", only_drafts());
  std::string const said = refusal([&] { write_guarded(folder / "b.md", "draft two", only_drafts()); });

  EXPECT_EQ(read_text_file(folder / "a.md"), "draft two");
  EXPECT_EQ(read_text_file(folder / "b.md"), "a letter");
  EXPECT_NE(said.find("is there, is no draft and was not overwritten"), std::string::npos) << said;
}

TEST(GuardedFile, Is_asked_for_before_work_begins_and_an_empty_path_is_none) {
  ScratchFolder const folder("guarded_asked");
  write_text_file(folder / "a.json", "there");

  EXPECT_NE(refusal([&] { require_free(folder / "a.json"); }), "");
  EXPECT_EQ(refusal([&] { require_free(folder / "b.json"); }), "");
  EXPECT_EQ(refusal([&] { require_free(""); }), "");
}

// Would catch: a name that the user has not given in the sentence about a place that cannot be written.
TEST(GuardedFile, Names_the_file_that_cannot_be_written_and_the_reason) {
  ScratchFolder const folder("guarded_nowhere");
  try {
    write_guarded(folder / "no/a.json", "text");
    FAIL() << "written";
  } catch (IoError const& error) {
    EXPECT_EQ(error.kind(), IoError::Kind::failed);
    EXPECT_EQ(error.what(), "cannot write '" + (folder / "no/a.json") + "' (No such file or directory)");
  }
}

}  // namespace
}  // namespace detente
