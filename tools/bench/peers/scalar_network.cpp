#include "tools/bench/peers/scalar_network.hpp"

#include <algorithm>
#include <limits>

namespace detente::bench {
namespace {

constexpr double unreachable_hours = 1e6;

Ragged<int> flat(ThroughputProgram const& program) {
  Ragged<int> cuts;
  for (std::vector<int> const& cut : program.cuts) cuts.add_row(cut);
  return cuts;
}

/// Appends the values of all operations to those of the segments.
template <class Real>
void evaluate(NetworkOperations const& operations, std::vector<Real> const& segments, std::vector<Real>& work) {
  work.resize(static_cast<std::size_t>(operations.values()));
  std::copy(segments.begin(), segments.end(), work.begin());
  Real* out = work.data() + segments.size();
  for (NetworkOperation const& operation : operations.list()) {
    Real const a = work[operation.a];
    Real const b = work[operation.b];
    *out++ = operation.kind == NetworkOperation::Kind::sum ? a + b : std::min(a, b);
  }
}

}  // namespace

template <class Real>
ScalarNetwork<Real>::ScalarNetwork(Region const& region)
    : programs_(region), flow_(programs_.flows.size()), arrival_(static_cast<std::size_t>(programs_.routes.nodes)) {
  for (NetworkPrograms::Flow const& flow : programs_.flows) cuts_.push_back(flat(flow.program));
  for (Entry const& entry : region.transport.entries) entry_hours_.push_back(static_cast<Real>(entry.hours));
}

template <class Real>
void ScalarNetwork<Real>::prepare(std::vector<Real> const& capacity, std::vector<Real>& work) const {
  evaluate(programs_.capacities, capacity, work);
  for (std::size_t k = 0; k < flow_.size(); ++k) flow_[k] = throughput(programs_.flows[k].program, cuts_[k], work);
}

template <class Real>
Real ScalarNetwork<Real>::sum_of_parts(std::vector<NetworkPrograms::Changed> const& changed) const {
  Real sum = 0;
  auto next = changed.begin();
  for (int part = 0; part < programs_.parts; ++part) {
    bool const is_changed = next != changed.end() && next->part == part;
    sum += flow_[is_changed ? next->flow : part];
    if (is_changed) ++next;
  }
  return sum;
}

template <class Real>
Real ScalarNetwork<Real>::throughput(ThroughputProgram const& program, Ragged<int> const& cuts,
                                     std::vector<Real> const& work) const {
  if (!program.enumerated) {
    edge_capacity_.clear();
    for (NetworkEdge const& edge : program.edges) edge_capacity_.push_back(work[edge.value]);
    return static_cast<Real>(max_flow(program.nodes, program.edges, edge_capacity_, 0, 1));
  }
  Real smallest = std::numeric_limits<Real>::max();
  for (int k = 0; k < cuts.rows(); ++k) {
    Real sum = 0;
    for (int const value : cuts[k]) sum += work[value];
    smallest = std::min(smallest, sum);
  }
  return smallest;
}

template <class Real>
Real ScalarNetwork<Real>::transit(std::vector<Real> const& hours, std::vector<Real>& work) const {
  evaluate(programs_.hours, hours, work);
  TransitProgram const& routes = programs_.routes;
  std::fill(arrival_.begin(), arrival_.end(), static_cast<Real>(unreachable_hours));
  for (std::size_t k = 0; k < routes.entries.size(); ++k) arrival_[routes.entries[k]] = entry_hours_[k];
  bool changed = true;
  for (int sweep = 1; sweep < routes.nodes && changed; ++sweep) {
    changed = false;
    for (NetworkEdge const& edge : routes.edges) {
      Real const along = work[edge.value];
      Real& u = arrival_[edge.u];
      Real& v = arrival_[edge.v];
      if (u + along < v) {
        v = u + along;
        changed = true;
      } else if (v + along < u) {
        u = v + along;
        changed = true;
      }
    }
  }
  Real sum = 0;
  for (int const exit : routes.exits) sum += arrival_[exit];
  return sum / static_cast<Real>(std::max<std::size_t>(routes.exits.size(), 1));
}

template class ScalarNetwork<double>;
template class ScalarNetwork<float>;

}  // namespace detente::bench
