#include "engine/config/csv_rows.hpp"

#include <csv.h>

#include <memory>
#include <utility>

namespace detente {
namespace {

/// Takes rows from the parser as they end.
struct Collector {
  int line = 0;
  std::size_t begin = 0;  // of the field that is next, in this line
  std::vector<std::string> fields;
  std::vector<int> columns;
  std::vector<CsvRow> rows;

  static void add_field(void* bytes, std::size_t size, void* self) {
    Collector& collector = *static_cast<Collector*>(self);
    collector.fields.emplace_back(static_cast<char const*>(bytes), size);
    collector.columns.push_back(static_cast<int>(collector.begin));
  }
  static void end_row(int, void* self) {
    Collector& collector = *static_cast<Collector*>(self);
    collector.rows.push_back({collector.line, std::move(collector.fields), std::move(collector.columns)});
    collector.fields.clear();
    collector.columns.clear();
  }

  /// A line, from comma to comma, so that a field knows where it begins. False if a quote is out of place.
  bool take(csv_parser& parser, std::string_view text) {
    begin = 0;
    ++line;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t const comma = text.find(',', at);
      std::size_t const end = comma == std::string_view::npos ? text.size() : comma + 1;
      std::size_t const known = fields.size();
      if (csv_parse(&parser, text.data() + at, end - at, add_field, end_row, this) != end - at) return false;
      if (fields.size() > known) begin = end;  // else the comma stands in quotes
      at = end;
    }
    return true;
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
    std::size_t const newline = text.find('\n');      // the last line may lack it
    std::string_view const line = newline == std::string_view::npos ? text : text.substr(0, newline + 1);
    if (!collector.take(parser, line)) result.broken_line = collector.line;
    text.remove_prefix(line.size());
  }
  if (result.broken_line == 0 && csv_fini(&parser, Collector::add_field, Collector::end_row, &collector) != 0)
    result.broken_line = collector.line;
  result.rows = std::move(collector.rows);
  return result;
}

}  // namespace detente
