#pragma once

#include "tools/bench/peers/objects_world.hpp"
#include "tools/bench/peers/trace.hpp"

namespace detente::bench {

/// The model as agent-based models are usually written: a class for every kind of agent with a virtual step(), objects
/// on the heap that hold their values and know each other, one std::mt19937_64 a run. The equations are the kernel's;
/// the luck is its own, so runs agree in distribution only. For one thread.
class ObjectsPeer {
 public:
  /// `arm` must outlive the peer.
  ObjectsPeer(ArmInputs const& arm, int months, Noise noise) : settings_(arm, months, noise) {}

  /// One run, of a generator seeded by all three numbers; `outcomes` in the order of the catalogue. A trace, if given,
  /// is appended to.
  void run(std::uint64_t seed, std::uint32_t sample, std::uint32_t replication, std::vector<double>& outcomes,
           Trace* trace = nullptr);

 private:
  ObjectSettings settings_;
};

}  // namespace detente::bench
