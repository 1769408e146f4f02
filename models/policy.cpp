#include "models/policy.hpp"

#include "models/lever_settings.hpp"

#include <cstddef>

namespace detente {
namespace {

/// Ids of all entities that a scope is over.
std::vector<std::string> set_ids(LeverScope scope, Region const& region) {
  switch (scope) {
    case LeverScope::world:
      return {""};
    case LeverScope::country:
      return ids_of(region.countries);
    case LeverScope::corridor:
      return region.transport.corridors;
    case LeverScope::mission:
      break;
  }
  return ids_of(region.missions);
}

}  // namespace

std::vector<LeverInfo> const& lever_table() {
  static std::vector<LeverInfo> const table = [] {
    std::vector<LeverInfo> levers;
    LeverSettings<double, std::vector<double>>::describe(
        [&levers](auto, LeverInfo const& lever) { levers.push_back(lever); });
    return levers;
  }();
  return table;
}

std::vector<std::string> lever_ids(LeverInfo const& lever, Region const& region) {
  std::vector<std::string> const all = set_ids(lever.scope, region);
  std::vector<std::string> ids;
  for_each_entity(lever.scope, region, [&](int entity) { ids.push_back(all[static_cast<std::size_t>(entity)]); });
  return ids;
}

std::string flattened_name(LeverInfo const& lever, std::string const& id) {
  std::string name(lever.name);
  if (!id.empty()) name += "." + id;
  return name;
}

std::vector<std::string> lever_names(Region const& region) {
  std::vector<std::string> names;
  for (LeverInfo const& lever : lever_table()) {
    for (std::string const& id : lever_ids(lever, region)) names.push_back(flattened_name(lever, id));
  }
  return names;
}

std::vector<std::string> lever_units(Region const& region) {
  std::vector<std::string> units;
  for (LeverInfo const& lever : lever_table())
    units.insert(units.end(), lever_ids(lever, region).size(), std::string(lever.unit));
  return units;
}

std::vector<double> lever_values(Policy const& policy, YearMonth start, int months) {
  std::vector<double> values;
  values.reserve(policy.paths.size() * static_cast<std::size_t>(months));
  for (int month = 0; month < months; ++month) {
    for (DatedPath const& path : policy.paths) values.push_back(path.at(YearMonth{start.index + month}));
  }
  return values;
}

}  // namespace detente
