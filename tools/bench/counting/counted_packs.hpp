#pragma once

// Put before every source of the model (tools/bench/CMakeLists.txt): compiles it for packs of counted numbers. What the
// model draws, and the elementary functions, count as what they are and not as what they are made of.

#include "engine/core/draws.hpp"
#include "engine/core/elementary.hpp"
#include "tools/bench/counting/counted.hpp"

#include <cstddef>

namespace detente::bench {

inline constexpr int counted_lanes = 16;  // as in the kernel: what is done if any lane asks for it is done as often
using CountedMonth = Counted<Part::month>;
using CountedSum = Counted<Part::sums>;

}  // namespace detente::bench

#define DETENTE_EACH_PACK(instance) instance(bench::CountedMonth, bench::counted_lanes)
#define DETENTE_SUM_NUMBER bench::CountedSum

namespace detente {
namespace elementary {

template <>
inline bench::CountedMonth exponential(bench::CountedMonth x) {
  return bench::CountedMonth::counted(bench::CountedMonth::tally().exponentials, exponential(x.value()));
}
template <>
inline bench::CountedMonth logarithm(bench::CountedMonth x) {
  return bench::CountedMonth::counted(bench::CountedMonth::tally().logarithms, logarithm(x.value()));
}
template <>
inline bench::CountedMonth square_root(bench::CountedMonth x) {
  return bench::CountedMonth::counted(bench::CountedMonth::tally().square_roots, square_root(x.value()));
}
template <>
inline bench::CountedSum square_root(bench::CountedSum x) {
  return bench::CountedSum::counted(bench::CountedSum::tally().square_roots, square_root(x.value()));
}

template <>
inline bench::CountedMonth clip01(bench::CountedMonth x) {
  return min(max(x, bench::CountedMonth(0)), bench::CountedMonth(1));
}

}  // namespace elementary

/// The kernel's draws as counted numbers.
template <>
class Draws<bench::CountedMonth, bench::counted_lanes> {
 public:
  using P = Pack<bench::CountedMonth, bench::counted_lanes>;

  Draws(std::uint64_t seed, std::span<DrawSlot const> slots) : draws_(seed, slots), values_(slots.size()) {}
  void assign(LaneKeys<bench::counted_lanes> const& lanes) { draws_.assign(lanes); }
  LaneKeys<bench::counted_lanes> const& lanes() const { return draws_.lanes(); }
  void begin_month(int month) {
    draws_.begin_month(month);
    for (std::size_t slot = 0; slot < values_.size(); ++slot)
      values_[slot] = draws_[static_cast<int>(slot)].template cast<bench::CountedMonth>();
  }
  P const& operator[](int slot) const { return values_[static_cast<std::size_t>(slot)]; }

 private:
  Draws<double, bench::counted_lanes> draws_;
  Field<bench::CountedMonth, bench::counted_lanes> values_;
};

}  // namespace detente
