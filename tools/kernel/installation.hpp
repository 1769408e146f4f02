#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace detente {

/// A file or folder that belongs to the program, as "lib/detente/detente_kernel_v3.so": below one of the folders above
/// the program's own, of which bin/detente of an installation needs one and build/release/tools/detente/detente of a
/// source tree four. Nothing if it is not there.
std::optional<std::filesystem::path> find_installed(std::filesystem::path const& name);

/// A configuration that comes with the program, as "configs/western_balkans": here if it is here (a source tree), else
/// that of the installation (share/detente); unchanged where there is none, so that the error names it.
std::string shipped_configuration(std::string const& name);

}  // namespace detente
