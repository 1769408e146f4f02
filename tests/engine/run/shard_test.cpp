#include "engine/run/shard.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace detente {
namespace {

using Parts = std::vector<std::int64_t>;

// Would catch: shards that overlap or leave a part out, and a list that is another one than the question answers.
TEST(Shard, Every_part_is_of_one_shard) {
  constexpr std::int64_t all = 11;
  for (std::int64_t const count : {1, 2, 3, 11, 20}) {
    Parts together;
    for (std::int64_t index = 0; index < count; ++index) {
      Shard const shard{index, count};
      Parts const parts = shard.parts(all);
      for (std::int64_t part = 0; part < all; ++part)
        EXPECT_EQ(shard.has(part), std::find(parts.begin(), parts.end(), part) != parts.end()) << index << "/" << count;
      EXPECT_EQ(shard.size(all), static_cast<std::int64_t>(parts.size())) << index << "/" << count;
      together.insert(together.end(), parts.begin(), parts.end());
    }
    std::sort(together.begin(), together.end());
    EXPECT_EQ(together, (Parts{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})) << count;
  }
}

TEST(Shard, Parts_are_those_whose_number_leaves_its_index) {
  EXPECT_EQ((Shard{1, 3}.parts(11)), (Parts{1, 4, 7, 10}));
  EXPECT_EQ((Shard{1, 3}.parts(10)), (Parts{1, 4, 7}));
  EXPECT_TRUE((Shard{12, 13}.parts(12)).empty());
}

TEST(Shard, Its_folder_has_its_index_and_their_number_behind_the_name_of_the_whole) {
  EXPECT_EQ((Shard{0, 3}.suffix()), "-shard-0-of-3");
  EXPECT_EQ((Shard{10, 12}.suffix()), "-shard-10-of-12");
  EXPECT_EQ((Shard{10, 12}.suffix_pattern()), "-shard-*-of-12");
  EXPECT_EQ(Shard{}.suffix(), "");
}

}  // namespace
}  // namespace detente
