#include "engine/core/block_plan.hpp"
#include "engine/core/series.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/next_step.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/session/pilot.hpp"
#include "tools/detente/session/progress_display.hpp"
#include "tools/detente/subcommand.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace detente {
namespace {

struct PlanOptions {
  ExperimentOptions experiment;
  std::int64_t pilot_runs = 0;
  int threads = 0;
};

std::string size_text(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  if (bytes < 1e9) return fmt::format("{:.1f} MB", bytes / 1e6);
  return fmt::format("{:.1f} GB", bytes / 1e9);
}

std::string range_text(double low, double high, std::string (*text)(double)) {
  std::string const from = text(low);
  std::string const to = text(high);
  return from == to ? from : from + " to " + to;
}

/// Bytes of outcomes and histories before compression.
double raw_bytes(ResultSpec const& spec) {
  auto const series = static_cast<double>(SeriesTable(spec.catalogue, spec.recording.history_variables).size());
  double const number = spec.recording.exact_histories ? 8 : 4;
  double const arms = static_cast<double>(spec.arms.size());
  return arms * (8.0 * static_cast<double>(spec.columns()) * static_cast<double>(spec.runs()) +
                 number * series * (spec.months + 1) * static_cast<double>(spec.recording.history_runs));
}

void print_plan(Experiment const& experiment) {
  ResultSpec const& spec = experiment.result;
  std::int64_t const all = spec.runs() * static_cast<std::int64_t>(spec.arms.size());
  fmt::print("runs    {} in all: {} of each of {} arms, {} months each\n", all, spec.runs(), spec.arms.size(),
             spec.months);
  fmt::print("parts   {} of up to {} runs: what is committed at once, {}\n", BlockPlan(spec).parts(), spec.part_runs,
             experiment.stopping ? "and a step between checks of `stop`, before which it may end"
                                 : "and the most shards there can be");
  fmt::print("disk    {} of outcomes and histories before compression, and the events\n", size_text(raw_bytes(spec)));
}

void print_estimate(ResultSpec spec, Pilot const& pilot, int threads) {
  if (pilot.expected_samples > 0) {
    bool const is_limit = pilot.expected_samples == spec.samples;
    spec.samples = pilot.expected_samples;
    fmt::print("stop    after {} samples, {} runs of each arm{}; the pilot: {}\n", spec.samples, spec.runs(),
               is_limit ? ", the most there may be" : "", pilot.targets);
  }
  double const scale = static_cast<double>(spec.runs()) / static_cast<double>(pilot.runs);
  auto const [fastest, slowest] = std::minmax_element(pilot.round_seconds.begin(), pilot.round_seconds.end());
  double const result = pilot.result_bytes(spec);
  fmt::print("pilot   {} rounds of {} runs of each arm, {} threads\n", pilot.round_seconds.size(), pilot.runs, threads);
  fmt::print("time    {} at the pace of the fastest and the slowest round, and the merge\n",
             range_text(scale * *fastest, scale * *slowest, duration_text));
  fmt::print("disk    result {}; {} while its parts are merged\n", size_text(result), size_text(2 * result));
}

ExitCode plan(PlanOptions const& options) {
  Experiment const experiment = options.experiment.load();
  print_plan(experiment);
  require_printed();
  if (options.pilot_runs > 0) {
    int const threads = options.threads > 0 ? options.threads : machine_threads();
    print_estimate(experiment.result, run_pilot(experiment, options.pilot_runs, threads), threads);
    std::string const pace = options.threads > 0 ? fmt::format(" --threads {}", options.threads) : "";
    print_next("run " + options.experiment.text() + pace);
  } else {
    print_next(fmt::format("plan {} --pilot 1024", options.experiment.text()), "to measure time and compressed size");
  }
  return ExitCode::done;
}

}  // namespace

Subcommand add_plan(CLI::App& app) {
  CLI::App* const options = app.add_subcommand("plan", "what an experiment will take: runs, time, disk");
  auto const values = std::make_shared<PlanOptions>();
  values->experiment.add_to(*options);
  CLI::Option* const pilot =
      options->add_option("--pilot", values->pilot_runs, "measure with so many runs of each arm, in whole blocks")
          ->check(CLI::PositiveNumber);
  options->add_option("--threads", values->threads, "threads of the pilot (default: as many as the machine has)")
      ->check(CLI::Range(1, 4096))
      ->needs(pilot);
  return {options, [values] { return plan(*values); }};
}

}  // namespace detente
