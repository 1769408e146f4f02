#pragma once

#include "engine/core/record.hpp"

#include <cstdint>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace detente {

/// Records without content: what there is to say about order needs no simulation.
inline BlockRecord empty_record(BlockId const& id) {
  BlockRecord record;
  record.id = id;
  return record;
}

/// Keeps all records in memory and watches how it is called.
class MemorySink : public RecordSink {
 public:
  struct StoredPart final : Part {
    std::int64_t index = 0;
    bool encoded = false;
    std::vector<BlockRecord> blocks;
  };

  /// Parts that count as stored already.
  explicit MemorySink(std::set<std::int64_t> stored = {}) : stored_(std::move(stored)) {}

  bool has(std::int64_t part) const override { return stored_.contains(part); }

  /// Leaves a mark, so that a record that was not encoded is seen.
  void encode(BlockRecord& block) const override {
    block.chunks.push_back({.dataset = block.id.index, .position = 0, .bytes = {}});
  }

  std::unique_ptr<Part> gather(BlockRecord&& block) override {
    gathered.push_back(block.id.index);
    if (!open_) open_ = std::make_unique<StoredPart>();
    bool const last = block.id.last_of_part;
    open_->index = block.id.part;
    open_->blocks.push_back(std::move(block));
    if (!last) return nullptr;
    return std::move(open_);
  }

  void encode(Part& part) const override { static_cast<StoredPart&>(part).encoded = true; }

  void commit(std::unique_ptr<Part> part) override {
    parts.push_back(std::unique_ptr<StoredPart>(static_cast<StoredPart*>(part.release())));
  }

  /// Numbers of the parts that were committed, in order.
  std::vector<std::int64_t> committed() const {
    std::vector<std::int64_t> numbers;
    for (auto const& part : parts) numbers.push_back(part->index);
    return numbers;
  }

  std::vector<std::int64_t> gathered;  // block numbers, in order
  std::vector<std::unique_ptr<StoredPart>> parts;

 private:
  std::set<std::int64_t> stored_;
  std::unique_ptr<StoredPart> open_;
};

}  // namespace detente
