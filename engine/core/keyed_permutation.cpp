#include "engine/core/keyed_permutation.hpp"

#include <bit>
#include <cassert>

namespace detente {
namespace {

// Halves of few bits have few round functions, and take more rounds until all permutations are equally likely.
constexpr int few_bits = 5;
constexpr int rounds_of_few_bits = 16, rounds_of_many_bits = 8;  // even: both halves are changed equally often

/// A good 64-bit mix: every bit of the result depends on every bit of the word.
std::uint64_t mixed(std::uint64_t word) {
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
  return word ^ (word >> 31);
}

std::uint64_t joined(std::uint32_t high, std::uint32_t low) { return (std::uint64_t{high} << 32) | low; }

}  // namespace

KeyedPermutation::KeyedPermutation(std::uint64_t size, std::array<std::uint32_t, 4> const& key)
    : size_(size), first_key_(joined(key[0], key[1])), key_step_(joined(key[2], key[3]) | 1) {
  assert(size >= 1 && size <= (std::uint64_t{1} << 32) && "a permutation has 1 to 2^32 places");
  int const bits = std::bit_width(size - 1);
  right_bits_ = bits - bits / 2;
  left_mask_ = (std::uint64_t{1} << (bits / 2)) - 1;
  right_mask_ = (std::uint64_t{1} << right_bits_) - 1;
  rounds_ = bits < few_bits ? rounds_of_few_bits : rounds_of_many_bits;
}

std::uint64_t KeyedPermutation::once(std::uint64_t place) const {
  std::uint64_t left = place >> right_bits_;
  std::uint64_t right = place & right_mask_;
  for (int round = 0; round < rounds_; round += 2) {
    left ^= mixed(right + round_key(round)) & left_mask_;
    right ^= mixed(left + round_key(round + 1)) & right_mask_;
  }
  return (left << right_bits_) | right;
}

std::uint64_t KeyedPermutation::once_back(std::uint64_t place) const {
  std::uint64_t left = place >> right_bits_;
  std::uint64_t right = place & right_mask_;
  for (int round = rounds_ - 2; round >= 0; round -= 2) {
    right ^= mixed(left + round_key(round + 1)) & right_mask_;
    left ^= mixed(right + round_key(round)) & left_mask_;
  }
  return (left << right_bits_) | right;
}

std::uint64_t KeyedPermutation::operator()(std::uint64_t place) const {
  assert(place < size_ && "a place is below the size");
  do place = once(place);
  while (place >= size_);
  return place;
}

std::uint64_t KeyedPermutation::inverse(std::uint64_t place) const {
  assert(place < size_ && "a place is below the size");
  do place = once_back(place);
  while (place >= size_);
  return place;
}

}  // namespace detente
