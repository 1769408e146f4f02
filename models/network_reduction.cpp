#include "models/network_reduction.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace detente {
namespace {

/// Edges that hang together with a node below `kept`, without loops.
std::vector<NetworkEdge> reachable(std::vector<NetworkEdge> edges, int nodes, int kept) {
  std::vector<std::vector<int>> beside(nodes);
  for (NetworkEdge const& edge : edges) {
    beside[edge.u].push_back(edge.v);
    beside[edge.v].push_back(edge.u);
  }
  std::vector<bool> reached(nodes, false);
  std::vector<int> open;
  for (int node = 0; node < kept; ++node) open.push_back(node);
  while (!open.empty()) {
    int const node = open.back();
    open.pop_back();
    if (reached[node]) continue;
    reached[node] = true;
    open.insert(open.end(), beside[node].begin(), beside[node].end());
  }
  std::erase_if(edges, [&](NetworkEdge const& edge) { return edge.u == edge.v || !reached[edge.u]; });
  return edges;
}

/// Edges keep their places in the list to the end, so that "the lowest" means the same throughout.
class Reducer {
 public:
  Reducer(std::vector<NetworkEdge> edges, int nodes, int kept, NetworkJoins joins, NetworkOperations& operations)
      : edges_(std::move(edges)),
        is_in_(edges_.size()),
        kept_(kept),
        joins_(joins),
        operations_(operations),
        at_(nodes) {
    for (int k = 0; k < static_cast<int>(edges_.size()); ++k) enter(k);
  }

  std::vector<NetworkEdge> run() {
    while (join_parallel() || drop_dead_end() || join_series()) {
    }
    std::vector<NetworkEdge> left;
    for (std::size_t k = 0; k < edges_.size(); ++k) {
      if (is_in_[k]) left.push_back(edges_[k]);
    }
    return left;
  }

 private:
  using Ends = std::pair<int, int>;

  Ends ends_of(int edge) const { return std::minmax({edges_[edge].u, edges_[edge].v}); }

  void enter(int edge) {
    is_in_[edge] = true;
    std::set<int>& same = between_[ends_of(edge)];
    if (!same.empty()) doubles_.insert(std::max(edge, *same.begin()));
    same.insert(edge);
    for (int const node : {edges_[edge].u, edges_[edge].v}) change(node, [&] { at_[node].insert(edge); });
  }

  void leave(int edge) {
    is_in_[edge] = false;
    auto const entry = between_.find(ends_of(edge));
    entry->second.erase(edge);
    doubles_.erase(edge);
    if (entry->second.empty())
      between_.erase(entry);
    else
      doubles_.erase(*entry->second.begin());
    for (int const node : {edges_[edge].u, edges_[edge].v}) change(node, [&] { at_[node].erase(edge); });
  }

  /// Keeps the lists of nodes by degree while the edges of one change.
  template <class Change>
  void change(int node, Change&& by) {
    by();
    if (node < kept_) return;
    set(dead_ends_, node, at_[node].size() == 1);
    set(middles_, node, at_[node].size() == 2);
  }

  static void set(std::set<int>& nodes, int node, bool is_in) {
    if (is_in)
      nodes.insert(node);
    else
      nodes.erase(node);
  }

  bool join_parallel() {
    if (doubles_.empty()) return false;
    int const edge = *doubles_.begin();
    NetworkEdge& partner = edges_[*between_.at(ends_of(edge)).begin()];
    partner.value = operations_.add(joins_.parallel, partner.value, edges_[edge].value);
    leave(edge);
    return true;
  }

  bool drop_dead_end() {
    if (dead_ends_.empty()) return false;
    leave(*at_[*dead_ends_.begin()].begin());
    return true;
  }

  bool join_series() {
    if (middles_.empty()) return false;
    int const node = *middles_.begin();
    int const first = *at_[node].begin();
    int const second = *at_[node].rbegin();
    auto const other_end = [&](int edge) { return edges_[edge].u == node ? edges_[edge].v : edges_[edge].u; };
    NetworkEdge const joined{other_end(first), other_end(second),
                             operations_.add(joins_.series, edges_[first].value, edges_[second].value)};
    leave(first);
    leave(second);
    edges_[first] = joined;
    if (joined.u != joined.v) enter(first);
    return true;
  }

  std::vector<NetworkEdge> edges_;
  std::vector<bool> is_in_;
  int kept_;
  NetworkJoins joins_;
  NetworkOperations& operations_;
  std::vector<std::set<int>> at_;          // edges by node
  std::map<Ends, std::set<int>> between_;  // edges by their two nodes
  std::set<int> doubles_;                  // edges beside an earlier one
  std::set<int> dead_ends_, middles_;      // nodes that may go, of degree 1 and 2
};

}  // namespace

int NetworkOperations::add(NetworkOperation::Kind kind, int a, int b) {
  auto const [low, high] = std::minmax({a, b});
  auto const [at, is_new] = known_.try_emplace({kind, low, high}, values());
  if (is_new) operations_.push_back({kind, low, high});
  return at->second;
}

std::vector<NetworkEdge> reduced(std::vector<NetworkEdge> edges, int nodes, int kept, NetworkJoins joins,
                                 NetworkOperations& operations) {
  return Reducer(reachable(std::move(edges), nodes, kept), nodes, kept, joins, operations).run();
}

}  // namespace detente
