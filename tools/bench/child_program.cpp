#include "tools/bench/child_program.hpp"

#include "tools/bench/candidate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace detente::bench {
namespace {

constexpr std::chrono::microseconds look_again{500};  // what a program costs is known to so much

/// Memory of a running program at its height so far [bytes]. What the system tells at the end (ru_maxrss) would include
/// that of this program, from which the other was started.
double peak_of(pid_t program) {
  std::ifstream status(fmt::format("/proc/{}/status", program));
  for (std::string word; status >> word;) {
    double kib = 0;
    if (word == "VmHWM:" && status >> kib) return 1024 * kib;
  }
  return 0;
}

}  // namespace

ProgramCost run_program(std::vector<std::string> const& command) {
  std::vector<char*> arguments;
  for (std::string const& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int const output : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
  double const start = wall_time();
  pid_t child = 0;
  int const failed = posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  double peak = 0;
  while (failed == 0 && waitpid(child, &status, WNOHANG) == 0) {
    peak = std::max(peak, peak_of(child));
    std::this_thread::sleep_for(look_again);
  }
  if (failed != 0 || status != 0) throw std::runtime_error(fmt::format("failed: {}", fmt::join(command, " ")));
  return {wall_time() - start, peak};
}

}  // namespace detente::bench
