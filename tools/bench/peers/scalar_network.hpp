#pragma once

#include "models/transport_network.hpp"
#include "tools/bench/peers/ragged.hpp"

namespace detente::bench {

/// The reduced network of a region (models/transport_network.hpp) laid out for one run: what to compute, in order.
template <class Real>
class ScalarNetwork {
 public:
  explicit ScalarNetwork(Region const& region);

  /// Flows of all parts, every month; `capacity` by segment is extended in `work`.
  void prepare(std::vector<Real> const& capacity, std::vector<Real>& work) const;
  /// Throughput (T4) of what was prepared last, whole or without the k-th corridor or country.
  Real whole() const { return sum_of_parts({}); }
  Real without(int k) const { return sum_of_parts(programs_.closures[k]); }
  /// Mean over exits of the fastest route [hours] (T5).
  Real transit(std::vector<Real> const& hours, std::vector<Real>& work) const;

 private:
  Real throughput(ThroughputProgram const& program, Ragged<int> const& cuts, std::vector<Real> const& work) const;

  Real sum_of_parts(std::vector<NetworkPrograms::Changed> const& changed) const;

  NetworkPrograms programs_;
  std::vector<Ragged<int>> cuts_;  // by flow
  std::vector<Real> entry_hours_;
  mutable std::vector<Real> flow_, arrival_;
  mutable std::vector<double> edge_capacity_;
};

}  // namespace detente::bench
