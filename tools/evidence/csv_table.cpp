#include "tools/evidence/csv_table.hpp"

#include "engine/config/config_error.hpp"
#include "engine/io/durable_file.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace detente {
namespace {

/// Takes rows from the parser as they end.
struct Rows {
  int line = 0;
  std::vector<std::string> fields;
  std::vector<CsvTable::Row> rows;

  static void add_field(void* bytes, std::size_t size, void* self) {
    static_cast<Rows*>(self)->fields.emplace_back(static_cast<char const*>(bytes), size);
  }
  static void end_row(int, void* self) {
    Rows& rows = *static_cast<Rows*>(self);
    rows.rows.push_back({rows.line, std::move(rows.fields)});
    rows.fields.clear();
  }
};

}  // namespace

CsvTable CsvTable::read(std::string const& file) {
  CsvTable table;
  table.file_ = file;
  SourceText text(file, ".", read_text_file(file));
  csv_parser parser;
  csv_init(&parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
  std::unique_ptr<csv_parser, void (*)(csv_parser*)> const owner(&parser, csv_free);
  Rows rows;
  std::string_view rest = text.text();
  int broken = 0;          // line that is none of such a file
  while (!rest.empty()) {  // line by line, so that a row knows where it ends
    std::string_view const line = rest.substr(0, rest.find('\n') + 1);
    ++rows.line;
    bool const is_well_formed =
        csv_parse(&parser, line.data(), line.size(), Rows::add_field, Rows::end_row, &rows) == line.size();
    if (!is_well_formed) broken = rows.line;
    if (!is_well_formed) break;
    rest.remove_prefix(line.size());
  }
  if (broken == 0 && csv_fini(&parser, Rows::add_field, Rows::end_row, &rows) != 0) broken = rows.line;
  table.source_ = table.diagnostics_.add_source(std::move(text));
  if (broken != 0)
    table.report({broken, {}}, "a quote that is not closed, or that stands inside of a field",
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
