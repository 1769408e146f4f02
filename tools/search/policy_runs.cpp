#include "tools/search/policy_runs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace detente {
namespace {

constexpr int small_block = 64;  // so that threads share the few runs of one point

}  // namespace

PolicyRuns runs_of(Tuning const& tuning, Experiment experiment, EvidenceWork const& work) {
  ResultSpec& spec = experiment.result;
  spec.block_runs = std::min(spec.block_runs, small_block);
  OutcomeTable const table = outcomes_of(experiment, work);
  PolicyRuns runs;
  auto const keep = [&](OutcomeMeasure const& measure) {
    std::vector<std::vector<double>>& by_scenario = runs.values.emplace_back();
    for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) by_scenario.push_back(measure.outcome.by_run(table, arm));
  };
  for (OutcomeMeasure const& objective : tuning.objectives) keep(objective);
  for (TuningConstraint const& constraint : tuning.constraints) keep(constraint.measure);
  for (double const sure : table.column(0, sure_column(spec))) runs.has_failed.push_back(std::isnan(sure));
  return runs;
}

std::int64_t drop_failed(std::vector<PolicyRuns>& policies) {
  std::vector<bool> has_failed(policies.front().has_failed.size(), false);
  for (PolicyRuns const& policy : policies)
    std::transform(has_failed.begin(), has_failed.end(), policy.has_failed.begin(), has_failed.begin(),
                   std::logical_or<>());
  for (PolicyRuns& policy : policies) {
    for (auto& by_scenario : policy.values) {
      for (std::vector<double>& by_run : by_scenario) {
        for (std::size_t run = 0; run < by_run.size(); ++run)
          by_run[run] = has_failed[run] ? std::numeric_limits<double>::quiet_NaN() : by_run[run];
      }
    }
  }
  return std::count(has_failed.begin(), has_failed.end(), true);
}

std::vector<Measured> measured(Tuning const& tuning, PolicyRuns const& runs) {
  std::vector<Measured> all;
  for (OutcomeMeasure const& objective : tuning.objectives) all.push_back(measured(objective, runs.values[all.size()]));
  for (TuningConstraint const& constraint : tuning.constraints)
    all.push_back(measured(constraint.measure, runs.values[all.size()]));
  return all;
}

Evaluation evaluation_of(Tuning const& tuning, std::vector<Measured> const& measured) {
  Evaluation evaluation;
  std::size_t at = 0;
  for (OutcomeMeasure const& objective : tuning.objectives)
    evaluation.objectives.push_back(as_meant(objective, measured[at++].value));
  for (TuningConstraint const& constraint : tuning.constraints)
    evaluation.violation += constraint.violation(measured[at++].value);
  return evaluation;
}

double as_meant(OutcomeMeasure const& objective, double minimised) {
  return objective.goal == Goal::maximise ? -minimised : minimised;
}

}  // namespace detente
