#pragma once

#include "engine/core/record.hpp"
#include "engine/io/hdf5_file.hpp"
#include "engine/io/part_store.hpp"

#include <cstdint>
#include <vector>

namespace detente {

/// The runs of an ensemble that came to no result. Such a run is dropped in every arm, so that the arms stay paired:
/// all its outcomes are missing.
class FailureTable {
 public:
  /// `failures` in the order of the file: by arm, then by run.
  FailureTable(ResultSpec const& spec, std::vector<PartStore::Failed> failures);

  /// Runs that failed in some arm, ascending, each once.
  std::vector<std::int64_t> const& dropped_runs() const { return dropped_; }
  /// Writes the number of dropped runs and, if there are some, the group /failures with one row for each run and arm.
  void write(Hdf5Writer& file) const;
  /// The chunk of outcomes that begins with run `first_run`, without the runs that are dropped.
  EncodedChunk drop_from(EncodedChunk const& chunk, std::int64_t first_run, std::int64_t chunk_runs) const;

 private:
  ResultSpec const& spec_;
  std::vector<PartStore::Failed> failures_;
  std::vector<std::int64_t> dropped_;
};

}  // namespace detente
