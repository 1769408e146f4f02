#pragma once

#include "tools/bench/peers/scalar_outcomes.hpp"
#include "tools/bench/peers/trace.hpp"

namespace detente::bench {

/// The model as a careful programmer writes it without lanes: one run at a time in plain numbers, one contiguous vector
/// by variable, everything that does not change hoisted out of the months, branches where they save work, nothing
/// allocated in a run. The draws are the kernel's, and so are the equations; only rounding differs. For one thread.
template <class Real>
class ScalarPeer {
 public:
  /// `arm` must outlive the peer.
  ScalarPeer(ArmInputs const& arm, int months, Noise noise);

  /// One run; `outcomes` in the order of the catalogue. A trace, if given, is appended to.
  void run(std::uint64_t seed, std::uint32_t sample, std::uint32_t replication, std::vector<double>& outcomes,
           Trace* trace = nullptr);

 private:
  void start();
  void derive(int month);
  void step(int month);
  void record(Trace& trace) const;

  int months_;
  Noise noise_;
  ScalarWorld<Real> world_;
  ScalarDraws<Real> draws_;
  ScalarState<Real> now_, next_;
  ScalarDerived<Real> derived_;
  ScalarCost cost_;
  ScalarOutcomes<Real> outcomes_;
};

extern template class ScalarPeer<double>;
extern template class ScalarPeer<float>;

}  // namespace detente::bench
