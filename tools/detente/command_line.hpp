#pragma once

#include "tools/detente/subcommand.hpp"

#include <vector>

namespace detente {

/// Reads the command line, does what its subcommand does, says on standard error what went wrong, and gives back what
/// the program tells the shell.
int run_command_line(CLI::App& app, std::vector<Subcommand> const& subcommands, int argc, char** argv);

}  // namespace detente
