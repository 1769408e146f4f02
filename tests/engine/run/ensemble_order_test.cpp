// What the ensemble promises about threads: order whatever finishes first, a bound on what is in flight, and calls of
// the sink that do not overlap.
#include "engine/run/ensemble.hpp"
#include "tests/engine/run/gate.hpp"
#include "tests/engine/run/memory_sink.hpp"
#include "tests/engine/run/toy_model.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace detente {
namespace {

using namespace std::chrono_literals;

// Block 0 ends after block 1. Would catch: records taken in the order in which they are finished.
TEST(EnsembleOrder, Records_come_in_block_order_when_a_later_block_is_first) {
  MemorySink sink;
  Gate second_is_done;

  run_ensemble(blocks_of_one_run(4, 2),
               [&](BlockId const& id) {
                 if (id.index == 0) second_is_done.wait();
                 if (id.index == 1) second_is_done.open();
                 return empty_record(id);
               },
               sink, {.threads = 2});

  EXPECT_EQ(sink.gathered, (std::vector<std::int64_t>{0, 1, 2, 3}));
  EXPECT_EQ(sink.committed(), (std::vector<std::int64_t>{0, 1}));
}

/// Keeps the second part from being encoded before the first, then the first back until the second is encoded.
class SlowFirstPart final : public MemorySink {
 public:
  using MemorySink::encode;
  void encode(Part& part) const override {
    if (static_cast<StoredPart&>(part).index == 0) second_is_encoded_.wait();
    if (static_cast<StoredPart&>(part).index == 1) second_is_encoded_.open();
    MemorySink::encode(part);
  }

 private:
  mutable Gate second_is_encoded_;
};

TEST(EnsembleOrder, Parts_are_committed_in_order_when_a_later_part_is_first) {
  SlowFirstPart sink;

  run_ensemble(blocks_of_one_run(4, 1), empty_record, sink, {.threads = 2});

  EXPECT_EQ(sink.committed(), (std::vector<std::int64_t>{0, 1, 2, 3}));
}

/// Counts the blocks that were begun and not gathered yet.
class CountingSink final : public MemorySink {
 public:
  void begin() {
    int const now = ++in_flight_;
    int seen = most.load();
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
  }
  std::unique_ptr<Part> gather(BlockRecord&& block) override {
    --in_flight_;
    return MemorySink::gather(std::move(block));
  }

  std::atomic<int> most = 0;

 private:
  std::atomic<int> in_flight_ = 0;
};

/// The most blocks in flight when the first one is held up until as many as are promised have begun, and a little
/// longer.
int most_in_flight(int threads) {
  CountingSink sink;
  run_ensemble(blocks_of_one_run(200, 50),
               [&](BlockId const& id) {
                 sink.begin();
                 bool const others_can_begin = id.index == 0 && threads > 1;
                 for (int patience = 50; others_can_begin && patience > 0 && sink.most < 2 * threads + 1; --patience) {
                   std::this_thread::sleep_for(5ms);
                 }
                 if (others_can_begin) std::this_thread::sleep_for(10ms);
                 return empty_record(id);
               },
               sink, {.threads = threads});
  return sink.most;
}

// Would catch: a slow block behind which records pile up until the memory is full.
TEST(EnsembleOrder, At_most_two_blocks_a_thread_and_one_are_in_flight) {
  EXPECT_LE(most_in_flight(1), 3);
  EXPECT_LE(most_in_flight(2), 5);
  EXPECT_LE(most_in_flight(4), 9);
}

/// Whether a thread comes in while another is inside. The first to come waits a little for company.
class Meeting {
 public:
  void visit() {
    if (inside_++ > 0) {
      met = true;
      company_.open();
    }
    company_.wait(first_ ? 50ms : 0ms);
    first_ = false;
    --inside_;
  }

  std::atomic<bool> met = false;

 private:
  std::atomic<int> inside_ = 0;
  std::atomic<bool> first_ = true;
  Gate company_;
};

class WatchfulSink final : public MemorySink {
 public:
  /// Where threads must not meet in gather, and where not in commit: perhaps the same place.
  WatchfulSink(Meeting& in_gather, Meeting& in_commit) : in_gather_(in_gather), in_commit_(in_commit) {}

  std::unique_ptr<Part> gather(BlockRecord&& block) override {
    in_gather_.visit();
    return MemorySink::gather(std::move(block));
  }
  void commit(std::unique_ptr<Part> part) override {
    in_commit_.visit();
    MemorySink::commit(std::move(part));
  }

 private:
  Meeting& in_gather_;
  Meeting& in_commit_;
};

// Would catch: records taken, or parts stored, by two threads at once.
TEST(EnsembleOrder, Gather_never_meets_gather_and_commit_never_meets_commit) {
  Meeting in_gather, in_commit;
  WatchfulSink sink(in_gather, in_commit);

  run_ensemble(blocks_of_one_run(8, 1), empty_record, sink, {.threads = 2});

  EXPECT_FALSE(in_gather.met);
  EXPECT_FALSE(in_commit.met);
}

// Would catch: a kernel that is called by one thread only. Both blocks wait for each other; a machine that gives only
// one thread proves nothing.
TEST(EnsembleOrder, Blocks_are_computed_side_by_side) {
  if (std::thread::hardware_concurrency() < 2) GTEST_SKIP() << "needs two processors";
  MemorySink sink;
  Gate first_began, second_began;
  bool first_saw_second = false;
  bool second_saw_first = false;

  run_ensemble(blocks_of_one_run(2, 2),
               [&](BlockId const& id) {
                 (id.index == 0 ? first_began : second_began).open();
                 bool const met =
                     (id.index == 0 ? second_began : first_began).wait(60s);  // a busy machine wakes a worker late
                 (id.index == 0 ? first_saw_second : second_saw_first) = met;
                 return empty_record(id);
               },
               sink, {.threads = 2});

  EXPECT_TRUE(first_saw_second);
  EXPECT_TRUE(second_saw_first);
}

}  // namespace
}  // namespace detente
