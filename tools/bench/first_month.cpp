// Reads an experiment and lives one month of one pack of runs: what a user waits for before anything is computed.
#include "tools/detente/options/experiment_options.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>

#include <cstdio>

int main(int argc, char** argv) try {
  using namespace detente;
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_first_month EXPERIMENT\n");
    return 2;
  }
  ExperimentOptions options;
  options.file = argv[1];
  Experiment experiment = options.load();
  experiment.result.months = 1;
  make_kernel({experiment.model, experiment.result})({.runs = 16});
  return 0;
} catch (std::exception const& error) {
  fmt::print(stderr, "bench_first_month: {}\n", error.what());
  return 1;
}
