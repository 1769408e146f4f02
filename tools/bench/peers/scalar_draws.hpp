#pragma once

#include "models/inputs.hpp"
#include "models/streams.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace detente::bench {

/// The keyed draws of one run, those of engine/core/draws.hpp up to rounding of the normals. Four months in a row are
/// made at once; the draw for stances at the start, which only month 0 needs, is made alone.
template <class Real>
class ScalarDraws {
 public:
  ScalarDraws(StreamLayout const& streams, Noise noise);

  void assign(std::uint64_t seed, std::uint32_t sample, std::uint32_t replication);
  void begin_month(int month);

  /// The draws of a stream in the month begun last, by entity.
  Real const* operator[](Stream stream) const { return month_ + place_[static_cast<std::size_t>(stream)]; }
  Real initial_stance(int country) const;

 private:
  static constexpr int months_per_group = 4;
  struct Source {
    std::array<std::uint32_t, 2> entity;
    std::uint32_t stream;
    bool is_normal;
  };
  std::array<std::uint32_t, 4> words(Source const& source, int group) const;
  void fill(int group);

  Noise noise_;
  std::array<std::uint32_t, 2> seed_{};
  std::uint32_t sample_ = 0, replication_ = 0;
  std::vector<Source> sources_, initial_stances_;
  std::array<int, stream_numbers> place_{};
  std::vector<Real> values_;  // [month of the group][source]
  Real const* month_ = nullptr;
  int group_ = -1;
};

}  // namespace detente::bench
