#pragma once

#include "engine/core/record.hpp"
#include "engine/run/shard.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace detente {

/// Gives out the parts that an ensemble is to compute, one after the other. Who shares a source with others gets only
/// some of them.
class PartSource {
 public:
  virtual ~PartSource() = default;
  /// All parts that are given out, whoever gets them: what progress is measured against. Ascending.
  virtual std::vector<std::int64_t> const& parts() const = 0;
  /// The next part for the caller, later ones than before; nothing at the end. Asked from one thread at a time.
  virtual std::optional<std::int64_t> next() = 0;
};

/// A list of parts for one process.
class PartList final : public PartSource {
 public:
  explicit PartList(std::vector<std::int64_t> parts) : parts_(std::move(parts)) {}
  std::vector<std::int64_t> const& parts() const override { return parts_; }
  std::optional<std::int64_t> next() override;

 private:
  std::vector<std::int64_t> parts_;
  std::size_t next_ = 0;
};

/// Those parts of a shard that the sink lacks, ascending; of the whole if nothing else is said.
std::vector<std::int64_t> missing_parts(ResultSpec const& spec, RecordSink const& sink, Shard const& shard = {});

}  // namespace detente
