#include "tools/analysis/comparison.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/detente/options/experiment_options.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/search/policy_selection.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <cmath>
#include <memory>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct SelectOptions {
  ExperimentOptions experiment;
  WorkOptions work;
  SelectionSettings selection;
  double confidence = 0.95;
  bool is_highest = false, is_json = false;
};

/// What the race has shown of a policy.
double mean_of(KimNelsonState const& state, std::size_t policy) {
  int stages = state.stage;
  for (Elimination const& one : state.eliminations) {
    if (one.system == static_cast<int>(policy)) stages = one.stage;
  }
  return state.sums[policy] / stages;
}

void print_text(KimNelson const& race, ResultSpec const& spec, SelectOptions const& options) {
  KimNelsonState const& state = race.state();
  std::string const& outcome = options.selection.outcome;
  fmt::print("{} of {} policies, mean over {} scenario(s); a difference of {:g} matters\n",
             options.is_highest ? "highest" : "lowest", spec.policies.size(), spec.scenarios.size(),
             options.selection.race.delta);
  fmt::print("{:<28} {:>12} {:>14}   {}\n", "policy", outcome.substr(0, 12), "runs", "");
  for (std::size_t p = 0; p < spec.policies.size(); ++p) {
    int stage = state.stage;
    std::string end = race.is_decided() ? "selected" : "still in the race";
    for (Elimination const& one : state.eliminations) {
      if (one.system != static_cast<int>(p)) continue;
      stage = one.stage;
      end = fmt::format("out: {:.4g} worse than {}, more than {:.4g} by chance", std::abs(one.difference),
                        spec.policies[static_cast<std::size_t>(one.by)], one.bound);
    }
    fmt::print("{:<28} {:>12} {:>14}   {}\n", spec.policies[p],
               stage == 0 ? "-" : fmt::format("{:.5g}", mean_of(state, p)), stage * options.selection.stage_runs, end);
  }
  std::int64_t const runs = state.observations * options.selection.stage_runs;
  if (race.is_decided())
    fmt::print("{} is selected: with probability {:.3g} or more it is the best, or within {:g} of it\n",
               spec.policies[static_cast<std::size_t>(race.best())], options.confidence, options.selection.race.delta);
  if (race.equal_allocation() > 0)
    fmt::print("{} runs of a scenario in all; as many for every policy would have taken {}\n", runs,
               race.equal_allocation() * options.selection.stage_runs);
}

void print_json(KimNelson const& race, Experiment const& experiment, SelectOptions const& options) {
  ResultSpec const& spec = experiment.result;
  KimNelsonState const& state = race.state();
  Json out = Json::array();
  for (Elimination const& one : state.eliminations)
    out.push_back({{"policy", spec.policies[static_cast<std::size_t>(one.system)]},
                   {"by", spec.policies[static_cast<std::size_t>(one.by)]},
                   {"stage", one.stage},
                   {"difference", one.difference},
                   {"bound", one.bound}});
  Json left = Json::array();
  for (int const policy : state.survivors) left.push_back(spec.policies[static_cast<std::size_t>(policy)]);
  Json json = evidence_head(
      "detente/selection@1",
      fmt::format("detente select {} --delta {} --outcome '{}'{} --confidence {} --stage {} --first-stages {} "
                  "--max-runs {}",
                  options.experiment.text(), options.selection.race.delta, options.selection.outcome,
                  options.is_highest ? " --highest" : "", options.confidence, options.selection.stage_runs,
                  options.selection.race.first_stage, options.selection.most_runs),
      experiment);
  json["outcome"] = options.selection.outcome;
  json["delta"] = options.selection.race.delta;
  json["probability_of_correct_selection"] = options.confidence;
  json["selected"] = race.is_decided() ? Json(spec.policies[static_cast<std::size_t>(race.best())]) : Json(nullptr);
  json["in_the_race"] = left;
  json["eliminations"] = out;
  json["stages"] = state.stage;
  json["runs_of_a_stage"] = options.selection.stage_runs;
  json["runs"] = state.observations * options.selection.stage_runs;
  json["runs_by_equal_allocation"] = race.equal_allocation() * options.selection.stage_runs;
  fmt::print("{}\n", json.dump(1));
}

ExitCode select(SelectOptions const& given) {
  SelectOptions options = given;
  Experiment const experiment = options.experiment.load();
  ResultSpec const& spec = experiment.result;
  if (spec.policies.size() < 2) throw UsageError("one policy in use: two or more are needed to select from");
  chosen({options.selection.outcome}, outcome_columns(spec), "outcome");
  std::int64_t const observation = spec.samples_per_observation * spec.replications;
  SelectionSettings& selection = options.selection;
  if (selection.stage_runs % observation != 0) {
    throw UsageError(
        fmt::format("--stage {}: {} runs depend on each other, a multiple of that was expected (--stage {})",
                    selection.stage_runs, observation, (selection.stage_runs / observation + 1) * observation));
  }
  selection.race.alpha = 1 - options.confidence;
  selection.race.best = options.is_highest ? Best::highest : Best::lowest;
  EvidenceSession session(options.work);
  EvidenceWork const work = session.work();
  selection.threads = work.threads;
  selection.target = work.target;
  selection.should_stop = work.should_stop;
  selection.report = [&, left = spec.policies.size()](KimNelsonState const& state) mutable {
    if (state.survivors.size() == left) return;
    left = state.survivors.size();
    spdlog::info("stage {}: {} policies in the race", state.stage, left);
  };
  try {
    KimNelson const race = select_policy(experiment, selection);
    if (options.is_json)
      print_json(race, experiment, options);
    else
      print_text(race, spec, options);
    require_printed();
    if (!race.is_decided())
      spdlog::warn("not decided with {} runs of each; more --max-runs, or a larger --delta", selection.most_runs);
    return race.is_decided() ? ExitCode::done : ExitCode::target_not_reached;
  } catch (EvidenceStopped const&) {
    return session.stopped();
  } catch (std::invalid_argument const& fault) {
    throw UsageError(fault.what());
  }
}

}  // namespace

Subcommand add_select(CLI::App& app) {
  CLI::App* const options = app.add_subcommand(
      "select", "the best of many policies with as few runs as it takes (Kim and Nelson's procedure)");
  auto const values = std::make_shared<SelectOptions>();
  values->experiment.add_to(*options, OwnRuns::no);  // --stage and --max-runs say how much is computed
  options->add_option("--delta", values->selection.race.delta, "a difference that matters, in the outcome's unit")
      ->required()
      ->check(CLI::PositiveNumber);
  options->add_option("--outcome", values->selection.outcome, "what policies are judged by")->capture_default_str();
  options->add_flag("--highest", values->is_highest, "the highest is the best, not the lowest");
  options->add_option("--confidence", values->confidence, "probability of a right selection")
      ->check(CLI::Range(0.5, 0.9999))
      ->capture_default_str();
  options->add_option("--stage", values->selection.stage_runs, "runs of each policy and scenario at a stage")
      ->check(CLI::Range(1, 1 << 20))
      ->capture_default_str();
  options->add_option("--first-stages", values->selection.race.first_stage, "stages before the first that may drop one")
      ->check(CLI::Range(2, 1000))
      ->capture_default_str();
  options->add_option("--max-runs", values->selection.most_runs, "of each policy and scenario")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  options->add_flag("--json", values->is_json, "as data (detente/selection@1)");
  values->work.add_to(*options);
  return {options, [values] { return select(*values); }};
}

}  // namespace detente
