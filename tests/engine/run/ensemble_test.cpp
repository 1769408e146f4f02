#include "engine/run/ensemble.hpp"

#include "engine/core/block_plan.hpp"
#include "engine/run/run_block.hpp"
#include "tests/engine/run/memory_sink.hpp"
#include "tests/engine/run/record_compare.hpp"
#include "tests/engine/run/toy_model.hpp"

#include <gtest/gtest.h>

#include <atomic>

namespace detente {
namespace {

/// 333 runs of two arms in blocks of 32 and parts of 64: 12 parts, the last two short, 22 blocks.
ResultSpec small_spec() {
  ResultSpec spec = toy_spec(111, 3, 13);
  spec.block_runs = 32;
  spec.part_runs = 64;
  return spec;
}
constexpr std::int64_t small_parts = 12;
constexpr std::int64_t small_blocks = 22;

std::vector<std::int64_t> whole_numbers(std::int64_t end) {
  std::vector<std::int64_t> numbers;
  for (std::int64_t i = 0; i < end; ++i) numbers.push_back(i);
  return numbers;
}

EnsembleEnd run_toy(ResultSpec const& spec, RecordSink& sink, EnsembleOptions const& options) {
  ToyModel<double, 16> const model;
  return run_ensemble(
      spec, [&](BlockId const& id) { return run_block(model, spec, id); }, sink, options);
}

/// The same of the parts of one shard.
EnsembleEnd run_shard(ResultSpec const& spec, RecordSink& sink, Shard const& shard) {
  PartList parts(missing_parts(spec, sink, shard));
  return run_toy(spec, sink, {.threads = 2, .parts = &parts});
}

/// What differs between the records of two sinks; empty if nothing does.
std::string difference(MemorySink const& a, MemorySink const& b) {
  if (a.committed() != b.committed()) return "other parts";
  std::string names;
  for (std::size_t part = 0; part < a.parts.size(); ++part) {
    auto const& [left, right] = std::tie(a.parts[part]->blocks, b.parts[part]->blocks);
    if (left.size() != right.size()) return "another number of blocks";
    for (std::size_t i = 0; i < left.size(); ++i) names += difference(left[i], right[i]);
  }
  return names;
}

// Would catch: a trajectory, draws or recorder shared between threads.
TEST(Ensemble, Records_do_not_depend_on_the_number_of_threads) {
  MemorySink one, two, four;

  run_toy(small_spec(), one, {.threads = 1});
  run_toy(small_spec(), two, {.threads = 2});
  run_toy(small_spec(), four, {.threads = 4});

  EXPECT_EQ(one.committed(), whole_numbers(small_parts));
  EXPECT_EQ(difference(one, two), "");
  EXPECT_EQ(difference(one, four), "");
}

TEST(Ensemble, Every_block_is_gathered_once_and_every_part_committed_complete) {
  MemorySink sink;

  EnsembleEnd const end = run_toy(small_spec(), sink, {.threads = 2});

  EXPECT_EQ(end, EnsembleEnd::complete);
  EXPECT_EQ(sink.gathered, whole_numbers(small_blocks));
  EXPECT_EQ(sink.committed(), whole_numbers(small_parts));
  std::vector<std::size_t> sizes;
  for (auto const& part : sink.parts) sizes.push_back(part->blocks.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1}));
}

TEST(Ensemble, Record_is_what_the_kernel_computed_for_its_block) {
  ResultSpec const spec = small_spec();
  MemorySink sink;
  ToyModel<double, 16> const model;

  run_toy(spec, sink, {.threads = 2});

  BlockRecord const& record = sink.parts[3]->blocks[1];
  EXPECT_EQ(record.id.arm, 1);
  EXPECT_EQ(record.id.first_run, 96);
  EXPECT_EQ(difference(record, run_block(model, spec, BlockPlan(spec).block(record.id.index))), "");
}

// Would catch: a record or part that is stored before it was compressed.
TEST(Ensemble, Blocks_and_parts_are_encoded_once_before_they_are_handed_over) {
  MemorySink sink;

  run_ensemble(small_spec(), empty_record, sink, {.threads = 2});

  std::vector<std::int64_t> marks;
  bool all_encoded = true;
  for (auto const& part : sink.parts) {
    all_encoded = all_encoded && part->encoded;
    for (BlockRecord const& block : part->blocks) {
      for (EncodedChunk const& chunk : block.chunks) marks.push_back(chunk.dataset);
    }
  }
  EXPECT_EQ(marks, whole_numbers(small_blocks));
  EXPECT_TRUE(all_encoded);
}

TEST(Ensemble, Parts_that_are_stored_are_not_computed) {
  MemorySink sink({0, 3, 10});
  std::atomic<int> computed = 0;

  EnsembleEnd const end = run_ensemble(small_spec(),
                                       [&](BlockId const& id) {
                                         ++computed;
                                         return empty_record(id);
                                       },
                                       sink, {.threads = 2});

  EXPECT_EQ(end, EnsembleEnd::complete);
  EXPECT_EQ(sink.committed(), (std::vector<std::int64_t>{1, 2, 4, 5, 6, 7, 8, 9, 11}));
  EXPECT_EQ(computed, small_blocks - 5);
}

TEST(Ensemble, With_nothing_missing_nothing_happens) {
  MemorySink sink({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  int reports = 0;

  EnsembleEnd const end =
      run_ensemble(small_spec(), empty_record, sink, {.threads = 2, .progress = [&](Progress const&) { ++reports; }});

  EXPECT_EQ(end, EnsembleEnd::complete);
  EXPECT_TRUE(sink.gathered.empty());
  EXPECT_EQ(reports, 0);
}

// Would catch: shards that overlap, or that leave parts out.
TEST(Ensemble, Shards_share_the_parts_out) {
  MemorySink first, second, third;

  run_shard(small_spec(), first, {0, 3});
  run_shard(small_spec(), second, {1, 3});
  run_shard(small_spec(), third, {2, 3});

  EXPECT_EQ(first.committed(), (std::vector<std::int64_t>{0, 3, 6, 9}));
  EXPECT_EQ(second.committed(), (std::vector<std::int64_t>{1, 4, 7, 10}));
  EXPECT_EQ(third.committed(), (std::vector<std::int64_t>{2, 5, 8, 11}));
}

TEST(Ensemble, Shard_computes_what_the_whole_computes) {
  MemorySink whole, shard;

  run_toy(small_spec(), whole, {.threads = 2});
  run_shard(small_spec(), shard, {5, 100});

  ASSERT_EQ(shard.committed(), (std::vector<std::int64_t>{5}));
  EXPECT_EQ(difference(shard.parts[0]->blocks[0], whole.parts[5]->blocks[0]), "");
  EXPECT_EQ(difference(shard.parts[0]->blocks[1], whole.parts[5]->blocks[1]), "");
}

TEST(Ensemble, Shard_beyond_the_last_part_has_nothing_to_do) {
  MemorySink sink;

  EnsembleEnd const end = run_shard(small_spec(), sink, {12, 13});

  EXPECT_EQ(end, EnsembleEnd::complete);
  EXPECT_TRUE(sink.parts.empty());
}

// Two ensembles take from one list, as two processes from a counter that they share.
TEST(Ensemble, Those_who_share_a_source_compute_each_part_once) {
  MemorySink first, second;
  PartList parts(whole_numbers(small_parts));
  int begun = 0;

  EnsembleOptions const three{.threads = 2, .parts = &parts, .should_stop = [&] { return ++begun > 3; }};
  EnsembleEnd const early = run_ensemble(small_spec(), empty_record, first, three);
  EnsembleEnd const late = run_ensemble(small_spec(), empty_record, second, {.threads = 2, .parts = &parts});

  EXPECT_EQ(early, EnsembleEnd::stopped);
  EXPECT_EQ(late, EnsembleEnd::complete);
  EXPECT_EQ(first.committed(), (std::vector<std::int64_t>{0, 1, 2}));
  EXPECT_EQ(second.committed(), (std::vector<std::int64_t>{4, 5, 6, 7, 8, 9, 10, 11}));  // 3 was for who stopped
}

// Would catch: a stop that is asked for, or reported, when others have taken what was left.
TEST(Ensemble, Source_without_a_further_part_is_no_stop) {
  MemorySink sink;
  PartList parts({});

  EnsembleEnd const end = run_ensemble(small_spec(), empty_record, sink,
                                       {.threads = 2, .parts = &parts, .should_stop = [] { return true; }});

  EXPECT_EQ(end, EnsembleEnd::complete);
}

// Asked before parts 0, 1, 2 and, with yes, 3. Would catch: a part that is left half done, which a resume cannot use.
TEST(Ensemble, Stop_ends_after_the_parts_that_were_begun) {
  MemorySink sink;
  int asked = 0;

  EnsembleEnd const end =
      run_ensemble(small_spec(), empty_record, sink, {.threads = 2, .should_stop = [&] { return ++asked > 3; }});

  EXPECT_EQ(end, EnsembleEnd::stopped);
  EXPECT_EQ(asked, 4);
  EXPECT_EQ(sink.gathered, whole_numbers(6));
  EXPECT_EQ(sink.committed(), (std::vector<std::int64_t>{0, 1, 2}));
}

TEST(Ensemble, Stop_before_the_first_part_computes_nothing) {
  MemorySink sink;

  EnsembleEnd const end =
      run_ensemble(small_spec(), empty_record, sink, {.threads = 2, .should_stop = [] { return true; }});

  EXPECT_EQ(end, EnsembleEnd::stopped);
  EXPECT_TRUE(sink.gathered.empty());
}

// Would catch: "stopped" for an ensemble that is complete, which would be resumed for nothing.
TEST(Ensemble, Stop_after_the_last_part_has_begun_changes_nothing) {
  MemorySink sink;
  int asked = 0;

  EnsembleEnd const end = run_ensemble(small_spec(), empty_record, sink,
                                       {.threads = 2, .should_stop = [&] { return ++asked > small_parts; }});

  EXPECT_EQ(end, EnsembleEnd::complete);
  EXPECT_EQ(asked, small_parts);
  EXPECT_EQ(sink.committed(), whole_numbers(small_parts));
}

std::vector<Progress> progress_of(ResultSpec const& spec, MemorySink& sink, EnsembleOptions options) {
  std::vector<Progress> reports;
  options.progress = [&](Progress const& progress) { reports.push_back(progress); };
  run_ensemble(spec, empty_record, sink, options);
  return reports;
}

TEST(Ensemble, Progress_comes_once_a_block_and_ends_complete) {
  MemorySink sink;

  std::vector<Progress> const reports = progress_of(small_spec(), sink, {.threads = 4});

  std::vector<std::int64_t> blocks_done;
  for (Progress const& report : reports) blocks_done.push_back(report.blocks_done - 1);
  EXPECT_EQ(blocks_done, whole_numbers(small_blocks));
  EXPECT_EQ(reports.back().blocks, small_blocks);
  EXPECT_EQ(reports.back().runs, 2 * 333);
  EXPECT_EQ(reports.back().runs_done, 2 * 333);
}

// Would catch: a short last block that counts in full.
TEST(Ensemble, Progress_counts_the_runs_of_the_blocks_that_are_done) {
  ResultSpec const spec = small_spec();
  MemorySink sink;

  std::vector<Progress> const reports = progress_of(spec, sink, {.threads = 2});

  BlockPlan const plan(spec);
  std::vector<std::int64_t> runs_done, expected;
  std::int64_t runs = 0;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    runs += plan.block(static_cast<std::int64_t>(i)).runs;
    runs_done.push_back(reports[i].runs_done);
    expected.push_back(runs);
  }
  EXPECT_EQ(runs_done, expected);
}

// Parts 1, 4, 7 and 10 less 4: five blocks of 141 runs (part 10 is the last 13 runs of arm 0).
TEST(Ensemble, Progress_is_of_what_is_missing_in_the_shard) {
  MemorySink sink({4});

  PartList shard(missing_parts(small_spec(), sink, {1, 3}));
  std::vector<Progress> const reports = progress_of(small_spec(), sink, {.threads = 2, .parts = &shard});

  ASSERT_EQ(reports.size(), 5U);
  EXPECT_EQ(reports.front().blocks, 5);
  EXPECT_EQ(reports.front().runs, 64 + 64 + 13);
  EXPECT_EQ(reports.back().runs_done, 64 + 64 + 13);
}

TEST(Ensemble, Number_of_threads_zero_means_those_of_the_machine) {
  MemorySink sink;

  EnsembleEnd const end = run_ensemble(small_spec(), empty_record, sink, {});

  EXPECT_EQ(end, EnsembleEnd::complete);
  EXPECT_EQ(sink.committed(), whole_numbers(small_parts));
}

}  // namespace
}  // namespace detente
