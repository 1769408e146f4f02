#include "engine/io/event_table.hpp"

#include "engine/io/chunk_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <type_traits>

namespace detente {
namespace {

constexpr std::uint64_t longest_chunk = 16384;  // rows

template <class Number>
constexpr NumberType type_of() {
  if constexpr (std::is_same_v<Number, double>)
    return NumberType::float64;
  else if constexpr (std::is_same_v<Number, float>)
    return NumberType::float32;
  else
    return NumberType::int32;
}

}  // namespace

template <class Number>
TableColumn<Number>::TableColumn(Hdf5Writer& file, std::string path, std::string const& row_dimension,
                                 std::uint64_t rows, std::string const& unit, std::string const& meaning,
                                 std::string const& width_dimension, std::uint64_t width)
    : file_(file),
      path_(std::move(path)),
      rows_(rows),
      width_(width),
      chunk_rows_(std::min(rows, longest_chunk)),
      is_wide_(!width_dimension.empty()) {
  Shape shape{{rows}, {row_dimension}, {}};
  if (rows > 0) shape.chunk = {chunk_rows_};
  if (is_wide_) {
    shape.extent.push_back(width);
    shape.dimensions.push_back(width_dimension);
    if (rows > 0) shape.chunk.push_back(width);
  }
  // Zero would mark every zero as missing: _FillValue is what readers mask.
  constexpr double fill = std::is_floating_point_v<Number> ? std::numeric_limits<double>::quiet_NaN() : 0;
  file_.dataset(path_, type_of<Number>(), shape, unit, meaning, fill);
}

template <class Number>
void TableColumn<Number>::add(std::span<Number const> row) {
  chunk_.insert(chunk_.end(), row.begin(), row.end());
  if (chunk_.size() == chunk_rows_ * width_) flush();
}

template <class Number>
void TableColumn<Number>::flush() {
  std::uint64_t const first = written_;
  written_ += chunk_.size() / width_;
  chunk_.resize(chunk_rows_ * width_);
  std::vector<std::uint64_t> offset{first};
  if (is_wide_) offset.push_back(0);
  file_.write_chunk(path_, offset, encode_chunk(std::span<Number const>(chunk_)));
  chunk_.clear();
}

template <class Number>
void TableColumn<Number>::finish() {
  if (!chunk_.empty()) flush();
  if (written_ != rows_)
    throw std::logic_error(fmt::format("{}: {} rows came, {} were announced", path_, written_, rows_));
}

template class TableColumn<double>;
template class TableColumn<float>;
template class TableColumn<std::int32_t>;

EventTable::EventTable(Hdf5Writer& file, ResultSpec const& spec, int kind, std::uint64_t rows)
    : file_(file),
      spec_(spec),
      kind_(spec.catalogue.events[static_cast<std::size_t>(kind)]),
      path_("/events/" + kind_.name),
      rows_of_run_(spec.arms.size() * static_cast<std::size_t>(spec.recording.event_runs)) {
  file.group(path_);
  std::vector<std::int32_t> labels(rows);
  std::iota(labels.begin(), labels.end(), 0);
  std::string const row = path_ + "/event";
  file.number_coordinate(row, labels, "", kind_.meaning);
  std::string const& entity = kind_.entity_dimension;
  places_.emplace_back(file, path_ + "/policy_index", row, rows, "", "position in the coordinate policy");
  places_.emplace_back(file, path_ + "/scenario_index", row, rows, "", "position in the coordinate scenario");
  places_.emplace_back(file, path_ + "/run_index", row, rows, "", "run");
  places_.emplace_back(file, path_ + "/month_index", row, rows, "months", "month in which it happened, 1 is the first");
  places_.emplace_back(file, path_ + "/entity", row, rows, "",
                       entity.empty() ? "0: the world" : "position in the coordinate " + entity);
  if (!entity.empty()) file.attribute(path_ + "/entity", "dimension", entity);
  ends_.emplace_back(file, path_ + "/from", row, rows, "", "before: " + kind_.from_to_meaning);
  ends_.emplace_back(file, path_ + "/to", row, rows, "", "after: " + kind_.from_to_meaning);
  if (kind_.has_contributions) {
    contribution_.emplace_back(file, path_ + "/contribution", row, rows, "1",
                               "what each driver adds to the logarithm of the rate [1/year]", "driver",
                               spec.catalogue.dimension("driver").labels.size());
  }
}

void EventTable::add(int arm, Event const& event, std::span<float const> contributions) {
  Arm const& place = spec_.arms[static_cast<std::size_t>(arm)];
  places_[0].add(place.policy);
  places_[1].add(place.scenario);
  places_[2].add(static_cast<std::int32_t>(event.run));
  places_[3].add(event.month);
  places_[4].add(event.entity);
  ends_[0].add(event.from);
  ends_[1].add(event.to);
  if (!contribution_.empty()) contribution_.front().add(contributions);
  ++rows_of_run_[static_cast<std::size_t>(arm) * static_cast<std::size_t>(spec_.recording.event_runs) +
                 static_cast<std::size_t>(event.run)];
}

void EventTable::finish() {
  for (auto& column : places_) column.finish();
  for (auto& column : ends_) column.finish();
  for (auto& column : contribution_) column.finish();
  std::vector<std::int64_t> first(rows_of_run_.size());
  std::exclusive_scan(rows_of_run_.begin(), rows_of_run_.end(), first.begin(), std::int64_t{0});
  Shape const by_run{
      {spec_.policies.size(), spec_.scenarios.size(), static_cast<std::uint64_t>(spec_.recording.event_runs)},
      {"policy", "scenario", "event_run"},
      {}};
  file_.values(path_ + "_first_row", first, by_run, "", fmt::format("first row of a run in {}", kind_.name));
  file_.values(path_ + "_rows", rows_of_run_, by_run, "", fmt::format("rows of a run in {}", kind_.name));
}

}  // namespace detente
