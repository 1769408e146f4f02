#pragma once

#include "engine/core/record.hpp"
#include "engine/run/outcome_table.hpp"

#include <string>
#include <vector>

namespace detente {

/// One number a run out of the outcomes: an outcome that is one, one label of several ("mean.tension[BEL_PRI]"), or all
/// labels together: their mean, or their sum if they are counts.
struct OutcomeSelection {
  std::string name;
  std::string unit;
  std::vector<std::size_t> columns;
  bool is_sum = false;

  /// By run; NaN where a label is missing or the run failed.
  std::vector<double> by_run(OutcomeTable const& table, std::size_t arm) const;
};

/// What may be selected, for messages: every outcome, and every outcome[LABEL].
std::vector<std::string> selectable_outcomes(ResultSpec const& spec);

/// Throws std::out_of_range if the outcome does not exist.
OutcomeSelection select_outcome(ResultSpec const& spec, std::string const& name);

/// The first column of outcomes that no run but a failed one lacks: where it is NaN, the run failed.
std::size_t sure_column(ResultSpec const& spec);

}  // namespace detente
