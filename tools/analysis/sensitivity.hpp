#pragma once

#include "engine/statistics/morris.hpp"
#include "engine/statistics/sobol_indices.hpp"
#include "tools/analysis/outcome_data.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace detente {

/// What a design varies: names of the factors, and for Morris's the moves, trajectory by trajectory.
struct SensitivityDesign {
  std::vector<std::string> factors;
  std::vector<MorrisMove> moves;  // empty: a design of Saltelli's
  bool has_luck = true;           // replications differ

  bool is_morris() const { return !moves.empty(); }
};

/// What the uncertain numbers do to one outcome of one arm, or to its difference to the baseline policy.
struct SensitivityTable {
  OutcomeColumn column;
  std::string policy, scenario;
  std::optional<std::string> less;     // the policy that is subtracted, run by run
  std::optional<SobolIndices> sobol;   // of a design of Saltelli's,
  std::vector<MorrisMeasures> morris;  // or of Morris's
};

/// `less` is the position of the policy to subtract, if any.
SensitivityTable sensitivity_of(OutcomeData const& data, SensitivityDesign const& design, OutcomeColumn const& column,
                                std::size_t policy, std::size_t scenario, std::optional<std::size_t> less,
                                Bootstrap const& bootstrap);

/// The `most` factors that matter most, as a table; how many more cannot be told from 0.
std::string sensitivity_text(SensitivityTable const& table, SensitivityDesign const& design, std::size_t most);
nlohmann::ordered_json sensitivity_json(SensitivityTable const& table, SensitivityDesign const& design);

}  // namespace detente
