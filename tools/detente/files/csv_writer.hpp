#pragma once

#include <cstdio>
#include <functional>
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

/// Names of the columns of a variable: its name and a label of each of its dimensions, "trust.ALB", the last one
/// fastest; its name alone if it has none.
std::vector<std::string> column_names(std::string const& name, std::vector<std::string> const& dimensions,
                                      std::function<std::vector<std::string>(std::string const&)> const& labels_of);

/// A number as short as it reads back the same; nothing for a missing one.
std::string csv_number(double value);
std::string csv_number(float value);

}  // namespace detente
