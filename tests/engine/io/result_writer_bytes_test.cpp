// The bytes of a result depend on nothing but its specification: not on threads, shards, restarts or the folder.
#include "engine/io/result_writer.hpp"
#include "tests/engine/io/small_result.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// Bytes of the result of the small ensemble, from one thread and without a break.
std::string reference_bytes() {
  TemporaryFolder const folder;
  return content_of(make_result(folder, small_spec()));
}

TEST(ResultBytes, Are_the_same_for_any_number_of_threads) {
  TemporaryFolder const folder;

  std::string const bytes = content_of(make_result(folder, small_spec(), {.threads = 4}));

  EXPECT_TRUE(bytes == reference_bytes());
}

// Would catch: series that the recorder numbers in one order and the writer in another, so that histories and summaries
// stand under the names of others.
TEST(ResultBytes, Are_the_same_for_variables_recorded_in_falling_order) {
  TemporaryFolder const folder;
  ResultSpec spec = small_spec();
  spec.recording.history_variables = {2, 1, 0, 2};
  spec.recording.summary_variables = {2, 0, 1};

  std::string const bytes = content_of(make_result(folder, spec));

  EXPECT_TRUE(bytes == reference_bytes());
}

// Would catch: parts merged in the order in which they were made.
TEST(ResultBytes, Are_the_same_when_shards_compute_the_parts_in_another_order) {
  TemporaryFolder const folder;
  ResultSpec const spec = small_spec();
  for (std::int64_t const shard : {2, 0, 1}) {
    PartStore store(folder / "parts", spec, small_digest);
    PartList parts(missing_parts(spec, store, {shard, 3}));
    compute(store, spec, {.threads = 1, .parts = &parts});
  }

  write_result(folder / "result.h5", spec, PartStore(folder / "parts", spec, small_digest));

  EXPECT_TRUE(content_of(folder / "result.h5") == reference_bytes());
}

TEST(ResultBytes, Are_the_same_after_a_part_was_lost_and_another_damaged) {
  TemporaryFolder const folder;
  ResultSpec const spec = small_spec();
  PartStore store(folder / "parts", spec, small_digest);
  compute(store, spec);
  std::filesystem::remove(store.path_of(3));
  put(store.path_of(11), "damaged");

  compute(store, spec);
  write_result(folder / "result.h5", spec, store);

  EXPECT_TRUE(content_of(folder / "result.h5") == reference_bytes());
}

// Would catch: a merge that goes on from what an interrupted one has left.
TEST(ResultBytes, Are_the_same_after_a_merge_that_was_interrupted) {
  TemporaryFolder const folder;
  ResultSpec const spec = small_spec();
  PartStore store(folder / "parts", spec, small_digest);
  compute(store, spec);
  put(folder / "result.h5.tmp", "half a result");

  write_result(folder / "result.h5", spec, store);

  EXPECT_TRUE(content_of(folder / "result.h5") == reference_bytes());
}

TEST(ResultBytes, Differ_if_the_seed_does) {
  TemporaryFolder const folder;
  ResultSpec spec = small_spec();
  spec.seed += 1;

  EXPECT_FALSE(content_of(make_result(folder, spec)) == reference_bytes());
}

}  // namespace
}  // namespace detente
