#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace detente {

/// Comma-separated text as RFC 4180 has it, with line feeds: fields with a comma, a quote or a line end stand in
/// quotes. The caller checks the stream.
class CsvWriter {
 public:
  explicit CsvWriter(std::FILE* stream) : stream_(stream) {}
  void row(std::vector<std::string> const& fields);
  /// Writes what is buffered; throws IoError if the stream has failed.
  void flush();

 private:
  std::FILE* stream_;
  std::string buffer_;
};

/// A number as short as it reads back the same; nothing for a missing one.
std::string csv_number(double value);
std::string csv_number(float value);

}  // namespace detente
