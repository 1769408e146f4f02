#pragma once

#include <map>
#include <tuple>
#include <vector>

namespace detente {

/// One step of a reduced network: value number `first segment count + position` is made of two earlier values.
struct NetworkOperation {
  enum class Kind { minimum, sum } kind;
  int a, b;
};

struct NetworkEdge {
  int u, v;   // nodes
  int value;  // segment, or an operation's result
};

/// Collects operations, each made once however often it is asked for.
class NetworkOperations {
 public:
  explicit NetworkOperations(int segments) : segments_(segments) {}
  int add(NetworkOperation::Kind kind, int a, int b);
  std::vector<NetworkOperation> const& list() const { return operations_; }
  int values() const { return segments_ + static_cast<int>(operations_.size()); }

 private:
  int segments_;
  std::vector<NetworkOperation> operations_;
  std::map<std::tuple<NetworkOperation::Kind, int, int>, int> known_;
};

/// How edges join: one after the other, and side by side.
struct NetworkJoins {
  NetworkOperation::Kind series, parallel;
};

/// Reduces an undirected multigraph until nothing changes: parallel edges join, nodes of degree 2 vanish, dead ends and
/// what no node below `kept` reaches go. Nodes below `kept` stay. The time is near linear in the edges, and the order
/// of the steps is fixed: parallel edges first, then dead ends, then series, each at the lowest edge or node.
std::vector<NetworkEdge> reduced(std::vector<NetworkEdge> edges, int nodes, int kept, NetworkJoins joins,
                                 NetworkOperations& operations);

}  // namespace detente
