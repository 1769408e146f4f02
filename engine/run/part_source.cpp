#include "engine/run/part_source.hpp"

#include "engine/core/block_plan.hpp"

#include <stdexcept>

namespace detente {

std::optional<std::int64_t> PartList::next() {
  if (next_ == parts_.size()) return std::nullopt;
  return parts_[next_++];
}

std::vector<std::int64_t> missing_parts(ResultSpec const& spec, RecordSink const& sink, std::int64_t first,
                                        std::int64_t step) {
  if (step < 1) throw std::invalid_argument("parts must advance");
  std::int64_t const parts = BlockPlan(spec).parts();
  std::vector<std::int64_t> missing;
  for (std::int64_t part = first; part < parts; part += step) {
    if (!sink.has(part)) missing.push_back(part);
  }
  return missing;
}

}  // namespace detente
