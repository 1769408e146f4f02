#pragma once

#include "engine/core/draws.hpp"
#include "models/region.hpp"

#include <array>
#include <vector>

namespace detente {

/// The sources of luck. A number belongs to one process for ever: never reused, never renumbered, or old results could
/// not be reproduced.
enum class Stream : int {
  us_regime = 1,
  war = 2,
  shock_arrival = 3,
  shock_size = 4,
  early_election = 5,
  initial_stance = 6,
  stance = 7,
  trust = 8,
  pressure = 9,
  oversight = 10,
  capture = 11,
  resilience = 12,
  fragmentation = 13,
  stability = 14,
  alignment = 15,
  dependence = 16,
  spending = 17,
  contract = 18,
  mistrust = 19,
  tension = 20,
  escalation = 21,
  settlement = 22,
};
inline constexpr int stream_numbers = 23;

/// Which draw slot belongs to which (stream, entity): the one list of all draws of a month.
class StreamLayout {
 public:
  explicit StreamLayout(Region const& region);
  std::vector<DrawSlot> const& slots() const { return slots_; }
  /// Slot of entity `index` of the stream's entity set (countries, actor x country, pairs, disputes; 0 for the world).
  int slot(Stream stream, int index) const { return first_[static_cast<std::size_t>(stream)] + index; }

 private:
  void add(Stream stream, DrawKind kind, std::vector<std::string> const& ids);
  std::vector<DrawSlot> slots_;
  std::array<int, stream_numbers> first_{};
};

}  // namespace detente
