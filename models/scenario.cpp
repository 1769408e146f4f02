#include "models/scenario.hpp"

#include "models/region_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace detente {
namespace {

/// A shift by id: one number for all, or a map. Empty when it is not written.
std::vector<double> read_shift(ConfigNode const& shift, char const* key, std::vector<std::string> const& ids,
                               Bounds valid = {-100, 100}) {
  std::optional<ConfigNode> const node = shift.find(key);
  if (!node) return {};
  std::vector<double> by(ids.size(), 0.0);
  std::vector<std::optional<ConfigNode>> const nodes = node->by_id_if_present(ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (nodes[i]) by[i] = nodes[i]->number(valid);
  }
  return by;
}

/// `quality` moves segments, named one by one or by corridor; a segment on two corridors moves with both. `default`, or
/// one number, is for those that are not named at all.
std::vector<double> read_quality_shift(ConfigNode const& shift, Transport const& transport) {
  std::optional<ConfigNode> const node = shift.find("quality");
  if (!node) return {};
  std::vector<std::string> names = transport.corridors;
  for (Segment const& segment : transport.segments) names.push_back(segment.id);
  bool const is_for_all = !node->is_map() || node->is_described();
  if (!is_for_all) static_cast<void>(node->by_id_if_present(names));  // reports unknown names
  auto const number_at = [](ConfigNode const& written) { return written.number({-1, 1}); };
  std::vector<double> by;
  for (Segment const& segment : transport.segments) {
    if (is_for_all) {
      by.push_back(number_at(*node));
      continue;
    }
    std::vector<std::string> own{segment.id};
    for (int const c : segment.corridors) own.push_back(transport.corridors[static_cast<std::size_t>(c)]);
    double sum = 0;
    bool is_named = false;
    for (std::string const& name : own) {
      std::optional<ConfigNode> const written = node->find(name);
      if (!written) continue;
      sum += number_at(*written);
      is_named = true;
    }
    std::optional<ConfigNode> const rest = node->find("default");
    by.push_back(!is_named && rest ? number_at(*rest) : sum);
  }
  return by;
}

Shift read_shifts(ConfigNode const& node, Region const& region) {
  std::vector<std::string> const countries = ids_of(region.countries);
  std::vector<std::string> const disputes = ids_of(region.disputes);
  Shift shift;
  shift.oversight = read_shift(node, "oversight", countries);
  shift.capture = read_shift(node, "capture", countries);
  shift.alignment = read_shift(node, "alignment", countries);
  shift.trust = read_shift(node, "trust", countries);
  shift.resilience = read_shift(node, "resilience", countries);
  shift.fragmentation = read_shift(node, "fragmentation", countries);
  shift.stability = read_shift(node, "stability", countries);
  shift.quality = read_quality_shift(node, region.transport);
  shift.up_offset = read_shift(node, "up_offset", disputes);
  shift.settlement = read_shift(node, "settlement", disputes);
  shift.strength = read_shift(node, "strength", ids_of(region.missions), {-1e7, 1e7});
  for (double const by : shift.settlement) {
    if (by != -1 && by != 0 && by != 1)
      node["settlement"].error(fmt::format("a shift of settlement by {}", by),
                               "-1, 0 or 1: an agreement is whole or nothing");
  }
  return shift;
}

/// Paths by country of one index; a country that is not named goes by its equation.
std::vector<std::optional<DatedPath>> read_followed(ConfigNode const& follow, char const* key, Region const& region) {
  std::optional<ConfigNode> const node = follow.find(key);
  if (!node) return {};
  std::vector<std::optional<DatedPath>> paths;
  for (std::optional<ConfigNode> const& path : node->by_id_if_present(ids_of(region.countries)))
    paths.push_back(path ? std::optional(path->dated_path(unit_interval, region.start)) : std::nullopt);
  return paths;
}

double read_factor(ConfigNode const& node, char const* key) {
  std::optional<ConfigNode> const factor = node.find(key);
  return factor ? factor->number({0, 1000}) : 1.0;
}

}  // namespace

Scenario read_scenario(ConfigNode const& node, std::string const& id, Region const& region,
                       Parameters<double> const& parameters) {
  Scenario scenario{.id = id, .war_path = DatedPath(region.war_intensity)};
  if (std::optional<ConfigNode> const hold = node.find("hold"))
    scenario.holds_reference = hold->choice({"reference"}) == "reference";
  if (std::optional<ConfigNode> const path = node.find("war_path")) {
    scenario.war_path = path->dated_path(unit_interval, region.start);
    if (scenario.holds_reference)
      path->error("war_path has no effect", "not beside `hold: reference`, which keeps the war as it is");
  } else if (!scenario.holds_reference) {
    node.error(fmt::format("scenario {} has no war_path", id), "a dated path of the war, or `hold: reference`");
  }
  if (std::optional<ConfigNode> const hold = node.find("us_hold"))
    scenario.us_hold = choice_of<UsRegime>(*hold, us_regime_names);
  std::vector<std::string> adversaries;
  for (int e = 0; e < region.adversary_count(); ++e) adversaries.push_back(region.adversary(e).id);
  scenario.capacity.assign(adversaries.size(), 1.0);
  if (std::optional<ConfigNode> const capacity = node.find("capacity")) {
    std::vector<std::optional<ConfigNode>> const factors = capacity->by_id_if_present(adversaries);
    for (std::size_t e = 0; e < adversaries.size(); ++e) {
      if (factors[e]) scenario.capacity[e] = factors[e]->number({0, 1000});
    }
  }
  scenario.plans = read_factor(node, "plans");
  scenario.deployments = read_factor(node, "deployments");
  scenario.coproduction = read_factor(node, "coproduction");
  scenario.appeal.assign(region.suppliers.size(), 0.0);
  if (std::optional<ConfigNode> const appeal = node.find("appeal"))
    scenario.appeal = read_shift(node, "appeal", ids_of(region.suppliers));
  if (std::optional<ConfigNode> const shift = node.find("shift")) scenario.shift = read_shifts(*shift, region);
  if (std::optional<ConfigNode> const follow = node.find("follow")) {
    scenario.follow.oversight = read_followed(*follow, "oversight", region);
    scenario.follow.capture = read_followed(*follow, "capture", region);
    for (auto const& [key, moved, paths] :
         {std::tuple{"oversight", &scenario.shift.oversight, &scenario.follow.oversight},
          std::tuple{"capture", &scenario.shift.capture, &scenario.follow.capture}}) {
      if (!moved->empty() && !paths->empty())
        (*follow)[key].error(fmt::format("{} has two owners: follow and shift", key), "one of them");
    }
  }
  scenario.parameters = parameters;
  if (std::optional<ConfigNode> const replaced = node.find("parameters"))
    replace_parameters(*replaced, scenario.parameters);
  return scenario;
}

}  // namespace detente
