#pragma once

#include "engine/core/pack.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace detente {

/// Threefry4x32 with 20 rounds (Salmon et al. 2011): 128-bit counter and 128-bit key to 128 random bits. Checked word
/// for word against Random123.
std::array<std::uint32_t, 4> threefry4x32(std::array<std::uint32_t, 4> const& counter,
                                          std::array<std::uint32_t, 4> const& key);

/// A 64-bit number that depends on nothing but the bytes of the id (FNV-1a with a final mix): the same on every machine
/// and in every version, so that adding an entity never changes another's draws.
std::uint64_t stable_hash(std::string_view id);

enum class DrawKind : std::uint8_t { uniform, normal };

/// One source of luck: a process (its stream number) acting on one entity (its stable hash).
struct DrawSlot {
  std::uint32_t stream;
  std::uint64_t entity;
  DrawKind kind;
  bool at_start_only = false;  // read in month 0 alone: not made for later months
};

/// Which runs sit in the lanes of a pack.
template <int L>
struct LaneKeys {
  std::array<std::uint32_t, L> sample;
  std::array<std::uint32_t, L> replication;
};

/// The draws of L runs. A draw is a pure function of (seed, sample, replication, month, stream, entity): counter =
/// (sample, replication, month / 4, stream), key = (seed, entity); the four words of a call serve four months in a row,
/// as uniforms (word + 0.5) / 2^32 (in single precision of its upper 23 bits) or as the two pairs of normals that Box
/// and Muller make of them. What is kept here is a cache of one group of four months, nothing that a result depends on.
template <class Real, int L>
class Draws {
 public:
  Draws(std::uint64_t seed, std::span<DrawSlot const> slots);

  /// Sets the runs of the lanes and forgets the cache.
  void assign(LaneKeys<L> const& lanes);
  LaneKeys<L> const& lanes() const { return lanes_; }

  /// Makes the draws of a month (>= 0) available. Months may come in any order; in a row is fastest.
  void begin_month(int month);

  /// The draw of a slot in the month begun last: uniform in (0, 1) or standard normal, by the slot's kind.
  Pack<Real, L> const& operator[](int slot) const {
    return values_[static_cast<std::size_t>(slot * months_per_group + month_in_group_)];
  }

 private:
  static constexpr int months_per_group = 4;
  void fill(int group);

  std::uint64_t seed_;
  std::vector<DrawSlot> slots_;
  LaneKeys<L> lanes_{};
  std::vector<Pack<Real, L>> values_;
  int group_ = -1;
  int month_in_group_ = 0;
};

extern template class Draws<double, 1>;
extern template class Draws<double, 16>;
extern template class Draws<float, 16>;

}  // namespace detente
