#pragma once

#include <array>
#include <cstdint>

namespace detente {

/// A random permutation of 0 .. size - 1 that is a pure function of its key: any of its places costs a few dozen
/// nanoseconds, whatever the size, and nothing is stored. A Feistel network permutes the next power of two; what falls
/// beyond the size goes through it again until it does not. Every permutation of up to four places comes out equally
/// often to within 1e-4; of larger ones there are more than keys. No cipher: it withstands chance, not an adversary.
/// Sources: Luby and Rackoff 1988 (the network is a permutation whatever its rounds); Black and Rogaway 2002 (going
/// through again); Steele, Lea and Flood 2014 (the mixing of a round).
class KeyedPermutation {
 public:
  /// `size` in 1 .. 2^32.
  KeyedPermutation(std::uint64_t size, std::array<std::uint32_t, 4> const& key);

  /// Where a place, below the size, goes to.
  std::uint64_t operator()(std::uint64_t place) const;
  /// What goes to a place.
  std::uint64_t inverse(std::uint64_t place) const;

 private:
  std::uint64_t once(std::uint64_t place) const;
  std::uint64_t once_back(std::uint64_t place) const;
  std::uint64_t round_key(int round) const { return first_key_ + static_cast<std::uint64_t>(round) * key_step_; }

  std::uint64_t size_;
  std::uint64_t first_key_, key_step_;
  std::uint64_t left_mask_, right_mask_;  // of the two halves
  int right_bits_;
  int rounds_;
};

}  // namespace detente
