#include "engine/core/record.hpp"

#include <stdexcept>

namespace detente {

Dimension const& Catalogue::dimension(std::string const& name) const {
  for (Dimension const& candidate : dimensions) {
    if (candidate.name == name) return candidate;
  }
  throw std::out_of_range("no dimension '" + name + "' in the catalogue");
}

std::size_t Catalogue::size_of(std::vector<std::string> const& names) const {
  std::size_t size = 1;
  for (std::string const& name : names) size *= dimension(name).labels.size();
  return size;
}

std::size_t ResultSpec::columns() const {
  std::size_t columns = 0;
  for (OutcomeInfo const& outcome : catalogue.outcomes) columns += catalogue.size_of(outcome.dimensions);
  return columns;
}

std::string ResultSpec::column_name(std::size_t column) const {
  for (OutcomeInfo const& outcome : catalogue.outcomes) {
    std::size_t const labels = catalogue.size_of(outcome.dimensions);
    if (column < labels && outcome.dimensions.empty()) return outcome.name;
    if (column < labels) return outcome.name + "[" + catalogue.dimension(outcome.dimensions[0]).labels[column] + "]";
    column -= labels;
  }
  throw std::out_of_range("no such column of outcomes");
}

}  // namespace detente
