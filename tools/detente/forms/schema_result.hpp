#pragma once

#include <string>
#include <vector>

namespace detente {

/// One dataset of a result file.
struct DatasetInfo {
  std::string path, type;
  std::vector<std::string> dimensions;  // "policy", "run", ...
  std::string unit, meaning;
};

/// What the result of an experiment will hold, in the order of the file. Found by computing one run of each arm into a
/// temporary folder and looking at what was written. Throws ConfigError, IoError.
std::vector<DatasetInfo> result_datasets(std::string const& experiment_file);

}  // namespace detente
