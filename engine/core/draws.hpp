#pragma once

#include "engine/core/draw_slot.hpp"
#include "engine/core/pack.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace detente {

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
