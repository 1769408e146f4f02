#include "models/region_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace detente {
namespace {

/// What a declared mission and a force after a war have in common.
void read_terms(ConfigNode const& node, Mission& mission) {
  mission.authority = choice_of<Authority>(node["authority"], authority_names);
  mission.mandate = node["mandate"].quantity(unit_interval).value;
  mission.cost_per_person_year = node["cost_per_person_year"].quantity({0, 100}).value;
  mission.surge_cost_per_person_year = node["surge_cost_per_person_year"].quantity({0, 100}).value;
  mission.payer_share = read_shares(node["payers"], payer_names);
}

/// Fully exposed are the parties that `exposure` does not name.
void read_exposure(std::optional<ConfigNode> const& node, IdIndex const& countries, Dispute& dispute) {
  std::map<int, double> exposure;
  for (CountryShare const& party : dispute.parties) exposure[party.country] = 1;
  if (node) {
    for (auto const& [country, share] : node->written_by_id(countries))
      exposure[country] = share.quantity(unit_interval).value;
  }
  for (auto const& [country, share] : exposure) {
    if (share > 0) dispute.exposed.push_back({country, share});
  }
}

void read_parties(ConfigNode const& node, IdIndex const& countries, Dispute& dispute) {
  ConfigNode const parties = node["parties"];
  dispute.parties = read_country_shares(parties, countries);
  std::vector<double> weights;
  for (CountryShare const& party : dispute.parties) weights.push_back(party.share);
  check_sum_is_one(parties, weights);
  read_exposure(node.find("exposure"), countries, dispute);
}

/// The party of the largest weight, the first of several; 0 if there is none.
int heaviest_party(Dispute const& dispute) {
  auto const lighter = [](CountryShare const& a, CountryShare const& b) { return a.share < b.share; };
  auto const at = std::max_element(dispute.parties.begin(), dispute.parties.end(), lighter);
  return at == dispute.parties.end() ? 0 : at->country;
}

void read_dispute(ConfigNode const& node, IdIndex const& countries, Region& region, Dispute& dispute) {
  dispute.name = node["name"].text();
  read_parties(node, countries, dispute);
  auto const heaviest = static_cast<std::size_t>(heaviest_party(dispute));
  std::optional<ConfigNode> const people = node.find("people");
  dispute.people = people ? people->quantity({1, 1e10}).value : region.countries[heaviest].population;
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

/// Positions of pairs by their two countries, in either order; the first of several.
class PairIndex {
 public:
  bool add(int first, int second) {
    return positions_.emplace(std::minmax({first, second}), static_cast<int>(positions_.size())).second;
  }
  int find(int first, int second) const {
    auto const at = positions_.find(std::minmax({first, second}));
    return at == positions_.end() ? -1 : at->second;
  }

 private:
  std::map<std::pair<int, int>, int> positions_;
};

}  // namespace

void read_pairs(ConfigNode const& node, IdIndex const& countries, Region& region) {
  PairIndex known;
  for (ConfigNode const& it : node.items()) {
    CountryPair pair;
    std::vector<ConfigNode> const between = it["between"].items();
    if (between.size() != 2) {
      it.error(fmt::format("{} countries in `between`", between.size()), "two");
      it.ignore();
      continue;
    }
    pair.first = between[0].choice(countries);
    pair.second = between[1].choice(countries);
    if (pair.first == pair.second) between[1].error("a pair of a country with itself", "two countries");
    pair.id = region.countries[static_cast<std::size_t>(pair.first)].id + "-" +
              region.countries[static_cast<std::size_t>(pair.second)].id;
    pair.mistrust = it["mistrust"].quantity(unit_interval).value;
    std::vector<ConfigNode> const rivalry = it["rivalry"].items();
    if (rivalry.size() != 2) {
      it.error(fmt::format("{} numbers in `rivalry`", rivalry.size()),
               "two: of the first towards the second, and back");
    } else {
      pair.rivalry_of_first = rivalry[0].number({0, 10});
      pair.rivalry_of_second = rivalry[1].number({0, 10});
    }
    if (!known.add(pair.first, pair.second))
      it.error(fmt::format("the pair {} stands here twice", pair.id), "each once");
    region.pairs.push_back(std::move(pair));
  }
}

void read_disputes(ConfigNode const& node, IdIndex const& countries, Region& region) {
  PairIndex pairs;
  for (CountryPair const& pair : region.pairs) pairs.add(pair.first, pair.second);
  for (ConfigEntry const& entry : node.entries()) {
    Dispute dispute;
    dispute.id = entry.id;
    read_dispute(entry.node, countries, region, dispute);
    if (std::optional<ConfigNode> const pair = entry.node.find("pair")) {
      std::vector<ConfigNode> const between = pair->items();
      if (between.size() == 2) dispute.pair = pairs.find(between[0].choice(countries), between[1].choice(countries));
      if (dispute.pair < 0) pair->error("no such pair", "two countries that stand together in `pairs`");
    }
    region.disputes.push_back(std::move(dispute));
  }
}

void link_pairs(ConfigNode const& pairs, Region& region) {
  IdIndex const disputes(ids_of(region.disputes));
  std::vector<ConfigNode> const items = pairs.items();
  for (std::size_t q = 0; q < std::min(items.size(), region.pairs.size()); ++q) {
    std::optional<ConfigNode> const dispute = items[q].find("dispute");
    if (dispute) region.pairs[q].dispute = dispute->choice(disputes);
  }
}

void read_missions(ConfigNode const& node, ConfigNode const& post_conflict, IdIndex const& countries, Region& region) {
  IdIndex const disputes(ids_of(region.disputes));
  std::vector<bool> has_mission(region.disputes.size(), false);
  std::map<std::string, ConfigNode> declared;
  for (ConfigEntry const& entry : node.entries()) {
    ConfigNode const& it = entry.node;
    Mission mission;
    mission.id = entry.id;
    declared.emplace(entry.id, it);
    mission.name = it["name"].text();
    read_terms(it, mission);
    mission.strength = it["strength"].quantity({0, 1e7}).value;
    mission.reserve = it["reserve"].quantity({0, 1e7}).value;
    std::size_t const area = static_cast<std::size_t>(it["area"].choice(countries));
    std::optional<ConfigNode> const people = it.find("people");
    mission.people = people                     ? people->quantity({1, 1e10}).value
                     : region.countries.empty() ? 1
                                                : region.countries[area].population;
    for (ConfigNode const& dispute : it["disputes"].items()) {
      int const index = dispute.choice(disputes);
      bool const is_known = !has_mission.empty() && disputes.ids()[static_cast<std::size_t>(index)] == dispute.text();
      if (is_known && std::find(mission.disputes.begin(), mission.disputes.end(), index) != mission.disputes.end()) {
        dispute.error(fmt::format("'{}' stands here twice", dispute.text()), "each once");
        continue;
      }
      mission.disputes.push_back(index);
      if (!has_mission.empty()) has_mission[static_cast<std::size_t>(mission.disputes.back())] = true;
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
    if (auto const taken = declared.find(after_war.id); taken != declared.end())
      taken->second.error(fmt::format("'{}' is the force after a war in {}", taken->first, dispute.id), "another name");
    after_war.name = fmt::format("{}: {}", name, dispute.name);
    after_war.people = dispute.people;
    after_war.disputes = {d};
    region.missions.push_back(after_war);
  }
}

}  // namespace detente
