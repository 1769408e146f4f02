#include "engine/io/part_file.hpp"

#include "engine/io/chunk_codec.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/io/hdf5_file.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <limits>
#include <span>

namespace detente {
namespace {

constexpr char const* part_schema = "detente/part@1";

template <class Number>
std::uint32_t add_to(std::uint32_t check, std::vector<Number> const& numbers) {
  return checksum(std::as_bytes(std::span(numbers)), check);
}

/// Everything of a part as flat columns, in the order in which they are stored and checked.
struct Columns {
  std::vector<std::int64_t> chunk_dataset, chunk_position, chunk_length;
  std::vector<std::byte> chunk_bytes, count_bytes;
  std::vector<std::int64_t> event_run;
  std::vector<std::int32_t> event_month, event_kind, event_entity, event_row;
  std::vector<double> event_from, event_to;
  std::vector<std::int64_t> failure_run, failure_column;

  std::uint32_t check(PartRecord const& part) const {
    std::uint32_t sum = add_to(add_to(add_to(0, chunk_dataset), chunk_position), chunk_length);
    sum = add_to(add_to(sum, chunk_bytes), count_bytes);
    sum = add_to(add_to(add_to(add_to(add_to(sum, event_run), event_month), event_kind), event_entity), event_row);
    sum = add_to(add_to(add_to(sum, event_from), event_to), part.contributions);
    sum = add_to(add_to(sum, failure_run), failure_column);
    return add_to(add_to(sum, part.sum), part.sum_of_squares);
  }
};

Columns columns_of(PartRecord const& part) {
  Columns columns;
  for (EncodedChunk const& chunk : part.chunks) {
    columns.chunk_dataset.push_back(chunk.dataset);
    columns.chunk_position.push_back(chunk.position);
    columns.chunk_length.push_back(static_cast<std::int64_t>(chunk.bytes.size()));
    columns.chunk_bytes.insert(columns.chunk_bytes.end(), chunk.bytes.begin(), chunk.bytes.end());
  }
  if (!part.counts.empty()) columns.count_bytes = encode_chunk(std::span<std::uint32_t const>(part.counts));
  for (Event const& event : part.events) {
    columns.event_run.push_back(event.run);
    columns.event_month.push_back(event.month);
    columns.event_kind.push_back(event.kind);
    columns.event_entity.push_back(event.entity);
    columns.event_row.push_back(event.contributions);
    columns.event_from.push_back(event.from);
    columns.event_to.push_back(event.to);
  }
  for (RunFailure const& failure : part.failures) {
    columns.failure_run.push_back(failure.run);
    columns.failure_column.push_back(failure.column);
  }
  return columns;
}

/// Numbers of a damaged part may be too large for their type, or none at all.
template <class Number>
std::vector<Number> whole_numbers(Hdf5Reader const& file, std::string const& path) {
  constexpr auto beyond = -static_cast<double>(std::numeric_limits<Number>::min());  // a power of two
  std::vector<Number> numbers;
  for (double const value : file.numbers(path)) {
    if (!(value >= -beyond && value < beyond)) throw IoError(fmt::format("a number of {} is damaged", path));
    numbers.push_back(static_cast<Number>(value));
  }
  return numbers;
}

std::vector<float> single_numbers(Hdf5Reader const& file, std::string const& path) {
  std::vector<double> const numbers = file.numbers(path);
  std::vector<float> result(numbers.size());
  std::transform(numbers.begin(), numbers.end(), result.begin(), [](double x) { return static_cast<float>(x); });
  return result;
}

/// How many events of each kind there are, up to the last kind that occurs.
std::vector<std::int64_t> events_by_kind(PartRecord const& part) {
  std::vector<std::int64_t> counts;
  for (Event const& event : part.events) {
    std::size_t const kind = static_cast<std::size_t>(event.kind);
    if (kind >= counts.size()) counts.resize(kind + 1);
    ++counts[kind];
  }
  return counts;
}

void unpack(Columns const& columns, std::size_t counts, PartRecord& part) {
  std::size_t at = 0;
  for (std::size_t k = 0; k < columns.chunk_length.size(); ++k) {
    std::size_t const length = static_cast<std::size_t>(columns.chunk_length[k]);
    auto const from = columns.chunk_bytes.begin() + static_cast<std::ptrdiff_t>(at);
    part.chunks.push_back(
        {columns.chunk_dataset[k], columns.chunk_position[k], {from, from + static_cast<std::ptrdiff_t>(length)}});
    at += length;
  }
  for (std::size_t k = 0; k < columns.event_run.size(); ++k) {
    part.events.push_back({columns.event_run[k], columns.event_month[k],
                           static_cast<std::int16_t>(columns.event_kind[k]), columns.event_entity[k],
                           columns.event_from[k], columns.event_to[k], columns.event_row[k]});
  }
  for (std::size_t k = 0; k < columns.failure_run.size(); ++k)
    part.failures.push_back({columns.failure_run[k], static_cast<std::int32_t>(columns.failure_column[k])});
  part.counts.resize(counts);
  if (counts == 0) return;
  std::vector<std::byte> const raw =
      decode_chunk(columns.count_bytes, counts * sizeof(std::uint32_t), sizeof(std::uint32_t));
  std::memcpy(part.counts.data(), raw.data(), raw.size());
}

}  // namespace

std::int64_t chunk_position(std::size_t series, std::int64_t first_run) {
  return (static_cast<std::int64_t>(series) << 32) + first_run;
}
std::size_t series_of(std::int64_t position) { return static_cast<std::size_t>(position >> 32); }
std::int64_t first_run_of(std::int64_t position) { return position & 0xffffffff; }

void write_part(std::string const& path, PartRecord const& part, std::uint64_t digest) {
  Columns const columns = columns_of(part);
  auto const vector_of = [](std::size_t size) { return Shape{{size}, {}, {}}; };
  std::string const temporary = path + ".tmp";
  Hdf5Writer file(temporary);
  file.attribute("/", "schema", std::string(part_schema));
  file.attribute_u64("/", "digest", digest);
  file.attribute("/", "part", part.part);
  file.attribute("/", "arm", static_cast<std::int64_t>(part.arm));
  file.attribute("/", "first_run", part.first_run);
  file.attribute("/", "runs", part.runs);
  file.attribute("/", "counts", static_cast<std::int64_t>(part.counts.size()));
  file.attribute("/", "checksum", static_cast<std::int64_t>(columns.check(part)));
  file.values("chunk_dataset", columns.chunk_dataset, vector_of(columns.chunk_dataset.size()), "", "");
  file.values("chunk_position", columns.chunk_position, vector_of(columns.chunk_position.size()), "", "");
  file.values("chunk_length", columns.chunk_length, vector_of(columns.chunk_length.size()), "", "");
  file.bytes("chunk_bytes", columns.chunk_bytes);
  file.bytes("count_bytes", columns.count_bytes);
  std::vector<std::int64_t> const by_kind = events_by_kind(part);
  file.values("events_by_kind", by_kind, vector_of(by_kind.size()), "", "");
  file.values("event_run", columns.event_run, vector_of(columns.event_run.size()), "", "");
  file.values("event_month", columns.event_month, vector_of(columns.event_month.size()), "", "");
  file.values("event_kind", columns.event_kind, vector_of(columns.event_kind.size()), "", "");
  file.values("event_entity", columns.event_entity, vector_of(columns.event_entity.size()), "", "");
  file.values("event_row", columns.event_row, vector_of(columns.event_row.size()), "", "");
  file.values("event_from", columns.event_from, vector_of(columns.event_from.size()), "", "");
  file.values("event_to", columns.event_to, vector_of(columns.event_to.size()), "", "");
  file.values("failure_run", columns.failure_run, vector_of(columns.failure_run.size()), "", "");
  file.values("failure_column", columns.failure_column, vector_of(columns.failure_column.size()), "", "");
  file.values("contributions", part.contributions, vector_of(part.contributions.size()), "", "");
  file.values("sum", part.sum, vector_of(part.sum.size()), "", "");
  file.values("sum_of_squares", part.sum_of_squares, vector_of(part.sum_of_squares.size()), "", "");
  file.close();
  make_durable(temporary, path);
}

std::vector<std::int64_t> read_events_by_kind(std::string const& path) {
  return whole_numbers<std::int64_t>(Hdf5Reader(path), "events_by_kind");
}

std::vector<RunFailure> read_failures(std::string const& path) {
  Hdf5Reader const file(path);
  auto const runs = whole_numbers<std::int64_t>(file, "failure_run");
  auto const columns = whole_numbers<std::int32_t>(file, "failure_column");
  if (runs.size() != columns.size()) throw IoError(fmt::format("the failures of '{}' are damaged", path));
  std::vector<RunFailure> failures;
  for (std::size_t k = 0; k < runs.size(); ++k) failures.push_back({runs[k], columns[k]});
  return failures;
}

std::optional<PartRecord> read_part(std::string const& path, std::uint64_t digest) try {
  if (!std::filesystem::exists(path)) return std::nullopt;
  Hdf5Reader const file(path);
  if (file.text_attribute("/", "schema") != part_schema || file.u64_attribute("/", "digest") != digest)
    return std::nullopt;
  PartRecord part;
  part.part = file.integer_attribute("/", "part");
  part.arm = static_cast<int>(file.integer_attribute("/", "arm"));
  part.first_run = file.integer_attribute("/", "first_run");
  part.runs = file.integer_attribute("/", "runs");
  part.contributions = single_numbers(file, "contributions");
  part.sum = file.numbers("sum");
  part.sum_of_squares = file.numbers("sum_of_squares");
  Columns const columns{.chunk_dataset = whole_numbers<std::int64_t>(file, "chunk_dataset"),
                        .chunk_position = whole_numbers<std::int64_t>(file, "chunk_position"),
                        .chunk_length = whole_numbers<std::int64_t>(file, "chunk_length"),
                        .chunk_bytes = file.bytes("chunk_bytes"),
                        .count_bytes = file.bytes("count_bytes"),
                        .event_run = whole_numbers<std::int64_t>(file, "event_run"),
                        .event_month = whole_numbers<std::int32_t>(file, "event_month"),
                        .event_kind = whole_numbers<std::int32_t>(file, "event_kind"),
                        .event_entity = whole_numbers<std::int32_t>(file, "event_entity"),
                        .event_row = whole_numbers<std::int32_t>(file, "event_row"),
                        .event_from = file.numbers("event_from"),
                        .event_to = file.numbers("event_to"),
                        .failure_run = whole_numbers<std::int64_t>(file, "failure_run"),
                        .failure_column = whole_numbers<std::int64_t>(file, "failure_column")};
  if (columns.check(part) != static_cast<std::uint32_t>(file.integer_attribute("/", "checksum"))) return std::nullopt;
  unpack(columns, static_cast<std::size_t>(file.integer_attribute("/", "counts")), part);
  if (whole_numbers<std::int64_t>(file, "events_by_kind") != events_by_kind(part)) return std::nullopt;
  return part;
} catch (IoError const&) {
  return std::nullopt;  // a damaged part is computed again
}

}  // namespace detente
