#pragma once

#include "engine/io/io_error.hpp"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace detente {

/// A folder of its own below the system's folder for temporary files; deleted with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_((std::filesystem::temp_directory_path() / "detente-io-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;

  std::string const& path() const { return path_; }
  std::string operator/(std::string const& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string content_of(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void put(std::string const& path, std::string const& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

inline std::set<std::string> names_in(std::string const& folder) {
  std::set<std::string> names;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

/// The IoError that a call throws, nothing if it throws none.
template <class Call>
std::optional<IoError> error_of(Call&& call) {
  try {
    call();
  } catch (IoError const& error) {
    return error;
  }
  return std::nullopt;
}

/// Whether there is an error and its sentence has all these words.
inline bool says(std::optional<IoError> const& error, std::vector<std::string> const& words) {
  if (!error) return false;
  for (std::string const& word : words) {
    if (std::string(error->what()).find(word) == std::string::npos) return false;
  }
  return true;
}

}  // namespace detente
