#include "engine/core/series.hpp"

#include <algorithm>

namespace detente {

SeriesTable::SeriesTable(Catalogue const& catalogue, std::vector<int> variables) {
  std::sort(variables.begin(), variables.end());
  variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
  for (int const variable : variables) {
    VariableInfo const& info = catalogue.variables[static_cast<std::size_t>(variable)];
    std::size_t const count = catalogue.size_of(info.dimensions);
    variables_.push_back({variable, size_, count});
    size_ += count;
  }
}

SeriesTable::Of const* SeriesTable::find(int variable) const {
  auto const at = std::lower_bound(variables_.begin(), variables_.end(), variable,
                                   [](Of const& of, int wanted) { return of.variable < wanted; });
  return at != variables_.end() && at->variable == variable ? &*at : nullptr;
}

}  // namespace detente
