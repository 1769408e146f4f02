// The reader of results and of parts. An input is the bytes of a file.
//   Either it is refused with an IoError, or all that the commands read can be read: never with another exception, and
//   never more of it than the file can hold. libhdf5 itself crashes on damaged files, hence the child process.

#include "engine/io/io_error.hpp"
#include "engine/io/part_file.hpp"
#include "engine/io/result_file.hpp"
#include "tests/fuzz/apart.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace detente {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_children = 40;
constexpr std::uint64_t digest_of_seeds = 42;  // small_digest, which make_results takes

/// A file that is made anew for every input; HDF5 wants a name to open, and knows again what it holds open.
class Scratch {
 public:
  Scratch() : path_((std::filesystem::temp_directory_path() / fmt::format("detente-fuzz-{}.h5", getpid())).string()) {}
  void hold(std::uint8_t const* data, std::size_t size) const {
    unlink(path_.c_str());
    int const file = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    bool const is_held = file >= 0 && write(file, data, size) == static_cast<ssize_t>(size) && close(file) == 0;
    if (!is_held) throw std::runtime_error("cannot write " + path_);
  }
  void remove() const { unlink(path_.c_str()); }
  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

/// Reads on after a refusal, as different commands read different things.
template <class Reading>
void refused_or(Reading&& reading) {
  try {
    reading();
  } catch (IoError const& error) {
    require(*error.what() != '\0', "a refusal says why");
  }
}

std::vector<std::string> children_of(Hdf5Reader const& file, std::string const& group) {
  std::vector<std::string> names;
  refused_or([&] { names = file.children(group); });
  names.resize(std::min(names.size(), most_children));
  return names;
}

/// The corner of a dataset that begins at its end, as a command reads a table in pieces.
void read_corner(Hdf5Reader const& file, std::string const& path) {
  std::vector<std::uint64_t> const extent = file.extent(path);
  std::vector<std::uint64_t> offset(extent.size(), 0);
  std::vector<std::uint64_t> count(extent.size(), 1);
  for (std::size_t axis = 0; axis < extent.size(); ++axis) {
    if (extent[axis] > 0) offset[axis] = extent[axis] - 1;
  }
  std::uint64_t const wanted = 1;
  require(file.numbers(path, offset, count).size() == wanted, "a corner is one number");
}

void read_numbers(Hdf5Reader const& file, std::string const& path) {
  refused_or([&] {
    require(file.extent(path).size() <= 32, "there are no more axes than HDF5 allows");
    file.numbers(path);
    read_corner(file, path);
    file.read_chunk(path, std::vector<std::uint64_t>(file.chunk(path).size(), 0));
  });
}

void read_dataset(Hdf5Reader const& file, std::string const& path) {
  refused_or([&] {
    if (file.is_text(path))
      file.texts(path);
    else
      read_numbers(file, path);
  });
}

/// As a table does that names its columns.
void read_labelled(ResultFile const& result, std::string const& path) {
  Hdf5Reader const& file = result.file();
  refused_or([&] {
    file.text_attribute(path, "units");
    file.type(path);
    file.stored_bytes(path);
    std::vector<std::string> const dimensions = file.dimensions(path);
    if (!dimensions.empty()) result.labels(dimensions.back());
  });
  read_numbers(file, path);
}

void read_outcomes(ResultFile const& result) {
  for (std::string const& name : children_of(result.file(), "/outcomes")) {
    refused_or([&] {
      bool const is_coordinate = result.file().extent("/outcomes/" + name).size() < 3;
      if (is_coordinate) return;
      std::vector<double> const runs = result.outcome(name, 0, 0);
      require(static_cast<std::int64_t>(runs.size()) == result.runs(), "an outcome has a number for every run");
      read_labelled(result, "/outcomes/" + name);
    });
  }
}

void read_events(ResultFile const& result) {
  Hdf5Reader const& file = result.file();
  for (std::string const& kind : children_of(file, "/events")) {
    std::string const path = "/events/" + kind;
    if (!file.exists(path + "/event")) continue;
    for (std::string const& column : children_of(file, path)) read_dataset(file, path + "/" + column);
    refused_or([&] { file.text_attribute(path + "/entity", "dimension"); });
  }
}

void read_group(ResultFile const& result, std::string const& group, std::size_t axes) {
  if (!result.file().exists(group)) return;
  for (std::string const& name : children_of(result.file(), group)) {
    refused_or([&] {
      std::string const path = group + "/" + name;
      if (result.file().extent(path).size() >= axes)
        read_labelled(result, path);
      else
        read_dataset(result.file(), path);
    });
  }
}

void read_head(ResultFile const& result) {
  refused_or([&] {
    result.name();
    result.baseline_policy();
    result.design();
    result.runs_per_observation();
    result.stopping();
    result.file().u64_attribute("/", "seed");
    result.file().integer_attribute("/", "months");
  });
}

/// One thing that commands do with a result, as the input has it: all at once would take too long.
void read_result(std::string const& path, unsigned choice) {
  ResultFile const result(path);
  read_head(result);
  switch (choice % 6) {
    case 0:
    case 1:
      return read_outcomes(result);
    case 2:
      for (std::string const& name : children_of(result.file(), "/")) refused_or([&] { result.labels(name); });
      return;
    case 3:
      return read_events(result);
    case 4:
      for (char const* group : {"/summary", "/history"}) read_group(result, group, 3);
      return;
    default:
      for (char const* group : {"/levers", "/parameters", "/provenance", "/failures"}) read_group(result, group, 4);
  }
}

void read_part_of(std::string const& path, unsigned choice) {
  switch (choice % 4) {
    case 0:
      read_failures(path);
      return;
    case 1:
      read_events_by_kind(path);
      return;
    default:
      read_part(path, digest_of_seeds);
  }
}

/// Another number for another input.
unsigned mixed(std::uint8_t const* data, std::size_t size) {
  unsigned sum = 2166136261U;
  for (std::size_t k = 0; k < size; ++k) sum = (sum ^ data[k]) * 16777619U;  // FNV-1a
  return sum >> 8U;
}

Scratch const& scratch() {
  static Scratch const file;
  return file;
}

void try_file(std::uint8_t const* data, std::size_t size) {
  Scratch const& file = scratch();
  file.hold(data, size);
  unsigned const choice = mixed(data, size);
  bool const is_part = std::string_view(reinterpret_cast<char const*>(data), size).find("detente/part@") != npos;
  refused_or([&] {
    if (is_part)
      read_part_of(file.path(), choice);
    else
      read_result(file.path(), choice);
  });
  file.remove();
}

}  // namespace
}  // namespace detente

extern "C" int LLVMFuzzerInitialize(int* argument_count, char*** arguments);
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  detente::scratch();  // named by this process, so that no child leaves a file behind
  detente::prepare_apart(detente::try_file);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  detente::try_apart(detente::try_file, data, size);
  return 0;
}
