#pragma once

#include "tools/detente/subcommand.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace detente {

/// Writes evidence as JSON into a new file; an empty path: nowhere. Throws IoError.
void write_evidence(std::string const& path, nlohmann::ordered_json const& evidence);

/// Reads evidence. Throws IoError: absent, or no evidence of this kind.
nlohmann::ordered_json read_evidence(std::string const& path, std::string const& kind);

/// Says that evidence stands, and of which region it is.
void print_fresh(std::string const& path, nlohmann::ordered_json const& evidence);

/// Says that the evidence of this kind rests on the configuration with this fingerprint. Throws IoError if it does not,
/// or is of another kind.
ExitCode check_fresh(std::string const& path, std::string const& kind, std::string const& fingerprint);

}  // namespace detente
