#pragma once

#include "engine/core/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace detente {

class ConfigNode;

/// An outcome held against a number: "crisis_cost <= 2500", "peak_level[BEL_PRI] > 3".
struct OutcomeCondition {
  enum class Relation : std::uint8_t { at_most, at_least, below, above };

  std::string outcome;  // a column of outcomes
  Relation relation = Relation::at_most;
  double threshold = 0;

  /// 1 or 0; NaN of a run that failed or to which it never happened.
  double met_by(double value) const;
  std::string text() const;
};

/// Throws std::invalid_argument with what is wrong, if a text is no condition on one of the outcomes.
OutcomeCondition parse_outcome_condition(std::string const& text, std::vector<std::string> const& outcomes);

/// Ways to rank policies over all that may come.
enum class Robustness : std::uint8_t { mean, p95, cvar95, minimax_regret, satisficing };
std::string robustness_name(Robustness criterion);

/// In which samples a policy fails (scenario discovery).
struct DiscoveryQuestion {
  std::string policy, scenario;
  OutcomeCondition fails;
};

/// What is asked of a result beyond means and differences (`analysis`). Nothing here changes what is computed.
struct AnalysisSpec {
  double confidence = 0.95;
  std::string outcome = "crisis_cost";  // that policies are ranked by; lower is better
  std::vector<Robustness> robustness{Robustness::mean, Robustness::p95, Robustness::cvar95, Robustness::minimax_regret};
  std::vector<OutcomeCondition> satisficing;           // all of them
  std::vector<std::string> exceedance{"crisis_cost"};  // outcomes whose curves are drawn
  std::vector<DiscoveryQuestion> discover;
};

/// All names of outcomes that are one number a run.
std::vector<std::string> outcome_columns(ResultSpec const& spec);

/// Reads {confidence, outcome, robustness: [mean, p95, cvar95, minimax_regret, satisficing],
/// satisficing: {all: ["outcome <= number", ...]}, exceedance: [outcomes],
/// discover: [{policy, scenario, fails: "outcome > number"}]}; what is not written is as above. `spec` has its
/// catalogue, policies and scenarios. Faults are collected in the tree.
AnalysisSpec read_analysis(std::optional<ConfigNode> const& node, ResultSpec const& spec);

}  // namespace detente
