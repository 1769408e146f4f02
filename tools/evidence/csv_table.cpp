#include "tools/evidence/csv_table.hpp"

#include "engine/config/config_error.hpp"
#include "engine/io/durable_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
CsvTable CsvTable::read(std::string const& file) {
  CsvTable table;
  table.file_ = file;
  SourceText text(file, ".", read_text_file(file));
  CsvRows rows = read_csv(text.text());
  table.source_ = table.diagnostics_.add_source(std::move(text));
  if (rows.broken_line != 0)
    table.report({rows.broken_line, {}}, "a quote that is not closed, or that stands inside of a field",
                 "a quoted field ends with its quote", "a quote within one is written twice");
  table.throw_if_faults();
  if (!rows.rows.empty()) {
    table.head_ = std::move(rows.rows.front().fields);
    rows.rows.erase(rows.rows.begin());
  }
  table.rows_ = std::move(rows.rows);
  for (Row const& row : table.rows_) {
    if (row.fields.size() != table.head_.size())
      table.report(row, fmt::format("{} fields", row.fields.size()),
                   fmt::format("{}, as in the head line", table.head_.size()),
                   "a field with a comma in it stands in double quotes");
  }
  table.throw_if_faults();
  return table;
}

int CsvTable::find(std::string const& column) const {
  auto const at = std::find(head_.begin(), head_.end(), column);
  return at == head_.end() ? -1 : static_cast<int>(at - head_.begin());
}

void CsvTable::report(Row const& row, std::string const& what, std::string const& expected, std::string const& hint) {
  diagnostics_.report({source_, row.line - 1, 0}, what, expected, hint);
}

void CsvTable::throw_if_faults() const {
  if (!diagnostics_.empty()) throw ConfigError(diagnostics_.messages());
}

}  // namespace detente
