#include "engine/run/part_source.hpp"

#include "engine/core/block_plan.hpp"

namespace detente {

std::optional<std::int64_t> PartList::next() {
  if (next_ == parts_.size()) return std::nullopt;
  return parts_[next_++];
}

std::vector<std::int64_t> missing_parts(ResultSpec const& spec, RecordSink const& sink, Shard const& shard) {
  std::vector<std::int64_t> parts = shard.parts(BlockPlan(spec).parts());
  std::erase_if(parts, [&](std::int64_t part) { return sink.has(part); });
  return parts;
}

}  // namespace detente
