#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/program.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/replayed_run.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/explain/difference_text.hpp"
#include "tools/explain/run_text.hpp"
#include "tools/explain/story_json.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <memory>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

struct ExplainOptions {
  std::string output, policy, scenario;
  std::vector<std::string> policies;
  std::int64_t run = 0;
  std::optional<Target> target;
  bool is_json = false, is_all = false;
};

double mean_of_known(std::vector<double> const& values) {
  double sum = 0;
  int known = 0;
  for (double const value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++known;
  }
  return known == 0 ? std::nan("") : sum / known;
}

/// What the runs of an arm cost; nothing where there is no result yet.
EnsembleCosts costs_of(OpenedResult const& source, Arm const& arm) {
  EnsembleCosts costs;
  if (!source.result) return costs;
  auto const policy = static_cast<std::size_t>(arm.policy);
  auto const scenario = static_cast<std::size_t>(arm.scenario);
  costs.crisis_cost = source.result->outcome("crisis_cost", policy, scenario);
  for (std::size_t k = 0; k < source.result->labels("component").size(); ++k)
    costs.component_means.push_back(
        mean_of_known(source.result->outcome("crisis_cost.component", policy, scenario, k)));
  return costs;
}

/// Adds what an asterisk in the text refers to.
std::string with_footnotes(std::string text, Region const& region) {
  for (auto const& [country, note] : region.footnotes) {
    for (Country const& known : region.countries) {
      bool const is_named = known.id == country && text.find(known.name) != std::string::npos;
      if (is_named) text += fmt::format("\n* {}\n", note);
    }
  }
  return text;
}

void print_story(Json story, std::string const& text, ExplainOptions const& options, Region const& region) {
  if (options.is_json) {
    story["revision"] = program_revision();
    fmt::print("{}\n", story.dump(1));
  } else {
    fmt::print("{}", with_footnotes(text, region));
  }
}

ExitCode explain_run(OpenedResult& source, ExplainOptions const& options) {
  int const arm = arm_of(source.experiment.result, {options.policy, options.scenario, options.run});
  BlockRecord const record = replay_run(source, arm, options.run, options.target);
  ArmInputs const& inputs = source.experiment.model.arms[static_cast<std::size_t>(arm)];
  Ties const ties = ties_of(inputs.inputs.region);
  ResultSpec const& spec = source.experiment.result;
  RunView const run(spec, record, ties);
  RunStory const story = tell_run(run, costs_of(source, spec.arms[static_cast<std::size_t>(arm)]));
  Detail const detail = options.is_all ? Detail::all : Detail::digest;
  print_story(run_json(run, story), run_text(run, story, detail), options, inputs.inputs.region);
  return compare_with_result(source, record, Agreement::silent) ? ExitCode::done : ExitCode::conflict;
}

ExitCode explain_difference(OpenedResult& source, ExplainOptions const& options) {
  ResultSpec const& spec = source.experiment.result;
  int const first_arm = arm_of(spec, {options.policies[0], options.scenario, options.run});
  int const second_arm = arm_of(spec, {options.policies[1], options.scenario, options.run});
  if (first_arm == second_arm)
    throw UsageError(fmt::format("--policies {0},{0}: two different policies are wanted", options.policies[0]));
  BlockRecord const first = replay_run(source, first_arm, options.run, options.target);
  BlockRecord const second = replay_run(source, second_arm, options.run, options.target);
  ArmInputs const& inputs = source.experiment.model.arms[static_cast<std::size_t>(first_arm)];
  Ties const ties = ties_of(inputs.inputs.region);
  RunView const first_run(spec, first, ties);
  RunView const second_run(spec, second, ties);
  RunPair const pair{first_run, second_run};
  DifferenceStory const story = tell_difference(pair);
  Detail const detail = options.is_all ? Detail::all : Detail::digest;
  print_story(difference_json(pair, story), difference_text(pair, story, detail), options, inputs.inputs.region);
  bool const is_first_same = compare_with_result(source, first, Agreement::silent);
  bool const is_second_same = compare_with_result(source, second, Agreement::silent);
  return is_first_same && is_second_same ? ExitCode::done : ExitCode::conflict;
}

ExitCode explain(ExplainOptions const& options) {
  if (options.policy.empty() == options.policies.empty())
    throw UsageError(
        "wanted is either --policy P, for why a run went as it did, or --policies A,B, for why two differ");
  OpenedResult source = open_output(options.output);
  return options.policies.empty() ? explain_run(source, options) : explain_difference(source, options);
}

}  // namespace

Subcommand add_explain(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("explain", "why a run went as it did, or why two policies differ in one run");
  auto const values = std::make_shared<ExplainOptions>();
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("--policy", values->policy, "the policy whose run is told");
  options->add_option("--policies", values->policies, "A,B: two policies whose runs are compared, A less B")
      ->delimiter(',')
      ->expected(2);
  options->add_option("--scenario", values->scenario, "the scenario; may be left out where there is only one");
  options->add_option("--run", values->run, "number of the run")->required()->check(CLI::NonNegativeNumber);
  options->add_flag("--all", values->is_all, "tell every event, not only those that matter most");
  options->add_flag("--json", values->is_json, "the story as data (detente/story@1), every event");
  add_target_option(*options, values->target);
  return {options, [values] { return explain(*values); }, true};
}

}  // namespace detente
