#pragma once

#include "models/transport_network.hpp"
#include "tools/bench/peers/ragged.hpp"

namespace detente::bench {

/// The reduced network of a region (models/transport_network.hpp) laid out for one run: what to compute, in order.
template <class Real>
class ScalarNetwork {
 public:
  explicit ScalarNetwork(Region const& region);

  /// Throughput (T4) of the whole network, or without the k-th corridor or country; `capacity` by segment is extended
  /// in `work`.
  void prepare(std::vector<Real> const& capacity, std::vector<Real>& work) const;
  Real whole(std::vector<Real> const& work) const { return throughput(programs_.whole, whole_, work); }
  Real without(int k, std::vector<Real> const& work) const {
    return throughput(programs_.without[k], without_[k], work);
  }
  /// Mean over exits of the fastest route [hours] (T5).
  Real transit(std::vector<Real> const& hours, std::vector<Real>& work) const;

 private:
  Real throughput(ThroughputProgram const& program, Ragged<int> const& cuts, std::vector<Real> const& work) const;

  NetworkPrograms programs_;
  Ragged<int> whole_;
  std::vector<Ragged<int>> without_;
  std::vector<Real> entry_hours_;
  mutable std::vector<Real> arrival_;
  mutable std::vector<double> edge_capacity_;
};

}  // namespace detente::bench
