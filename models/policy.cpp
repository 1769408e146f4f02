#include "models/policy.hpp"

#include <cstddef>

namespace detente {

std::vector<LeverInfo> const& lever_table() {
  static std::vector<LeverInfo> const table{
      {"alignment_demand", "1", unit_interval, LeverScope::world, "responsibility and alignment asked of partners"},
      {"access.mobility", "1", unit_interval, LeverScope::country, "place in military mobility frameworks"},
      {"access.governance", "1", unit_interval, LeverScope::country,
       "place in the agencies for defence and cyber security"},
      {"access.industry", "1", unit_interval, LeverScope::country, "place in joint procurement and co-production"},
      {"promise", "1", unit_interval, LeverScope::country, "membership promised"},
      {"pace", "1", unit_interval, LeverScope::country, "progress towards membership delivered"},
      {"conditionality", "1", unit_interval, LeverScope::world, "how far access depends on meeting the benchmark"},
      {"benchmark", "1", unit_interval, LeverScope::world, "score at which half of the conditional access is granted"},
      {"verification", "1", unit_interval, LeverScope::world, "verifiable procurement safeguards"},
      {"audit", "1", unit_interval, LeverScope::world, "scrutiny of funds"},
      {"capacity_building", "MEUR/year", {0, 1e5}, LeverScope::country, "assistance to forces"},
      {"infrastructure", "MEUR/year", {0, 1e6}, LeverScope::world, "dual-use transport investment"},
      {"infrastructure_shares", "1", unit_interval, LeverScope::corridor, "split of that investment by corridor"},
      {"resilience_aid", "MEUR/year", {0, 1e5}, LeverScope::country, "aid to hybrid resilience: cyber, media, energy"},
      {"coordination", "1", unit_interval, LeverScope::world, "regional arms transparency and joint planning"},
      {"mediation", "1", unit_interval, LeverScope::world, "diplomatic effort"},
      {"missions", "1", {0, 1000}, LeverScope::mission, "mandated strength, relative to the start"},
      {"frontex_officers", "persons", {0, 1e6}, LeverScope::world, "border officers deployed"},
  };
  return table;
}

std::vector<std::string> lever_ids(LeverInfo const& lever, Region const& region) {
  switch (lever.scope) {
    case LeverScope::world:
      return {""};
    case LeverScope::country:
      return ids_of(region.countries);
    case LeverScope::corridor:
      return region.transport.corridors;
    case LeverScope::mission:
      break;
  }
  std::vector<std::string> ids;
  for (Mission const& mission : region.missions) {
    if (mission.has_lever) ids.push_back(mission.id);
  }
  return ids;
}

std::vector<std::string> lever_names(Region const& region) {
  std::vector<std::string> names;
  for (LeverInfo const& lever : lever_table()) {
    for (std::string const& id : lever_ids(lever, region))
      names.push_back(id.empty() ? lever.name : lever.name + "." + id);
  }
  return names;
}

std::vector<std::string> lever_units(Region const& region) {
  std::vector<std::string> units;
  for (LeverInfo const& lever : lever_table()) units.insert(units.end(), lever_ids(lever, region).size(), lever.unit);
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
