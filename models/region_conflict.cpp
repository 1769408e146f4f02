#include "models/region_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente {
namespace {

Authority read_authority(ConfigNode const& node) {
  return node["authority"].choice({"nato", "eu"}) == "eu" ? Authority::eu : Authority::nato;
}

/// What a declared mission and a force after a war have in common.
void read_terms(ConfigNode const& node, Mission& mission) {
  mission.authority = read_authority(node);
  mission.mandate = node["mandate"].quantity(unit_interval).value;
  mission.cost_per_person_year = node["cost_per_person_year"].quantity({0, 100}).value;
  mission.surge_cost_per_person_year = node["surge_cost_per_person_year"].quantity({0, 100}).value;
  ConfigNode const payers_node = node["payers"];
  std::vector<double> shares;
  for (char const* payer : {"EU", "NATO", "region"}) shares.push_back(payers_node[payer].quantity(unit_interval).value);
  check_sum_is_one(payers_node, shares);
  std::copy(shares.begin(), shares.end(), mission.payer_share.begin());
}

void read_parties(ConfigNode const& node, Region const& region, Dispute& dispute) {
  std::vector<std::string> const countries = ids_of(region.countries);
  ConfigNode const parties = node["parties"];
  std::vector<std::optional<ConfigNode>> const weights = parties.by_id_if_present(countries);
  for (std::optional<ConfigNode> const& weight : weights)
    dispute.party_weight.push_back(weight ? weight->quantity(unit_interval).value : 0);
  check_sum_is_one(parties, dispute.party_weight);
  for (double const weight : dispute.party_weight) dispute.exposure.push_back(weight > 0 ? 1 : 0);
  if (std::optional<ConfigNode> const exposure = node.find("exposure")) {
    std::vector<std::optional<ConfigNode>> const exposed = exposure->by_id_if_present(countries);
    for (std::size_t i = 0; i < countries.size(); ++i) {
      if (exposed[i]) dispute.exposure[i] = exposed[i]->quantity(unit_interval).value;
    }
  }
}

void read_dispute(ConfigNode const& node, Region& region, Dispute& dispute) {
  dispute.name = node["name"].text();
  read_parties(node, region, dispute);
  auto const heaviest =
      std::max_element(dispute.party_weight.begin(), dispute.party_weight.end()) - dispute.party_weight.begin();
  std::optional<ConfigNode> const people = node.find("people");
  dispute.people =
      people ? people->quantity({1, 1e10}).value : region.countries[static_cast<std::size_t>(heaviest)].population;
  dispute.tension = node["tension"].quantity(unit_interval).value;
  dispute.escalation_cost = node["escalation_cost"].quantity({0.01, 0.99}).value;
  dispute.level = static_cast<double>(node["level"].value().integer(0, levels - 1));
  std::optional<ConfigNode> const settlement = node.find("settlement");
  dispute.settlement = settlement ? static_cast<double>(settlement->value().integer(0, 1)) : 0;
  if (settlement) static_cast<void>(settlement->quantity(unit_interval));
  dispute.recency = node["recency"].quantity({0, 2}).value;
  dispute.usual_recency = node["usual_recency"].quantity({0, 2}).value;
  dispute.usual_level = node["usual_level"].quantity({0, levels - 1}).value;
  dispute.weight = node["weight"].quantity({0, 100}).value;
  ConfigNode const offsets = node["up_offset"].value();
  std::vector<ConfigNode> const items = offsets.items();
  if (items.size() != dispute.up_offset.size() && offsets.is_present())
    offsets.error(fmt::format("{} numbers", items.size()), "5, one for each level from 0 to 4");
  for (std::size_t k = 0; k < std::min(items.size(), dispute.up_offset.size()); ++k)
    dispute.up_offset[k] = items[k].number({-50, 50});
}

/// Position of the pair of two countries, -1 if there is none.
int find_pair(Region const& region, int first, int second) {
  for (int q = 0; q < region.pair_count(); ++q) {
    CountryPair const& pair = region.pairs[static_cast<std::size_t>(q)];
    if (std::minmax(pair.first, pair.second) == std::minmax(first, second)) return q;
  }
  return -1;
}

}  // namespace

void read_pairs(ConfigNode const& node, Region& region) {
  std::vector<std::string> const countries = ids_of(region.countries);
  for (ConfigNode const& it : node.items()) {
    CountryPair pair;
    std::vector<ConfigNode> const between = it["between"].items();
    if (between.size() != 2) {
      it.error(fmt::format("{} countries in `between`", between.size()), "two");
      it.ignore();
      continue;
    }
    pair.first = index_of(between[0], countries);
    pair.second = index_of(between[1], countries);
    if (pair.first == pair.second) between[1].error("a pair of a country with itself", "two countries");
    pair.id = countries[static_cast<std::size_t>(pair.first)] + "-" + countries[static_cast<std::size_t>(pair.second)];
    pair.mistrust = it["mistrust"].quantity(unit_interval).value;
    std::vector<ConfigNode> const rivalry = it["rivalry"].items();
    if (rivalry.size() != 2) {
      it.error(fmt::format("{} numbers in `rivalry`", rivalry.size()),
               "two: of the first towards the second, and back");
    } else {
      pair.rivalry_of_first = rivalry[0].number({0, 10});
      pair.rivalry_of_second = rivalry[1].number({0, 10});
    }
    if (find_pair(region, pair.first, pair.second) >= 0)
      it.error(fmt::format("the pair {} stands here twice", pair.id), "each once");
    region.pairs.push_back(std::move(pair));
  }
}

void read_disputes(ConfigNode const& node, Region& region) {
  std::vector<std::string> const countries = ids_of(region.countries);
  for (ConfigEntry const& entry : node.entries()) {
    Dispute dispute;
    dispute.id = entry.id;
    read_dispute(entry.node, region, dispute);
    if (std::optional<ConfigNode> const pair = entry.node.find("pair")) {
      std::vector<ConfigNode> const between = pair->items();
      if (between.size() == 2)
        dispute.pair = find_pair(region, index_of(between[0], countries), index_of(between[1], countries));
      if (dispute.pair < 0) pair->error("no such pair", "two countries that stand together in `pairs`");
    }
    region.disputes.push_back(std::move(dispute));
  }
}

void link_pairs(ConfigNode const& pairs, Region& region) {
  std::vector<std::string> const disputes = ids_of(region.disputes);
  std::vector<ConfigNode> const items = pairs.items();
  for (std::size_t q = 0; q < std::min(items.size(), region.pairs.size()); ++q) {
    std::optional<ConfigNode> const dispute = items[q].find("dispute");
    if (dispute) region.pairs[q].dispute = index_of(*dispute, disputes);
  }
}

void read_missions(ConfigNode const& node, ConfigNode const& post_conflict, Region& region) {
  std::vector<std::string> const countries = ids_of(region.countries);
  std::vector<std::string> const disputes = ids_of(region.disputes);
  std::vector<bool> has_mission(disputes.size(), false);
  for (ConfigEntry const& entry : node.entries()) {
    ConfigNode const& it = entry.node;
    Mission mission;
    mission.id = entry.id;
    mission.name = it["name"].text();
    read_terms(it, mission);
    mission.strength = it["strength"].quantity({0, 1e7}).value;
    mission.reserve = it["reserve"].quantity({0, 1e7}).value;
    std::size_t const area = static_cast<std::size_t>(index_of(it["area"], countries));
    std::optional<ConfigNode> const people = it.find("people");
    mission.people = people                     ? people->quantity({1, 1e10}).value
                     : region.countries.empty() ? 1
                                                : region.countries[area].population;
    for (ConfigNode const& dispute : it["disputes"].items()) {
      int const index = index_of(dispute, disputes);
      bool const is_known = !disputes.empty() && disputes[static_cast<std::size_t>(index)] == dispute.text();
      if (is_known && std::find(mission.disputes.begin(), mission.disputes.end(), index) != mission.disputes.end()) {
        dispute.error(fmt::format("'{}' stands here twice", dispute.text()), "each once");
        continue;
      }
      mission.disputes.push_back(index);
      if (!disputes.empty()) has_mission[static_cast<std::size_t>(mission.disputes.back())] = true;
    }
    region.missions.push_back(std::move(mission));
  }
  Mission after_war;
  std::string const name = post_conflict["name"].text();
  read_terms(post_conflict, after_war);
  after_war.has_lever = false;
  for (int d = 0; d < region.dispute_count(); ++d) {
    Dispute const& dispute = region.disputes[static_cast<std::size_t>(d)];
    if (has_mission[static_cast<std::size_t>(d)]) continue;
    after_war.id = "post_" + dispute.id;
    for (ConfigEntry const& entry : node.entries()) {
      if (entry.id == after_war.id)
        entry.node.error(fmt::format("'{}' is the force after a war in {}", entry.id, dispute.id), "another name");
    }
    after_war.name = fmt::format("{}: {}", name, dispute.name);
    after_war.people = dispute.people;
    after_war.disputes = {d};
    region.missions.push_back(after_war);
  }
}

}  // namespace detente
