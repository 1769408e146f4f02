#pragma once

#include "tools/detente/session/crew.hpp"
#include "tools/detente/subcommand.hpp"

#include <string>

namespace detente {

// What ranks send each other, as text.

std::string to_text(Assignment const& assignment);
Assignment read_assignment(std::string const& text);

/// What went wrong in a rank, with the exit code that it means.
std::string fault_text(ExitCode code, std::string const& message);
/// Throws it again: IoError, or std::runtime_error for a fault of the program.
[[noreturn]] void throw_fault(std::string const& text);

}  // namespace detente
