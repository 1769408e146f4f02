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

}  // namespace detente
