#pragma once

#include "engine/core/record.hpp"

#include <cstdint>

namespace detente {

/// The blocks of an ensemble in the order in which their records are taken: by range of part_runs runs, then by arm,
/// then by run. So a part is one range of one arm, and paired arms advance together.
class Plan {
 public:
  /// Throws std::invalid_argument for an empty ensemble.
  explicit Plan(ResultSpec const& spec);

  std::int64_t blocks() const { return blocks_; }
  std::int64_t parts() const { return ranges_ * arms_; }
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
