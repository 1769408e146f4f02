#include "models/experiment_analysis.hpp"

#include "engine/config/config_node.hpp"
#include "engine/config/nearest.hpp"
#include "engine/config/number_text.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace detente {
namespace {

// The longer signs first: "<" begins "<=" too.
constexpr std::array<std::pair<char const*, OutcomeCondition::Relation>, 4> signs{
    {{"<=", OutcomeCondition::Relation::at_most},
     {">=", OutcomeCondition::Relation::at_least},
     {"<", OutcomeCondition::Relation::below},
     {">", OutcomeCondition::Relation::above}}};

constexpr std::array criteria{Robustness::mean, Robustness::p95, Robustness::cvar95, Robustness::minimax_regret,
                              Robustness::satisficing};

/// Reports a condition that is none where it stands; a harmless one then.
OutcomeCondition read_condition(ConfigNode const& node, std::vector<std::string> const& outcomes) {
  std::string const text = node.text();
  try {
    if (!text.empty()) return parse_outcome_condition(text, outcomes);
  } catch (std::invalid_argument const& fault) {
    node.error(fault.what(), "outcome <= number (or >=, <, >)");
  }
  return {.outcome = outcomes.front()};
}

std::vector<Robustness> read_robustness(ConfigNode const& list) {
  std::vector<std::string> names;
  for (Robustness const criterion : criteria) names.push_back(robustness_name(criterion));
  std::vector<Robustness> chosen;
  for (ConfigNode const& item : list.items()) {
    std::string const name = item.choice(names);
    Robustness const criterion =
        criteria[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
    if (std::find(chosen.begin(), chosen.end(), criterion) == chosen.end()) chosen.push_back(criterion);
  }
  return chosen;
}

DiscoveryQuestion read_question(ConfigNode const& item, ResultSpec const& spec,
                                std::vector<std::string> const& outcomes) {
  DiscoveryQuestion question{.policy = item["policy"].choice(spec.policies),
                             .scenario = spec.scenarios.front(),
                             .fails = read_condition(item["fails"], outcomes)};
  if (std::optional<ConfigNode> const scenario = item.find("scenario")) {
    question.scenario = scenario->choice(spec.scenarios);
  } else if (spec.scenarios.size() > 1) {
    static_cast<void>(item["scenario"]);  // missing
  }
  return question;
}

}  // namespace

double OutcomeCondition::met_by(double value) const {
  if (std::isnan(value)) return std::numeric_limits<double>::quiet_NaN();
  switch (relation) {
    case OutcomeCondition::Relation::at_most:
      return value <= threshold ? 1 : 0;
    case OutcomeCondition::Relation::at_least:
      return value >= threshold ? 1 : 0;
    case OutcomeCondition::Relation::below:
      return value < threshold ? 1 : 0;
    case OutcomeCondition::Relation::above:
      break;
  }
  return value > threshold ? 1 : 0;
}

std::string OutcomeCondition::text() const {
  auto const sign = std::find_if(signs.begin(), signs.end(), [&](auto const& one) { return one.second == relation; });
  return fmt::format("{} {} {}", outcome, sign->first, threshold);
}

OutcomeCondition parse_outcome_condition(std::string const& text, std::vector<std::string> const& outcomes) {
  for (auto const& [sign, relation] : signs) {
    std::size_t const at = text.find(sign);
    if (at == std::string::npos) continue;
    OutcomeCondition condition{.outcome = std::string(trimmed(text.substr(0, at))), .relation = relation};
    if (std::find(outcomes.begin(), outcomes.end(), condition.outcome) == outcomes.end()) {
      std::optional<std::string> const close = nearest(condition.outcome, outcomes);
      throw std::invalid_argument(fmt::format("'{}' is no outcome{}", condition.outcome,
                                              close ? fmt::format(", did you mean '{}'?", *close) : ""));
    }
    std::string const number(trimmed(text.substr(at + std::string(sign).size())));
    ParsedNumber<double> const threshold = parse_number(number);
    if (!threshold.reason.empty()) throw std::invalid_argument(fmt::format("'{}' is no number", number));
    condition.threshold = threshold.value;
    return condition;
  }
  throw std::invalid_argument(fmt::format("'{}' compares nothing", text));
}

std::string robustness_name(Robustness criterion) {
  switch (criterion) {
    case Robustness::mean:
      return "mean";
    case Robustness::p95:
      return "p95";
    case Robustness::cvar95:
      return "cvar95";
    case Robustness::minimax_regret:
      return "minimax_regret";
    case Robustness::satisficing:
      break;
  }
  return "satisficing";
}

std::vector<std::string> outcome_columns(ResultSpec const& spec) {
  std::vector<std::string> names;
  for (std::size_t column = 0; column < spec.columns(); ++column) names.push_back(spec.column_name(column));
  return names;
}

AnalysisSpec read_analysis(std::optional<ConfigNode> const& node, ResultSpec const& spec) {
  AnalysisSpec analysis;
  if (!node) return analysis;
  std::vector<std::string> const outcomes = outcome_columns(spec);
  if (std::optional<ConfigNode> const confidence = node->find("confidence"))
    analysis.confidence = confidence->number({0.5, 0.9999});
  if (std::optional<ConfigNode> const outcome = node->find("outcome")) analysis.outcome = outcome->choice(outcomes);
  std::optional<ConfigNode> const robustness = node->find("robustness");
  if (robustness) analysis.robustness = read_robustness(*robustness);
  if (std::optional<ConfigNode> const satisficing = node->find("satisficing")) {
    for (ConfigNode const& item : (*satisficing)["all"].items())
      analysis.satisficing.push_back(read_condition(item, outcomes));
  }
  auto const is_asked = [&](Robustness criterion) {
    return std::find(analysis.robustness.begin(), analysis.robustness.end(), criterion) != analysis.robustness.end();
  };
  if (robustness && is_asked(Robustness::satisficing) && analysis.satisficing.empty())
    robustness->error("satisficing needs what is to be satisfied", "satisficing: {all: [\"crisis_cost <= 2500\"]}");
  if (!robustness && !analysis.satisficing.empty()) analysis.robustness.push_back(Robustness::satisficing);
  if (std::optional<ConfigNode> const exceedance = node->find("exceedance")) {
    analysis.exceedance.clear();
    for (ConfigNode const& item : exceedance->items()) analysis.exceedance.push_back(item.choice(outcomes));
  }
  if (std::optional<ConfigNode> const discover = node->find("discover")) {
    for (ConfigNode const& item : discover->items()) analysis.discover.push_back(read_question(item, spec, outcomes));
  }
  return analysis;
}

}  // namespace detente
