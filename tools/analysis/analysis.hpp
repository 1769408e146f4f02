#pragma once

#include "engine/statistics/paired_comparison.hpp"
#include "models/experiment_analysis.hpp"
#include "tools/analysis/discovery.hpp"
#include "tools/analysis/outcome_data.hpp"
#include "tools/analysis/robustness.hpp"
#include "tools/analysis/sensitivity.hpp"

#include <optional>
#include <string>
#include <vector>

namespace detente {

/// What single runs of one outcome of one arm look like, and its mean.
struct OutcomeEstimate {
  Estimate mean;  // a probability, if the outcome is 0 or 1
  double deviation = 0;
  double p05 = 0, p50 = 0, p95 = 0;  // of single runs
};

/// P(outcome >= threshold) of every arm.
struct ExceedanceTable {
  OutcomeColumn column;
  std::vector<double> thresholds;
  std::vector<std::vector<std::vector<Estimate>>> shares;  // [policy][scenario][threshold]
};

/// Every statistic that an experiment declares, of one result.
struct Analysis {
  AnalysisSpec asked;
  std::vector<OutcomeColumn> columns;
  std::vector<std::vector<std::vector<OutcomeEstimate>>> estimates;     // [policy][scenario][column]
  std::vector<std::vector<std::vector<PairedComparison>>> differences;  // the same, to the baseline; NaN of itself
  std::vector<std::vector<std::vector<double>>> adjusted_p;             // Holm's, over the outcomes of an arm
  std::vector<ExceedanceTable> exceedance;
  RobustnessTable robustness;
  std::vector<SensitivityTable>
      sensitivity;  // of the outcome that policies are ranked by, if the design is made for it
  std::optional<SensitivityDesign> design;
  std::vector<Discovery> discoveries;
};

/// `design` is that of a result made for sensitivity analysis; `seed` is for resampling and for splitting samples.
Analysis analyse(OutcomeData const& data, AnalysisSpec const& asked, std::optional<SensitivityDesign> const& design,
                 std::uint64_t seed);

/// Writes it beside the result as labelled data, by the recipe of results. The file appears whole or not at all. Throws
/// IoError.
void write_analysis(std::string const& path, OutcomeData const& data, Analysis const& analysis);

}  // namespace detente
