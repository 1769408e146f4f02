// Exceptions on every stage come back to the caller, and what was in flight is freed.
#include "engine/run/ensemble.hpp"
#include "tests/engine/run/counted_new.hpp"
#include "tests/engine/run/gate.hpp"
#include "tests/engine/run/memory_sink.hpp"
#include "tests/engine/run/toy_model.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace detente {
namespace {

/// How many of these records are alive tells whether the ensemble has freed what it was given.
BlockRecord marked_record(BlockId const& id) {
  BlockRecord record;
  record.id = id;
  record.outcomes.assign(marked_numbers, 0);
  return record;
}

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What the ensemble throws, "" for nothing.
std::string failure_of(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                       RecordSink& sink, EnsembleOptions const& options = {.threads = 2}) {
  try {
    run_ensemble(spec, run_block, sink, options);
  } catch (Failure const& failure) {
    return failure.what();
  }
  return "";
}

enum class Stage { block_encoding, gathering, part_encoding, committing };

/// Fails at one stage, at block 5 or at the part that holds it.
class FailingSink final : public MemorySink {
 public:
  explicit FailingSink(Stage stage) : stage_(stage) {}

  void encode(BlockRecord& block) const override {
    if (stage_ == Stage::block_encoding && block.id.index == 5) throw Failure("block encoding");
    MemorySink::encode(block);
  }
  std::unique_ptr<Part> gather(BlockRecord&& block) override {
    if (stage_ == Stage::gathering && block.id.index == 5) throw Failure("gathering");
    return MemorySink::gather(std::move(block));
  }
  void encode(Part& part) const override {
    if (stage_ == Stage::part_encoding && static_cast<StoredPart&>(part).index == 2) throw Failure("part encoding");
    MemorySink::encode(part);
  }
  void commit(std::unique_ptr<Part> part) override {
    if (stage_ == Stage::committing && static_cast<StoredPart&>(*part).index == 2) throw Failure("committing");
    MemorySink::commit(std::move(part));
  }

 private:
  Stage stage_;
};

// Would catch: an exception that ends the thread and with it the program, or one that is swallowed.
TEST(EnsembleFailure, Of_the_kernel_is_rethrown) {
  MemorySink sink;
  auto const kernel = [](BlockId const& id) {
    if (id.index == 5) throw Failure("block 5");
    return marked_record(id);
  };

  EXPECT_EQ(failure_of(blocks_of_one_run(16, 2), kernel, sink), "block 5");
}

TEST(EnsembleFailure, Of_the_sink_is_rethrown_whatever_it_was_doing) {
  FailingSink block_encoding(Stage::block_encoding);
  FailingSink gathering(Stage::gathering);
  FailingSink part_encoding(Stage::part_encoding);
  FailingSink committing(Stage::committing);

  EXPECT_EQ(failure_of(blocks_of_one_run(16, 2), marked_record, block_encoding), "block encoding");
  EXPECT_EQ(failure_of(blocks_of_one_run(16, 2), marked_record, gathering), "gathering");
  EXPECT_EQ(failure_of(blocks_of_one_run(16, 2), marked_record, part_encoding), "part encoding");
  EXPECT_EQ(failure_of(blocks_of_one_run(16, 2), marked_record, committing), "committing");
}

TEST(EnsembleFailure, Of_the_progress_callback_is_rethrown) {
  MemorySink sink;
  EnsembleOptions const options{.threads = 2, .progress = [](Progress const& progress) {
                                  if (progress.blocks_done == 4) throw Failure("progress");
                                }};

  EXPECT_EQ(failure_of(blocks_of_one_run(16, 2), marked_record, sink, options), "progress");
}

// Would catch: a part with a hole where the failed block should be.
TEST(EnsembleFailure, Commits_whole_parts_before_the_failure_and_none_after) {
  MemorySink sink;
  auto const kernel = [](BlockId const& id) {
    if (id.index == 5) throw Failure("block 5");
    return marked_record(id);
  };

  failure_of(blocks_of_one_run(16, 2), kernel, sink, {.threads = 1});

  for (auto const& part : sink.parts) EXPECT_LT(part->index, 2);
  for (auto const& part : sink.parts) EXPECT_EQ(part->blocks.size(), 2U);
}

// A resumed ensemble computes what is missing, and no more.
TEST(EnsembleFailure, Leaves_a_sink_that_can_be_resumed) {
  MemorySink first;
  auto const kernel = [](BlockId const& id) {
    if (id.index == 5) throw Failure("block 5");
    return marked_record(id);
  };
  failure_of(blocks_of_one_run(16, 2), kernel, first);
  std::vector<std::int64_t> const before = first.committed();

  MemorySink second({before.begin(), before.end()});
  run_ensemble(blocks_of_one_run(16, 2), marked_record, second, {.threads = 2});

  std::vector<std::int64_t> all = before;
  for (std::int64_t const part : second.committed()) all.push_back(part);
  EXPECT_EQ(all, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7}));
}

/// Records that are left once the ensemble has failed and its sink is gone.
int left_over(std::function<BlockRecord(BlockId const&)> const& run_block, std::unique_ptr<MemorySink> sink) {
  int const before = marked_lists_alive();
  failure_of(blocks_of_one_run(16, 2), run_block, *sink);
  sink.reset();
  return marked_lists_alive() - before;
}

TEST(EnsembleFailure, Success_leaves_nothing_behind) {
  EXPECT_EQ(left_over(marked_record, std::make_unique<MemorySink>()), 0);
}

// Block 0 fails when blocks 1 and 2 are computed and wait for their turn. Would catch: records that wait in the
// pipeline and that nobody owns.
TEST(EnsembleFailure, Of_an_early_block_frees_the_records_that_wait_behind_it) {
  Gate third_is_done;
  auto const kernel = [&](BlockId const& id) {
    if (id.index == 0) {
      third_is_done.wait();
      throw Failure("block 0");
    }
    if (id.index == 3) third_is_done.open();  // by the only other thread, which has done with 1 and 2
    return marked_record(id);
  };

  EXPECT_EQ(left_over(kernel, std::make_unique<MemorySink>()), 0);
}

TEST(EnsembleFailure, Of_the_sink_frees_what_is_in_flight) {
  EXPECT_EQ(left_over(marked_record, std::make_unique<FailingSink>(Stage::block_encoding)), 0);
  EXPECT_EQ(left_over(marked_record, std::make_unique<FailingSink>(Stage::gathering)), 0);
  EXPECT_EQ(left_over(marked_record, std::make_unique<FailingSink>(Stage::part_encoding)), 0);
  EXPECT_EQ(left_over(marked_record, std::make_unique<FailingSink>(Stage::committing)), 0);
}

}  // namespace
}  // namespace detente
