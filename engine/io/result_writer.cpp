#include "engine/io/result_writer.hpp"

#include "engine/core/block_plan.hpp"
#include "engine/io/durable_file.hpp"
#include "engine/io/event_table.hpp"
#include "engine/io/failure_table.hpp"
#include "engine/io/io_error.hpp"
#include "engine/io/summary_table.hpp"

#include <fmt/format.h>

#include <deque>
#include <filesystem>
#include <system_error>

namespace detente {
namespace {

namespace fs = std::filesystem;

constexpr double frame_bytes = 4e6;  // coordinates, levers, provenance

void check_space(std::string const& path, PartStore const& parts) {
  std::error_code failed;
  fs::path const folder = fs::path(path).parent_path();
  fs::space_info const space = fs::space(folder.empty() ? "." : folder, failed);
  double const needed = static_cast<double>(parts.size()) + frame_bytes;
  if (failed || static_cast<double>(space.available) >= needed) return;
  throw IoError(fmt::format(
      "cannot merge into '{}' (needs {:.0f} MB, {:.0f} MB are free); free some and run the same again: the finished "
      "parts are kept",
      path, needed / 1e6, static_cast<double>(space.available) / 1e6));
}

class Merger {
 public:
  Merger(Hdf5Writer& file, ResultSpec const& spec, PartStore const& parts)
      : file_(file), spec_(spec), plan_(spec), parts_(parts), failures_(spec, parts.failures()), summary_(file, spec) {
    failures_.write(file);
    if (spec.recording.event_runs > 0) declare_events();
  }

  /// All parts, in the order of the file.
  void merge_all() {
    for (std::int64_t const part : plan_.parts_by_arm()) merge(part);
    summary_.finish();
    for (EventTable& table : tables_) table.finish();
  }

 private:
  void merge(std::int64_t part) {
    PartRecord const record = parts_.read(part);
    Arm const& arm = spec_.arms[static_cast<std::size_t>(record.arm)];
    for (EncodedChunk const& chunk : record.chunks) write(chunk, arm);
    std::span<float const> const contributions(record.contributions);
    std::size_t const drivers = spec_.catalogue.dimension("driver").labels.size();
    for (Event const& event : record.events) {
      bool const has_terms = event.contributions >= 0;
      tables_[static_cast<std::size_t>(event.kind)].add(
          record.arm, event,
          has_terms ? contributions.subspan(static_cast<std::size_t>(event.contributions) * drivers, drivers)
                    : contributions.first(0));
    }
    summary_.add(record);
    if (plan_.is_last_of_arm(part)) summary_.finish_arm(record.arm);
  }

  void write(EncodedChunk const& chunk, Arm const& arm) {
    ResultLayout const& layout = parts_.layout();
    std::size_t const index = static_cast<std::size_t>(chunk.dataset);
    ChunkedDataset const& dataset = layout.dataset(index);
    std::int64_t const first_run = first_run_of(chunk.position);
    std::vector<std::uint64_t> const offset = layout.chunk_offset(dataset, arm, first_run, series_of(chunk.position));
    if (layout.is_outcome(index) && !failures_.dropped_runs().empty())
      file_.write_chunk(dataset.path, offset, failures_.drop_from(chunk, first_run, layout.outcome_chunk_runs()).bytes);
    else
      file_.write_chunk(dataset.path, offset, chunk.bytes);
  }

  void declare_events() {
    std::vector<std::uint64_t> rows(spec_.catalogue.events.size(), 0);
    for (std::int64_t const part : plan_.parts_by_arm()) {
      std::vector<std::int64_t> const counts = read_events_by_kind(parts_.path_of(part));
      for (std::size_t kind = 0; kind < counts.size(); ++kind)
        rows.at(kind) += static_cast<std::uint64_t>(counts[kind]);
    }
    file_.group("/events");
    for (std::size_t kind = 0; kind < rows.size(); ++kind)
      tables_.emplace_back(file_, spec_, static_cast<int>(kind), rows[kind]);
  }

  Hdf5Writer& file_;
  ResultSpec const& spec_;
  BlockPlan const plan_;
  PartStore const& parts_;
  FailureTable failures_;
  SummaryTable summary_;
  std::deque<EventTable> tables_;
};

}  // namespace

void write_result(std::string const& path, ResultSpec const& spec, PartStore const& parts) {
  std::string const temporary = path + ".tmp";
  std::error_code ignored;
  // What a merge that was killed has left takes space that this one may need.
  if (fs::symlink_status(temporary).type() == fs::file_type::regular) fs::remove(temporary, ignored);
  check_space(path, parts);
  Hdf5Writer file(temporary);
  write_frame(file, spec, parts.layout());
  Merger merger(file, spec, parts);
  merger.merge_all();
  file.close();
  make_durable(temporary, path);
}

}  // namespace detente
