#pragma once

#include <string>
#include <utility>
#include <vector>

namespace detente {

/// "0.1.0", and the revision of the source tree it was built from ("unknown" outside git).
std::string program_version();
std::string program_revision();

/// Versions of the libraries that have a part in a result, by name.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace detente
