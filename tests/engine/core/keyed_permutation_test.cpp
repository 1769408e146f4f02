#include "engine/core/keyed_permutation.hpp"

#include "engine/core/design_draws.hpp"
#include "engine/statistics/estimate.hpp"
#include "tests/engine/core/chi_square.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace detente {
namespace {

KeyedPermutation permutation(std::uint64_t size, std::uint32_t key) {
  return {size, design_words({2026, key, DesignPurpose::strata, 17})};
}

std::vector<double> places(std::uint64_t size, std::uint32_t key) {
  KeyedPermutation const permute = permutation(size, key);
  std::vector<double> list;
  for (std::uint64_t place = 0; place < size; ++place) list.push_back(static_cast<double>(permute(place)));
  return list;
}

/// Places that a permutation of a size hits for the first time, and finds the way back from.
std::size_t places_hit_and_found(std::uint64_t size) {
  KeyedPermutation const permute = permutation(size, static_cast<std::uint32_t>(size));
  std::vector<bool> is_hit(size);
  std::size_t hits = 0;
  for (std::uint64_t place = 0; place < size; ++place) {
    std::uint64_t const to = permute(place);
    if (to >= size) continue;
    if (!is_hit[to] && permute.inverse(to) == place) ++hits;
    is_hit[to] = true;
  }
  return hits;
}

// Would catch: halves whose masks overlap, a missing walk out of the places beyond the size, an inverse in wrong order.
TEST(KeyedPermutation, Reaches_every_place_once_and_finds_the_way_back) {
  for (std::uint64_t size = 1; size <= 300; ++size) EXPECT_EQ(places_hit_and_found(size), size) << size;
  for (std::uint64_t const size : {1000, 1024, 1025, 4095, 10007}) EXPECT_EQ(places_hit_and_found(size), size) << size;
}

TEST(KeyedPermutation, Works_on_as_many_places_as_there_are_samples) {
  std::uint64_t const size = std::uint64_t{1} << 32;
  KeyedPermutation const permute = permutation(size, 1);

  EXPECT_EQ(permute.inverse(permute(0)), 0U);
  EXPECT_EQ(permute.inverse(permute(size - 1)), size - 1);
}

// n = 60,000 keys, chi-square over all permutations, false alarm 1e-5 each. Would catch: too few rounds (with four,
// some permutations of four places come 25 % too often), a round without its own key.
TEST(KeyedPermutation, Makes_all_small_permutations_equally_often) {
  constexpr int keys = 60000;
  std::map<std::vector<double>, int> of_three, of_four;
  for (std::uint32_t key = 0; key < keys; ++key) {
    ++of_three[places(3, key)];
    ++of_four[places(4, key)];
  }

  ASSERT_EQ(of_three.size(), 6U);
  ASSERT_EQ(of_four.size(), 24U);
  EXPECT_LT(chi_square(of_three, keys / 6.0), chi_square_bound(6));
  EXPECT_LT(chi_square(of_four, keys / 24.0), chi_square_bound(24));
}

// n = 30,000 keys a size, chi-square over where two places go to, false alarm 1e-5 each. Would catch: neighbours that
// stay neighbours, as under a rotation; two rounds only.
TEST(KeyedPermutation, Sends_two_places_to_all_pairs_equally_often) {
  constexpr int keys = 30000;
  for (std::uint64_t const size : {5, 8, 13, 17}) {
    std::map<std::pair<std::uint64_t, std::uint64_t>, int> pairs;
    for (std::uint32_t key = 0; key < keys; ++key) {
      KeyedPermutation const permute = permutation(size, key);
      ++pairs[{permute(size - 2), permute(size - 1)}];
    }
    double const cells = static_cast<double>(size * (size - 1));

    ASSERT_EQ(static_cast<double>(pairs.size()), cells);
    EXPECT_LT(chi_square(pairs, keys / cells), chi_square_bound(cells)) << size;
  }
}

// n = 500 pairs of keys, r^2 (size - 1) has mean 1 and variance nearly 2: 4 s.e. = 0.25, false alarm 6e-5 each. Would
// catch: keys that differ in one bit and give permutations that are alike.
TEST(KeyedPermutation, Correlates_under_neighbouring_keys_as_independent_ones_do) {
  constexpr std::uint32_t pairs = 500;
  for (std::uint64_t const size : {16, 100, 128}) {
    double sum = 0;
    for (std::uint32_t key = 0; key < pairs; ++key) {
      double const r = rank_correlation(places(size, 2 * key), places(size, 2 * key + 1));
      sum += r * r * static_cast<double>(size - 1);
    }

    EXPECT_NEAR(sum / pairs, 1, 0.25) << size;
  }
}

}  // namespace
}  // namespace detente
