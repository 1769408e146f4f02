#include "tools/evidence/outcome_selection.hpp"

#include <algorithm>
#include <stdexcept>

namespace detente {

std::vector<double> OutcomeSelection::by_run(OutcomeTable const& table, std::size_t arm) const {
  std::vector<double> values(static_cast<std::size_t>(table.runs()), 0.0);
  for (std::size_t const column : columns) {
    std::span<double const> const runs = table.column(arm, column);
    std::transform(values.begin(), values.end(), runs.begin(), values.begin(), std::plus<>());
  }
  if (is_sum) return values;
  for (double& value : values) value /= static_cast<double>(columns.size());
  return values;
}

std::vector<std::string> selectable_outcomes(ResultSpec const& spec) {
  std::vector<std::string> names;
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes) names.push_back(outcome.name);
  for (std::size_t column = 0; column < spec.columns(); ++column) {
    std::string const name = spec.column_name(column);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

OutcomeSelection select_outcome(ResultSpec const& spec, std::string const& name) {
  std::size_t column = 0;
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes) {
    std::size_t const labels = spec.catalogue.size_of(outcome.dimensions);
    OutcomeSelection selection{.name = name, .unit = outcome.unit, .columns = {}, .is_sum = outcome.is_count};
    for (std::size_t label = 0; label < labels; ++label) {
      if (outcome.name == name || spec.column_name(column + label) == name) selection.columns.push_back(column + label);
    }
    if (!selection.columns.empty()) return selection;
    column += labels;
  }
  throw std::out_of_range("no outcome '" + name + "'");
}

std::size_t sure_column(ResultSpec const& spec) {
  std::size_t column = 0;
  for (OutcomeInfo const& outcome : spec.catalogue.outcomes) {
    if (!outcome.may_be_missing) return column;
    column += spec.catalogue.size_of(outcome.dimensions);
  }
  return 0;
}

}  // namespace detente
