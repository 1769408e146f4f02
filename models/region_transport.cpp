#include "models/region_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace detente {
namespace {

/// `corridor` is one name or a list: a corridor of the region, `link` (on none) or `bypass`.
void read_corridors(ConfigNode const& node, IdIndex const& allowed, Segment& segment) {
  int const corridors = static_cast<int>(allowed.ids().size()) - 2;
  std::vector<ConfigNode> const names = node.is_sequence() ? node.items() : std::vector<ConfigNode>{node};
  for (ConfigNode const& name : names) {
    int const index = name.choice(allowed);
    std::string const& corridor = allowed.ids()[static_cast<std::size_t>(index)];
    bool const is_known = corridor == name.text();  // else a stand-in, and reported already
    bool const is_twice =
        is_known && std::find(segment.corridors.begin(), segment.corridors.end(), index) != segment.corridors.end();
    if (is_twice) name.error(fmt::format("'{}' stands here twice", corridor), "each once");
    if (index < corridors && !is_twice) segment.corridors.push_back(index);
    segment.bypass = segment.bypass || corridor == "bypass";
  }
}

/// Nodes that can be reached from the entries over all segments.
std::set<std::string> reachable(Transport const& transport) {
  std::map<std::string, std::vector<std::string>> beside;
  for (Segment const& segment : transport.segments) {
    beside[segment.from].push_back(segment.to);
    beside[segment.to].push_back(segment.from);
  }
  std::set<std::string> reached;
  std::vector<std::string> open;
  for (Entry const& entry : transport.entries) open.push_back(entry.node);
  while (!open.empty()) {
    std::string const node = std::move(open.back());
    open.pop_back();
    if (!reached.insert(node).second) continue;
    open.insert(open.end(), beside[node].begin(), beside[node].end());
  }
  return reached;
}

void read_segment(ConfigNode const& node, IdIndex const& countries, IdIndex const& corridors, Segment& segment) {
  segment.id = node["id"].identifier();
  segment.from = node["from"].identifier();
  segment.to = node["to"].identifier();
  if (segment.from == segment.to)
    node.error(fmt::format("segment {} leads from {} to itself", segment.id, segment.from), "two nodes");
  ConfigNode const country = node["country"];
  segment.country = country.says("") ? -1 : country.choice(countries);
  read_corridors(node["corridor"], corridors, segment);
  segment.km = node["km"].quantity({0.1, 1e5}).value;
  segment.capacity = node["capacity"].quantity({0, 1e6}).value;
  segment.quality = node["quality"].quantity(unit_interval).value;
  if (std::optional<ConfigNode> const wait = node.find("wait")) segment.wait = wait->quantity({0, 1000}).value;
}

/// Places are for maps: all nodes have one, or there is no map. The name of a country and the mark of a dispute may
/// have one too, under its id; an id that is also a node's is the node's.
void read_places(ConfigNode const& node, Region& region) {
  Transport& transport = region.transport;
  std::set<std::string> known, missing;
  for (Segment const& segment : transport.segments) missing.insert({segment.from, segment.to});
  known = missing;
  for (Country const& country : region.countries) known.insert(country.id);
  for (Dispute const& dispute : region.disputes) known.insert(dispute.id);
  for (ConfigEntry const& entry : node.entries()) {
    NodePlace place{.node = entry.id, .name = entry.id};
    if (std::optional<ConfigNode> const name = entry.node.find("name")) place.name = name->text();
    place.latitude = entry.node["lat"].number({-90, 90});
    place.longitude = entry.node["lon"].number({-180, 180});
    missing.erase(entry.id);
    if (!known.contains(entry.id))
      entry.node.error(fmt::format("no segment leads to {}", entry.id),
                       "only nodes of segments, countries and disputes");
    transport.places.push_back(std::move(place));
  }
  for (std::string const& lost : missing)
    node.error(fmt::format("{} has no place", lost), "a place for every node, or no places at all");
}

}  // namespace

void read_transport(ConfigNode const& node, IdIndex const& countries, Region& region) {
  Transport& transport = region.transport;
  for (ConfigEntry const& entry : node["entries"].entries())
    transport.entries.push_back({entry.id, entry.node.quantity({0, 10000}).value});
  ConfigNode const exits = node["exits"];
  transport.exits = read_ids(exits);
  if (transport.exits.empty()) exits.error("no exit", "at least one");
  transport.cost_per_km = node["cost_per_km"].quantity({1e-6, 1e6}).value;
  transport.corridors = read_ids(node["corridors"]);
  for (ConfigNode const& corridor : node["corridors"].items()) {
    bool const is_taken = corridor.identifier() == "link" || corridor.identifier() == "bypass";
    if (is_taken)
      corridor.error(fmt::format("'{}' is no corridor but says that there is none", corridor.text()), "another name");
  }
  std::vector<std::string> allowed = transport.corridors;
  allowed.insert(allowed.end(), {"link", "bypass"});
  IdIndex const corridors(std::move(allowed));
  std::set<std::string> ids;
  for (ConfigNode const& it : node["segments"].items()) {
    Segment segment;
    read_segment(it, countries, corridors, segment);
    if (!ids.insert(segment.id).second) it.error(fmt::format("segment {} stands here twice", segment.id), "each once");
    transport.segments.push_back(std::move(segment));
  }
  std::set<std::string> const reached = reachable(transport);
  std::set<std::string> entries;
  for (Entry const& entry : transport.entries) entries.insert(entry.node);
  for (ConfigNode const& exit : exits.items()) {
    std::string const name = exit.identifier();
    if (entries.contains(name)) exit.error(fmt::format("{} is an entry and an exit", name), "one of the two");
    if (!reached.contains(name))
      exit.error(fmt::format("no route from an entry to {}", name), "segments that lead there");
  }
  if (std::optional<ConfigNode> const places = node.find("places")) read_places(*places, region);
}

}  // namespace detente
