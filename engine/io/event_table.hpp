#pragma once

#include "engine/core/record.hpp"
#include "engine/io/hdf5_file.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace detente {

/// A column of a table that is written as it grows, a chunk at a time; `rows` are known before.
template <class Number>
class TableColumn {
 public:
  /// `width` numbers a row; the second axis is then `width_dimension`.
  TableColumn(Hdf5Writer& file, std::string path, std::string const& row_dimension, std::uint64_t rows,
              std::string const& unit, std::string const& meaning, std::string const& width_dimension = "",
              std::uint64_t width = 1);
  void add(std::span<Number const> row);
  void add(Number value) { add(std::span<Number const>(&value, 1)); }
  /// Writes what is left. Throws std::logic_error if fewer rows came than were announced.
  void finish();

 private:
  void flush();

  Hdf5Writer& file_;
  std::string path_;
  std::uint64_t rows_, width_, chunk_rows_, written_ = 0;
  bool is_wide_;
  std::vector<Number> chunk_;
};

/// The events of one kind, over all arms, in the group /events/<kind>: one row an event, sorted as they come. With
/// /events/<kind>_first_row and <kind>_rows the rows of any run are found without reading the others'.
class EventTable {
 public:
  /// `rows` is the number of events to come.
  EventTable(Hdf5Writer& file, ResultSpec const& spec, int kind, std::uint64_t rows);
  /// `contributions` are those of the event, one per driver, or empty.
  void add(int arm, Event const& event, std::span<float const> contributions);
  void finish();

 private:
  Hdf5Writer& file_;
  ResultSpec const& spec_;
  EventKind const& kind_;
  std::string path_;
  std::vector<TableColumn<std::int32_t>> places_;  // policy, scenario, run, month, entity
  std::vector<TableColumn<double>> ends_;          // from, to
  std::vector<TableColumn<float>> contribution_;   // at most one
  std::vector<std::int32_t> rows_of_run_;          // [arm * event_runs + run]
};

}  // namespace detente
