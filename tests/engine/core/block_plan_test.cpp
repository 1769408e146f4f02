#include "engine/core/block_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace detente {
namespace {

struct Sizes {
  std::int64_t runs;
  std::size_t arms;
  int block_runs, part_runs;
};
void PrintTo(Sizes const& sizes, std::ostream* out) {
  *out << sizes.runs << " runs in " << sizes.arms << " arms, blocks of " << sizes.block_runs << ", parts of "
       << sizes.part_runs;
}

ResultSpec spec_of(Sizes const& sizes) {
  ResultSpec spec;
  spec.samples = sizes.runs;
  spec.replications = 1;
  spec.arms.resize(sizes.arms);
  spec.block_runs = sizes.block_runs;
  spec.part_runs = sizes.part_runs;
  return spec;
}

std::vector<BlockId> blocks_of(BlockPlan const& plan) {
  std::vector<BlockId> blocks;
  for (std::int64_t index = 0; index < plan.blocks(); ++index) blocks.push_back(plan.block(index));
  return blocks;
}

class PlanOfEverySize : public testing::TestWithParam<Sizes> {
 protected:
  ResultSpec const spec_ = spec_of(GetParam());
  BlockPlan const plan_{spec_};
  std::vector<BlockId> const blocks_ = blocks_of(plan_);
};

// Would catch: a short last block that is dropped, counted in full, or given to the next arm.
TEST_P(PlanOfEverySize, Every_run_of_every_arm_comes_exactly_once) {
  std::size_t const runs = static_cast<std::size_t>(GetParam().runs);
  std::vector<int> times(GetParam().arms * runs, 0);

  for (BlockId const& block : blocks_) {
    for (std::int64_t run = block.first_run; run < block.first_run + block.runs; ++run) {
      ++times.at(static_cast<std::size_t>(block.arm) * runs + static_cast<std::size_t>(run));
    }
  }

  EXPECT_EQ(times, std::vector<int>(GetParam().arms * runs, 1));
}

TEST_P(PlanOfEverySize, Blocks_come_by_range_then_arm_then_run) {
  std::int64_t const part_runs = GetParam().part_runs;
  auto const before = [&](BlockId const& a, BlockId const& b) {
    return std::make_tuple(a.first_run / part_runs, a.arm, a.first_run) <
           std::make_tuple(b.first_run / part_runs, b.arm, b.first_run);
  };

  EXPECT_TRUE(std::is_sorted(blocks_.begin(), blocks_.end(), before));
}

TEST_P(PlanOfEverySize, Block_knows_its_position) {
  std::vector<std::int64_t> positions, expected;

  for (BlockId const& block : blocks_) {
    positions.push_back(block.index);
    expected.push_back(static_cast<std::int64_t>(expected.size()));
  }

  EXPECT_EQ(positions, expected);
}

// Histories are stored in chunks of a block: a block that straddles two chunks cannot be written.
TEST_P(PlanOfEverySize, Blocks_start_at_multiples_of_the_block_and_are_full_but_for_the_last) {
  bool aligned = true;
  bool full = true;

  for (BlockId const& block : blocks_) {
    aligned = aligned && block.first_run % GetParam().block_runs == 0;
    bool const last_of_arm = block.first_run + block.runs == GetParam().runs;
    full = full && (block.runs == GetParam().block_runs ||
                    (last_of_arm && block.runs > 0 && block.runs < GetParam().block_runs));
  }

  EXPECT_TRUE(aligned);
  EXPECT_TRUE(full);
}

// Would catch: parts numbered by arm first, whose parts a resumed ensemble would take for others.
TEST_P(PlanOfEverySize, Part_is_one_range_of_one_arm) {
  std::int64_t const arms = static_cast<std::int64_t>(GetParam().arms);
  std::vector<std::int64_t> parts, expected;

  for (BlockId const& block : blocks_) {
    parts.push_back(block.part);
    expected.push_back(block.first_run / GetParam().part_runs * arms + block.arm);
  }

  EXPECT_EQ(parts, expected);
  EXPECT_EQ(parts.back(), plan_.parts() - 1);
}

// Would catch: arm and range in each other's place, where there are as many of one as of the other.
TEST_P(PlanOfEverySize, Part_arm_and_range_are_counted_as_blocks_are) {
  std::string wrong;
  for (BlockId const& block : blocks_) {
    std::int64_t const range = block.first_run / GetParam().part_runs;
    bool const is_right = plan_.arm_of(block.part) == block.arm && plan_.range_of(block.part) == range &&
                          plan_.part(block.arm, range) == block.part &&
                          plan_.is_last_of_arm(block.part) == (range + 1 == plan_.ranges());
    if (!is_right) wrong += std::to_string(block.index) + " ";
  }

  EXPECT_EQ(wrong, "");
}

TEST(BlockPlan, Parts_of_a_result_come_by_arm_and_then_by_run) {
  BlockPlan const plan(spec_of({100, 3, 16, 64}));

  EXPECT_EQ(plan.ranges(), 2);
  EXPECT_EQ(plan.parts_by_arm(), (std::vector<std::int64_t>{0, 3, 1, 4, 2, 5}));
}

// Would catch: a range that is counted before all of its runs are there.
TEST(BlockPlan, Parts_within_some_runs_are_those_of_whole_ranges) {
  BlockPlan const plan(spec_of({1000, 3, 16, 64}));

  EXPECT_EQ(plan.parts_within(63), 0);
  EXPECT_EQ(plan.parts_within(64), 3);
  EXPECT_EQ(plan.parts_within(191), 6);
}

TEST_P(PlanOfEverySize, Parts_say_where_their_blocks_are) {
  std::vector<std::int64_t> listed, expected;

  for (std::int64_t part = 0; part < plan_.parts(); ++part) {
    for (std::int64_t k = 0; k < plan_.blocks_in(part); ++k)
      listed.push_back((plan_.first_block(part) + k) * 1000 + part);
  }
  for (BlockId const& block : blocks_) expected.push_back(block.index * 1000 + block.part);

  EXPECT_EQ(listed, expected);
}

// Would catch: a part that is never handed over because no block is its last.
TEST_P(PlanOfEverySize, Last_block_of_each_part_says_so_and_no_other) {
  std::vector<bool> marks, expected;

  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    marks.push_back(blocks_[i].last_of_part);
    expected.push_back(i + 1 == blocks_.size() || blocks_[i + 1].part != blocks_[i].part);
  }

  EXPECT_EQ(marks, expected);
}

INSTANTIATE_TEST_SUITE_P(Sizes, PlanOfEverySize,
                         testing::Values(Sizes{1, 1, 256, 16384},  // one run
                                         Sizes{1024, 2, 16, 64},   // whole ranges
                                         Sizes{1000, 3, 16, 64},   // the last range is short, its last block too
                                         Sizes{1025, 3, 16, 64},   // one run in the last range
                                         Sizes{63, 4, 16, 64},     // less than a part
                                         Sizes{64, 1, 64, 64},     // a part is a block
                                         Sizes{65, 2, 64, 64},     //
                                         Sizes{37, 5, 1, 3},       // blocks of one run
                                         Sizes{255, 2, 256, 256},  // less than a block
                                         Sizes{513, 7, 256, 512}));

// Would catch: a part number or a run in 32 bits.
TEST(BlockPlan, Holds_more_runs_than_32_bits_can_count) {
  BlockPlan const plan(spec_of({std::int64_t{1} << 36, 1000, 256, 16384}));

  BlockId const last = plan.block(plan.blocks() - 1);

  EXPECT_EQ(plan.blocks(), (std::int64_t{1} << 28) * 1000);
  EXPECT_EQ(last.first_run + last.runs, std::int64_t{1} << 36);
  EXPECT_EQ(last.arm, 999);
  EXPECT_TRUE(last.last_of_part);
}

TEST(BlockPlan, Counts_samples_times_replications) {
  ResultSpec spec = spec_of({100, 1, 16, 64});
  spec.replications = 4;

  BlockId const last = BlockPlan(spec).block(BlockPlan(spec).blocks() - 1);

  EXPECT_EQ(last.first_run + last.runs, 400);
}

TEST(BlockPlan, Refuses_an_ensemble_of_nothing) {
  EXPECT_THROW(BlockPlan(spec_of({0, 1, 16, 64})), std::invalid_argument);
  EXPECT_THROW(BlockPlan(spec_of({-1, 1, 16, 64})), std::invalid_argument);
  EXPECT_THROW(BlockPlan(spec_of({10, 0, 16, 64})), std::invalid_argument);
}

TEST(BlockPlan, Refuses_parts_that_are_not_whole_blocks) {
  EXPECT_THROW(BlockPlan(spec_of({10, 1, 16, 65})), std::invalid_argument);
  EXPECT_THROW(BlockPlan(spec_of({10, 1, 16, 8})), std::invalid_argument);
  EXPECT_THROW(BlockPlan(spec_of({10, 1, 0, 64})), std::invalid_argument);
  EXPECT_THROW(BlockPlan(spec_of({10, 1, -16, 64})), std::invalid_argument);
}

// Would catch: a division by zero, since 0 is a multiple of every block.
TEST(BlockPlan, Refuses_parts_of_no_runs) {
  EXPECT_THROW(BlockPlan(spec_of({10, 1, 16, 0})), std::invalid_argument);
  EXPECT_THROW(BlockPlan(spec_of({10, 1, 16, -64})), std::invalid_argument);
}

}  // namespace
}  // namespace detente
