#include "tools/detente/files/csv_writer.hpp"

#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <utility>

namespace detente {
namespace {

constexpr std::size_t flush_at = std::size_t{1} << 16;

std::string as_field(std::string const& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char const c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

void CsvWriter::row(std::vector<std::string> const& fields) {
  for (std::size_t k = 0; k < fields.size(); ++k) {
    if (k > 0) buffer_ += ',';
    buffer_ += as_field(fields[k]);
  }
  buffer_ += '\n';
  if (buffer_.size() >= flush_at) flush();
}

void CsvWriter::flush() {
  bool const written =
      std::fwrite(buffer_.data(), 1, buffer_.size(), stream_) == buffer_.size() && std::fflush(stream_) == 0;
  if (!written) throw IoError(fmt::format("cannot write the table ({})", std::strerror(errno)));
  buffer_.clear();
}

std::vector<std::string> column_names(std::string const& name, std::vector<std::string> const& dimensions,
                                      std::function<std::vector<std::string>(std::string const&)> const& labels_of) {
  std::vector<std::string> names{name};
  for (std::string const& dimension : dimensions) {
    std::vector<std::string> longer;
    for (std::string const& stem : names) {
      for (std::string const& label : labels_of(dimension)) longer.push_back(fmt::format("{}.{}", stem, label));
    }
    names = std::move(longer);
  }
  return names;
}

std::string csv_number(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }
std::string csv_number(float value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

}  // namespace detente
