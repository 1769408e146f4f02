#include "engine/core/keyed_draws.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace detente {
namespace {

// Would catch: words in another order, or the half of a seed, which would change every number ever drawn.
TEST(KeyedDraws, The_key_has_the_seed_in_its_lower_and_the_identity_in_its_upper_words) {
  EXPECT_EQ(threefry_key(0x0123456789abcdefULL, 0xfedcba9876543210ULL),
            (std::array<std::uint32_t, 4>{0x89abcdefU, 0x01234567U, 0x76543210U, 0xfedcba98U}));
}

TEST(KeyedDraws, A_uniform_is_the_first_52_bits_of_its_call) {
  std::array<std::uint32_t, 4> const words = threefry4x32({5, 0, 0, 0}, threefry_key(7, stable_hash("lots")));
  std::uint64_t const bits = (std::uint64_t{words[0]} << 20) | (words[1] >> 12);

  EXPECT_EQ(keyed_uniform(7, 5, stable_hash("lots")), (static_cast<double>(bits) + 0.5) * 0x1p-52);
}

// These seeds stand in files of evidence: a record can be made again only if they stay.
TEST(KeyedDraws, A_derived_seed_is_the_hash_of_the_seed_and_a_name) {
  EXPECT_EQ(derived_seed(20261122, "truth"), stable_hash("20261122.truth"));
  EXPECT_NE(derived_seed(1, "truth"), derived_seed(2, "truth"));
  EXPECT_NE(derived_seed(1, "truth"), derived_seed(1, "prior"));
}

}  // namespace
}  // namespace detente
