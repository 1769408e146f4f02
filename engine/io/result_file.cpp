#include "engine/io/result_file.hpp"

#include "engine/core/text.hpp"
#include "engine/io/io_error.hpp"
#include "engine/io/result_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

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

/// Labels are printed and drawn as they stand: one with a control character could move the cursor of a terminal.
std::vector<std::string> labels_of(Hdf5Reader const& file, std::string const& dimension) {
  std::vector<std::string> labels = file.texts(dimension);
  for (std::string const& label : labels) {
    if (has_control(label))
      throw IoError(fmt::format("a label of {} has characters that cannot be shown", dimension),
                    IoError::Kind::foreign);
  }
  return labels;
}

/// A count of the root group, of which no product with another overflows.
std::int64_t count_of(Hdf5Reader const& file, std::string const& name) {
  std::int64_t const count = file.integer_attribute("/", name);
  if (count < 0 || count > std::numeric_limits<std::int32_t>::max())
    throw IoError(fmt::format("the attribute {} is no count ({})", name, count), IoError::Kind::foreign);
  return count;
}

}  // namespace

ResultFile::ResultFile(std::string const& path)
    : path_(path),
      file_(open_result(path)),
      policies_(labels_of(file_, "policy")),
      scenarios_(labels_of(file_, "scenario")),
      samples_(count_of(file_, "samples")),
      replications_(count_of(file_, "replications")) {}

int ResultFile::runs_per_observation() const {
  std::int64_t const runs = count_of(file_, "samples_per_observation") * replications_;
  if (runs > std::numeric_limits<int>::max())
    throw IoError(fmt::format("'{}' has {} runs an observation", path_, runs), IoError::Kind::foreign);
  return static_cast<int>(runs);
}

std::vector<std::string> ResultFile::labels(std::string const& dimension) const {
  if (file_.is_text(dimension)) return labels_of(file_, dimension);
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
