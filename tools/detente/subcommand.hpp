#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace detente {

/// What the command tells the shell.
enum class ExitCode : int {
  done = 0,
  bug = 1,
  usage = 2,
  configuration = 3,
  output_exists = 6,
  io = 7,
};

/// A subcommand: its options in the parser, and what it does once they are read.
struct Subcommand {
  CLI::App* options;
  std::function<ExitCode()> act;
};

Subcommand add_check(CLI::App& app);
Subcommand add_run(CLI::App& app);
Subcommand add_export(CLI::App& app);
Subcommand add_params(CLI::App& app);

}  // namespace detente
