#include "engine/config/nearest.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(Nearest, Finds_one_wrong_missing_extra_or_swapped_letter) {
  std::vector<std::string> const words{"oversight", "alignment", "trust"};

  EXPECT_EQ(nearest("oversigth", words), "oversight");
  EXPECT_EQ(nearest("alinment", words), "alignment");
  EXPECT_EQ(nearest("trusst", words), "trust");
  EXPECT_EQ(nearest("overseght", words), "oversight");
}

TEST(Nearest, Says_nothing_when_nothing_is_near) {
  EXPECT_FALSE(nearest("governance", {"trust", "pace"}));
  EXPECT_FALSE(nearest("x", {"y"}));
  EXPECT_FALSE(nearest("", {"a"}));
  EXPECT_FALSE(nearest("trust", {}));
}

TEST(Nearest, Allows_a_third_of_the_letters_and_one_more) {
  EXPECT_EQ(nearest("abcdef", {"xyzdef"}), "xyzdef");
  EXPECT_FALSE(nearest("abcdef", {"wxyzef"}));
}

// Were a swap two edits, "aabb" would come first as the earlier of two equals.
TEST(Nearest, A_swap_of_neighbours_is_one_edit) {
  EXPECT_EQ(nearest_few("acbd", {"aabb", "abcd"}, 1), std::vector<std::string>{"abcd"});
}

TEST(Nearest, Upper_and_lower_case_are_alike) { EXPECT_EQ(nearest("alb", {"ALB", "BIH"}), "ALB"); }

TEST(Nearest, Ties_do_not_depend_on_the_order_of_candidates) {
  EXPECT_EQ(nearest("cat", {"cut", "bat", "car"}), "bat");
  EXPECT_EQ(nearest("cat", {"car", "bat", "cut"}), "bat");
}

TEST(Nearest, Few_come_from_near_to_far) {
  EXPECT_EQ(nearest_few("trast", {"pace", "trusts", "trust", "crust"}, 3),
            (std::vector<std::string>{"trust", "crust", "trusts"}));
}

}  // namespace
}  // namespace detente
