#include "tools/analysis/comparison.hpp"
#include "tools/detente/files/printed.hpp"
#include "tools/detente/options/evidence_options.hpp"
#include "tools/detente/options/shared_options.hpp"
#include "tools/detente/subcommand.hpp"
#include "tools/detente/tables/export_tables.hpp"
#include "tools/detente/tables/opened_result.hpp"
#include "tools/detente/usage_error.hpp"
#include "tools/search/lever_split.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_levers_in_all_orders = 6;
constexpr int sampled_pairs = 8;

enum class Split { none, ordered, shapley };

struct CompareOptions {
  std::string output, other, scenario;
  std::vector<std::string> policies, outcomes, exceedance;
  Split split = Split::none;
  std::int64_t runs = 0;
  double confidence = 0.95;
  bool is_json = false;
  EvidenceOptions work;
};

std::vector<std::string> const usual_outcomes{"crisis_cost", "crisis_cost.component", "policy_cost",
                                              "asset_value", "net_position",          "open_conflict"};

/// The two policies: of one result, or the first of one and the second of the other.
std::pair<ArmPlace, ArmPlace> places_of(CompareOptions const& options, OutcomeData const& a, OutcomeData const& b,
                                        std::string const& scenario) {
  std::string const& second = options.policies.size() == 1 ? options.policies[0] : options.policies[1];
  std::size_t const in_a = chosen({options.policies[0]}, a.file().policies(), "policy").front();
  std::size_t const in_b = chosen({second}, b.file().policies(), "policy").front();
  if (&a == &b && in_a == in_b)
    throw UsageError(fmt::format("--policies {0},{0}: two different policies are wanted", options.policies[0]));
  return {{&a, in_a, chosen({scenario}, a.file().scenarios(), "scenario").front()},
          {&b, in_b, chosen({scenario}, b.file().scenarios(), "scenario").front()}};
}

std::string split_text(std::vector<LeverSplit> const& splits, std::vector<std::string> const& levers,
                       std::string const& how) {
  std::size_t width = 10;
  for (std::string const& lever : levers) width = std::max(width, lever.size());
  std::string text;
  for (LeverSplit const& split : splits) {
    auto const row = [&](std::string const& name, Estimate const& part) {
      return fmt::format("{:<{}} {:>12.4g} {:>28}{}\n", name, width, part.value,
                         fmt::format("[{:.4g}, {:.4g}]", part.lower, part.upper),
                         part.excludes_zero() ? "" : "  not distinguishable from 0");
    };
    text += fmt::format("\n{} [{}], difference by lever, {}\n", split.outcome, split.unit, how);
    for (std::size_t k = 0; k < levers.size(); ++k) text += row(levers[k], split.parts.levers[k]);
    text += row("difference", split.parts.difference);
  }
  return text;
}

Json split_json(std::vector<LeverSplit> const& splits, std::vector<std::string> const& levers, std::string const& how) {
  Json list = Json::array();
  for (LeverSplit const& split : splits) {
    Json parts = Json::array();
    for (std::size_t k = 0; k < levers.size(); ++k)
      parts.push_back({{"lever", levers[k]}, {"contribution", estimate_json(split.parts.levers[k])}});
    list.push_back({{"outcome", split.outcome},
                    {"unit", split.unit},
                    {"method", how},
                    {"difference", estimate_json(split.parts.difference)},
                    {"levers", parts}});
  }
  return list;
}

/// Computes what the result does not hold: mixtures of the two policies.
class LeverQuestion {
 public:
  LeverQuestion(CompareOptions const& options, Experiment const& experiment, ArmPlace const& a, ArmPlace const& b)
      : options_(options), experiment_(experiment), session_(options.work) {
    ResultSpec& spec = experiment_.result;
    if (options.runs > 0) {
      std::int64_t const observation = spec.samples_per_observation * spec.replications;
      spec.samples =
          std::min(spec.samples, (options.runs + observation - 1) / observation * spec.samples_per_observation);
    }
    ModelSpec const& model = experiment_.model;
    std::size_t const scenarios = spec.scenarios.size();
    request_.a = a.policy;
    request_.b = b.policy;
    request_.scenario = a.scenario;
    request_.confidence = options.confidence;
    request_.levers =
        differing_levers(model, model.arms[a.policy * scenarios].policy, model.arms[b.policy * scenarios].policy);
    request_.plan = plan();
  }

  std::string how() const {
    return options_.split == Split::ordered   ? "switched in this order"
           : request_.plan.has_sampled_orders ? fmt::format("Shapley values from {} orders", 2 * sampled_pairs)
                                              : "Shapley values";
  }
  std::vector<std::string> const& levers() const { return request_.levers; }

  std::vector<LeverSplit> answer(std::vector<std::string> const& outcomes) {
    request_.outcomes = outcomes;
    std::vector<LeverSplit> splits = split_difference(experiment_, request_, session_.work());
    session_.finish();
    return splits;
  }
  ExitCode stopped() const { return session_.stopped(); }

 private:
  LeverPlan plan() const {
    auto const count = static_cast<int>(request_.levers.size());
    if (options_.split == Split::shapley && request_.levers.size() <= most_levers_in_all_orders)
      return shapley_plan(count);
    if (options_.split == Split::shapley) return sampled_shapley_plan(count, sampled_pairs, experiment_.result.seed);
    std::vector<int> order(request_.levers.size());
    std::iota(order.begin(), order.end(), 0);
    return ordered_plan(order);
  }

  CompareOptions const& options_;
  Experiment experiment_;
  EvidenceSession session_;
  LeverSplitRequest request_;
};

void check(CompareOptions const& options) {
  if (options.policies.size() > 2 || options.policies.empty())
    throw UsageError("--policies A,B: two policies were expected (or one, of two results)");
  if (options.policies.size() == 1 && options.other.empty())
    throw UsageError("--policies A,B: two policies were expected where there is one result");
  if (options.split != Split::none && !options.other.empty())
    throw UsageError("--levers is for two policies of one result, whose levers can be mixed");
  if (options.runs > 0 && options.split == Split::none)
    throw UsageError("--runs has no effect without --levers: nothing is computed");
}

ExitCode compare(CompareOptions const& options) {
  check(options);
  OpenedResult const opened = open_result(options.output);
  OutcomeData const a(*opened.result);
  std::optional<OpenedResult> other;
  std::optional<OutcomeData> second;
  if (!options.other.empty()) {
    other.emplace(open_result(options.other));
    second.emplace(*other->result);
  }
  OutcomeData const& b = second ? *second : a;
  if (std::string const obstacle = obstacle_to_pairing(a.file(), b.file()); !obstacle.empty())
    throw UsageError(obstacle + ": their runs are not in the same luck, and cannot be paired");
  ComparisonRequest const request{
      .confidence = options.confidence,
      .outcomes = chosen_outcomes(a, options.outcomes.empty() ? usual_outcomes : options.outcomes),
      .exceedance = chosen_outcomes(a, options.exceedance)};
  Json list = Json::array();
  bool is_first = true;
  for (std::size_t const s : chosen_scenarios(a.file(), options.scenario)) {
    auto const [place_a, place_b] = places_of(options, a, b, a.file().scenarios()[s]);
    ArmComparison const comparison = compare_arms(place_a, place_b, request);
    if (options.is_json)
      list.push_back(comparison_json(comparison));
    else
      fmt::print("{}{}", is_first ? "" : "\n", comparison_text(comparison));
    is_first = false;
    require_printed();
    if (options.split == Split::none) continue;
    LeverQuestion question(options, opened.experiment, place_a, place_b);
    try {
      std::vector<LeverSplit> const splits = question.answer(
          chosen_outcomes(a, options.outcomes.empty() ? std::vector<std::string>{"crisis_cost"} : options.outcomes));
      if (options.is_json)
        list.back()["levers"] = split_json(splits, question.levers(), question.how());
      else
        fmt::print("{}", split_text(splits, question.levers(), question.how()));
    } catch (EvidenceStopped const&) {
      return question.stopped();
    }
  }
  if (options.is_json) fmt::print("{}\n", list.dump(1));
  return ExitCode::done;
}

}  // namespace

Subcommand add_compare(CLI::App& app) {
  CLI::App* const options =
      app.add_subcommand("compare", "two policies run by run: differences with intervals, and which lever makes them");
  auto const values = std::make_shared<CompareOptions>();
  options->add_option("output", values->output, "folder of the ensemble, or a result file alone")
      ->required()
      ->type_name("OUTPUT");
  options->add_option("other", values->other, "another one with the same seed, of which the second policy is")
      ->type_name("OUTPUT");
  options->add_option("--policies", values->policies, "A,B: A less B")->delimiter(',')->required();
  options->add_option("--scenario", values->scenario, "the scenario (default: each)");
  options
      ->add_option("--outcomes", values->outcomes, "outcomes, separated by commas (default: costs and open conflict)")
      ->delimiter(',');
  options->add_option("--exceedance", values->exceedance, "outcomes whose P(X >= x) goes into --json")->delimiter(',');
  std::map<std::string, Split> const splits{{"ordered", Split::ordered}, {"shapley", Split::shapley}};
  options->add_option("--levers", values->split, "computes by which levers they differ")
      ->transform(CLI::CheckedTransformer(splits).description(""))
      ->type_name(one_of(splits));
  options->add_option("--runs", values->runs, "runs of each mixture of levers (default: all)")
      ->check(CLI::PositiveNumber);
  options->add_option("--confidence", values->confidence, "of intervals")
      ->check(CLI::Range(0.5, 0.9999))
      ->capture_default_str();
  options->add_flag("--json", values->is_json, "as data (detente/comparison@1)");
  values->work.add_to(*options);
  return {options, [values] { return compare(*values); }, true};
}

}  // namespace detente
