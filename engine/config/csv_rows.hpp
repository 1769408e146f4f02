#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// A row of comma-separated values.
struct CsvRow {
  int line = 0;  // of the text, from 1: where the row ends
  std::vector<std::string> fields;
  std::vector<int> columns = {};  // where in that line each field begins, in bytes; 0 if it began in a line before
};

/// The rows of comma-separated values (RFC 4180), the head line among them.
struct CsvRows {
  std::vector<CsvRow> rows;
  int broken_line = 0;  // 0, or the line (from 1) with a quote that is not closed or stands inside of a field
};

/// Reads a text to its end or to the first line that is broken; never throws for what stands in it. The rows before a
/// broken line are kept, an empty text has none, and the last line may lack its end.
CsvRows read_csv(std::string_view text);

}  // namespace detente
