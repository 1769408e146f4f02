#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace detente {

/// One evaluated claim as text, at most 80 columns wide.
std::string claim_text(nlohmann::ordered_json const& claim);

/// All rows of evaluated claims as datasets of a new HDF5 file (docs/validation.md). Replaces an older one. Throws
/// IoError.
void write_claims_file(std::string const& path, std::vector<nlohmann::ordered_json> const& claims);

/// "25 claims: 20 hold, 1 fails, 4 depend".
std::string claims_summary(std::vector<nlohmann::ordered_json> const& claims);

}  // namespace detente
