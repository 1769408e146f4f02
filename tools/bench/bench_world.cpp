// Prints one arm of an experiment as the JSON that the peers read.
#include "engine/config/config_error.hpp"
#include "tools/bench/world_json.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>

int main(int argc, char** argv) try {
  using namespace detente;
  CLI::App app("Prints one arm of an experiment, every number resolved, as JSON.", "bench_world");
  ExperimentOptions options;
  std::string policy;
  std::string scenario;
  app.add_option("experiment", options.file, "experiment (YAML)")->required();
  app.add_option("policy", policy, "its policy")->required();
  app.add_option("scenario", scenario, "its scenario")->required();
  app.add_option("--set", options.sets, "replace a value: KEY=YAML (repeatable)")->allow_extra_args(false);
  CLI11_PARSE(app, argc, argv);
  options.policies = {policy};
  options.scenarios = {scenario};
  Experiment const experiment = options.load();
  fmt::print("{}\n", world_json(experiment.model.arms.front(), experiment.model.months));
  return 0;
} catch (detente::ConfigError const& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 3;
} catch (std::exception const& error) {
  fmt::print(stderr, "bench_world: {}\n", error.what());
  return 1;
}
