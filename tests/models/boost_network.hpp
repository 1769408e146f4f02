#pragma once

#include "models/transport_network.hpp"
#include "tests/models/security_bench.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <fmt/format.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace detente {

// Random road networks, and what Boost.Graph says of them.

struct WeightedEdge {
  int u, v;
  double weight;
};

/// Maximal flow of whole-numbered capacities between all entries and all exits of an undirected network.
inline long boost_flow(Network const& network, std::vector<WeightedEdge> const& edges) {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Arc = Traits::edge_descriptor;
  using EdgeProperties = boost::property<
      boost::edge_capacity_t, long,
      boost::property<boost::edge_residual_capacity_t, long, boost::property<boost::edge_reverse_t, Arc>>>;
  using NodeProperties = boost::property<
      boost::vertex_color_t, boost::default_color_type,
      boost::property<boost::vertex_distance_t, long, boost::property<boost::vertex_predecessor_t, Arc>>>;
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, NodeProperties, EdgeProperties>;
  Graph graph(static_cast<std::size_t>(network.nodes) + 2);
  int const source = network.nodes;
  int const sink = network.nodes + 1;
  auto const connect = [&graph](int u, int v, long there, long back) {
    Arc const out = boost::add_edge(u, v, graph).first;
    Arc const in = boost::add_edge(v, u, graph).first;
    boost::put(boost::edge_capacity, graph, out, there);
    boost::put(boost::edge_capacity, graph, in, back);
    boost::put(boost::edge_reverse, graph, out, in);
    boost::put(boost::edge_reverse, graph, in, out);
  };
  constexpr long plenty = 1000000;
  for (int const entry : network.entries) connect(source, entry, plenty, 0);
  for (int const exit : network.exits) connect(exit, sink, plenty, 0);
  for (WeightedEdge const& edge : edges) connect(edge.u, edge.v, std::lround(edge.weight), std::lround(edge.weight));
  return boost::boykov_kolmogorov_max_flow(graph, source, sink);
}

/// Hours of the fastest route to every node, entry hours included; the largest double where there is none.
inline std::vector<double> boost_hours(Network const& network, std::vector<Entry> const& entries,
                                       std::vector<WeightedEdge> const& edges) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                      boost::property<boost::edge_weight_t, double>>;
  Graph graph(static_cast<std::size_t>(network.nodes) + 1);
  for (std::size_t k = 0; k < entries.size(); ++k)
    boost::add_edge(network.nodes, network.entries[k], entries[k].hours, graph);
  for (WeightedEdge const& edge : edges) boost::add_edge(edge.u, edge.v, edge.weight, graph);
  std::vector<double> hours(boost::num_vertices(graph));
  boost::dijkstra_shortest_paths(graph, network.nodes, boost::distance_map(hours.data()));
  return hours;
}

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
  bool with_percent(int percent) { return below(100) < percent; }
  double unit() { return static_cast<double>(engine_() >> 8) / 16777216.0; }

 private:
  std::mt19937 engine_;  // its sequence, unlike that of distributions, is part of the standard
};

inline std::string name_of(int node) { return fmt::format("n{}", node); }

/// Roads between `nodes` nodes: a random graph with roads in series, in parallel, dead ends, zero capacities, several
/// entries and exits, and at times an exit that no road reaches. Capacities are whole numbers.
inline Transport random_transport(Dice& dice, int nodes, int roads, std::vector<std::string> const& corridors,
                                  bool lost_exit) {
  Transport transport;
  transport.corridors = corridors;
  transport.cost_per_km = 8;
  int const entries = 1 + dice.below(3);
  int const exits = 1 + dice.below(3);
  for (int k = 0; k < entries; ++k) transport.entries.push_back({name_of(k), dice.unit() * 40});
  for (int k = 0; k < exits; ++k) transport.exits.push_back(name_of(entries + k));
  if (lost_exit) transport.exits.emplace_back("lost");
  int next_node = entries + exits + nodes;
  auto const lay = [&](std::string const& from, std::string const& to) {
    Segment s;
    s.id = fmt::format("s{}", transport.segments.size());
    s.from = from;
    s.to = to;
    s.country = dice.below(7) - 1;
    for (int c = 0; c < static_cast<int>(corridors.size()); ++c) {
      if (dice.with_percent(15)) s.corridors.push_back(c);
    }
    s.bypass = dice.with_percent(5);
    s.km = 10 + dice.unit() * 300;
    s.capacity = dice.with_percent(12) ? 0 : 1 + dice.below(20);
    s.quality = 1;
    transport.segments.push_back(s);
  };
  for (int k = 0; k < roads; ++k) {
    int const u = dice.below(entries + exits + nodes);
    int const v = dice.below(entries + exits + nodes);
    if (u == v) continue;
    lay(name_of(u), name_of(v));
    if (dice.with_percent(15)) lay(name_of(u), name_of(v));  // in parallel
    if (dice.with_percent(25)) {                             // in series, or a dead end
      lay(name_of(v), name_of(next_node));
      if (dice.with_percent(60)) lay(name_of(next_node), name_of(dice.below(entries + exits + nodes)));
      ++next_node;
    }
  }
  return transport;
}

/// The base region with other roads, none closed and none denied: capacities are those of the file.
inline SingleBench bench_on(ArmInputs const& base, Transport transport) {
  ArmInputs arm = with_coefficients(base, [](Parameters<double>& p) { p.mobility.denial = 0; });
  arm.inputs.region.transport = std::move(transport);
  return SingleBench(std::move(arm));
}

template <class Keep>
std::vector<WeightedEdge> open_roads(Transport const& transport, Network const& network, Keep&& keep) {
  std::vector<WeightedEdge> edges;
  for (std::size_t r = 0; r < transport.segments.size(); ++r) {
    Segment const& s = transport.segments[r];
    if (!s.bypass && keep(s)) edges.push_back({network.edges[r].first, network.edges[r].second, s.capacity});
  }
  return edges;
}

/// Flows that Boost finds: whole, without each corridor, without each of six countries.
inline std::vector<long> boost_flows(Transport const& transport) {
  Network const network = network_of(transport);
  std::vector<long> flows{boost_flow(network, open_roads(transport, network, [](Segment const&) { return true; }))};
  for (int c = 0; c < static_cast<int>(transport.corridors.size()); ++c) {
    auto const elsewhere = [c](Segment const& s) { return std::count(s.corridors.begin(), s.corridors.end(), c) == 0; };
    flows.push_back(boost_flow(network, open_roads(transport, network, elsewhere)));
  }
  for (int i = 0; i < 6; ++i) {
    flows.push_back(
        boost_flow(network, open_roads(transport, network, [i](Segment const& s) { return s.country != i; })));
  }
  return flows;
}

/// Whole, then every closure, in the order of boost_flows.
inline std::vector<double> flows_of(Derived<double, 1> const& derived) {
  std::vector<double> flows{derived.throughput[0]};
  for (auto const& without : derived.throughput_without) flows.push_back(without[0]);
  return flows;
}

/// A square grid of roads with capacities 1..9, from its west side to its east side.
inline Transport grid(Dice& dice, int side, std::vector<std::string> const& corridors) {
  Transport transport;
  transport.corridors = corridors;
  transport.cost_per_km = 8;
  auto const at = [](int row, int column) { return fmt::format("g{}_{}", row, column); };
  auto const lay = [&](std::string const& from, std::string const& to) {
    Segment s;
    s.id = fmt::format("{}-{}", from, to);
    s.from = from;
    s.to = to;
    s.km = 100;
    s.capacity = 1 + dice.below(9);
    s.quality = 1;
    transport.segments.push_back(s);
  };
  for (int row = 0; row < side; ++row) {
    transport.entries.push_back({at(row, 0), 0});
    transport.exits.push_back(at(row, side - 1));
    for (int column = 0; column < side; ++column) {
      if (column + 1 < side) lay(at(row, column), at(row, column + 1));
      if (row + 1 < side) lay(at(row, column), at(row + 1, column));
    }
  }
  return transport;
}

}  // namespace detente
