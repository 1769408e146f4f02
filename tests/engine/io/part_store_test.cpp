#include "engine/io/part_store.hpp"

#include "engine/core/block_plan.hpp"
#include "engine/io/chunk_codec.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/part_compare.hpp"
#include "tests/engine/io/small_spec.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

namespace detente {
namespace {

/// Sends one part of a spec through the store, as the ensemble does.
void store_part(PartStore& store, ResultSpec const& spec, std::int64_t part) {
  BlockPlan const plan(spec);
  for (std::int64_t k = 0; k < plan.blocks_in(part); ++k) {
    BlockRecord block = small_block(spec, plan.block(plan.first_block(part) + k));
    store.encode(block);
    std::unique_ptr<RecordSink::Part> whole = store.gather(std::move(block));
    if (!whole) continue;
    store.encode(*whole);
    store.commit(std::move(whole));
  }
}

class Store : public testing::Test {
 protected:
  TemporaryFolder folder_;
  ResultSpec spec_ = small_spec();
  std::string parts_ = folder_ / "out/parts";
  PartStore store_{parts_, spec_, small_digest};
};

/// Numbers of a chunk of a stored part.
template <class Number>
std::vector<double> numbers_of(PartRecord const& part, std::size_t dataset, std::size_t series, std::int64_t first_run,
                               std::size_t size) {
  for (EncodedChunk const& chunk : part.chunks) {
    if (chunk.dataset != static_cast<std::int64_t>(dataset) || chunk.position != chunk_position(series, first_run))
      continue;
    std::vector<std::byte> const raw = decode_chunk(chunk.bytes, size * sizeof(Number), sizeof(Number));
    std::vector<Number> numbers(size);
    std::memcpy(numbers.data(), raw.data(), raw.size());
    return {numbers.begin(), numbers.end()};
  }
  return {};
}

TEST_F(Store, Makes_its_folder_and_is_empty_at_first) {
  EXPECT_TRUE(std::filesystem::is_directory(parts_));
  EXPECT_FALSE(store_.has(0));
  EXPECT_EQ(store_.size(), 0U);
}

TEST_F(Store, Has_a_part_when_its_last_block_was_committed_and_not_before) {
  BlockPlan const plan(spec_);
  BlockRecord first = small_block(spec_, plan.block(0));
  store_.encode(first);
  EXPECT_EQ(store_.gather(std::move(first)), nullptr);
  BlockRecord last = small_block(spec_, plan.block(1));
  store_.encode(last);
  std::unique_ptr<RecordSink::Part> whole = store_.gather(std::move(last));
  ASSERT_NE(whole, nullptr);
  store_.encode(*whole);
  EXPECT_FALSE(store_.has(0));

  store_.commit(std::move(whole));

  EXPECT_TRUE(store_.has(0));
  EXPECT_FALSE(store_.has(1));
  EXPECT_EQ(store_.size(), std::filesystem::file_size(store_.path_of(0)));
}

// Part 8 is runs 8 to 13 of arm 2, a block of 4 and one of 2.
TEST_F(Store, A_part_knows_its_place) {
  store_part(store_, spec_, 8);

  PartRecord const part = store_.read(8);

  EXPECT_EQ(part.part, 8);
  EXPECT_EQ(part.arm, 2);
  EXPECT_EQ(part.first_run, 8);
  EXPECT_EQ(part.runs, 6);
}

// Would catch: blocks of a part in another order, the columns of one block behind those of another, a last chunk that
// is shorter than the file says.
TEST_F(Store, Outcomes_of_the_blocks_of_a_part_form_one_chunk_a_column_filled_up_with_missing_numbers) {
  store_part(store_, spec_, 8);

  PartRecord const part = store_.read(8);

  std::vector<double> total, damage_of_c, cost_of_second_year;
  for (int run = 8; run < 16; ++run) {
    bool const is_there = run < 14;
    total.push_back(is_there ? small_outcome(2, run, 0) : missing);
    damage_of_c.push_back(is_there ? small_outcome(2, run, 3) : missing);
    cost_of_second_year.push_back(is_there ? small_outcome(2, run, 5) : missing);
  }
  EXPECT_TRUE(is_same(numbers_of<double>(part, 0, 0, 8, 8), total));
  EXPECT_TRUE(is_same(numbers_of<double>(part, 1, 2, 8, 8), damage_of_c));
  EXPECT_TRUE(is_same(numbers_of<double>(part, 2, 1, 8, 8), cost_of_second_year));
}

// Part 8 begins with the last block whose histories are recorded, runs 8 to 11.
TEST_F(Store, Histories_are_one_chunk_a_block_and_series_of_the_first_runs) {
  store_part(store_, spec_, 8);

  PartRecord const part = store_.read(8);

  std::vector<double> level, rain;
  for (int run = 8; run < 12; ++run) {
    for (int month = 0; month <= 25; ++month) {
      level.push_back(small_value(2, run, month, 5));
      rain.push_back(small_value(2, run, month, 6));
    }
  }
  EXPECT_TRUE(is_same(numbers_of<float>(part, 3, 5, 8, 4 * 26), level));
  EXPECT_TRUE(is_same(numbers_of<float>(part, 4, 0, 8, 4 * 26), rain));
  EXPECT_TRUE(numbers_of<float>(part, 3, 5, 12, 4 * 26).empty()) << "not recorded";
}

TEST_F(Store, Events_keep_their_order_and_their_own_contributions) {
  store_part(store_, spec_, 1);  // runs 0 to 7 of arm 1, two blocks

  PartRecord const part = store_.read(1);

  std::vector<Event> expected;
  for (int run = 0; run < 8; ++run) {
    std::vector<Event> const of_run = small_events(1, run);
    expected.insert(expected.end(), of_run.begin(), of_run.end());
  }
  ASSERT_EQ(part.events.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) {
    Event const& event = part.events[k];
    EXPECT_EQ(event.run, expected[k].run);
    EXPECT_EQ(event.month, expected[k].month);
    EXPECT_EQ(event.contributions < 0, expected[k].contributions < 0);
    if (event.contributions < 0) continue;
    auto const terms = part.contributions.begin() + 2 * event.contributions;
    EXPECT_EQ((std::vector<float>{terms, terms + 2}), small_contributions(1, expected[k])) << "event " << k;
  }
}

TEST_F(Store, Sums_and_histograms_are_those_of_all_blocks) {
  store_part(store_, spec_, 8);

  PartRecord const part = store_.read(8);

  double sum = 0;
  double squares = 0;
  for (int run = 8; run < 14; ++run) {
    double const x = small_value(2, run, 12, 7) - 512;
    sum += x;
    squares += x * x;
  }
  EXPECT_EQ(part.sum[7 * 26 + 12], sum);
  EXPECT_EQ(part.sum_of_squares[7 * 26 + 12], squares);
  ASSERT_EQ(part.counts.size(), 8U * 2 * histogram_bins);
  std::size_t const first_year_of_mood = 7 * 2 * histogram_bins;
  for (int run = 8; run < 14; ++run) {
    EXPECT_EQ(part.counts[first_year_of_mood + bin_of(small_value(2, run, 12, 7), 0, 1024)], 1U) << "run " << run;
  }
}

TEST_F(Store, A_part_of_another_digest_counts_as_absent) {
  store_part(store_, spec_, 0);
  PartStore const other(parts_, spec_, small_digest + 1);

  EXPECT_TRUE(store_.has(0));
  EXPECT_FALSE(other.has(0));
  EXPECT_THROW(other.read(0), IoError);
}

TEST_F(Store, A_part_that_is_absent_or_damaged_is_an_error_that_says_what_to_do) {
  store_part(store_, spec_, 0);
  put(store_.path_of(0), "damaged");

  EXPECT_TRUE(says(error_of([&] { store_.read(0); }), {"part 0", store_.path_of(0), "run again"}));
  EXPECT_TRUE(says(error_of([&] { store_.read(11); }), {"part 11", store_.path_of(11), "run again"}));
}

// Would catch: a part that was copied or renamed and then counts for another arm, whose own runs are missing.
TEST_F(Store, A_part_under_the_name_of_another_counts_as_absent) {
  store_part(store_, spec_, 0);
  std::filesystem::copy(store_.path_of(0), store_.path_of(1));

  EXPECT_FALSE(store_.has(1));
  EXPECT_THROW(store_.read(1), IoError);
}

TEST_F(Store, Clears_away_temporary_files_and_nothing_else) {
  store_part(store_, spec_, 0);
  put(parts_ + "/part-1.h5.tmp", "half a part");
  put(parts_ + "/notes.txt", "mine");

  PartStore const again(parts_, spec_, small_digest);

  EXPECT_EQ(names_in(parts_), (std::set<std::string>{"part-0.h5", "notes.txt"}));
  EXPECT_TRUE(again.has(0));
}

TEST_F(Store, Removes_its_folder_with_all_parts) {
  store_part(store_, spec_, 0);

  store_.remove();

  EXPECT_FALSE(std::filesystem::exists(parts_));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "out"));
  EXPECT_EQ(store_.size(), 0U);
}

// Would catch: a name that is read with less care than it is written.
TEST_F(Store, Lists_the_parts_that_have_a_file_and_nothing_else) {
  store_part(store_, spec_, 10);
  put(parts_ + "/part-9.h5", "whatever it holds");
  for (char const* const name : {"part-07.h5", "part--1.h5", "part-8.h5.tmp", "part-.h5", "part-5", "7.h5", "parts.h5"})
    put(parts_ + "/" + name, "not a part");

  EXPECT_EQ(PartStore::numbers_in(parts_), (std::vector<std::int64_t>{9, 10}));
  EXPECT_TRUE(PartStore::numbers_in(folder_ / "nowhere").empty());
}

// Would catch: a merge that keeps a damaged part which was computed again since, or fetches what is whole once more.
TEST_F(Store, Takes_the_parts_of_another_that_it_has_not_whole) {
  PartStore other(folder_ / "shard/parts", spec_, small_digest);
  for (std::int64_t const part : {1, 4, 7}) store_part(other, spec_, part);
  put(folder_ / "shard/parts/notes.txt", "no part");
  store_part(store_, spec_, 4);
  put(store_.path_of(7), "damaged");

  store_.take_from(folder_ / "shard/parts");

  EXPECT_EQ(PartStore::numbers_in(parts_), (std::vector<std::int64_t>{1, 4, 7}));
  EXPECT_TRUE(store_.has(1) && store_.has(4) && store_.has(7));
  EXPECT_FALSE(std::filesystem::equivalent(store_.path_of(4), other.path_of(4))) << "it was whole, and stays";
  EXPECT_TRUE(other.has(1) && other.has(4) && other.has(7)) << "the other keeps its own";
}

TEST(StoreFolder, That_cannot_be_made_is_an_error_that_names_it) {
  TemporaryFolder const folder;
  ResultSpec const spec = small_spec();
  put(folder / "file", "in the way");

  EXPECT_TRUE(says(error_of([&] { PartStore const store(folder / "file/parts", spec, small_digest); }),
                   {"cannot make the folder '" + folder / "file/parts'"}));
}

// Would catch: numbers that were rounded on their way into a comparison of two programs.
TEST(StoreOfExactHistories, Keeps_double_precision) {
  TemporaryFolder const folder;
  ResultSpec spec = small_spec();
  spec.recording.exact_histories = true;
  PartStore const store(folder.path(), spec, small_digest);
  BlockRecord block;
  block.id = {.first_run = 0, .runs = 4};
  block.history.assign(8 * 4 * 26, 0.1);
  PartRecord part;

  store.encode(block);
  part.chunks = block.chunks;

  EXPECT_EQ(numbers_of<double>(part, 3, 0, 0, 4 * 26), std::vector<double>(4 * 26, 0.1));
  EXPECT_TRUE(block.history.empty()) << "what is compressed is let go";
}

}  // namespace
}  // namespace detente
