#include "models/transport_network.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>

namespace detente {
namespace {

constexpr int source = 0;  // all entries together
constexpr int sink = 1;    // all exits

/// Numbers the nodes in use anew, the kept ones first; returns how many there are.
int renumber(std::vector<NetworkEdge>& edges, int kept) {
  std::map<int, int> number;
  for (int node = 0; node < kept; ++node) number[node] = node;
  for (NetworkEdge& edge : edges) {
    edge.u = number.emplace(edge.u, static_cast<int>(number.size())).first->second;
    edge.v = number.emplace(edge.v, static_cast<int>(number.size())).first->second;
  }
  return static_cast<int>(number.size());
}

/// Whether a set of nodes, one bit each, hangs together around one of them; `beside` are the neighbours of each node.
bool hangs_together(std::vector<std::uint32_t> const& beside, std::uint32_t set, int from) {
  std::uint32_t reached = 1U << from;
  for (std::uint32_t before = 0; before != reached;) {
    before = reached;
    for (std::size_t n = 0; n < beside.size(); ++n) {
      if ((reached >> n & 1U) != 0) reached |= beside[n] & set;
    }
  }
  return reached == set;
}

std::vector<std::vector<int>> minimal_cuts(std::vector<NetworkEdge> const& edges, int nodes) {
  std::vector<std::uint32_t> beside(nodes);
  for (NetworkEdge const& edge : edges) {
    beside[edge.u] |= 1U << edge.v;
    beside[edge.v] |= 1U << edge.u;
  }
  std::uint32_t const all = (1U << nodes) - 1;
  std::vector<std::vector<int>> cuts;
  for (std::uint32_t subset = 0; subset < (1U << (nodes - 2)); ++subset) {
    std::uint32_t const side = subset << 2 | 1U << source;
    if (!hangs_together(beside, side, source) || !hangs_together(beside, all & ~side, sink)) continue;
    std::vector<int> cut;
    for (NetworkEdge const& edge : edges) {
      if ((side >> edge.u & 1U) != (side >> edge.v & 1U)) cut.push_back(edge.value);
    }
    cuts.push_back(std::move(cut));
  }
  return cuts;
}

std::vector<bool> open_segments(Transport const& transport) {
  std::vector<bool> open;
  for (Segment const& segment : transport.segments) open.push_back(!segment.bypass);
  return open;
}

/// Sets of nodes that hang together: each node leads to the lowest one of its set.
class Unions {
 public:
  explicit Unions(int nodes) : leads_to_(nodes) {
    for (int node = 0; node < nodes; ++node) leads_to_[node] = node;
  }
  int lowest(int node) {
    while (leads_to_[node] != node) node = leads_to_[node] = leads_to_[leads_to_[node]];
    return node;
  }
  void join(int a, int b) {
    int const low = std::min(lowest(a), lowest(b));
    int const high = std::max(lowest(a), lowest(b));
    leads_to_[high] = low;
  }

 private:
  std::vector<int> leads_to_;
};

bool touches(NetworkPart const& part, int terminal) {
  return std::any_of(part.edges.begin(), part.edges.end(),
                     [&](NetworkEdge const& edge) { return edge.u == terminal || edge.v == terminal; });
}

/// Inner nodes get the numbers from 2 on, in their own order.
void number_nodes(NetworkPart& part) {
  std::map<int, int> number;
  for (NetworkEdge const& edge : part.edges) {
    for (int const node : {edge.u, edge.v}) {
      if (node > sink) number[node] = 0;
    }
  }
  for (auto& [node, in_part] : number) in_part = part.nodes++;
  for (NetworkEdge& edge : part.edges) {
    if (edge.u > sink) edge.u = number.at(edge.u);
    if (edge.v > sink) edge.v = number.at(edge.v);
  }
}

/// What is closed with each corridor, then with each country.
std::vector<std::vector<int>> closed_segments(Region const& region) {
  std::vector<std::vector<int>> closed(region.transport.corridors.size() + region.countries.size());
  for (int r = 0; r < region.segment_count(); ++r) {
    Segment const& segment = region.transport.segments[r];
    for (int const c : segment.corridors) closed[c].push_back(r);
    if (segment.country >= 0) closed[region.corridor_count() + segment.country].push_back(r);
  }
  return closed;
}

/// Numbers of the nodes when the entries become 0, the exits 1 and the rest follows.
std::vector<int> places_of(Network const& network) {
  std::vector<int> place(network.nodes, -1);
  for (int const node : network.entries) place[node] = source;
  for (int const node : network.exits) place[node] = sink;
  int count = 2;
  for (int& number : place) number = number < 0 ? count++ : number;
  return place;
}

}  // namespace

std::vector<NetworkPart> parts_of(Network const& network, std::vector<bool> const& open) {
  std::vector<int> const place = places_of(network);
  Unions inner(network.nodes + 2);
  std::vector<NetworkEdge> edges;
  for (std::size_t r = 0; r < network.edges.size(); ++r) {
    NetworkEdge const edge{place[network.edges[r].first], place[network.edges[r].second], static_cast<int>(r)};
    if (!open[r] || edge.u == edge.v) continue;
    edges.push_back(edge);
    if (edge.u > sink && edge.v > sink) inner.join(edge.u, edge.v);
  }
  std::vector<NetworkPart> parts;
  std::unordered_map<int, std::size_t> part_of;  // by the lowest inner node; roads straight across make one, under 0
  for (NetworkEdge const& edge : edges) {
    int const node = std::max(edge.u, edge.v);
    auto const [at, is_new] = part_of.try_emplace(node > sink ? inner.lowest(node) : source, parts.size());
    if (is_new) parts.emplace_back();
    parts[at->second].edges.push_back(edge);
  }
  std::erase_if(parts, [](NetworkPart const& part) { return !touches(part, source) || !touches(part, sink); });
  for (NetworkPart& part : parts) number_nodes(part);
  return parts;
}

ThroughputProgram compile_throughput(NetworkPart part, NetworkOperations& capacities, int most_junctions) {
  ThroughputProgram program;
  program.edges =
      reduced(std::move(part.edges), part.nodes, 2,
              {.series = NetworkOperation::Kind::minimum, .parallel = NetworkOperation::Kind::sum}, capacities);
  program.nodes = renumber(program.edges, 2);
  program.enumerated = program.nodes - 2 <= most_junctions;
  if (program.enumerated) program.cuts = minimal_cuts(program.edges, program.nodes);
  return program;
}

TransitProgram compile_transit(Network const& network, NetworkOperations& hours) {
  std::vector<int> place(network.nodes, -1);
  TransitProgram program;
  int count = 0;
  for (int const node : network.entries) program.entries.push_back(place[node] = count++);
  for (int const node : network.exits) program.exits.push_back(place[node] = count++);
  int const kept = count;
  for (int& number : place) number = number < 0 ? count++ : number;

  std::vector<NetworkEdge> edges;
  for (std::size_t r = 0; r < network.edges.size(); ++r) {
    edges.push_back({place[network.edges[r].first], place[network.edges[r].second], static_cast<int>(r)});
  }
  program.edges = reduced(std::move(edges), count, kept,
                          {.series = NetworkOperation::Kind::sum, .parallel = NetworkOperation::Kind::minimum}, hours);
  program.nodes = renumber(program.edges, kept);
  return program;
}

Network network_of(Transport const& transport) {
  std::unordered_map<std::string, int> number;
  auto const node = [&number](std::string const& name) {
    return number.emplace(name, static_cast<int>(number.size())).first->second;
  };
  Network network;
  for (Entry const& entry : transport.entries) network.entries.push_back(node(entry.node));
  for (std::string const& exit : transport.exits) network.exits.push_back(node(exit));
  for (Segment const& segment : transport.segments) {
    int const to = node(segment.to);
    network.edges.emplace_back(node(segment.from), to);
  }
  network.nodes = static_cast<int>(number.size());
  return network;
}

NetworkPrograms::NetworkPrograms(Region const& region, int most_junctions)
    : capacities(region.segment_count()), hours(region.segment_count()) {
  Network const network = network_of(region.transport);
  std::vector<NetworkPart> const all = parts_of(network, open_segments(region.transport));
  parts = static_cast<int>(all.size());
  for (NetworkPart const& part : all) {
    ThroughputProgram program = compile_throughput(part, capacities, most_junctions);
    bool const is_yearly = !program.enumerated;
    flows.push_back({std::move(program), is_yearly});
  }
  compile_closures(region, all, most_junctions);
  routes = compile_transit(network, hours);
}

void NetworkPrograms::compile_closures(Region const& region, std::vector<NetworkPart> const& all, int most_junctions) {
  std::vector<int> part_of(static_cast<std::size_t>(region.segment_count()), -1);
  for (std::size_t part = 0; part < all.size(); ++part) {
    for (NetworkEdge const& edge : all[part].edges) part_of[edge.value] = static_cast<int>(part);
  }
  std::vector<bool> is_closed(part_of.size(), false);
  for (std::vector<int> const& segments : closed_segments(region)) {
    std::set<int> changed;
    for (int const r : segments) {
      is_closed[r] = true;
      if (part_of[r] >= 0) changed.insert(part_of[r]);
    }
    closures.emplace_back();
    for (int const part : changed) {
      NetworkPart rest = all[part];
      std::erase_if(rest.edges, [&](NetworkEdge const& edge) { return is_closed[edge.value]; });
      closures.back().push_back({part, static_cast<int>(flows.size())});
      ThroughputProgram program = compile_throughput(std::move(rest), capacities, most_junctions);
      bool const is_yearly = flows[part].is_yearly || !program.enumerated;
      flows.push_back({std::move(program), is_yearly});
    }
    for (int const r : segments) is_closed[r] = false;
  }
}

std::vector<YearlyPart> yearly_parts(Region const& region) {
  Transport const& transport = region.transport;
  std::set<std::string> entries;
  for (Entry const& entry : transport.entries) entries.insert(entry.node);
  std::set<std::string> const exits(transport.exits.begin(), transport.exits.end());
  auto const first_of = [&](NetworkPart const& part, std::set<std::string> const& names) {
    for (NetworkEdge const& edge : part.edges) {
      for (std::string const& node : {transport.segments[edge.value].from, transport.segments[edge.value].to}) {
        if (names.contains(node)) return node;
      }
    }
    return std::string();
  };
  NetworkOperations operations(region.segment_count());
  std::vector<YearlyPart> yearly;
  for (NetworkPart const& part : parts_of(network_of(transport), open_segments(transport))) {
    ThroughputProgram const program = compile_throughput(part, operations);
    if (!program.enumerated) yearly.push_back({first_of(part, entries), first_of(part, exits), program.nodes - 2});
  }
  return yearly;
}

}  // namespace detente
