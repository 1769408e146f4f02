#include "engine/config/id_index.hpp"

#include <utility>

namespace detente {

IdIndex::IdIndex(std::vector<std::string> ids) : ids_(std::move(ids)) {
  positions_.reserve(ids_.size());
  for (std::string const& id : ids_) positions_.emplace(id, static_cast<int>(&id - ids_.data()));
}

int IdIndex::position(std::string const& id) const {
  auto const at = positions_.find(id);
  return at == positions_.end() ? -1 : at->second;
}

}  // namespace detente
