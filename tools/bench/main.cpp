// detente-bench: what a month of a run costs, by the kernel and by others who compute the same model, in one process.
#include "engine/config/config_error.hpp"
#include "tools/bench/bench_report.hpp"
#include "tools/bench/candidates.hpp"
#include "tools/bench/counting/count_operations.hpp"
#include "tools/bench/modules/bench_module.hpp"
#include "tools/detente/files/temporary_folder.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <revision.hpp>
#include <stdexcept>

namespace {

using namespace detente;
using namespace detente::bench;

constexpr int profile_rounds = 20;  // of one pack of runs, a few milliseconds each

struct Options {
  ExperimentOptions experiment;
  std::string json;
  int rounds = 9;
  bool is_quick = false, has_profile = false;
};

std::vector<Profile> profiles(Experiment const& experiment, int rounds) {
  std::vector<Profile> list;
  for (char const* const precision : {"double", "single"}) {
    ResultSpec result = experiment.result;
    result.precision = precision;
    Target const target = best_target();
    list.push_back({to_text(target), precision, make_profile({experiment.model, result}, target, rounds)});
  }
  return list;
}

void run(Options const& options) {
  Experiment const experiment = options.experiment.load();
  TemporaryFolder const folder;
  int const rounds = options.is_quick ? 3 : options.rounds;
  Findings findings;
  findings.counts = count_operations(experiment.model, experiment.result.seed, 0).counts;
  std::vector<Candidate> candidates;
  auto const add = [&](std::vector<Candidate> more) {
    std::move(more.begin(), more.end(), std::back_inserter(candidates));
  };
  add(kernel_candidates(experiment));
  add(floor_candidates(experiment, findings.counts));
  add(peer_candidates(experiment));
  if (!options.is_quick) add(python_candidates(experiment, folder.path(), DETENTE_SOURCE_DIR "/tools/bench/peers"));
  add(ensemble_candidates(experiment, folder.path(), options.is_quick ? Ensembles::few : Ensembles::all));
  findings.timings =
      time_in_turn(candidates, rounds, [&](int round) { fmt::print(stderr, "round {} of {}\n", round + 1, rounds); });
  auto const add_figures = [&](std::vector<Figure> more) {
    std::move(more.begin(), more.end(), std::back_inserter(findings.figures));
  };
  add_figures(writer_figures(experiment, folder.path(), rounds));
  add_figures(size_figures(experiment, folder.path()));
  add_figures(program_figures(options.experiment.file, experiment.result.policies.front(), folder.path(), rounds));
  if (options.has_profile) findings.profiles = profiles(experiment, profile_rounds * rounds);
  fmt::print("{}", as_table(findings));
  if (options.json.empty()) return;
  std::ofstream file(options.json);
  file << as_json(findings, source_revision) << '\n';
  if (!file.flush()) throw std::runtime_error(fmt::format("cannot write {}", options.json));
}

}  // namespace

int main(int argc, char** argv) try {
  CLI::App app("What a month of a run costs here, side by side.", "detente-bench");
  Options options;
  options.experiment.file = DETENTE_SOURCE_DIR "/configs/western_balkans/experiments/quickstart.yaml";
  app.add_option("--experiment", options.experiment.file, "experiment whose first arm is computed (YAML)");
  app.add_option("--set", options.experiment.sets, "replace a value in it: KEY=YAML (repeatable)")
      ->allow_extra_args(false);
  app.add_option("--rounds", options.rounds, "how often each is timed")->check(CLI::PositiveNumber);
  app.add_flag("--quick", options.is_quick, "three rounds, without the peers in Python and most of the ensembles");
  app.add_flag("--profile", options.has_profile, "also time every process of the month");
  app.add_option("--json", options.json, "also write all measurements to this file");
  CLI11_PARSE(app, argc, argv);
  run(options);
  return 0;
} catch (detente::ConfigError const& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 3;
} catch (std::exception const& error) {
  fmt::print(stderr, "detente-bench: {}\n", error.what());
  return 1;
}
