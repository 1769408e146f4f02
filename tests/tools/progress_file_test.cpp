#include "tools/detente/session/progress_file.hpp"

#include "engine/io/durable_file.hpp"
#include "tests/tools/small_output.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr Progress third{.blocks_done = 1, .blocks = 3, .runs_done = 256, .runs = 768, .failed_runs = 2};

TEST(ProgressFile, Says_who_is_at_work_and_how_far) {
  ScratchFolder const scratch("progress");
  ProgressFile file(scratch / ".", 4);

  file.show(third);
  std::optional<Working> const seen = ProgressFile::read(scratch / ".");

  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->process, getpid());
  EXPECT_EQ(seen->host, host_name());
  EXPECT_EQ(seen->threads, 4);
  EXPECT_EQ(seen->progress.runs_done, 256);
  EXPECT_EQ(seen->progress.runs, 768);
  EXPECT_EQ(seen->progress.failed_runs, 2);
  EXPECT_GT(seen->runs_per_second, 0);
}

// Would catch: a file written at every block, thousands of times a second on fast machines.
TEST(ProgressFile, Is_written_at_most_once_a_second) {
  ScratchFolder const scratch("progress_rate");
  ProgressFile file(scratch / ".", 1);

  file.show(third);
  file.show({.blocks_done = 2, .blocks = 3, .runs_done = 512, .runs = 768, .failed_runs = 2});

  EXPECT_EQ(ProgressFile::read(scratch / ".")->progress.runs_done, 256);
}

TEST(ProgressFile, Is_gone_when_the_work_is_done) {
  ScratchFolder const scratch("progress_end");
  {
    ProgressFile file(scratch / ".", 1);
    file.show(third);
  }

  EXPECT_FALSE(ProgressFile::read(scratch / "."));
  EXPECT_FALSE(std::filesystem::exists(scratch / "progress.json"));
}

TEST(ProgressFile, That_cannot_be_read_is_none) {
  ScratchFolder const scratch("progress_damaged");
  for (std::string const text : {"", "{", "[]", "{\"schema\": \"detente/progress@2\"}", "{\"schema\": 1}"}) {
    write_text_file(scratch / "progress.json", text);

    EXPECT_FALSE(ProgressFile::read(scratch / ".")) << text;
  }
}

// Would catch: a run that ends because its courtesy to onlookers cannot be written.
TEST(ProgressFile, That_cannot_be_written_is_no_fault) {
  ProgressFile file("/no/such/folder", 1);

  EXPECT_NO_THROW(file.show(third));
}

}  // namespace
}  // namespace detente
