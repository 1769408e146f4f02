#pragma once

#include "engine/config/evidence.hpp"
#include "models/region.hpp"

#include <cstddef>
#include <string_view>

namespace detente {

/// Over what a lever is set: once for all, or by entity of a set.
enum class LeverScope { world, country, corridor, mission };

/// What the code knows of a lever; what it is set to stands in region and policy files. Its texts are literals:
/// describing all levers allocates nothing.
struct LeverInfo {
  std::string_view name;  // "access.mobility"
  std::string_view unit;
  Bounds valid;  // outside, the equations make no sense: refused on reading
  LeverScope scope;
  std::string_view meaning;
};

/// How many entities of a region a scope is over, with those that have no lever; 1 of the world.
inline int entity_count(LeverScope scope, Region const& region) {
  switch (scope) {
    case LeverScope::world:
      return 1;
    case LeverScope::country:
      return region.country_count();
    case LeverScope::corridor:
      return region.corridor_count();
    case LeverScope::mission:
      break;
  }
  return region.mission_count();
}

/// Calls visit(position in the set of the region) for every entity that has levers of a scope, in the order of the set;
/// visit(0) for the world. A force that only follows a war has none.
template <class Visit>
void for_each_entity(LeverScope scope, Region const& region, Visit&& visit) {
  int const count = entity_count(scope, region);
  for (int entity = 0; entity < count; ++entity) {
    if (scope != LeverScope::mission || region.missions[static_cast<std::size_t>(entity)].has_lever) visit(entity);
  }
}

}  // namespace detente
