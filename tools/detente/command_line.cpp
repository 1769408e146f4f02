#include "tools/detente/command_line.hpp"

#include "engine/config/config_error.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/usage_error.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace detente {
namespace {

/// Messages go to standard error, one line each: "info run done runs=6144 wall_s=3.2".
void start_log() {
  bool const plain = std::getenv("NO_COLOR") != nullptr;
  auto const logger =
      spdlog::stderr_color_mt("detente", plain ? spdlog::color_mode::never : spdlog::color_mode::automatic);
  logger->set_pattern("%^%l%$ %v");
  spdlog::set_default_logger(logger);
}

ExitCode act(std::vector<Subcommand> const& subcommands) try {
  for (Subcommand const& subcommand : subcommands) {
    if (subcommand.options->parsed()) return subcommand.act();
  }
  return ExitCode::usage;
} catch (ConfigError const& error) {
  fmt::print(stderr, "{}\n", error.what());
  return ExitCode::configuration;
} catch (UsageError const& error) {
  spdlog::error("{}", error.what());
  return ExitCode::usage;
} catch (IoError const& error) {
  spdlog::error("{}", error.what());
  return error.kind() == IoError::Kind::exists ? ExitCode::output_exists : ExitCode::io;
} catch (std::exception const& error) {
  spdlog::error("{} (this is a fault of the program; please report it)", error.what());
  return ExitCode::bug;
}

}  // namespace

int run_command_line(CLI::App& app, std::vector<Subcommand> const& subcommands, int argc, char** argv) {
  start_log();
  app.set_version_flag("--version", fmt::format("{} {} ({})", app.get_name(), program_version(), program_revision()));
  app.require_subcommand(1);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    int const status = app.exit(error);
    return status == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  return static_cast<int>(act(subcommands));
}

}  // namespace detente
