#include "tools/bench/peers/scalar_draws.hpp"

#include "engine/core/draw_slot.hpp"
#include "engine/core/keyed_draws.hpp"

#include <bit>
#include <cmath>
#include <numbers>
#include <type_traits>

namespace detente::bench {
namespace {

using Words = std::array<std::uint32_t, 4>;

void mix(std::uint32_t& x, std::uint32_t& y, int by) {
  x += y;
  y = std::rotl(y, by) ^ x;
}

/// Four rounds and the key that follows them; the rotations of Salmon et al. come in two alternating sets.
template <int turn>
void four_rounds(Words& x, std::array<std::uint32_t, 5> const& key) {
  constexpr std::array<int, 8> by = turn % 2 == 1 ? std::array<int, 8>{10, 26, 11, 21, 13, 27, 23, 5}
                                                  : std::array<int, 8>{6, 20, 17, 11, 25, 10, 18, 20};
  mix(x[0], x[1], by[0]);
  mix(x[2], x[3], by[1]);
  mix(x[0], x[3], by[2]);
  mix(x[2], x[1], by[3]);
  mix(x[0], x[1], by[4]);
  mix(x[2], x[3], by[5]);
  mix(x[0], x[3], by[6]);
  mix(x[2], x[1], by[7]);
  for (int w = 0; w < 4; ++w) x[w] += key[(turn + w) % 5];
  x[3] += turn;
}

/// threefry4x32 of engine/core/draws.hpp, unrolled.
Words threefry(Words x, Words const& key) {
  std::array<std::uint32_t, 5> const keys{key[0], key[1], key[2], key[3],
                                          0x1BD11BDAU ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
  for (int w = 0; w < 4; ++w) x[w] += keys[w];
  four_rounds<1>(x, keys);
  four_rounds<2>(x, keys);
  four_rounds<3>(x, keys);
  four_rounds<4>(x, keys);
  four_rounds<5>(x, keys);
  return x;
}

template <class Real>
Real uniform_of(std::uint32_t word) {
  if constexpr (std::is_same_v<Real, double>) {
    return (static_cast<double>(word) + 0.5) * 0x1p-32;
  } else {
    return (static_cast<float>(word >> 9) + 0.5F) * 0x1p-23F;
  }
}

}  // namespace

template <class Real>
ScalarDraws<Real>::ScalarDraws(StreamLayout const& streams, Noise noise) : noise_(noise) {
  for (DrawSlot const& slot : streams.slots()) {
    Source const source{{static_cast<std::uint32_t>(slot.entity), static_cast<std::uint32_t>(slot.entity >> 32)},
                        slot.stream,
                        slot.kind == DrawKind::normal};
    if (slot.stream == static_cast<std::uint32_t>(Stream::initial_stance)) {
      initial_stances_.push_back(source);
      continue;
    }
    if (sources_.empty() || sources_.back().stream != slot.stream)
      place_[slot.stream] = static_cast<int>(sources_.size());
    sources_.push_back(source);
  }
  values_.resize(sources_.size() * months_per_group);
  for (std::size_t k = 0; k < values_.size(); ++k) values_[k] = sources_[k % sources_.size()].is_normal ? 0 : 1;
  month_ = values_.data();
}

template <class Real>
void ScalarDraws<Real>::assign(std::uint64_t seed, std::uint32_t sample, std::uint32_t replication) {
  seed_ = {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
  sample_ = sample;
  replication_ = replication;
  group_ = -1;
}

template <class Real>
void ScalarDraws<Real>::begin_month(int month) {
  if (noise_ == Noise::off) return;
  if (month / months_per_group != group_) fill(month / months_per_group);
  month_ = values_.data() + static_cast<std::size_t>(month % months_per_group) * sources_.size();
}

template <class Real>
Real ScalarDraws<Real>::initial_stance(int country) const {
  return uniform_of<Real>(words(initial_stances_[country], 0)[0]);
}

template <class Real>
std::array<std::uint32_t, 4> ScalarDraws<Real>::words(Source const& source, int group) const {
  return threefry({sample_, replication_, static_cast<std::uint32_t>(group), source.stream},
                  {seed_[0], seed_[1], source.entity[0], source.entity[1]});
}

template <class Real>
void ScalarDraws<Real>::fill(int group) {
  std::size_t const count = sources_.size();
  for (std::size_t k = 0; k < count; ++k) {
    std::array<std::uint32_t, 4> const bits = words(sources_[k], group);
    std::array<Real, months_per_group> value;
    for (int w = 0; w < months_per_group; ++w) value[w] = uniform_of<Real>(bits[w]);
    if (sources_[k].is_normal) {
      for (int pair = 0; pair < months_per_group; pair += 2) {  // Box and Muller
        Real const radius = std::sqrt(-2 * std::log(value[pair]));
        Real const angle = 2 * std::numbers::pi_v<Real> * value[pair + 1];
        value[pair] = radius * std::cos(angle);
        value[pair + 1] = radius * std::sin(angle);
      }
    }
    for (int w = 0; w < months_per_group; ++w) values_[static_cast<std::size_t>(w) * count + k] = value[w];
  }
  group_ = group;
}

template class ScalarDraws<double>;
template class ScalarDraws<float>;

}  // namespace detente::bench
