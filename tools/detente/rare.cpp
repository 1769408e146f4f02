#include "tools/analysis/comparison.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/search/ladder_splitting.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct RareOptions {
  ExperimentOptions experiment;
  std::string event = "open_conflict";
  SplittingSettings splitting;
  bool is_json = false;
};

LadderEvent event_of(std::string const& text, Region const& region) {
  try {
    return parse_ladder_event(text, region);
  } catch (std::invalid_argument const& fault) {
    throw UsageError(fmt::format(
        "--event: {} (open_conflict, \"peak_level >= 4\" or \"peak_level[DISPUTE] >= 3\" was expected)", fault.what()));
  }
}

std::string small(double probability) { return std::isnan(probability) ? "-" : fmt::format("{:.3g}", probability); }

std::string row_text(std::string const& name, std::size_t width, SplittingResult const& result) {
  std::string shares;
  for (Estimate const& share : result.shares)
    shares += (shares.empty() ? "" : " ") + (std::isnan(share.value) ? "-" : fmt::format("{:.3g}", share.value));
  return fmt::format("{:<{}} {:>10} {:>22} {:>12.2e} {:>8}   {}\n", name, width, small(result.probability.value),
                     small(result.probability.lower) + " to " + small(result.probability.upper),
                     static_cast<double>(result.steps),
                     std::isnan(result.gain) ? "-" : fmt::format("{:.1f}", result.gain), shares);
}

Json row_json(std::string const& policy, std::string const& scenario, SplittingResult const& result) {
  Json shares = Json::array();
  for (Estimate const& share : result.shares) shares.push_back(estimate_json(share));
  return {{"policy", policy},
          {"scenario", scenario},
          {"probability", estimate_json(result.probability)},
          {"run_months", result.steps},
          {"gain", std::isfinite(result.gain) ? Json(result.gain) : Json(nullptr)},
          {"shares_by_level", shares}};
}

ExitCode rare(RareOptions const& options) {
  Experiment const experiment = options.experiment.load();
  if (experiment.model.noise == Noise::off) throw UsageError("without noise nothing happens by chance (noise: on)");
  ResultSpec const& spec = experiment.result;
  LadderEvent const event = event_of(options.event, experiment.model.arms.front().inputs.region);
  std::string const name = event.text(experiment.model.arms.front().inputs.region);
  EvidenceSession session(WorkOptions{});  // for the signals that end it
  SplittingSettings settings = options.splitting;
  settings.should_stop = session.work().should_stop;
  std::size_t width = 8;
  for (std::string const& policy : spec.policies) width = std::max(width, policy.size());
  Json rows = Json::array();
  if (!options.is_json)
    fmt::print("P({} within {} months); {} replications of {} trajectories a stage\n", name, spec.months,
               settings.replications, settings.trajectories);
  for (std::size_t s = 0; s < spec.scenarios.size(); ++s) {
    if (!options.is_json)
      fmt::print("\nscenario {}\n{:<{}} {:>10} {:>22} {:>12} {:>8}   {}\n", spec.scenarios[s], "", width, "P",
                 fmt::format("{:.3g} % interval", 100 * settings.confidence), "run-months", "gain",
                 "share that goes on, level by level");
    for (std::size_t p = 0; p < spec.policies.size(); ++p) {
      try {
        SplittingResult const result = split_on_ladder(experiment, p * spec.scenarios.size() + s, event, settings);
        if (options.is_json)
          rows.push_back(row_json(spec.policies[p], spec.scenarios[s], result));
        else
          fmt::print("{}", row_text(spec.policies[p], width, result));
        require_printed();
      } catch (EvidenceStopped const&) {
        return session.stopped();
      }
    }
  }
  if (options.is_json) {
    Json head = evidence_head(
        "detente/rare@1",
        fmt::format("detente rare {} --event '{}' --trajectories {} --replications {} --confidence {}",
                    options.experiment.text(), name, settings.trajectories, settings.replications, settings.confidence),
        experiment);
    head["event"] = name;
    head["months"] = spec.months;
    head["confidence"] = settings.confidence;
    head["trajectories"] = settings.trajectories;
    head["replications"] = settings.replications;
    head["arms"] = rows;
    fmt::print("{}\n", head.dump(1));
  } else {
    fmt::print("\ngain: run-months that plain Monte Carlo would take for the same interval, as a multiple\n");
  }
  return ExitCode::done;
}

}  // namespace

Subcommand add_rare(CLI::App& app) {
  CLI::App* const options = app.add_subcommand(
      "rare",
      "the probability of a rare event on the ladder, by multilevel splitting, of every policy in every scenario");
  auto const values = std::make_shared<RareOptions>();
  values->experiment.add_to(*options, OwnRuns::no);  // --trajectories and --replications say how much is computed
  options->add_option("--event", values->event, "open_conflict, \"peak_level >= 4\" or \"peak_level[DISPUTE] >= 3\"")
      ->capture_default_str();
  options->add_option("--trajectories", values->splitting.trajectories, "of each stage")
      ->check(CLI::Range(10, 10'000'000))
      ->capture_default_str();
  options->add_option("--replications", values->splitting.replications, "independent ones, on which the interval rests")
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  options->add_option("--confidence", values->splitting.confidence, "of intervals")
      ->check(CLI::Range(0.5, 0.9999))
      ->capture_default_str();
  options->add_flag("--json", values->is_json, "as data (detente/rare@1)");
  add_threads_option(*options, values->splitting.threads);
  return {options, [values] { return rare(*values); }};
}

}  // namespace detente
