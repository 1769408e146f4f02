#pragma once

#include "models/region.hpp"

#include <utility>
#include <vector>

namespace detente {

// The road and rail network as arithmetic: at load a graph is reduced by series, parallel and dead ends until nothing
// changes, and what is left is evaluated every month in all lanes without a branch.

/// One step of a reduced network: value number `first segment count + position` is made of two earlier values.
struct NetworkOperation {
  enum class Kind { minimum, sum } kind;
  int a, b;
};

struct NetworkEdge {
  int u, v;   // nodes
  int value;  // segment, or an operation's result
};

/// Maximal flow of one situation as the smallest of its minimal cuts; each cut is the sum of some values. Where
/// junctions stay too many for that, `cuts` is empty and the edges that are left serve one max-flow a month.
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

/// Collects operations, each made once however often it is asked for.
class NetworkOperations {
 public:
  explicit NetworkOperations(int segments) : segments_(segments) {}
  int add(NetworkOperation::Kind kind, int a, int b);
  std::vector<NetworkOperation> const& list() const { return operations_; }
  int segments() const { return segments_; }
  int values() const { return segments_ + static_cast<int>(operations_.size()); }

 private:
  int segments_;
  std::vector<NetworkOperation> operations_;
};

/// Throughput from all entries to all exits over the segments with open[r]. At most `largest_enumeration` inner
/// junctions of the reduced graph are enumerated (2^n subsets).
ThroughputProgram compile_throughput(Network const& network, std::vector<bool> const& open,
                                     NetworkOperations& capacities, int largest_enumeration = 16);

/// Fastest routes over all segments; values are hours.
TransitProgram compile_transit(Network const& network, NetworkOperations& hours);

/// Everything that is evaluated of a region's network every month.
struct NetworkPrograms {
  NetworkOperations capacities, hours;
  ThroughputProgram whole;
  std::vector<ThroughputProgram> without;  // by corridor, then by country
  TransitProgram routes;

  explicit NetworkPrograms(Region const& region);
};

/// The network of a region file's transport block; nodes are numbered as they are met.
Network network_of(Transport const& transport);

/// Maximal flow between two nodes of a small undirected graph (Dinic). `capacity` by edge, >= 0.
double max_flow(int nodes, std::vector<NetworkEdge> const& edges, std::vector<double> const& capacity, int source,
                int sink);

}  // namespace detente
