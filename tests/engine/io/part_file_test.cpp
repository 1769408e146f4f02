#include "engine/io/part_file.hpp"

#include "engine/io/hdf5_file.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/part_compare.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr std::uint64_t large_digest = 0xfedcba9876543210ULL;  // more than a signed number holds

TEST(PartFile, Gives_back_everything_that_was_written) {
  TemporaryFolder const folder;
  std::string const path = folder / "part-5.h5";

  write_part(path, sample_part(), large_digest);
  std::optional<PartRecord> const read = read_part(path, large_digest);

  ASSERT_TRUE(read);
  EXPECT_EQ(difference(*read, sample_part()), "");
  EXPECT_EQ(names_in(folder.path()), (std::set<std::string>{"part-5.h5"})) << "no temporary file stays";
}

TEST(PartFile, Gives_back_a_part_without_events_histories_or_summary) {
  TemporaryFolder const folder;
  PartRecord bare;
  bare.runs = 1;

  write_part(folder / "a.h5", bare, large_digest);
  std::optional<PartRecord> const read = read_part(folder / "a.h5", large_digest);

  ASSERT_TRUE(read);
  EXPECT_EQ(difference(*read, bare), "");
  EXPECT_TRUE(read_events_by_kind(folder / "a.h5").empty());
}

TEST(PartFile, Is_the_same_bytes_for_the_same_part) {
  TemporaryFolder const folder;
  write_part(folder / "a.h5", sample_part(), large_digest);
  write_part(folder / "b.h5", sample_part(), large_digest);

  EXPECT_EQ(content_of(folder / "a.h5"), content_of(folder / "b.h5"));
}

// Would catch: parts of an older configuration merged into a new result.
TEST(PartFile, Of_another_digest_is_absent) {
  TemporaryFolder const folder;
  write_part(folder / "a.h5", sample_part(), large_digest);

  EXPECT_FALSE(read_part(folder / "a.h5", large_digest + 1));
  EXPECT_FALSE(read_part(folder / "a.h5", large_digest - 1));
}

TEST(PartFile, That_does_not_exist_is_absent) {
  TemporaryFolder const folder;

  EXPECT_FALSE(read_part(folder / "a.h5", large_digest));
  EXPECT_FALSE(read_part(folder / "absent/a.h5", large_digest));
}

TEST(PartFile, That_is_something_else_is_absent) {
  TemporaryFolder const folder;
  put(folder / "text.h5", "no HDF5 at all");
  {
    Hdf5Writer writer(folder / "other.h5");
    writer.attribute("/", "schema", std::string("detente/result"));
    writer.close();
  }

  EXPECT_FALSE(read_part(folder / "text.h5", large_digest));
  EXPECT_FALSE(read_part(folder / "other.h5", large_digest));
  EXPECT_FALSE(read_part(folder.path(), large_digest)) << "a folder";
}

TEST(PartFile, Replaces_a_part_of_its_name) {
  TemporaryFolder const folder;
  PartRecord other = sample_part();
  other.runs = 24;
  write_part(folder / "a.h5", other, large_digest + 1);

  write_part(folder / "a.h5", sample_part(), large_digest);

  EXPECT_TRUE(read_part(folder / "a.h5", large_digest));
}

TEST(PartFile, In_a_folder_that_does_not_exist_is_an_error_that_names_it) {
  TemporaryFolder const folder;

  std::optional<IoError> const error =
      error_of([&] { write_part(folder / "absent/a.h5", sample_part(), large_digest); });

  EXPECT_TRUE(says(error, {folder / "absent/a.h5", "No such file or directory"}));
}

// Would catch: a part that lost its last numbers on a full disk and passes for whole.
TEST(PartFile, On_a_full_disk_is_an_error_and_no_part) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "needs the device /dev/full";
  TemporaryFolder const folder;
  std::filesystem::create_symlink("/dev/full", folder / "a.h5.tmp");

  std::optional<IoError> const error = error_of([&] { write_part(folder / "a.h5", sample_part(), large_digest); });

  EXPECT_TRUE(says(error, {folder / "a.h5", "No space left on device"})) << (error ? error->what() : "no error");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.h5"));
}

// Kinds 0 and 2 occur, kind 3 and later ones do not.
TEST(EventsByKind, Are_counted_up_to_the_last_kind_that_occurs) {
  TemporaryFolder const folder;
  write_part(folder / "a.h5", sample_part(), large_digest);

  EXPECT_EQ(read_events_by_kind(folder / "a.h5"), (std::vector<std::int64_t>{1, 0, 2}));
}

TEST(EventsByKind, Of_a_part_that_does_not_exist_are_an_error) {
  TemporaryFolder const folder;

  EXPECT_TRUE(says(error_of([&] { read_events_by_kind(folder / "a.h5"); }), {folder / "a.h5"}));
}

// Would catch: runs beyond 2^31 or many series that run into each other.
TEST(ChunkPosition, Gives_back_series_and_first_run) {
  for (std::size_t const series : {0UL, 1UL, 41UL, 1'000'000UL}) {
    for (std::int64_t const run : {0L, 16'384L, 4'294'967'295L}) {
      EXPECT_EQ(series_of(chunk_position(series, run)), series);
      EXPECT_EQ(first_run_of(chunk_position(series, run)), run);
    }
  }
}

}  // namespace
}  // namespace detente
