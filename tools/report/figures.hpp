#pragma once

#include "models/experiment.hpp"
#include "tools/analysis/outcome_data.hpp"
#include "tools/analysis/policy_costs.hpp"
#include "tools/analysis/sensitivity.hpp"
#include "tools/explain/run_story.hpp"
#include "tools/report/figure.hpp"

#include <optional>
#include <string>
#include <vector>

namespace detente {

/// Runs of the ensemble that the report shows one by one, computed again.
struct SingleRuns {
  std::vector<std::int64_t> numbers;             // of the runs drawn over the fans
  std::vector<std::vector<BlockRecord>> policy;  // [policy][run]: these, and the one that is told if it is another
  Ties ties;
};

/// The run that is told.
struct ToldRun {
  std::size_t policy = 0;
  std::size_t position = 0;  // in SingleRuns
  std::string why;           // it was chosen
};

/// Sensitivity tables, of this result or of another made for them.
struct SensitivityFindings {
  std::vector<SensitivityTable> tables;
  SensitivityDesign design;
  Experiment const* experiment = nullptr;  // that was made for them: what its numbers are
};

/// All that a report is made of. Refers to what it is made of, which must outlive it.
struct ReportInputs {
  OutcomeData const& data;
  Experiment const& experiment;  // of the result, with every variable and event in its recording
  std::string output;            // as the command names it
  std::size_t scenario = 0;      // whose figures are drawn
  double confidence = 0.95;
  std::vector<PolicyCost> costs;  // by policy, in the scenario
  std::optional<SingleRuns> singles;
  std::optional<ToldRun> told;
  std::string untold;  // why there are no single runs
  std::optional<SensitivityFindings> sensitivity;
  nlohmann::json claims;  // what `detente claims` found; null: not given
  std::string claims_file;

  ResultFile const& file() const { return data.file(); }
  std::vector<std::string> const& policies() const { return file().policies(); }
  std::size_t baseline() const { return data.baseline(); }
  std::string const& baseline_name() const { return policies()[baseline()]; }
  Region const& region() const { return experiment.model.arms.front().inputs.region; }
  /// Positions of the policies: the lowest crisis cost first, the baseline last.
  std::vector<std::size_t> best_first() const;
  /// Runs of an outcome in the scenario.
  std::vector<double> runs(std::string const& column, std::size_t policy) const;
  bool has(std::string const& column) const;
  Estimate mean(std::vector<double> const& runs) const;
  Estimate share(std::vector<double> const& runs) const;
};

/// "2,048 runs a policy, all in the same luck", and how many runs are one observation: for captions.
std::string over_runs(ReportInputs const& inputs);

Figure key_numbers_figure(ReportInputs const& inputs);
Figure fans_figure(ReportInputs const& inputs);
Figure exceedance_figure(ReportInputs const& inputs);
Figure dots_figure(ReportInputs const& inputs);
Figure differences_figure(ReportInputs const& inputs);
Figure costs_figure(ReportInputs const& inputs);
Figure map_figure(ReportInputs const& inputs);
Figure sensitivity_figure(ReportInputs const& inputs);
Figure story_figure(ReportInputs const& inputs);
Figure frontier_figure(ReportInputs const& inputs);
Figure claims_figure(ReportInputs const& inputs);

}  // namespace detente
