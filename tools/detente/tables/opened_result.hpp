#pragma once

#include "engine/io/result_file.hpp"
#include "models/experiment.hpp"
#include "tools/analysis/sensitivity.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace detente {

/// An output as a command reads it, each file once.
struct OpenedResult {
  std::string path;                  // of the result file, there or not
  std::optional<ResultFile> result;  // none: the ensemble is not finished
  Experiment experiment;             // as the result says, or else the manifest; with the samples of the result
  std::string revision;              // of the program that computed it

  /// A file in the folder of the result.
  std::string path_beside(std::string const& name) const;
};

/// The result file of an output folder, there or not, or the one that is named itself.
std::string result_path_of(std::string const& output);

/// Reads an output folder, or a result file alone. Throws IoError if it is neither, ConfigError if this program does
/// not know the experiment.
OpenedResult open_output(std::string const& output);

/// The same of an output that has a result: throws IoError if there is none yet. `sets` are KEY=YAML, of keys below
/// `analysis`; UsageError for other keys.
OpenedResult open_result(std::string const& output, std::vector<std::string> const& sets = {});

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
