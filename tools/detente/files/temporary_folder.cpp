#include "tools/detente/files/temporary_folder.hpp"

#include "engine/io/io_error.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace detente {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() : path_((fs::temp_directory_path() / "detente-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr)
    throw IoError(fmt::format("cannot make a folder in '{}'", fs::temp_directory_path().string()));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace detente
