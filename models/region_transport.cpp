#include "models/region_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace detente {
namespace {

/// `corridor` is one name or a list: a corridor of the region, `link` (on none) or `bypass`.
void read_corridors(ConfigNode const& node, std::vector<std::string> const& corridors, Segment& segment) {
  std::vector<std::string> allowed = corridors;
  allowed.insert(allowed.end(), {"link", "bypass"});
  std::vector<ConfigNode> const names = node.is_sequence() ? node.items() : std::vector<ConfigNode>{node};
  for (ConfigNode const& name : names) {
    std::string const corridor = name.choice(allowed);
    auto const at = std::find(corridors.begin(), corridors.end(), corridor);
    int const index = static_cast<int>(at - corridors.begin());
    bool const is_known = corridor == name.text();  // else a stand-in, and reported already
    bool const is_twice =
        is_known && std::find(segment.corridors.begin(), segment.corridors.end(), index) != segment.corridors.end();
    if (is_twice) name.error(fmt::format("'{}' stands here twice", corridor), "each once");
    if (at != corridors.end() && !is_twice) segment.corridors.push_back(index);
    segment.bypass = segment.bypass || corridor == "bypass";
  }
}

/// Nodes that can be reached from the entries over all segments.
std::set<std::string> reachable(Transport const& transport) {
  std::set<std::string> reached;
  for (Entry const& entry : transport.entries) reached.insert(entry.node);
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (Segment const& segment : transport.segments) {
      if (reached.contains(segment.from) || reached.contains(segment.to)) reached.insert({segment.from, segment.to});
    }
  }
  return reached;
}

void read_segment(ConfigNode const& node, Region const& region, Segment& segment) {
  std::vector<std::string> countries = ids_of(region.countries);
  segment.id = node["id"].identifier();
  segment.from = node["from"].identifier();
  segment.to = node["to"].identifier();
  if (segment.from == segment.to)
    node.error(fmt::format("segment {} leads from {} to itself", segment.id, segment.from), "two nodes");
  ConfigNode const country = node["country"];
  segment.country = country.says("") ? -1 : index_of(country, countries);
  read_corridors(node["corridor"], region.transport.corridors, segment);
  segment.km = node["km"].quantity({0.1, 1e5}).value;
  segment.capacity = node["capacity"].quantity({0, 1e6}).value;
  segment.quality = node["quality"].quantity(unit_interval).value;
  if (std::optional<ConfigNode> const wait = node.find("wait")) segment.wait = wait->quantity({0, 1000}).value;
}

}  // namespace

void read_transport(ConfigNode const& node, Region& region) {
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
  std::set<std::string> ids;
  for (ConfigNode const& it : node["segments"].items()) {
    Segment segment;
    read_segment(it, region, segment);
    if (!ids.insert(segment.id).second) it.error(fmt::format("segment {} stands here twice", segment.id), "each once");
    transport.segments.push_back(std::move(segment));
  }
  std::set<std::string> const reached = reachable(transport);
  for (ConfigNode const& exit : exits.items()) {
    std::string const name = exit.identifier();
    bool const is_entry =
        std::any_of(transport.entries.begin(), transport.entries.end(), [&](Entry const& e) { return e.node == name; });
    if (is_entry) exit.error(fmt::format("{} is an entry and an exit", name), "one of the two");
    if (!reached.contains(name))
      exit.error(fmt::format("no route from an entry to {}", name), "segments that lead there");
  }
}

}  // namespace detente
