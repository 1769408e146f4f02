#pragma once

#include "models/experiment.hpp"
#include "tools/analysis/sensitivity.hpp"

#include <string>
#include <variant>
#include <vector>

namespace detente {

/// A result and the experiment that made it.
struct AnalysedResult {
  std::string path;  // of the result file
  Experiment experiment;

  /// A file in the same folder.
  std::string path_beside(std::string const& name) const;
};

/// The result of an output folder, or a result file alone. `sets` are KEY=YAML, of keys below `analysis`. Throws
/// IoError if there is no result yet, UsageError for other keys.
AnalysedResult analysed_result(std::string const& output, std::vector<std::string> const& sets = {});

/// Why an experiment's design says nothing about which numbers matter, and which would.
struct NoDesign {
  std::string reason;
};

/// What the design of an experiment varies, if it is one for sensitivity analysis and luck can be told from it.
std::variant<SensitivityDesign, NoDesign> sensitivity_design(Experiment const& experiment);

/// Columns of outcomes by their names; all labels of an outcome that is named without one. Throws UsageError with the
/// nearest name.
std::vector<std::string> chosen_outcomes(OutcomeData const& data, std::vector<std::string> const& wanted);

/// The scenarios to look at: the one that is named, or all. Throws UsageError with the nearest name.
std::vector<std::size_t> chosen_scenarios(ResultFile const& result, std::string const& wanted);

}  // namespace detente
