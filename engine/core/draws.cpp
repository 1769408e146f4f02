#include "engine/core/draws.hpp"

#include "engine/core/elementary.hpp"
#include "engine/core/instances.hpp"
#include "engine/core/keyed_draws.hpp"

#include <cstddef>
#include <utility>

namespace detente {
namespace {

constexpr std::size_t rounds = 20;
constexpr std::uint32_t key_parity = 0x1BD11BDAU;
constexpr std::array<std::array<int, 2>, 8> rotations{
    {{10, 26}, {11, 21}, {13, 27}, {23, 5}, {6, 20}, {17, 11}, {25, 10}, {18, 20}}};

constexpr std::uint32_t rotated(std::uint32_t word, int by) { return (word << by) | (word >> (32 - by)); }

/// The four counter words of L calls, side by side.
template <int L>
using Words = std::array<std::array<std::uint32_t, L>, 4>;

/// Adds the key words of a turn.
template <std::size_t turn>
[[gnu::always_inline]] inline void inject(std::array<std::uint32_t, 4>& x, std::array<std::uint32_t, 5> const& keys) {
  x[0] += keys[turn % 5];
  x[1] += keys[(turn + 1) % 5];
  x[2] += keys[(turn + 2) % 5];
  x[3] += keys[(turn + 3) % 5] + static_cast<std::uint32_t>(turn);
}

template <std::size_t round>
[[gnu::always_inline]] inline void mix(std::array<std::uint32_t, 4>& x, std::array<std::uint32_t, 5> const& keys) {
  constexpr std::size_t a = round % 2 == 0 ? 1 : 3;
  constexpr std::size_t b = round % 2 == 0 ? 3 : 1;
  x[0] += x[a];
  x[a] = rotated(x[a], rotations[round % 8][0]) ^ x[0];
  x[2] += x[b];
  x[b] = rotated(x[b], rotations[round % 8][1]) ^ x[2];
  if constexpr (round % 4 == 3) inject<round / 4 + 1>(x, keys);
}

/// One call, without a branch or a table: lanes side by side become vector instructions.
template <std::size_t... round>
[[gnu::always_inline]] inline void mix_all(std::array<std::uint32_t, 4>& x, std::array<std::uint32_t, 5> const& keys,
                                           std::index_sequence<round...>) {
  inject<0>(x, keys);
  (mix<round>(x, keys), ...);
}

template <int L>
void threefry(Words<L>& words, std::array<std::uint32_t, 4> const& key) {
  std::array<std::uint32_t, 5> const keys{key[0], key[1], key[2], key[3],
                                          key_parity ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
  for (int lane = 0; lane < L; ++lane) {
    std::array<std::uint32_t, 4> x{words[0][lane], words[1][lane], words[2][lane], words[3][lane]};
    mix_all(x, keys, std::make_index_sequence<rounds>());
    for (int w = 0; w < 4; ++w) words[w][lane] = x[w];
  }
}

/// A word to the middle of its cell of (0, 1).
template <class Real>
Real uniform_of(std::uint32_t word);
template <>
double uniform_of<double>(std::uint32_t word) {
  return (static_cast<double>(word) + 0.5) * 0x1p-32;
}
template <>
float uniform_of<float>(std::uint32_t word) {
  return (static_cast<float>(static_cast<std::int32_t>(word >> 9)) + 0.5F) *
         0x1p-23F;  // 23 bits: with the half, a float is full
}

template <class Real, int L>
Pack<Real, L> uniforms_of(std::array<std::uint32_t, L> const& words) {
  Pack<Real, L> u;
  for (int lane = 0; lane < L; ++lane) u[lane] = uniform_of<Real>(words[lane]);
  return u;
}

}  // namespace

std::array<std::uint32_t, 4> threefry4x32(std::array<std::uint32_t, 4> const& counter,
                                          std::array<std::uint32_t, 4> const& key) {
  Words<1> words{{{counter[0]}, {counter[1]}, {counter[2]}, {counter[3]}}};
  threefry<1>(words, key);
  return {words[0][0], words[1][0], words[2][0], words[3][0]};
}

template <class Real, int L>
Draws<Real, L>::Draws(std::uint64_t seed, std::span<DrawSlot const> slots)
    : seed_(seed), slots_(slots.begin(), slots.end()), values_(slots.size() * months_per_group) {}

template <class Real, int L>
void Draws<Real, L>::assign(LaneKeys<L> const& lanes) {
  lanes_ = lanes;
  group_ = -1;
}

template <class Real, int L>
void Draws<Real, L>::begin_month(int month) {
  if (month / months_per_group != group_) fill(month / months_per_group);
  month_in_group_ = month % months_per_group;
}

template <class Real, int L>
void Draws<Real, L>::fill(int group) {
  for (std::size_t k = 0; k < slots_.size(); ++k) {
    DrawSlot const& slot = slots_[k];
    if (slot.at_start_only && group > 0) continue;
    std::array<std::uint32_t, 4> const key = threefry_key(seed_, slot.entity);
    Words<L> words;
    for (int lane = 0; lane < L; ++lane) {
      words[0][lane] = lanes_.sample[lane];
      words[1][lane] = lanes_.replication[lane];
      words[2][lane] = static_cast<std::uint32_t>(group);
      words[3][lane] = slot.stream;
    }
    threefry<L>(words, key);
    Pack<Real, L>* const month = &values_[k * months_per_group];
    for (int w = 0; w < months_per_group; ++w) month[w] = uniforms_of<Real, L>(words[w]);
    if (slot.kind == DrawKind::uniform) continue;
    for (int pair = 0; pair < months_per_group; pair += 2) {  // Box and Muller
      Pack<Real, L> const radius = square_root(static_cast<Real>(-2) * logarithm(month[pair]));
      auto const direction = turn(month[pair + 1]);
      month[pair] = radius * direction.cosine;
      month[pair + 1] = radius * direction.sine;
    }
  }
  group_ = group;
}

#define DETENTE_INSTANCE(Real, L) template class Draws<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
