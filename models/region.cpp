#include "models/region.hpp"

#include "engine/config/source_text.hpp"
#include "engine/core/text.hpp"
#include "models/region_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace detente {
namespace {

constexpr Bounds money{0, 1e9};  // MEUR
constexpr Bounds persons{0, 1e10};

/// Names of the country ids, before the countries themselves can be read.
void name_countries(ConfigNode const& node, Region& region) {
  for (ConfigEntry const& entry : node.entries()) {
    Country country;
    country.id = entry.id;
    region.countries.push_back(std::move(country));
  }
  if (region.countries.empty()) node.error("no country", "at least one");
}

void read_world(ConfigNode const& node, Region& region) {
  region.us_regime = choice_of<UsRegime>(node["us_regime"], us_regime_names);
  region.war_intensity = node["war_intensity"].quantity(unit_interval).value;
  region.crossings = node["crossings"].quantity({1, 1}).value;  // an index of the start: its equation rests at 1
}

/// Values by id of a map, `missing` where one is not written.
std::vector<double> values_by_id(std::optional<ConfigNode> const& node, std::vector<std::string> const& ids,
                                 Bounds bounds, double missing) {
  std::vector<double> values(ids.size(), missing);
  if (!node) return values;
  std::vector<std::optional<ConfigNode>> const nodes = node->by_id_if_present(ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (nodes[i]) values[i] = nodes[i]->quantity(bounds).value;
  }
  return values;
}

void read_indices(ConfigNode const& node, Country& country) {
  country.oversight = node["oversight"].quantity(unit_interval).value;
  country.capture = node["capture"].quantity(unit_interval).value;
  country.alignment = node["alignment"].quantity(unit_interval).value;
  country.trust = node["trust"].quantity(unit_interval).value;
  country.resilience = node["resilience"].quantity(unit_interval).value;
  country.fragmentation = node["fragmentation"].quantity(unit_interval).value;
  country.stability = node["stability"].quantity(unit_interval).value;
  country.nationalism = node["nationalism"].quantity(unit_interval).value;
  country.usual_crisis = node["usual_crisis"].quantity({0, 0.99}).value;
  country.stance = read_shares(node["stance"], stance_names);
}

void read_arms(ConfigNode const& node, Region const& region, Country& country) {
  IdIndex const suppliers(ids_of(region.suppliers));
  ConfigNode const shares = node["stock"]["shares"];
  country.stock_shares = values_by_id(shares, suppliers.ids(), unit_interval, 0);
  check_sum_is_one(shares, country.stock_shares);
  country.stock_years = node["stock"]["years"].quantity({0, 100}).value;
  country.contract = node["contract"].choice(suppliers);
  country.appeal = values_by_id(node.find("appeal"), suppliers.ids(), {-10, 10}, 0);
  country.industry = values_by_id(node["industry"], region.products, money, 0);
  country.coproduction.assign(region.products.size(), DatedPath(0.0));
  if (std::optional<ConfigNode> const coproduction = node.find("coproduction")) {
    std::vector<std::optional<ConfigNode>> const paths = coproduction->by_id_if_present(region.products);
    for (std::size_t q = 0; q < paths.size(); ++q) {
      if (paths[q]) country.coproduction[q] = paths[q]->dated_path(money, region.start);
    }
  }
}

}  // namespace

double share_of(std::vector<CountryShare> const& shares, int country) {
  auto const before = [](CountryShare const& one, int wanted) { return one.country < wanted; };
  auto const at = std::lower_bound(shares.begin(), shares.end(), country, before);
  return at != shares.end() && at->country == country ? at->share : 0;
}

std::vector<std::vector<int>> disputes_by_country(Region const& region) {
  std::vector<std::vector<int>> disputes(region.countries.size());
  for (int d = 0; d < region.dispute_count(); ++d) {
    for (CountryShare const& party : region.disputes[static_cast<std::size_t>(d)].parties)
      disputes[static_cast<std::size_t>(party.country)].push_back(d);
  }
  return disputes;
}

std::vector<CountryShare> read_country_shares(ConfigNode const& node, IdIndex const& countries) {
  std::vector<CountryShare> shares;
  for (auto const& [country, share] : node.written_by_id(countries))
    shares.push_back({country, share.quantity(unit_interval).value});
  std::erase_if(shares, [](CountryShare const& one) { return one.share <= 0; });
  return shares;
}

std::vector<std::string> read_ids(ConfigNode const& node) {
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (ConfigNode const& item : node.items()) {
    ids.push_back(item.identifier());
    if (!seen.insert(ids.back()).second) item.error(fmt::format("'{}' stands here twice", ids.back()), "each once");
  }
  return ids;
}

void check_ids(std::vector<ConfigEntry> const& entries) {
  for (ConfigEntry const& entry : entries) {
    if (!is_identifier(entry.id))
      entry.node.error(cited(entry.id) + " is not an id",
                       "letters, digits and _, beginning with no digit, were expected");
  }
}

void check_sum_is_one(ConfigNode const& node, std::vector<double> const& shares) {
  double sum = 0;
  for (double const share : shares) sum += share;
  if (node.is_present() && std::abs(sum - 1) > 1e-6) node.error(fmt::format("shares sum to {:.6g}", sum), "1");
}

void read_suppliers(ConfigNode const& node, Region& region) {
  IdIndex const actors(ids_of(region.actors));
  for (ConfigEntry const& entry : node.entries()) {
    Supplier supplier{.id = entry.id, .name = entry.node["name"].text()};
    supplier.compat = entry.node["compat"].quantity(unit_interval).value;
    supplier.opacity = entry.node["opacity"].quantity(unit_interval).value;
    auto const flag = [&](char const* key) { return entry.node.find(key) ? entry.node[key].boolean() : false; };
    supplier.eu = flag("eu");
    supplier.western = flag("western");
    supplier.domestic = flag("domestic");
    if (std::optional<ConfigNode> const actor = entry.node.find("actor")) {
      int const whose = actor->choice(actors);
      auto const at = std::find(region.adversaries.begin(), region.adversaries.end(), whose);
      if (at != region.adversaries.end()) supplier.adversary = static_cast<int>(at - region.adversaries.begin());
    }
    region.suppliers.push_back(std::move(supplier));
  }
  if (region.suppliers.empty()) node.error("no supplier", "at least one");
}

void read_actors(ConfigNode const& node, Region& region) {
  std::vector<std::string> const countries = ids_of(region.countries);
  for (ConfigEntry const& entry : node.entries()) {
    ConfigNode const& it = entry.node;
    Actor actor{.id = entry.id, .name = it["name"].text()};
    actor.adversity = it["adversity"].quantity(unit_interval).value;
    if (actor.adversity > 0) {
      actor.capacity = it["capacity"].quantity({1e-6, 1e6}).value;
      actor.distraction = it["distraction"].quantity(unit_interval).value;
      actor.vacuum = it["vacuum"].quantity({0, 100}).value;
      actor.focus = it["focus"].quantity({0, 100}).value;
      actor.elsewhere = it["elsewhere"].quantity({0, 0.999}).value;
      for (ConfigNode const& value : it["value"].by_id(countries))
        actor.value.push_back(value.quantity({0, 100}).value);
      for (ConfigNode const& value : it["pressure"].by_id(countries))
        actor.pressure.push_back(value.quantity(unit_interval).value);
      for (ConfigNode const& value : it["dependence"].by_id(countries))
        actor.dependence.push_back(value.quantity(unit_interval).value);
      actor.value.resize(countries.size());
      actor.pressure.resize(countries.size());
      actor.dependence.resize(countries.size());
      region.adversaries.push_back(static_cast<int>(region.actors.size()));
    } else {
      it.ignore();  // its other numbers may stay where adversity is tried at 0
    }
    region.actors.push_back(std::move(actor));
  }
}

void read_countries(ConfigNode const& node, Region& region) {
  std::size_t index = 0;
  for (ConfigEntry const& entry : node.entries()) {
    ConfigNode const& it = entry.node;
    Country& country = region.countries[index++];  // named in this order
    country.name = it["name"].text();
    country.population = it["population"].quantity({1, 1e10}).value;
    country.gdp = it["gdp"].quantity({1, 1e9}).value;
    country.growth = it["growth"].quantity({-0.5, 0.5}).value;
    country.nato = it["nato"].quantity(unit_interval).value;
    if (country.nato != 0 && country.nato != 1) it["nato"].error(fmt::format("membership {}", country.nato), "0 or 1");
    read_indices(it, country);
    ConfigNode const election = it["election"];
    country.first_election = election["first"].month();
    country.election_period = static_cast<int>(election["period"].integer(1, 1200));
    country.early_election = election["early"].quantity({0, 12}).value;
    country.spending_share = it["spending_share"].quantity({1e-6, 1}).value;
    country.spending_plan = it["spending_plan"].dated_path({0, 100}, region.start);
    country.equipment_share = it["equipment_share"].quantity(unit_interval).value;
    read_arms(it, region, country);
    country.peacekeepers = it["peacekeepers"].dated_path(persons, region.start);
    country.support = values_by_id(it["support"], region.support_kinds, money, 0);
  }
}

Region read_region(ConfigNode const& node) {
  Region region;
  region.name = node["name"].text();
  region.start = node["start"].month();
  if (std::optional<ConfigNode> const footnotes = node.find("footnotes")) {
    for (ConfigEntry const& note : footnotes->entries()) region.footnotes.emplace_back(note.id, note.node.text());
  }
  region.products = read_ids(node["products"]);
  region.support_kinds = read_ids(node["support_kinds"]);
  for (char const* set : {"countries", "actors", "suppliers", "disputes", "missions", "transport.entries"})
    check_ids(node[set].entries());
  name_countries(node["countries"], region);
  if (region.countries.empty()) {
    node.ignore();  // nothing else can be read without them
    return region;
  }
  read_world(node["world"], region);
  read_actors(node["actors"], region);
  read_suppliers(node["suppliers"], region);
  read_countries(node["countries"], region);
  IdIndex const countries(ids_of(region.countries));
  read_pairs(node["pairs"], countries, region);
  read_disputes(node["disputes"], countries, region);
  link_pairs(node["pairs"], region);
  read_missions(node["missions"], node["post_conflict"], countries, region);
  read_transport(node["transport"], countries, region);
  return region;
}

}  // namespace detente
