#include "engine/io/part_store.hpp"

#include "engine/core/block_plan.hpp"
#include "engine/io/chunk_codec.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/io/hdf5_file.hpp"
#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

namespace detente {
namespace {

namespace fs = std::filesystem;

std::string file_name(std::int64_t part) { return fmt::format("part-{}.h5", part); }

/// The part that a file of this name holds; nothing if it is the name of something else.
std::optional<std::int64_t> part_named(std::string_view name) {
  std::string_view const lead = "part-";
  if (!name.starts_with(lead)) return std::nullopt;
  std::int64_t part = -1;
  std::from_chars(name.data() + lead.size(), name.data() + name.size(), part);
  if (part < 0 || file_name(part) != name) return std::nullopt;
  return part;
}

/// Brings a part over: by a link where the file system has them, else by a copy that appears whole.
void take_part(std::string const& from, std::string const& to) {
  std::error_code failed;
  fs::create_hard_link(from, to, failed);
  if (!failed) return;
  std::string const temporary = to + ".tmp";
  std::ifstream source(from, std::ios::binary);
  std::ofstream copy(temporary, std::ios::binary | std::ios::trunc);
  // Not by copy_file, which calls a full disk an error of input and output. Nothing to copy would count as a failure.
  if (source.peek() != std::ifstream::traits_type::eof()) copy << source.rdbuf();
  copy.close();
  if (!source || !copy) throw IoError(fmt::format("cannot copy '{}' to '{}' ({})", from, to, std::strerror(errno)));
  make_durable(temporary, to);
}

/// A number of which only the leading bits are kept: the nearest one, ties to even. What is no number stays what it is.
float rounded(float number, int bits) {
  constexpr int stored_bits = 23;  // behind the leading one
  if (!std::isfinite(number) || bits > stored_bits) return number;
  std::uint32_t const dropped = static_cast<std::uint32_t>(stored_bits + 1 - bits);
  std::uint32_t const word = std::bit_cast<std::uint32_t>(number);
  std::uint32_t const is_odd = (word >> dropped) & 1U;
  std::uint32_t const half = (1U << (dropped - 1)) - 1 + is_odd;
  return std::bit_cast<float>((word + half) & ~((1U << dropped) - 1));
}

void round_to(int bits, std::span<double> numbers) {
  for (double& number : numbers) number = rounded(static_cast<float>(number), bits);
}

/// A chunk of `size` numbers that begins with the given ones; the rest, beyond the last run, is missing.
template <class Number>
std::vector<std::byte> encode_padded(std::span<double const> numbers, std::size_t size) {
  std::vector<Number> chunk(size, std::numeric_limits<Number>::quiet_NaN());
  std::transform(numbers.begin(), numbers.end(), chunk.begin(), [](double x) { return static_cast<Number>(x); });
  return encode_chunk(std::span<Number const>(chunk));
}

/// Failures in a stored part. A file that is damaged or belongs to something else is no part: it is computed again.
std::vector<RunFailure> failures_in(std::string const& path, std::int64_t part, std::uint64_t digest) try {
  Hdf5Reader const file(path);
  if (file.u64_attribute("/", "digest") != digest || file.integer_attribute("/", "part") != part) return {};
  return read_failures(path);
} catch (IoError const&) {
  return {};
}

}  // namespace

PartStore::PartStore(std::string folder, ResultSpec const& spec, std::uint64_t digest)
    : folder_(std::move(folder)), spec_(spec), digest_(digest), layout_(spec) {
  std::error_code failed;
  fs::create_directories(folder_, failed);
  if (failed) throw IoError(fmt::format("cannot make the folder '{}' ({})", folder_, failed.message()));
  for (fs::directory_entry const& entry : fs::directory_iterator(folder_, failed)) {
    std::error_code ignored;  // a leftover that stays does no harm: nothing reads it
    if (entry.path().extension() == ".tmp") fs::remove(entry.path(), ignored);
  }
}

std::string PartStore::path_of(std::int64_t part) const { return folder_ + "/" + file_name(part); }

bool PartStore::has(std::int64_t part) const {
  std::optional<PartRecord> const record = read_part(path_of(part), digest_);
  return record && record->part == part;
}

PartRecord PartStore::read(std::int64_t part) const {
  std::optional<PartRecord> record = read_part(path_of(part), digest_);
  if (!record || record->part != part)
    throw IoError(fmt::format("part {} is absent or damaged ('{}'); run again to compute it", part, path_of(part)));
  return std::move(*record);
}

std::vector<double> PartStore::outcome(PartRecord const& part, std::size_t column) const {
  auto const holds = [&](EncodedChunk const& chunk) {
    std::size_t const index = static_cast<std::size_t>(chunk.dataset);
    return layout_.is_outcome(index) && layout_.dataset(index).first_series + series_of(chunk.position) == column;
  };
  auto const chunk = std::find_if(part.chunks.begin(), part.chunks.end(), holds);
  if (chunk == part.chunks.end())
    throw IoError(fmt::format("part {} holds no column {} of outcomes", part.part, column));
  std::size_t const size = static_cast<std::size_t>(layout_.outcome_chunk_runs());
  std::vector<std::byte> const raw = decode_chunk(chunk->bytes, size * sizeof(double), sizeof(double));
  std::vector<double> numbers(size);
  std::memcpy(numbers.data(), raw.data(), raw.size());
  numbers.resize(static_cast<std::size_t>(part.runs));
  return numbers;
}

std::vector<PartStore::Failed> PartStore::failures() const {
  std::vector<Failed> failed;
  BlockPlan const plan(spec_);
  for (std::int64_t const part : plan.parts_by_arm()) {
    std::string const path = path_of(part);
    if (!fs::exists(path)) continue;
    for (RunFailure const& failure : failures_in(path, part, digest_)) failed.push_back({plan.arm_of(part), failure});
  }
  return failed;
}

std::vector<std::int64_t> PartStore::numbers_in(std::string const& folder) {
  std::vector<std::int64_t> numbers;
  std::error_code failed;
  for (fs::directory_entry const& entry : fs::directory_iterator(folder, failed)) {
    std::optional<std::int64_t> const part = part_named(entry.path().filename().native());
    if (part) numbers.push_back(*part);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void PartStore::take_from(std::string const& folder) const {
  for (std::int64_t const part : numbers_in(folder)) {
    std::string const target = path_of(part);
    if (fs::exists(target)) {
      if (has(part)) continue;
      std::error_code ignored;  // what stays is in the way of the next step, which says so
      fs::remove(target, ignored);
    }
    take_part(folder + "/" + file_name(part), target);
  }
}

std::uint64_t PartStore::size() const {
  std::uint64_t bytes = 0;
  std::error_code failed;
  for (fs::directory_entry const& entry : fs::directory_iterator(folder_, failed)) bytes += entry.file_size(failed);
  return bytes;
}

void PartStore::remove() {
  std::error_code ignored;  // what stays is only in the way
  fs::remove_all(folder_, ignored);
}

void PartStore::encode(BlockRecord& block) const {
  if (block.history.empty()) return;
  std::size_t const instants = static_cast<std::size_t>(spec_.months) + 1;
  std::size_t const used = static_cast<std::size_t>(block.id.runs) * instants;
  std::size_t const size = static_cast<std::size_t>(layout_.history_chunk_runs()) * instants;
  std::span<double> const history(block.history);
  for (std::size_t k = 0; k < layout_.histories().size(); ++k) {
    ChunkedDataset const& dataset = layout_.histories()[k];
    for (std::size_t s = 0; s < dataset.series; ++s) {
      std::span<double> const numbers = history.subspan((dataset.first_series + s) * used, used);
      bool const exact = dataset.type == NumberType::float64;
      if (spec_.recording.history_bits > 0) round_to(spec_.recording.history_bits, numbers);
      block.chunks.push_back({static_cast<std::int64_t>(layout_.outcomes().size() + k),
                              chunk_position(s, block.id.first_run),
                              exact ? encode_padded<double>(numbers, size) : encode_padded<float>(numbers, size)});
    }
  }
  block.history = {};
}

std::unique_ptr<RecordSink::Part> PartStore::gather(BlockRecord&& block) {
  if (!open_) {
    open_ = std::make_unique<PartRecord>();
    open_->part = block.id.part;
    open_->arm = block.id.arm;
    open_->first_run = block.id.first_run;
  }
  open_->runs += block.id.runs;
  open_->outcomes.push_back(std::move(block.outcomes));
  add_events(block);
  add_summary(block);
  open_->failures.insert(open_->failures.end(), block.failures.begin(), block.failures.end());
  std::move(block.chunks.begin(), block.chunks.end(), std::back_inserter(open_->chunks));
  if (!block.id.last_of_part) return nullptr;
  return std::move(open_);
}

void PartStore::add_events(BlockRecord const& block) {
  std::size_t const drivers = spec_.catalogue.dimension("driver").labels.size();
  std::int32_t const rows = static_cast<std::int32_t>(open_->contributions.size() / std::max<std::size_t>(drivers, 1));
  for (Event event : block.events) {
    if (event.contributions >= 0) event.contributions += rows;
    open_->events.push_back(event);
  }
  open_->contributions.insert(open_->contributions.end(), block.contributions.begin(), block.contributions.end());
}

void PartStore::add_summary(BlockRecord const& block) {
  SummarySums const& sums = block.summary;
  open_->sum.resize(sums.sum.size());
  open_->sum_of_squares.resize(sums.sum.size());
  for (std::size_t k = 0; k < sums.sum.size(); ++k) {
    open_->sum[k] += sums.sum[k];
    open_->sum_of_squares[k] += sums.sum_of_squares[k];
  }
  std::size_t const runs = static_cast<std::size_t>(block.id.runs);
  open_->counts.resize(sums.year_end_bins.size() / runs * histogram_bins);
  for (std::size_t k = 0; k < sums.year_end_bins.size(); ++k) {
    if (sums.year_end_bins[k] != no_bin) ++open_->counts[k / runs * histogram_bins + sums.year_end_bins[k]];
  }
}

void PartStore::encode(Part& part) const {
  PartRecord& record = static_cast<PartRecord&>(part);
  std::size_t const size = static_cast<std::size_t>(layout_.outcome_chunk_runs());
  std::vector<double> column;
  for (std::size_t k = 0; k < layout_.outcomes().size(); ++k) {
    ChunkedDataset const& dataset = layout_.outcomes()[k];
    for (std::size_t s = 0; s < dataset.series; ++s) {
      column.clear();
      for (std::vector<double> const& block : record.outcomes) {
        std::size_t const runs = block.size() / layout_.columns();
        auto const from = block.begin() + static_cast<std::ptrdiff_t>((dataset.first_series + s) * runs);
        column.insert(column.end(), from, from + static_cast<std::ptrdiff_t>(runs));
      }
      record.chunks.push_back(
          {static_cast<std::int64_t>(k), chunk_position(s, record.first_run), encode_padded<double>(column, size)});
    }
  }
  record.outcomes = {};
}

void PartStore::commit(std::unique_ptr<Part> part) {
  PartRecord const& record = static_cast<PartRecord const&>(*part);
  write_part(path_of(record.part), record, digest_);
}

}  // namespace detente
