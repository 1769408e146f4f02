#include "models/transport_network.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <queue>

namespace detente {
namespace {

/// Reduces a multigraph in place: parallel edges join (`parallel`), inner nodes of degree 2 vanish (`series`), dead
/// ends and what cannot be reached from a kept node go. Nodes below `kept` stay.
class Reducer {
 public:
  Reducer(std::vector<NetworkEdge> edges, int nodes, int kept, NetworkOperation::Kind series,
          NetworkOperation::Kind parallel, NetworkOperations& operations)
      : edges_(std::move(edges)),
        nodes_(nodes),
        kept_(kept),
        series_(series),
        parallel_(parallel),
        operations_(operations) {}

  std::vector<NetworkEdge> run() {
    drop_unreachable();
    while (join_parallel() || drop_dead_end() || join_series()) {
    }
    return edges_;
  }

 private:
  void drop_unreachable() {
    std::vector<bool> reached(nodes_, false);
    std::fill(reached.begin(), reached.begin() + kept_, true);
    for (bool grows = true; grows;) {
      grows = false;
      for (NetworkEdge const& edge : edges_) {
        if (reached[edge.u] == reached[edge.v]) continue;
        reached[edge.u] = reached[edge.v] = true;
        grows = true;
      }
    }
    std::erase_if(edges_, [&](NetworkEdge const& edge) { return edge.u == edge.v || !reached[edge.u]; });
  }

  bool join_parallel() {
    std::map<std::pair<int, int>, std::size_t> first;
    for (std::size_t k = 0; k < edges_.size(); ++k) {
      auto const [at, fresh] = first.emplace(std::minmax(edges_[k].u, edges_[k].v), k);
      if (fresh) continue;
      NetworkEdge& partner = edges_[at->second];
      partner.value = operations_.add(parallel_, partner.value, edges_[k].value);
      edges_.erase(edges_.begin() + static_cast<std::ptrdiff_t>(k));
      return true;
    }
    return false;
  }

  std::vector<std::size_t> edges_at(int node) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < edges_.size(); ++k) {
      if (edges_[k].u == node || edges_[k].v == node) found.push_back(k);
    }
    return found;
  }

  bool drop_dead_end() {
    for (int node = kept_; node < nodes_; ++node) {
      std::vector<std::size_t> const at = edges_at(node);
      if (at.size() != 1) continue;
      edges_.erase(edges_.begin() + static_cast<std::ptrdiff_t>(at[0]));
      return true;
    }
    return false;
  }

  bool join_series() {
    for (int node = kept_; node < nodes_; ++node) {
      std::vector<std::size_t> const at = edges_at(node);
      if (at.size() != 2) continue;
      NetworkEdge& first = edges_[at[0]];
      NetworkEdge const second = edges_[at[1]];
      int const from = first.u == node ? first.v : first.u;
      int const to = second.u == node ? second.v : second.u;
      first = {from, to, operations_.add(series_, first.value, second.value)};
      edges_.erase(edges_.begin() + static_cast<std::ptrdiff_t>(at[1]));
      std::erase_if(edges_, [](NetworkEdge const& edge) { return edge.u == edge.v; });
      return true;
    }
    return false;
  }

  std::vector<NetworkEdge> edges_;
  int nodes_, kept_;
  NetworkOperation::Kind series_, parallel_;
  NetworkOperations& operations_;
};

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

/// Whether the nodes of one side hang together: all with side[n] == wanted reached from `from`.
bool connected(std::vector<NetworkEdge> const& edges, std::vector<bool> const& side, bool wanted, int from) {
  std::vector<bool> reached(side.size(), false);
  reached[from] = true;
  for (bool grows = true; grows;) {
    grows = false;
    for (NetworkEdge const& edge : edges) {
      if (side[edge.u] != wanted || side[edge.v] != wanted || reached[edge.u] == reached[edge.v]) continue;
      reached[edge.u] = reached[edge.v] = true;
      grows = true;
    }
  }
  for (std::size_t n = 0; n < side.size(); ++n) {
    if (side[n] == wanted && !reached[n]) return false;
  }
  return true;
}

std::vector<std::vector<int>> minimal_cuts(std::vector<NetworkEdge> const& edges, int nodes) {
  std::vector<std::vector<int>> cuts;
  for (std::uint32_t subset = 0; subset < (1U << (nodes - 2)); ++subset) {
    std::vector<bool> side(nodes, false);
    side[0] = true;
    for (int n = 2; n < nodes; ++n) side[n] = (subset >> (n - 2) & 1U) != 0;
    if (!connected(edges, side, true, 0) || !connected(edges, side, false, 1)) continue;
    std::vector<int> cut;
    for (NetworkEdge const& edge : edges) {
      if (side[edge.u] != side[edge.v]) cut.push_back(edge.value);
    }
    cuts.push_back(std::move(cut));
  }
  return cuts;
}

template <class Keep>
std::vector<bool> open_segments(Transport const& transport, Keep&& keep) {
  std::vector<bool> open;
  for (Segment const& segment : transport.segments) open.push_back(!segment.bypass && keep(segment));
  return open;
}

}  // namespace

int NetworkOperations::add(NetworkOperation::Kind kind, int a, int b) {
  auto const [low, high] = std::minmax(a, b);
  for (std::size_t k = 0; k < operations_.size(); ++k) {
    NetworkOperation const& known = operations_[k];
    if (known.kind == kind && known.a == low && known.b == high) return segments_ + static_cast<int>(k);
  }
  operations_.push_back({kind, low, high});
  return values() - 1;
}

ThroughputProgram compile_throughput(Network const& network, std::vector<bool> const& open,
                                     NetworkOperations& capacities, int largest_enumeration) {
  std::vector<int> place(network.nodes, -1);
  for (int const node : network.entries) place[node] = 0;
  for (int const node : network.exits) place[node] = 1;
  int count = 2;
  for (int& number : place) number = number < 0 ? count++ : number;

  std::vector<NetworkEdge> edges;
  for (std::size_t r = 0; r < network.edges.size(); ++r) {
    if (open[r]) edges.push_back({place[network.edges[r].first], place[network.edges[r].second], static_cast<int>(r)});
  }
  ThroughputProgram program;
  program.edges =
      Reducer(std::move(edges), count, 2, NetworkOperation::Kind::minimum, NetworkOperation::Kind::sum, capacities)
          .run();
  program.nodes = renumber(program.edges, 2);
  program.enumerated = program.nodes - 2 <= largest_enumeration;
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
  program.edges =
      Reducer(std::move(edges), count, kept, NetworkOperation::Kind::sum, NetworkOperation::Kind::minimum, hours).run();
  program.nodes = renumber(program.edges, kept);
  return program;
}

Network network_of(Transport const& transport) {
  std::map<std::string, int> number;
  auto const node = [&number](std::string const& name) {
    return number.emplace(name, static_cast<int>(number.size())).first->second;
  };
  Network network;
  for (Entry const& entry : transport.entries) network.entries.push_back(node(entry.node));
  for (std::string const& exit : transport.exits) network.exits.push_back(node(exit));
  for (Segment const& segment : transport.segments) network.edges.emplace_back(node(segment.from), node(segment.to));
  network.nodes = static_cast<int>(number.size());
  return network;
}

NetworkPrograms::NetworkPrograms(Region const& region)
    : capacities(region.segment_count()), hours(region.segment_count()) {
  Transport const& transport = region.transport;
  Network const network = network_of(transport);
  whole = compile_throughput(network, open_segments(transport, [](Segment const&) { return true; }), capacities);
  for (int c = 0; c < region.corridor_count(); ++c) {
    auto const elsewhere = [c](Segment const& s) {
      return std::find(s.corridors.begin(), s.corridors.end(), c) == s.corridors.end();
    };
    without.push_back(compile_throughput(network, open_segments(transport, elsewhere), capacities));
  }
  for (int i = 0; i < region.country_count(); ++i) {
    auto const abroad = [i](Segment const& s) { return s.country != i; };
    without.push_back(compile_throughput(network, open_segments(transport, abroad), capacities));
  }
  routes = compile_transit(network, hours);
}

double max_flow(int nodes, std::vector<NetworkEdge> const& edges, std::vector<double> const& capacity, int source,
                int sink) {
  struct Arc {
    int to;
    double left;
  };
  std::vector<Arc> arcs;  // 2k and 2k + 1 are the two directions of edge k
  std::vector<std::vector<int>> out(nodes);
  for (std::size_t k = 0; k < edges.size(); ++k) {
    out[edges[k].u].push_back(static_cast<int>(arcs.size()));
    arcs.push_back({edges[k].v, capacity[k]});
    out[edges[k].v].push_back(static_cast<int>(arcs.size()));
    arcs.push_back({edges[k].u, capacity[k]});
  }
  double flow = 0;
  for (;;) {
    std::vector<int> depth(nodes, -1);
    std::queue<int> open({source});
    depth[source] = 0;
    for (; !open.empty(); open.pop()) {
      for (int const arc : out[open.front()]) {
        if (arcs[arc].left <= 0 || depth[arcs[arc].to] >= 0) continue;
        depth[arcs[arc].to] = depth[open.front()] + 1;
        open.push(arcs[arc].to);
      }
    }
    if (depth[sink] < 0) return flow;
    std::vector<std::size_t> tried(nodes, 0);
    auto const push = [&](auto&& self, int node, double most) -> double {
      if (node == sink) return most;
      for (std::size_t& k = tried[node]; k < out[node].size(); ++k) {
        int const arc = out[node][k];
        if (arcs[arc].left <= 0 || depth[arcs[arc].to] != depth[node] + 1) continue;
        double const sent = self(self, arcs[arc].to, std::min(most, arcs[arc].left));
        if (sent <= 0) continue;
        arcs[arc].left -= sent;
        arcs[arc ^ 1].left += sent;
        return sent;
      }
      return 0;
    };
    while (double const sent = push(push, source, std::numeric_limits<double>::infinity())) flow += sent;
  }
}

}  // namespace detente
