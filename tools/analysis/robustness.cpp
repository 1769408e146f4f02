#include "tools/analysis/robustness.hpp"

#include "engine/statistics/probability.hpp"
#include "engine/statistics/quantile_interval.hpp"
#include "engine/statistics/tail_risk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr double tail_level = 0.95;

bool is_asked(AnalysisSpec const& analysis, Robustness criterion) {
  return std::find(analysis.robustness.begin(), analysis.robustness.end(), criterion) != analysis.robustness.end();
}

/// Flags of one arm: 1 where the run meets all conditions.
std::vector<double> satisfied(OutcomeData const& data, AnalysisSpec const& analysis, std::size_t policy,
                              std::size_t scenario) {
  std::vector<std::vector<double>> flags;
  for (OutcomeCondition const& condition : analysis.satisficing) {
    flags.push_back(data.runs(data.column(condition.outcome), policy, scenario));
    for (double& value : flags.back()) value = condition.met_by(value);
  }
  std::vector<std::span<double const>> const conditions(flags.begin(), flags.end());
  return meets_all(conditions);
}

AttainmentCurve attainment_of(OutcomeData const& data, OutcomeCondition const& condition, double confidence) {
  OutcomeColumn const& column = data.column(condition.outcome);
  std::size_t const policies = data.file().policies().size();
  std::size_t const scenarios = data.file().scenarios().size();
  std::vector<std::vector<double>> arms;
  for (std::size_t p = 0; p < policies; ++p) {
    for (std::size_t s = 0; s < scenarios; ++s) arms.push_back(data.runs(column, p, s));
  }
  std::vector<std::span<double const>> const all(arms.begin(), arms.end());
  AttainmentCurve curve{.condition = condition, .thresholds = shared_thresholds(all), .shares = {}};
  using Relation = OutcomeCondition::Relation;
  bool const is_upper = condition.relation == Relation::at_most || condition.relation == Relation::below;
  for (std::size_t p = 0; p < policies; ++p) {
    curve.shares.emplace_back();
    for (std::size_t s = 0; s < scenarios; ++s) {
      std::vector<double> const& runs = arms[p * scenarios + s];
      curve.shares.back().push_back(is_upper ? attainment_curve(runs, curve.thresholds, data.cluster(), confidence)
                                             : exceedance_curve(runs, curve.thresholds, data.cluster(), confidence));
    }
  }
  return curve;
}

std::string money(double value) {
  if (std::isnan(value)) return "-";
  return fmt::format("{:.{}f}", value, std::abs(value) < 10 ? 2 : 0);
}
std::string with_interval(Estimate const& estimate) {
  return fmt::format("{} [{}, {}]", money(estimate.value), money(estimate.lower), money(estimate.upper));
}
std::string percent_with_interval(Estimate const& share) {
  if (std::isnan(share.value)) return "-";
  return fmt::format("{:.1f} % [{:.1f}, {:.1f}]", 100 * share.value, 100 * share.lower, 100 * share.upper);
}
std::string bracket_text(Bracket const& bracket) {
  return fmt::format("{} to {}", money(bracket.low), money(bracket.high));
}

using Cell = std::string (*)(RobustnessOfArm const&);

struct TextColumn {
  Robustness criterion;
  char const* title;
  Cell cell;
};

std::string scenario_table(RobustnessTable const& table, AnalysisSpec const& analysis, std::size_t scenario,
                           std::size_t width) {
  static constexpr TextColumn columns[] = {
      {Robustness::mean, "mean", [](RobustnessOfArm const& arm) { return with_interval(arm.mean); }},
      {Robustness::p95, "p95 of runs", [](RobustnessOfArm const& arm) { return with_interval(arm.p95); }},
      {Robustness::cvar95, "mean of worst 5 %", [](RobustnessOfArm const& arm) { return with_interval(arm.cvar95); }},
      {Robustness::satisficing, "runs that satisfice",
       [](RobustnessOfArm const& arm) { return percent_with_interval(arm.satisficing); }},
      {Robustness::minimax_regret, "expected regret",
       [](RobustnessOfArm const& arm) { return bracket_text(arm.expected_regret); }}};
  std::string text = fmt::format("\nscenario {}\n{:<{}}", table.scenarios[scenario], "", width);
  for (TextColumn const& column : columns) {
    if (is_asked(analysis, column.criterion)) text += fmt::format(" {:>24}", column.title);
  }
  text += "\n";
  for (RobustnessOfPolicy const& policy : table.policies) {
    text += fmt::format("{:<{}}", policy.policy, width);
    for (TextColumn const& column : columns) {
      if (is_asked(analysis, column.criterion)) text += fmt::format(" {:>24}", column.cell(policy.scenarios[scenario]));
    }
    text += "\n";
  }
  return text;
}

}  // namespace

RobustnessTable robustness_of(OutcomeData const& data, AnalysisSpec const& analysis) {
  OutcomeColumn const& column = data.column(analysis.outcome);
  std::vector<std::string> const& policies = data.file().policies();
  std::vector<std::string> const& scenarios = data.file().scenarios();
  RobustnessTable table{
      .outcome = column.name, .unit = column.unit, .scenarios = scenarios, .policies = {}, .attainment = {}};
  std::vector<std::vector<std::vector<double>>> runs(policies.size());
  PolicyCosts costs{.runs = {}, .replications = data.file().replications(), .cluster = data.cluster()};
  for (std::size_t p = 0; p < policies.size(); ++p) {
    for (std::size_t s = 0; s < scenarios.size(); ++s) runs[p].push_back(data.runs(column, p, s));
    costs.runs.emplace_back(runs[p].begin(), runs[p].end());
  }
  std::vector<ScenarioRegret> const by_scenario = scenario_regret(costs);
  std::vector<StateRegret> const by_state = state_regret(costs, tail_level);
  int const cluster = data.cluster();
  for (std::size_t p = 0; p < policies.size(); ++p) {
    RobustnessOfPolicy policy{.policy = policies[p],
                              .scenarios = {},
                              .largest_regret = by_scenario[p].largest,
                              .regret_in_state = by_state[p].largest_expected};
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
      std::vector<double> const& arm = runs[p][s];
      RobustnessOfArm one;
      one.mean = mean_interval(cluster_means(arm, cluster), analysis.confidence);
      one.p95 = quantile_interval(arm, tail_level, cluster, analysis.confidence);
      one.cvar95 = tail_mean(arm, tail_level, Tail::upper, cluster, analysis.confidence);
      one.expected_regret = by_scenario[p].by_scenario[s];
      if (!analysis.satisficing.empty())
        one.satisficing = probability_interval(satisfied(data, analysis, p, s), cluster, analysis.confidence);
      policy.scenarios.push_back(one);
    }
    table.policies.push_back(std::move(policy));
  }
  for (OutcomeCondition const& condition : analysis.satisficing)
    table.attainment.push_back(attainment_of(data, condition, analysis.confidence));
  return table;
}

std::string robustness_text(RobustnessTable const& table, AnalysisSpec const& analysis) {
  std::size_t width = 8;
  for (RobustnessOfPolicy const& policy : table.policies) width = std::max(width, policy.policy.size());
  std::string text = fmt::format("{} [{}]; in brackets the {:.3g} % interval of each figure\n", table.outcome,
                                 table.unit, 100 * analysis.confidence);
  for (std::size_t s = 0; s < table.scenarios.size(); ++s) text += scenario_table(table, analysis, s, width);
  if (is_asked(analysis, Robustness::satisficing) && !analysis.satisficing.empty()) {
    text += "satisfice:";
    for (OutcomeCondition const& condition : analysis.satisficing)
      text += (&condition == &analysis.satisficing.front() ? " " : " and ") + condition.text();
    text += "\n";
  }
  if (!is_asked(analysis, Robustness::minimax_regret)) return text;
  text +=
      fmt::format("\n{:<{}} {:>32} {:>32}\n", "regret", width, "largest over scenarios", "knowing the parameters too");
  for (RobustnessOfPolicy const& policy : table.policies) {
    text += fmt::format("{:<{}} {:>32} {:>32}\n", policy.policy, width, bracket_text(policy.largest_regret),
                        bracket_text(policy.regret_in_state));
  }
  auto const best = std::min_element(table.policies.begin(), table.policies.end(), [](auto const& a, auto const& b) {
    return a.largest_regret.high < b.largest_regret.high;
  });
  auto const rivals = std::count_if(table.policies.begin(), table.policies.end(), [&](auto const& policy) {
    return !(policy.largest_regret.low > best->largest_regret.high);
  });
  text += "regret: how much more than the best policy there; from an estimate that errs down to one that errs up\n";
  text += rivals == 1 ? fmt::format("minimax regret: {}\n", best->policy)
                      : fmt::format("minimax regret: {}, but brackets of {} policies meet: not settled by these runs\n",
                                    best->policy, rivals);
  return text;
}

}  // namespace detente
