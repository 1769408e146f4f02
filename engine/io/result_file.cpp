#include "engine/io/result_file.hpp"

#include "engine/io/io_error.hpp"
#include "engine/io/result_layout.hpp"

#include <fmt/format.h>

namespace detente {
namespace {

Hdf5Reader open_result(std::string const& path) {
  Hdf5Reader file(path);
  if (file.text_attribute("/", "schema") != result_schema) {
    throw IoError(
        fmt::format("'{}' is not a result of detente (its attribute schema is not '{}')", path, result_schema),
        IoError::Kind::foreign);
  }
  std::int64_t const version = file.integer_attribute("/", "schema_version");
  if (version != result_schema_version) {
    throw IoError(fmt::format("'{}' has version {} of {}, this program reads version {}; use the program that wrote it",
                              path, version, result_schema, result_schema_version),
                  IoError::Kind::foreign);
  }
  return file;
}

}  // namespace

ResultFile::ResultFile(std::string const& path)
    : path_(path),
      file_(open_result(path)),
      policies_(file_.texts("policy")),
      scenarios_(file_.texts("scenario")),
      samples_(file_.integer_attribute("/", "samples")),
      replications_(file_.integer_attribute("/", "replications")) {}

std::vector<std::string> ResultFile::labels(std::string const& dimension) const {
  if (file_.is_text(dimension)) return file_.texts(dimension);
  std::vector<std::string> result;
  for (double const number : file_.numbers(dimension)) result.push_back(fmt::format("{}", number));
  return result;
}

std::vector<double> ResultFile::outcome(std::string const& name, std::size_t policy, std::size_t scenario,
                                        std::size_t label) const {
  std::string const path = "/outcomes/" + name;
  std::vector<std::uint64_t> offset{policy, scenario, 0};
  std::vector<std::uint64_t> count{1, 1, static_cast<std::uint64_t>(runs())};
  if (file_.extent(path).size() == 4) {
    offset.push_back(label);
    count.push_back(1);
  }
  return file_.numbers(path, offset, count);
}

}  // namespace detente
