#include "engine/config/id_index.hpp"

#include "engine/config/config_tree.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

IdIndex const letters({"c", "a", "b"});

TEST(IdIndex, Positions_are_those_of_the_list) {
  EXPECT_EQ(letters.position("c"), 0);
  EXPECT_EQ(letters.position("b"), 2);
  EXPECT_EQ(letters.position("d"), -1);
}

TEST(IdIndex, The_first_of_two_equal_ids_is_meant) { EXPECT_EQ(IdIndex({"a", "b", "a"}).position("a"), 0); }

TEST(IdIndex, A_reference_is_a_position_or_the_error_of_a_choice) {
  ConfigTree const tree = ConfigTree::parse("good: b\nbad: bb\n", "x.yaml");

  EXPECT_EQ(tree.root()["good"].choice(letters), 2);
  EXPECT_FALSE(tree.has_errors());
  EXPECT_EQ(tree.root()["bad"].choice(letters), 0);
  EXPECT_TRUE(tree.has_errors());
}

// Would catch: ids in written order, a default that covers nothing, an unknown id that passes.
TEST(IdIndex, What_a_map_writes_comes_in_the_order_of_the_ids) {
  ConfigTree const tree =
      ConfigTree::parse("two: {b: 2, c: 1}\nall: {default: 3, a: 4}\none: 5\nbad: {d: 1}\n", "x.yaml");
  auto const numbers = [&](char const* key) {
    std::vector<std::pair<int, double>> found;
    for (auto const& [at, node] : tree.root()[key].written_by_id(letters)) found.emplace_back(at, node.number());
    return found;
  };
  using Numbers = std::vector<std::pair<int, double>>;

  EXPECT_EQ(numbers("two"), (Numbers{{0, 1}, {2, 2}}));
  EXPECT_EQ(numbers("all"), (Numbers{{0, 3}, {1, 4}, {2, 3}}));
  EXPECT_EQ(numbers("one"), (Numbers{{0, 5}, {1, 5}, {2, 5}}));
  EXPECT_FALSE(tree.has_errors());
  EXPECT_EQ(numbers("bad"), Numbers{});
  EXPECT_TRUE(tree.has_errors());
}

}  // namespace
}  // namespace detente
