#include "models/transport_network.hpp"

#include <algorithm>
#include <limits>
#include <queue>

namespace detente {

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
