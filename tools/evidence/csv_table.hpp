#pragma once

#include "engine/config/csv_rows.hpp"
#include "engine/config/diagnostics.hpp"

#include <string>
#include <vector>

namespace detente {

/// A file of comma-separated values (RFC 4180) with a head line.
class CsvTable {
 public:
  using Row = CsvRow;

  /// Throws IoError if it cannot be read, ConfigError if a row has not as many fields as the head.
  static CsvTable read(std::string const& file);

  std::string const& file() const { return file_; }
  std::vector<Row> const& rows() const { return rows_; }
  /// Position of a column; -1 if there is none.
  int find(std::string const& column) const;

  /// Faults of rows, each with its place, the line and a hint, as those of configurations.
  void report(Row const& row, std::string const& what, std::string const& expected, std::string const& hint = "");
  void throw_if_faults() const;

 private:
  std::string file_;
  std::vector<std::string> head_;
  std::vector<Row> rows_;
  Diagnostics diagnostics_;
  int source_ = 0;
};

}  // namespace detente
