#pragma once

#include "engine/core/record.hpp"

#include <cstdint>
#include <vector>

namespace detente {

/// The blocks of an ensemble in the order in which their records are taken: by range of part_runs runs, then by arm,
/// then by run. So a part is one range of one arm, and paired arms advance together. Parts, ranges and blocks are
/// counted here alone.
class BlockPlan {
 public:
  /// Throws std::invalid_argument for an empty ensemble.
  explicit BlockPlan(ResultSpec const& spec);

  std::int64_t blocks() const { return blocks_; }
  std::int64_t ranges() const { return ranges_; }
  std::int64_t parts() const { return ranges_ * arms_; }
  std::int64_t part(int arm, std::int64_t range) const { return range * arms_ + arm; }
  int arm_of(std::int64_t part) const { return static_cast<int>(part % arms_); }
  std::int64_t range_of(std::int64_t part) const { return part / arms_; }
  bool is_last_of_arm(std::int64_t part) const { return range_of(part) + 1 == ranges_; }
  /// All parts in the order of a result: by arm, then by run.
  std::vector<std::int64_t> parts_by_arm() const;
  /// Parts of the ranges that hold none but the first `runs` runs: 0..parts_within(runs)-1.
  std::int64_t parts_within(std::int64_t runs) const { return runs / part_runs_ * arms_; }
  /// The block at a position 0..blocks()-1.
  BlockId block(std::int64_t index) const;
  /// First block of a part, and how many there are.
  std::int64_t first_block(std::int64_t part) const;
  std::int64_t blocks_in(std::int64_t part) const;

 private:
  std::int64_t runs_in_range(std::int64_t range) const;

  std::int64_t runs_, ranges_, blocks_, full_part_blocks_;
  int arms_, block_runs_, part_runs_;
};

}  // namespace detente
