#include "engine/core/block_plan.hpp"

#include <algorithm>
#include <stdexcept>

namespace detente {

BlockPlan::BlockPlan(ResultSpec const& spec)
    : runs_(spec.runs()),
      arms_(static_cast<int>(spec.arms.size())),
      block_runs_(spec.block_runs),
      part_runs_(spec.part_runs) {
  if (runs_ < 1 || arms_ < 1) throw std::invalid_argument("an ensemble needs at least one run and one arm");
  if (block_runs_ < 1 || part_runs_ < block_runs_ || part_runs_ % block_runs_ != 0)
    throw std::invalid_argument("a part must be whole blocks");
  ranges_ = (runs_ + part_runs_ - 1) / part_runs_;
  full_part_blocks_ = part_runs_ / block_runs_;
  blocks_ = first_block((ranges_ - 1) * arms_) + arms_ * blocks_in((ranges_ - 1) * arms_);
}

std::vector<std::int64_t> BlockPlan::parts_by_arm() const {
  std::vector<std::int64_t> parts;
  for (int arm = 0; arm < arms_; ++arm) {
    for (std::int64_t range = 0; range < ranges_; ++range) parts.push_back(part(arm, range));
  }
  return parts;
}

std::int64_t BlockPlan::runs_in_range(std::int64_t range) const {
  return std::min<std::int64_t>(part_runs_, runs_ - range * part_runs_);
}

std::int64_t BlockPlan::blocks_in(std::int64_t part) const {
  return (runs_in_range(range_of(part)) + block_runs_ - 1) / block_runs_;
}

// All ranges but the last are full.
std::int64_t BlockPlan::first_block(std::int64_t part) const {
  return range_of(part) * arms_ * full_part_blocks_ + arm_of(part) * blocks_in(part);
}

BlockId BlockPlan::block(std::int64_t index) const {
  std::int64_t const range = std::min(index / (arms_ * full_part_blocks_), ranges_ - 1);
  std::int64_t const in_range = index - range * arms_ * full_part_blocks_;
  std::int64_t const per_part = blocks_in(range * arms_);
  std::int64_t const arm = in_range / per_part;
  std::int64_t const in_part = in_range % per_part;
  std::int64_t const first = in_part * block_runs_;
  return {.index = index,
          .part = part(static_cast<int>(arm), range),
          .arm = static_cast<int>(arm),
          .first_run = range * part_runs_ + first,
          .runs = static_cast<int>(std::min<std::int64_t>(block_runs_, runs_in_range(range) - first)),
          .last_of_part = in_part == per_part - 1};
}

}  // namespace detente
