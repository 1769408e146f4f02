#include "tools/kernel/installation.hpp"

#include <dlfcn.h>
#include <system_error>

namespace detente {

namespace fs = std::filesystem;

namespace {

/// The file that this code is in: the program, or a module that another program has loaded (Python).
fs::path own_file() {
  Dl_info info{};
  bool const is_known = dladdr(reinterpret_cast<void const*>(&find_installed), &info) != 0;
  if (is_known && fs::path(info.dli_fname).extension() == ".so") return fs::absolute(info.dli_fname);
  std::error_code failed;
  return fs::read_symlink("/proc/self/exe", failed);
}

}  // namespace

std::optional<fs::path> find_installed(fs::path const& name) {
  constexpr int highest_folder = 4;
  std::error_code failed;
  fs::path folder = own_file().parent_path();
  for (int height = 0; height < highest_folder && folder.has_relative_path(); ++height) {
    folder = folder.parent_path();
    if (fs::exists(folder / name, failed)) return folder / name;
  }
  return std::nullopt;
}

std::string shipped_configuration(std::string const& name) {
  std::error_code failed;
  if (fs::exists(name, failed)) return name;
  std::optional<fs::path> found = find_installed(fs::path("share/detente") / name);
  if (!found) found = find_installed(name);
  return found ? found->string() : name;
}

}  // namespace detente
