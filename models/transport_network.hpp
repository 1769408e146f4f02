#pragma once

#include "models/network_reduction.hpp"
#include "models/region.hpp"

#include <string>
#include <utility>
#include <vector>

namespace detente {

// The road and rail network as arithmetic: at load a graph is reduced by series, parallel and dead ends until nothing
// changes, and what is left is evaluated every month in all lanes without a branch.

/// Maximal flow of one situation as the smallest of its minimal cuts; each cut is the sum of some values. Where
/// junctions stay too many for that, `cuts` is empty and the edges that are left serve a max-flow.
struct ThroughputProgram {
  std::vector<std::vector<int>> cuts;
  bool enumerated = true;
  int nodes = 0;  // of the reduced graph; 0 is all entries together, 1 all exits
  std::vector<NetworkEdge> edges;
};

/// Fastest routes on the network reduced with entries and exits kept.
struct TransitProgram {
  int nodes = 0;
  std::vector<NetworkEdge> edges;
  std::vector<int> entries, exits;  // nodes, in the order given
};

/// A network of undirected edges between numbered nodes, edge r being segment r.
struct Network {
  int nodes = 0;
  std::vector<std::pair<int, int>> edges;
  std::vector<int> entries, exits;
};

/// The open roads that hang together without passing an entry or an exit, and lead from one to the other. What the
/// parts of a network let through adds up.
struct NetworkPart {
  std::vector<NetworkEdge> edges;  // 0 is all entries together, 1 all exits, then the inner nodes; values are segments
  int nodes = 2;
};

/// Parts in the order of their first segments.
std::vector<NetworkPart> parts_of(Network const& network, std::vector<bool> const& open);

inline constexpr int largest_enumeration = 16;  // inner junctions of a reduced part: up to 2^16 subsets

/// Throughput from all entries to all exits over some edges of a part. At most `most_junctions` inner junctions of the
/// reduced graph are enumerated (2^n subsets).
ThroughputProgram compile_throughput(NetworkPart part, NetworkOperations& capacities,
                                     int most_junctions = largest_enumeration);

/// Fastest routes over all segments; values are hours.
TransitProgram compile_transit(Network const& network, NetworkOperations& hours);

/// Everything that is evaluated of a region's network. A part whose cuts cannot be enumerated, and every closure in it,
/// is evaluated in the first month of a year only, by a max-flow, and keeps its values until the next.
struct NetworkPrograms {
  struct Flow {
    ThroughputProgram program;
    bool is_yearly = false;
  };
  /// A part in which something is closed has another flow.
  struct Changed {
    int part, flow;
  };

  NetworkOperations capacities, hours;
  int parts = 0;
  std::vector<Flow> flows;                     // of the parts, then of parts with something closed
  std::vector<std::vector<Changed>> closures;  // by corridor, then by country: the parts it changes, in order
  TransitProgram routes;

  explicit NetworkPrograms(Region const& region, int most_junctions = largest_enumeration);

 private:
  void compile_closures(Region const& region, std::vector<NetworkPart> const& parts, int most_junctions);
};

/// A part that is evaluated once a year, for a warning.
struct YearlyPart {
  std::string entry, exit;  // the first of each that it touches
  int junctions = 0;        // inner ones that are left after reduction
};
std::vector<YearlyPart> yearly_parts(Region const& region);

/// The network of a region file's transport block; nodes are numbered as they are met.
Network network_of(Transport const& transport);

/// Maximal flow between two nodes of a small undirected graph (Dinic). `capacity` by edge, >= 0.
double max_flow(int nodes, std::vector<NetworkEdge> const& edges, std::vector<double> const& capacity, int source,
                int sink);

}  // namespace detente
