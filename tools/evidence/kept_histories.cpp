#include "tools/evidence/kept_histories.hpp"

#include <algorithm>

namespace detente {

void keep_histories(ResultSpec& spec, std::vector<std::string> const& variables) {
  spec.recording = {};
  for (std::size_t v = 0; v < spec.catalogue.variables.size(); ++v) {
    if (std::find(variables.begin(), variables.end(), spec.catalogue.variables[v].name) != variables.end())
      spec.recording.history_variables.push_back(static_cast<int>(v));
  }
  spec.recording.history_runs = spec.runs();
}

}  // namespace detente
