// Files that claim what they do not hold, as fuzzers find them (tests/fuzz): refused before anything is allocated or
// converted.

#include "engine/io/hdf5_file.hpp"
#include "engine/io/part_file.hpp"
#include "engine/io/result_file.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/raw_hdf5.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace detente {
namespace {

/// A file with datasets of 2^24 values of which nothing is stored.
class Claims : public testing::Test {
 protected:
  Claims() {
    Hdf5Handle const file = raw_new_file(path_);
    Hdf5Handle const space = raw_space({1ULL << 12, 1ULL << 12});
    Hdf5Handle const text(H5Tcopy(H5T_C_S1), hdf5_close<H5Tclose>, "type");
    H5Tset_size(text.id(), H5T_VARIABLE);
    for (auto const& [name, type] : {std::pair("numbers", H5T_NATIVE_DOUBLE), {"texts", text.id()}}) {
      Hdf5Handle const dataset(H5Dcreate2(file.id(), name, type, space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                               hdf5_close<H5Dclose>, name);
    }
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "a.h5";
};

// Would catch: gigabytes of fill values for a file of a few kilobytes.
TEST_F(Claims, More_values_than_are_stored_are_refused) {
  Hdf5Reader const file(path_);

  EXPECT_TRUE(says(error_of([&] { file.numbers("numbers"); }), {"numbers", "16777216 values"}));
  EXPECT_TRUE(says(error_of([&] { file.bytes("numbers"); }), {"numbers", "16777216 values"}));
  EXPECT_TRUE(says(error_of([&] { file.texts("texts"); }), {"texts", "16777216 values"}));
  EXPECT_TRUE(says(error_of([&] {
                     file.numbers("numbers", {0, 0}, {1ULL << 12, 1ULL << 12});
                   }),
                   {"numbers", "16777216 values"}));
}

TEST_F(Claims, A_small_box_of_what_is_not_stored_reads_as_zeros) {
  EXPECT_EQ(Hdf5Reader(path_).numbers("numbers", {5, 5}, {1, 3}), (std::vector<double>{0, 0, 0}));
}

// Would catch: a library that reads as many offsets as there are axes, over the end of those given.
TEST_F(Claims, A_chunk_at_an_offset_of_another_rank_is_refused) {
  Hdf5Reader const file(path_);

  EXPECT_TRUE(says(error_of([&] { file.read_chunk("numbers", {}); }), {"numbers", "another number of axes"}));
  EXPECT_TRUE(says(error_of([&] { file.read_chunk("numbers", {0}); }), {"numbers", "another number of axes"}));
}

/// A result with these counts and nothing else.
std::string result_with(TemporaryFolder const& folder, std::int64_t samples, std::int64_t replications,
                        std::int64_t samples_per_observation) {
  Hdf5Writer writer(folder / "b.h5");
  writer.attribute("/", "schema", std::string("detente/result"));
  writer.attribute("/", "schema_version", std::int64_t{1});
  writer.attribute("/", "samples", samples);
  writer.attribute("/", "replications", replications);
  writer.attribute("/", "samples_per_observation", samples_per_observation);
  writer.text_coordinate("policy", {"a"}, "");
  writer.text_coordinate("scenario", {"b"}, "");
  writer.close();
  return folder / "b.h5";
}

// Would catch: a number of runs that overflows, and sizes anything.
TEST(CountsOfResults, That_are_no_counts_are_refused) {
  TemporaryFolder const folder;

  EXPECT_EQ(ResultFile(result_with(folder, 7, 2, 3)).runs_per_observation(), 6);
  EXPECT_TRUE(says(error_of([&] { ResultFile(result_with(folder, 1LL << 62, 4, 1)); }), {"samples"}));
  EXPECT_TRUE(says(error_of([&] { ResultFile(result_with(folder, -1, 4, 1)); }), {"samples"}));
  EXPECT_TRUE(says(error_of([&] { ResultFile(result_with(folder, 1, 1LL << 40, 1)); }), {"replications"}));
  EXPECT_TRUE(says(error_of([&] { ResultFile(result_with(folder, 1, 1 << 16, 1 << 16)).runs_per_observation(); }),
                   {"observation"}));
}

/// A part's columns of failures alone.
std::string failures_with(TemporaryFolder const& folder, std::vector<double> const& runs,
                          std::vector<double> const& columns) {
  Hdf5Writer writer(folder / "c.h5");
  writer.values("failure_run", runs, {{runs.size()}, {}, {}}, "", "");
  writer.values("failure_column", columns, {{columns.size()}, {}, {}}, "", "");
  writer.close();
  return folder / "c.h5";
}

// Would catch: std::out_of_range, which nobody takes for a damaged part, and numbers that no integer holds.
TEST(FailuresOfParts, That_are_damaged_are_refused) {
  TemporaryFolder const folder;

  EXPECT_EQ(read_failures(failures_with(folder, {3}, {5})).size(), 1U);
  EXPECT_TRUE(error_of([&] { read_failures(failures_with(folder, {3, 4}, {5})); }));
  EXPECT_TRUE(error_of([&] { read_failures(failures_with(folder, {1e19}, {5})); }));
  EXPECT_TRUE(error_of([&] { read_failures(failures_with(folder, {3}, {3e9})); }));
  EXPECT_TRUE(error_of([&] { read_failures(failures_with(folder, {std::numeric_limits<double>::quiet_NaN()}, {5})); }));
}

}  // namespace
}  // namespace detente
