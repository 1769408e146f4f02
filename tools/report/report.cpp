#include "tools/report/report.hpp"

#include "tools/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// What remains at the bad end under a policy.
std::string tail_sentence(PolicyCost const& cost, double confidence) {
  return fmt::format(
      "One future in twenty still costs more than {} million euro; the dearest 5 % cost {} on average "
      "({}).",
      grouped(cost.high), grouped(cost.tail.value), money_interval(cost.tail, confidence));
}

/// What the policy itself costs more or less, which stands beside.
std::string policy_money_sentence(ReportInputs const& inputs, std::size_t policy) {
  Estimate const change =
      inputs.mean(differences(inputs.runs("policy_cost", policy), inputs.runs("policy_cost", inputs.baseline())));
  if (!change.excludes_zero()) return "";
  return fmt::format(" The policy itself costs {}: that stands beside, not inside.",
                     money_change(change, inputs.baseline_name(), inputs.confidence));
}

/// Whether the policy with the least cost can be told from the next; else which that is.
std::string rival_sentence(ReportInputs const& inputs) {
  std::vector<std::size_t> const order = inputs.best_first();
  if (order.size() < 3) return "";  // the baseline is the other one, and spoken of already
  Estimate const change =
      inputs.mean(differences(inputs.runs("crisis_cost", order[0]), inputs.runs("crisis_cost", order[1])));
  if (change.excludes_zero()) return "";
  return fmt::format(" {}, the next, cannot be told from it.", inputs.policies()[order[1]]);
}

/// The answer in a few sentences.
std::string lead_of(ReportInputs const& inputs) {
  std::size_t const best = inputs.best_first().front();
  PolicyCost const& cost = inputs.costs[best];
  std::string const tail = tail_sentence(cost, inputs.confidence);
  if (inputs.policies().size() == 1) {
    return fmt::format("Under {} crisis management costs the Union {} million euro ({}). {}", cost.policy,
                       grouped(cost.cost.value), money_interval(cost.cost, inputs.confidence, "mean"), tail);
  }
  std::string const change = money_change(cost.difference, inputs.baseline_name(), inputs.confidence);
  std::string const money = policy_money_sentence(inputs, best);
  if (!cost.difference.excludes_zero()) {
    return fmt::format(
        "No policy of {} shows a distinguishable gain over {} in crisis-management cost: {}, the one with "
        "the least, makes {}.{} {}",
        inputs.policies().size(), inputs.baseline_name(), cost.policy, change, money, tail);
  }
  if (cost.difference.value > 0) {
    return fmt::format(
        "No policy of {} makes crisis management cost the Union less than {}: the next, {}, costs {}.{} {}",
        inputs.policies().size(), inputs.baseline_name(), cost.policy, change, money, tail);
  }
  return fmt::format(
      "Of {} policies {} makes crisis management cost the Union least: {}, run by run in the same luck."
      "{}{} {}",
      inputs.policies().size(), cost.policy, change, rival_sentence(inputs), money, tail);
}

Json fact(std::string const& label, std::string const& text) { return {{"label", label}, {"text", text}}; }

Json facts_of(ReportInputs const& inputs, ReportOrigin const& origin) {
  ResultFile const& result = inputs.file();
  ResultSpec const& spec = inputs.experiment.result;
  Json facts = Json::array();
  std::int64_t const samples = result.runs() / result.replications();
  facts.push_back(fact("runs", fmt::format("{} a policy and scenario: {} of {}", grouped(result.runs()),
                                           counted(samples, "sample", "samples"),
                                           counted(result.replications(), "replication", "replications"))));
  facts.push_back(fact("design", result.design()));
  facts.push_back(fact("uncertain numbers",
                       inputs.experiment.model.uncertainty.is_empty()
                           ? "none sampled: intervals hold luck alone"
                           : counted(static_cast<std::int64_t>(inputs.experiment.model.uncertainty.quantities.size()),
                                     "sampled", "sampled")));
  facts.push_back(fact("seed", std::to_string(spec.seed)));
  facts.push_back(fact("precision", result.file().text_attribute("/", "precision")));
  facts.push_back(fact("revision", origin.revision));
  std::int64_t const dropped = result.file().integer_attribute("/", "dropped_runs");
  if (dropped > 0) facts.push_back(fact("left out", counted(dropped, "run came", "runs came") + " to no result"));
  if (!result.stopping().empty()) facts.push_back(fact("stopping", result.stopping()));
  return facts;
}

Json notices_of(ReportInputs const& inputs) {
  Json notices = Json::array();
  notices.push_back(
      "Model results, not forecasts: most coefficients are judgement, and an interval holds only what varies between "
      "runs.");
  if (inputs.file().scenarios().size() > 1) {
    notices.push_back(fmt::format("Figures are of scenario {}; T1 has all {}. Another: detente report {} --scenario S.",
                                  inputs.file().scenarios()[inputs.scenario], inputs.file().scenarios().size(),
                                  inputs.output));
  }
  return notices;
}

Json methods_of(ReportInputs const& inputs) {
  return {
      fmt::format("Every policy runs through the same futures: run r has the same coefficients and the same luck under "
                  "all of them. Differences are taken run by run before means are, which is why their intervals are "
                  "narrower than those of the means. Intervals of means are Student's t over independent "
                  "observations ({} here), of shares Wilson's; intervals of {} each, not of all at once. Where several "
                  "countries or components are compared, Holm's correction decides what is said to differ.",
                  grouped(static_cast<double>(inputs.file().runs() / inputs.data.cluster())),
                  fmt::format("{:g} %", 100 * inputs.confidence)),
      "Quantiles through time come from histograms over all runs, right to a thousandth of the variable's range. "
      "Single runs are computed again from the result's own experiment, bit for bit.",
      "Money is million euro (MEUR) at 2025 prices; net present values are discounted to the start. The model book in "
      "docs/model.md has every equation with its source, docs/model/limits.md what the model must not be used for."};
}

Json footnotes_of(Region const& region) {
  Json notes = Json::array();
  for (auto const& [country, note] : region.footnotes) notes.push_back("* " + note);
  return notes;
}

}  // namespace

Json report_json(ReportInputs const& inputs, ReportOrigin const& origin) {
  ResultFile const& result = inputs.file();
  ResultSpec const& spec = inputs.experiment.result;
  std::string const start = to_string(spec.start);
  std::string const end = to_string(YearMonth{spec.start.index + spec.months});
  Json figures = Json::array();
  for (auto const make : {key_numbers_figure, fans_figure, exceedance_figure, dots_figure, differences_figure,
                          costs_figure, map_figure, sensitivity_figure, story_figure, frontier_figure, claims_figure})
    figures.push_back(make(inputs).json());
  return {{"schema", "detente/report@1"},
          {"title", fmt::format("{}: {}, {} to {}", result.name(), inputs.region().name, start, end)},
          {"lead", lead_of(inputs)},
          {"notices", notices_of(inputs)},
          {"facts", facts_of(inputs, origin)},
          {"name", result.name()},
          {"region", inputs.region().name},
          {"start", start},
          {"months", spec.months},
          {"scenario", result.scenarios()[inputs.scenario]},
          {"scenarios", result.scenarios()},
          {"baseline", inputs.baseline_name()},
          {"policies", inputs.policies()},
          {"runs", result.runs()},
          {"confidence", inputs.confidence},
          {"footnotes", footnotes_of(inputs.region())},
          {"figures", std::move(figures)},
          {"methods", methods_of(inputs)},
          {"commands", origin.commands}};
}

}  // namespace detente
