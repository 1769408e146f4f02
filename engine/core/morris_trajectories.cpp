#include "engine/core/morris_trajectories.hpp"

#include "engine/core/design_draws.hpp"

#include <cstddef>

namespace detente {

KeyedPermutation MorrisTrajectories::order(std::uint32_t trajectory) const {
  return {identities_.size(), design_words({seed_, trajectory, DesignPurpose::morris_order, 0})};
}

int MorrisTrajectories::first_level(std::uint32_t trajectory, int quantity) const {
  std::uint64_t const identity = identities_[static_cast<std::size_t>(quantity)];
  double const u = open_uniform(design_bits({seed_, trajectory, DesignPurpose::morris_start, identity}));
  return static_cast<int>(u * levels_);
}

double MorrisTrajectories::uniform(std::uint32_t sample, int quantity) const {
  std::uint32_t const trajectory = sample / length();
  bool const has_moved = order(trajectory)(static_cast<std::uint64_t>(quantity)) < sample % length();
  int const first = first_level(trajectory, quantity);
  int const half = levels_ / 2;
  int const level = !has_moved ? first : first < half ? first + half : first - half;
  return (level + 0.5) / levels_;
}

std::optional<MorrisStep> MorrisTrajectories::step(std::uint32_t sample) const {
  std::uint32_t const moved = sample % length();
  if (moved == 0) return std::nullopt;
  std::uint32_t const trajectory = sample / length();
  int const quantity = static_cast<int>(order(trajectory).inverse(moved - 1));
  return MorrisStep{quantity, first_level(trajectory, quantity) < levels_ / 2 ? 0.5 : -0.5};
}

}  // namespace detente
