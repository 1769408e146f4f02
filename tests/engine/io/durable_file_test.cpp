#include "engine/io/durable_file.hpp"

#include "tests/engine/io/files.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace detente {
namespace {

namespace fs = std::filesystem;

TEST(DurableFile, Takes_its_name_and_leaves_no_temporary) {
  TemporaryFolder const folder;
  put(folder / "a.tmp", "new");

  make_durable(folder / "a.tmp", folder / "a");

  EXPECT_EQ(content_of(folder / "a"), "new");
  EXPECT_EQ(names_in(folder.path()), (std::set<std::string>{"a"}));
}

TEST(DurableFile, Needs_no_folder_in_its_path) {
  TemporaryFolder const folder;
  fs::path const before = fs::current_path();
  fs::current_path(folder.path());
  put("a.tmp", "new");

  std::optional<IoError> const error = error_of([] { make_durable("a.tmp", "a"); });
  fs::current_path(before);

  EXPECT_FALSE(error) << error->what();
  EXPECT_EQ(content_of(folder / "a"), "new");
}

TEST(DurableFile, That_does_not_exist_is_an_error_that_names_it) {
  TemporaryFolder const folder;

  std::optional<IoError> const error = error_of([&] { make_durable(folder / "a.tmp", folder / "a"); });

  EXPECT_TRUE(says(error, {"cannot open '" + folder / "a.tmp'", "No such file or directory"}));
}

// Would catch: a temporary file that is lost when it cannot take its name.
TEST(DurableFile, That_cannot_be_renamed_stays_and_the_error_names_both_ends) {
  TemporaryFolder const folder;
  put(folder / "a.tmp", "new");

  std::optional<IoError> const error = error_of([&] { make_durable(folder / "a.tmp", folder / "absent/a"); });

  EXPECT_TRUE(says(error, {"cannot rename", "a.tmp'", "absent/a'", "No such file or directory"}));
  EXPECT_EQ(content_of(folder / "a.tmp"), "new");
}

TEST(TextFile, Comes_back_as_it_was_written) {
  TemporaryFolder const folder;
  std::string const text = std::string("line\r\n\n\0 \xc3\xbc", 11);

  write_text_file(folder / "a", text);
  write_text_file(folder / "empty", "");

  EXPECT_EQ(read_text_file(folder / "a"), text);
  EXPECT_EQ(read_text_file(folder / "empty"), "");
  EXPECT_EQ(names_in(folder.path()), (std::set<std::string>{"a", "empty"}));
}

// Whoever has opened the old file goes on reading it. Would catch: a file that is overwritten in place, of which a
// reader or a crash sees a half.
TEST(TextFile, Is_replaced_and_not_overwritten) {
  TemporaryFolder const folder;
  write_text_file(folder / "a", "the old text");
  std::ifstream reader(folder / "a");

  write_text_file(folder / "a", "new");

  EXPECT_EQ((std::string{std::istreambuf_iterator<char>(reader), {}}), "the old text");
  EXPECT_EQ(content_of(folder / "a"), "new");
}

TEST(TextFile, In_a_folder_that_does_not_exist_is_an_error_that_names_it) {
  TemporaryFolder const folder;

  std::optional<IoError> const error = error_of([&] { write_text_file(folder / "absent/a", "new"); });

  EXPECT_TRUE(says(error, {"cannot write '" + folder / "absent/a'", "No such file or directory"}));
}

// The temporary file leads to a device that is always full. Would catch: a text that is cut short without a word.
TEST(TextFile, On_a_full_disk_is_an_error_and_the_old_one_stays) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "needs the device /dev/full";
  TemporaryFolder const folder;
  put(folder / "a", "old");
  fs::create_symlink("/dev/full", folder / "a.tmp");

  std::optional<IoError> const error = error_of([&] { write_text_file(folder / "a", "new"); });

  EXPECT_TRUE(says(error, {"cannot write '" + folder / "a'", "No space left on device"}));
  ASSERT_TRUE(fs::is_regular_file(folder / "a")) << "and not the device, whose content has no end";
  EXPECT_EQ(content_of(folder / "a"), "old");
}

TEST(TextFile, That_is_absent_is_an_error_that_names_it) {
  TemporaryFolder const folder;

  std::optional<IoError> const error = error_of([&] { read_text_file(folder / "a"); });

  EXPECT_TRUE(says(error, {"cannot read '" + folder / "a'", "No such file or directory"}));
}

// A folder can be opened, but not read. Would catch: an error while reading that passes as an empty or shorter text.
TEST(TextFile, That_can_be_opened_but_not_read_is_an_error) {
  TemporaryFolder const folder;

  std::optional<IoError> const error = error_of([&] { read_text_file(folder.path()); });

  EXPECT_TRUE(says(error, {"cannot read '" + folder.path() + "'"}));
}

/// Exit status of a child that does something in a process of its own, 99 if it does not exit.
template <class Work>
int status_of_child(Work&& work) {
  pid_t const child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

bool can_lock(std::string const& folder) {
  return !error_of([&] { FolderLock const lock(folder); });
}

TEST(FolderLock, Keeps_a_second_holder_of_the_same_process_out) {
  TemporaryFolder const folder;
  FolderLock const first(folder.path());

  std::optional<IoError> const error = error_of([&] { FolderLock const second(folder.path()); });

  EXPECT_TRUE(says(error, {"'" + folder.path() + "'", "another process"}));
  EXPECT_EQ(error->kind(), IoError::Kind::exists);
}

// Would catch: two processes that write parts of one folder.
TEST(FolderLock, Keeps_another_process_out) {
  TemporaryFolder const folder;
  FolderLock const first(folder.path());

  EXPECT_EQ(status_of_child([&] { return can_lock(folder.path()) ? 1 : 0; }), 0);
}

TEST(FolderLock, Is_free_again_when_its_holder_goes_out_of_scope) {
  TemporaryFolder const folder;
  { FolderLock const first(folder.path()); }

  EXPECT_TRUE(can_lock(folder.path()));
  EXPECT_EQ(status_of_child([&] { return can_lock(folder.path()) ? 0 : 1; }), 0);
}

// Would catch: a lock that outlives a process that was killed, and a folder that is locked for ever.
TEST(FolderLock, Is_free_again_when_its_process_is_killed) {
  TemporaryFolder const folder;

  int const status = status_of_child([&] {
    FolderLock const lock(folder.path());
    std::raise(SIGKILL);
    return 0;
  });

  EXPECT_EQ(status, 99);
  EXPECT_TRUE(can_lock(folder.path()));
}

// Would catch: a look from outside that takes the lock itself, so that a run that starts just then is turned away.
TEST(FolderLock, Can_be_seen_from_outside_without_being_taken) {
  TemporaryFolder const folder;
  EXPECT_FALSE(FolderLock::is_held(folder.path()));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "a look leaves nothing behind";
  {
    FolderLock const lock(folder.path());
    EXPECT_EQ(status_of_child([&] { return FolderLock::is_held(folder.path()) ? 0 : 1; }), 0);
    EXPECT_TRUE(FolderLock::is_held(folder.path()));
  }
  EXPECT_FALSE(FolderLock::is_held(folder.path()));
  EXPECT_TRUE(can_lock(folder.path()));
}

TEST(FolderLock, Of_one_folder_leaves_another_free) {
  TemporaryFolder const folder, other;
  FolderLock const first(folder.path());

  EXPECT_TRUE(can_lock(other.path()));
}

TEST(FolderLock, Of_a_folder_that_does_not_exist_is_a_failure_that_names_it) {
  TemporaryFolder const folder;

  std::optional<IoError> const error = error_of([&] { FolderLock const lock(folder / "absent"); });

  EXPECT_TRUE(says(error, {"cannot write in '" + folder / "absent'", "No such file or directory"}));
  EXPECT_EQ(error->kind(), IoError::Kind::failed);
}

}  // namespace
}  // namespace detente
