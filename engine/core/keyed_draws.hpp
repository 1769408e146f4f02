#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace detente {

// All randomness is a pure function of a key, (seed, identity) in 64 bits each, and of four counter words of 32 bits:
//
//   draws of runs         identity: hash of the entity         (sample, replication, month / 4, stream from 1)
//   draws of designs      identity: hash of the quantity       (index, purpose, 0, stream 0)
//   bootstraps            identity: hash of "bootstrap"        (draw / 4, resample, 0, 0)
//   luck of splitting     seed: luck of the parent; 0          (clone, stage, 0, purpose from 1)
//
// A new user takes an identity that no other has: the hash of a name.

/// Threefry4x32 with 20 rounds (Salmon et al. 2011): 128-bit counter and 128-bit key to 128 random bits. Checked word
/// for word against Random123.
std::array<std::uint32_t, 4> threefry4x32(std::array<std::uint32_t, 4> const& counter,
                                          std::array<std::uint32_t, 4> const& key);

/// A 64-bit number that depends on nothing but the bytes of the id (FNV-1a with a final mix): the same on every machine
/// and in every version, so that adding an entity never changes another's draws.
std::uint64_t stable_hash(std::string_view id);

/// The key of Threefry for a seed and what is drawn.
constexpr std::array<std::uint32_t, 4> threefry_key(std::uint64_t seed, std::uint64_t identity) {
  return {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
          static_cast<std::uint32_t>(identity), static_cast<std::uint32_t>(identity >> 32)};
}

/// A uniform in (0, 1), with 52 bits, for whoever draws a few numbers that no run draws: a pure function of (seed,
/// index, identity), where `identity` is the stable hash of a name, or a small number where the seed is the caller's
/// alone. It is also what decides the value of the uncertain number of this identity in sample `index` of a Monte Carlo
/// design of the seed: more numbers or samples change no earlier draw.
double keyed_uniform(std::uint64_t seed, std::uint32_t index, std::uint64_t identity);

/// A seed of its own for a part of what a seed decides: the stable hash of "SEED.NAME".
std::uint64_t derived_seed(std::uint64_t seed, std::string_view name);

}  // namespace detente
