#pragma once

#include "engine/core/record.hpp"
#include "engine/core/summary.hpp"

#include <optional>
#include <string>
#include <vector>

namespace detente {

/// What the runs of one part have produced: compressed chunks of outcomes and histories, events, and sums of the
/// summary.
struct PartRecord final : RecordSink::Part {
  std::int64_t part = 0;
  int arm = 0;
  std::int64_t first_run = 0, runs = 0;
  std::vector<std::vector<double>> outcomes;  // by block: [column * runs of the block + run], until they are compressed
  std::vector<EncodedChunk> chunks;  // dataset by ResultLayout, position: series * 2^32 + first run of the chunk
  std::vector<Event> events;
  std::vector<float> contributions;
  std::vector<double> sum, sum_of_squares;  // as SummarySums, over the part
  std::vector<std::uint32_t> counts;        // [(series * years + year) * bins + bin]
  std::vector<RunFailure> failures;         // by run; left out of the sums
};

/// Chunk position from a series and the first run of the chunk, and back.
std::int64_t chunk_position(std::size_t series, std::int64_t first_run);
std::size_t series_of(std::int64_t position);
std::int64_t first_run_of(std::int64_t position);

/// Writes a part so that it is either whole or absent: a temporary file, closed and checked, flushed to the disk,
/// renamed. `digest` names what it belongs to. Throws IoError.
void write_part(std::string const& path, PartRecord const& part, std::uint64_t digest);

/// Numbers of events by kind in a stored part, up to the last kind that occurs. Throws IoError.
std::vector<std::int64_t> read_events_by_kind(std::string const& path);

/// Runs that failed in a stored part. Throws IoError.
std::vector<RunFailure> read_failures(std::string const& path);

/// Reads a part; nothing if the file is absent, damaged or belongs to something else.
std::optional<PartRecord> read_part(std::string const& path, std::uint64_t digest);

}  // namespace detente
