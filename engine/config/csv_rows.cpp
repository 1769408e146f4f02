#include "engine/config/csv_rows.hpp"

#include <csv.h>

#include <memory>
#include <utility>

namespace detente {
namespace {

/// Takes rows from the parser as they end.
struct Collector {
  int line = 0;
  std::vector<std::string> fields;
  std::vector<CsvRow> rows;

  static void add_field(void* bytes, std::size_t size, void* self) {
    static_cast<Collector*>(self)->fields.emplace_back(static_cast<char const*>(bytes), size);
  }
  static void end_row(int, void* self) {
    Collector& collector = *static_cast<Collector*>(self);
    collector.rows.push_back({collector.line, std::move(collector.fields)});
    collector.fields.clear();
  }
};

}  // namespace

CsvRows read_csv(std::string_view text) {
  csv_parser parser;
  csv_init(&parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
  std::unique_ptr<csv_parser, void (*)(csv_parser*)> const owner(&parser, csv_free);
  Collector collector;
  CsvRows result;
  while (!text.empty() && result.broken_line == 0) {  // line by line, so that a row knows where it ends
    std::string_view const line = text.substr(0, text.find('\n') + 1);
    ++collector.line;
    bool const is_well_formed = csv_parse(&parser, line.data(), line.size(), Collector::add_field, Collector::end_row,
                                          &collector) == line.size();
    if (!is_well_formed) result.broken_line = collector.line;
    text.remove_prefix(line.size());
  }
  if (result.broken_line == 0 && csv_fini(&parser, Collector::add_field, Collector::end_row, &collector) != 0)
    result.broken_line = collector.line;
  result.rows = std::move(collector.rows);
  return result;
}

}  // namespace detente
