#include "tools/bench/child_program.hpp"
#include "tools/bench/figure.hpp"

#include <algorithm>
#include <filesystem>

namespace detente::bench {
namespace {

constexpr double seconds_per_ns = 1e-9;
constexpr double bytes_per_mb = 1e6;
constexpr int part_runs = 1024;
constexpr int few_parts = 2, many_parts = 8;

double least_seconds(std::vector<std::string> const& command, int rounds) {
  double least = run_program(command).wall_ns;
  for (int round = 1; round < rounds; ++round) least = std::min(least, run_program(command).wall_ns);
  return least * seconds_per_ns;
}

/// Memory at its height [MB] of a run of one policy on two threads.
double memory_of(std::string const& experiment, std::string const& policy, std::string const& folder, int parts) {
  std::string const runs = std::to_string(parts * part_runs);
  std::string const out = folder + "/memory";
  ProgramCost const cost =
      run_program({DETENTE_PROGRAM, "run", experiment, "--runs", runs, "--out", out, "--policy", policy, "--set",
                   "record.part_runs=" + std::to_string(part_runs), "--threads", "2", "--quiet"});
  std::filesystem::remove_all(out);
  return cost.peak_bytes / bytes_per_mb;
}

}  // namespace

std::vector<Figure> program_figures(std::string const& experiment_file, std::string const& policy,
                                    std::string const& folder, int rounds) {
  double const check = least_seconds({DETENTE_PROGRAM, "check", experiment_file}, rounds);
  double const first_month = least_seconds({DETENTE_FIRST_MONTH, experiment_file}, rounds);
  double const few = memory_of(experiment_file, policy, folder, few_parts);
  double const many = memory_of(experiment_file, policy, folder, many_parts);
  return {{"start.check", "check", "s", check, 0.05},
          {"start.first_month", "start to the end of the first month", "s", first_month, 0.1},
          {"memory.few", "memory of a run, 2 parts of 1,024 runs", "MB", few},
          {"memory.many", "memory of a run, 8 parts of 1,024 runs", "MB", many},
          {"memory.ratio", "memory, 8 parts / 2 parts", "1", many / few, 1}};
}

}  // namespace detente::bench
