#pragma once

#include "engine/core/draw_slot.hpp"
#include "models/region.hpp"

#include <algorithm>
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

/// For whom a stream draws.
enum class StreamSet { world, country, actor_country, pair, dispute };

struct StreamInfo {
  Stream stream;
  DrawKind kind;  // of its law: decisions draw uniforms, diffusions normals
  StreamSet set;
  bool at_start_only = false;
};

/// All streams, in the order of their slots.
inline constexpr std::array stream_table{
    StreamInfo{Stream::us_regime, DrawKind::uniform, StreamSet::world},
    StreamInfo{Stream::war, DrawKind::normal, StreamSet::world},
    StreamInfo{Stream::shock_arrival, DrawKind::uniform, StreamSet::world},
    StreamInfo{Stream::shock_size, DrawKind::uniform, StreamSet::world},
    StreamInfo{Stream::early_election, DrawKind::uniform, StreamSet::country},
    StreamInfo{Stream::initial_stance, DrawKind::uniform, StreamSet::country, true},
    StreamInfo{Stream::stance, DrawKind::uniform, StreamSet::country},
    StreamInfo{Stream::trust, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::pressure, DrawKind::normal, StreamSet::actor_country},
    StreamInfo{Stream::oversight, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::capture, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::resilience, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::fragmentation, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::stability, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::alignment, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::dependence, DrawKind::normal, StreamSet::actor_country},
    StreamInfo{Stream::spending, DrawKind::normal, StreamSet::country},
    StreamInfo{Stream::contract, DrawKind::uniform, StreamSet::country},
    StreamInfo{Stream::mistrust, DrawKind::normal, StreamSet::pair},
    StreamInfo{Stream::tension, DrawKind::normal, StreamSet::dispute},
    StreamInfo{Stream::escalation, DrawKind::uniform, StreamSet::dispute},
    StreamInfo{Stream::settlement, DrawKind::uniform, StreamSet::dispute},
};
static_assert(stream_table.size() == stream_numbers - 1, "every stream of the enum has a row");

/// The law that a stream is drawn from.
constexpr DrawKind kind_of(Stream stream) {
  return std::find_if(stream_table.begin(), stream_table.end(),
                      [stream](StreamInfo const& info) { return info.stream == stream; })
      ->kind;
}

/// Which draw slot belongs to which (stream, entity): the one list of all draws of a month.
class StreamLayout {
 public:
  explicit StreamLayout(Region const& region);
  std::vector<DrawSlot> const& slots() const { return slots_; }
  /// Slot of entity `index` of the stream's entity set (countries, actor x country, pairs, disputes; 0 for the world).
  int slot(Stream stream, int index) const { return first_[static_cast<std::size_t>(stream)] + index; }

 private:
  std::vector<DrawSlot> slots_;
  std::array<int, stream_numbers> first_{};
};

}  // namespace detente
