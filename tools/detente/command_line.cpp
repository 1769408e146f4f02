#include "tools/detente/command_line.hpp"

#include "engine/config/config_error.hpp"
#include "engine/config/source_text.hpp"
#include "engine/io/io_error.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/files/guarded_child.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/kernel/kernel.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>
#include <unistd.h>

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

/// A standard stream that the caller has closed would be the next file that is opened, and messages would go into it.
void fill_closed_streams() {
  for (int const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDWR);  // takes the lowest that is free: this one
  }
}

constexpr char const* no_memory =
    "there is not enough memory for this; what was stored is kept. Threads (--threads), runs to a part and the length "
    "of histories are what takes it";
constexpr char const* no_threads =
    "the system gives no more threads, for want of memory or by a limit; what was stored is kept. Ask for fewer "
    "(--threads)";

/// TBB throws this, as a std::runtime_error, where memory or a limit leave no room for another thread.
bool is_of_threads(std::exception const& error) { return std::string_view(error.what()).starts_with("pthread_create"); }

/// The end of a process in which an exception came where nobody can catch it, as in a thread of TBB that is about to
/// start another one: want of memory ends with its sentence here too. What is stored needs no leave-taking.
[[noreturn]] void end_for_want() {
  char const* sentence = nullptr;
  try {
    if (std::exception_ptr const error = std::current_exception()) std::rethrow_exception(error);
  } catch (std::bad_alloc const&) {
    sentence = no_memory;
  } catch (std::exception const& error) {
    if (is_of_threads(error)) sentence = no_threads;
  } catch (...) {
  }
  if (sentence == nullptr) __gnu_cxx::__verbose_terminate_handler();
  flockfile(stderr);  // for good: threads that come here at the same time wait, and the sentence is said once
  std::fprintf(stderr, "error %s\n", sentence);
  _exit(static_cast<int>(ExitCode::io));
}

ExitCode act(std::vector<Subcommand> const& subcommands) try {
  for (Subcommand const& subcommand : subcommands) {
    if (!subcommand.options->parsed()) continue;
    std::optional<int> const ended = subcommand.opens_results_of_others ? leave_work_to_guarded_child() : std::nullopt;
    if (ended) return static_cast<ExitCode>(*ended);
    ExitCode const code = subcommand.act();
    require_printed();
    return code;
  }
  return ExitCode::usage;
} catch (ConfigError const& error) {
  fmt::print(stderr, "{}\n", error.what());
  return ExitCode::configuration;
} catch (UsageError const& error) {
  spdlog::error("{}", printable(error.what()));  // file names and texts of others may be in it
  return ExitCode::usage;
} catch (IoError const& error) {
  spdlog::error("{}", printable(error.what()));
  return error.kind() == IoError::Kind::exists ? ExitCode::conflict : ExitCode::io;
} catch (KernelError const& error) {
  spdlog::error("{}", printable(error.what()));
  return exit_of(error);
} catch (std::bad_alloc const&) {
  spdlog::error(no_memory);
  return ExitCode::io;
} catch (std::system_error const& error) {
  if (is_print_lost()) {  // fmt::print throws this
    spdlog::error(lost_print(error.code().value()));
    return ExitCode::io;
  }
  spdlog::error("the system does not let this go on ({}); what was stored is kept", error.what());
  return ExitCode::io;
} catch (std::exception const& error) {
  if (is_of_threads(error)) {
    spdlog::error(no_threads);
    return ExitCode::io;
  }
  spdlog::error("{} (this is a fault of the program; please report it)", error.what());
  return ExitCode::bug;
}

/// What the parser of options says, without the control characters of words that it did not understand.
std::string parse_message(CLI::App const* app, CLI::Error const& error) {
  std::string const what = error.what();
  return printable(what) + CLI::FailureMessage::simple(app, error).substr(what.size());  // which begins with it
}

/// The end of a command line that is no work: a fault in it, or help and version, which are printed.
int end_of_parsing(CLI::App const& app, CLI::ParseError const& error) try {
  int const status = app.exit(error);
  if (status != 0) return static_cast<int>(ExitCode::usage);
  require_printed();
  return 0;
} catch (IoError const& lost) {
  spdlog::error(lost.what());
  return static_cast<int>(ExitCode::io);
}

}  // namespace

int run_command_line(CLI::App& app, std::vector<Subcommand> const& subcommands, int argc, char** argv) {
  fill_closed_streams();
  std::set_terminate(end_for_want);
  start_log();
  app.set_version_flag("--version", fmt::format("{} {} ({})", app.get_name(), program_version(), program_revision()));
  app.require_subcommand(1);
  app.failure_message(parse_message);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    return end_of_parsing(app, error);
  }
  return static_cast<int>(act(subcommands));
}

}  // namespace detente
