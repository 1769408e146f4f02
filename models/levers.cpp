#include "models/levers.hpp"

#include "engine/core/instances.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

std::vector<std::string> scope_ids(LeverScope scope, Region const& region) {
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
  std::vector<std::string> ids;
  for (Mission const& mission : region.missions) {
    if (mission.has_lever) ids.push_back(mission.id);
  }
  return ids;
}

/// Corridors and missions are named one by one; a lever by country may also be one value for all.
std::vector<std::optional<ConfigNode>> nodes_by_entity(std::optional<ConfigNode> const& node, LeverScope scope,
                                                       std::vector<std::string> const& ids) {
  std::vector<std::optional<ConfigNode>> nodes(ids.size());
  if (!node) return nodes;
  if (scope == LeverScope::world) {
    nodes[0] = *node;
  } else if (scope == LeverScope::country) {
    nodes = node->by_id_if_present(ids);
  } else if (!node->is_map() || node->is_dated() || node->is_described()) {
    node->error("one value for a lever that is set by id",
                fmt::format("a map with keys such as {}", ids.empty() ? "" : ids[0]));
  } else {
    nodes = node->by_id_if_present(ids);
  }
  return nodes;
}

void check_shares(ConfigNode const& node, LeverInfo const& lever, std::vector<DatedPath> const& paths,
                  std::size_t first, std::size_t count, YearMonth start) {
  if (lever.name != "infrastructure_shares") return;
  std::vector<YearMonth> dates{start};
  for (std::size_t i = first; i < first + count; ++i) {
    for (auto const& [date, value] : paths[i].points()) dates.push_back(date);
  }
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  for (YearMonth const date : dates) {
    double sum = 0;
    for (std::size_t i = first; i < first + count; ++i) sum += paths[i].at(date);
    if (std::abs(sum - 1) > 1e-9) {
      node.error(fmt::format("shares sum to {:.6g} in {}", sum, to_string(date < start ? start : date)), "1");
      return;
    }
  }
}

Policy read_levers(ConfigNode const& node, std::string const& id, Policy const* status_quo, Region const& region) {
  Policy policy{.id = id, .paths = {}};
  for (LeverInfo const& lever : lever_table()) {
    std::vector<std::string> const ids = scope_ids(lever.scope, region);
    std::optional<ConfigNode> const written =
        status_quo == nullptr && !ids.empty() ? node[lever.name] : node.find(lever.name);
    std::vector<std::optional<ConfigNode>> const nodes = nodes_by_entity(written, lever.scope, ids);
    std::size_t const first = policy.paths.size();
    for (std::size_t i = 0; i < ids.size(); ++i) {
      DatedPath const* usual = status_quo != nullptr ? &status_quo->paths[policy.paths.size()] : nullptr;
      if (nodes[i]) {
        DatedPath const path = nodes[i]->dated_path(lever.valid, region.start);
        policy.paths.push_back(
            path.is_constant() && !nodes[i]->value().is_dated()
                ? path
                : path.setting_out_from(region.start, usual ? usual->at(region.start) : path.at(region.start)));
      } else {
        if (usual == nullptr && written && written->is_present()) {
          written->error(fmt::format("no value of {} for {}", lever.name, ids[i]), "one for every id, or `default`");
        }
        policy.paths.push_back(usual ? *usual : DatedPath(0.0));
      }
    }
    if (written) check_shares(*written, lever, policy.paths, first, ids.size(), region.start);
  }
  return policy;
}

}  // namespace

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

std::vector<std::string> lever_names(Region const& region) {
  std::vector<std::string> names;
  for (LeverInfo const& lever : lever_table()) {
    for (std::string const& id : scope_ids(lever.scope, region))
      names.push_back(id.empty() ? lever.name : lever.name + "." + id);
  }
  return names;
}

std::vector<std::string> lever_units(Region const& region) {
  std::vector<std::string> units;
  for (LeverInfo const& lever : lever_table())
    units.insert(units.end(), scope_ids(lever.scope, region).size(), lever.unit);
  return units;
}

Policy read_status_quo(ConfigNode const& node, Region const& region) {
  return read_levers(node, "status_quo", nullptr, region);
}

Policy read_policy(ConfigNode const& node, std::string const& id, Policy const& status_quo, Region const& region) {
  return read_levers(node, id, &status_quo, region);
}

std::vector<double> lever_values(Policy const& policy, YearMonth start, int months) {
  std::vector<double> values;
  values.reserve(policy.paths.size() * static_cast<std::size_t>(months));
  for (int month = 0; month < months; ++month) {
    for (DatedPath const& path : policy.paths) values.push_back(path.at(YearMonth{start.index + month}));
  }
  return values;
}

template <class Real, int L>
Levers<Real, L>::Levers(Region const& region) {
  for (F* field :
       {&access_mobility, &access_governance, &access_industry, &promise, &pace, &capacity_building, &resilience_aid}) {
    field->assign(region.countries.size(), P::Zero());
  }
  infrastructure_shares.assign(region.transport.corridors.size(), P::Zero());
  missions.assign(region.missions.size(), P::Zero());
}

template <class Real, int L>
void Levers<Real, L>::assign(Region const& region, double const* values) {
  auto const next = [&values] { return P::Constant(static_cast<Real>(*values++)); };
  auto const fill = [&next](F& field, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) field[i] = next();
  };
  std::size_t const countries = region.countries.size();
  std::size_t controlled = 0;
  for (Mission const& mission : region.missions) controlled += mission.has_lever ? 1 : 0;

  // In the order of lever_table.
  alignment_demand = next();
  fill(access_mobility, countries);
  fill(access_governance, countries);
  fill(access_industry, countries);
  fill(promise, countries);
  fill(pace, countries);
  conditionality = next();
  benchmark = next();
  verification = next();
  audit = next();
  fill(capacity_building, countries);
  infrastructure = next();
  fill(infrastructure_shares, infrastructure_shares.size());
  fill(resilience_aid, countries);
  coordination = next();
  mediation = next();
  fill(missions, controlled);
  frontex_officers = next();
}

#define DETENTE_INSTANCE(Real, L) template struct Levers<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)

}  // namespace detente
