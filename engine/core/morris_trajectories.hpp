#pragma once

#include "engine/core/keyed_permutation.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace detente {

/// The quantity that moved between a sample and the one before it, and by how much of (0, 1).
struct MorrisStep {
  int quantity;
  double change;
};

/// Random one-at-a-time designs. A trajectory is k + 1 samples of k quantities on a grid of p levels, p even: a random
/// first sample, after which the quantities move, each once, in random order, by p/2 levels up from the lower half of
/// the grid or down from the upper one (Morris's delta = p/(2(p - 1)) of the range 0..1 of levels). Level l stands at
/// u = (l + 0.5)/p, so that u moves by 0.5 and keeps away from 0 and 1. Every level comes equally often. A trajectory
/// is a pure function of (seed, its number): more of them change no earlier one. Source: Morris 1991.
class MorrisTrajectories {
 public:
  MorrisTrajectories(std::uint64_t seed, std::vector<std::uint64_t> const& identities, int grid_levels)
      : seed_(seed), identities_(identities), levels_(grid_levels) {}

  double uniform(std::uint32_t sample, int quantity) const;
  /// None for the first sample of a trajectory.
  std::optional<MorrisStep> step(std::uint32_t sample) const;

 private:
  std::uint32_t length() const { return static_cast<std::uint32_t>(identities_.size()) + 1; }
  KeyedPermutation order(std::uint32_t trajectory) const;
  int first_level(std::uint32_t trajectory, int quantity) const;

  std::uint64_t seed_;
  std::vector<std::uint64_t> identities_;
  int levels_;
};

}  // namespace detente
