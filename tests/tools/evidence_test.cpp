#include "tools/evidence/claim_evaluation.hpp"
#include "tools/evidence/level_spells.hpp"
#include "tools/evidence/magnitude_evaluation.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

Estimate between(double lower, double upper) { return {(lower + upper) / 2, lower, upper, 100}; }

TEST(ClaimVerdict, A_row_holds_only_with_its_interval_and_its_share_on_the_claimed_side) {
  EXPECT_EQ(row_verdict(Direction::higher, between(1, 2), 10, 0.8), "holds");
  EXPECT_EQ(row_verdict(Direction::lower, between(-2, -1), 10, 0.95), "holds");
  EXPECT_EQ(row_verdict(Direction::higher, between(1, 2), 10, 0.79), "depends");
  EXPECT_EQ(row_verdict(Direction::higher, between(-1, 2), 10, 0.9), "depends");
}

TEST(ClaimVerdict, A_row_fails_on_the_other_side_or_with_a_small_share) {
  EXPECT_EQ(row_verdict(Direction::higher, between(-2, -1), 10, 0.9), "fails");
  EXPECT_EQ(row_verdict(Direction::lower, between(1, 2), 10, 0.9), "fails");
  EXPECT_EQ(row_verdict(Direction::higher, between(1, 2), 10, 0.2), "fails");
}

TEST(ClaimVerdict, A_difference_below_a_thousandth_of_b_counts_as_none) {
  EXPECT_EQ(row_verdict(Direction::higher, between(0.008, 0.0085), -10, 0.9), "depends");
  EXPECT_EQ(row_verdict(Direction::lower, between(0.008, 0.0085), -10, 0.5), "depends");
  EXPECT_EQ(row_verdict(Direction::higher, between(0.0101, 0.0102), -10, 0.9), "holds");
}

TEST(ClaimVerdict, A_claim_holds_with_all_its_rows_and_fails_with_one) {
  EXPECT_EQ(claim_verdict({"holds", "holds"}), "holds");
  EXPECT_EQ(claim_verdict({"holds", "depends"}), "depends");
  EXPECT_EQ(claim_verdict({"holds", "depends", "fails"}), "fails");
}

TEST(MagnitudeVerdict, Compares_the_interval_with_the_target) {
  EXPECT_EQ(magnitude_verdict(between(2, 3), 2, 3), "met");
  EXPECT_EQ(magnitude_verdict(between(1.9, 3), 2, 3), "undecided");
  EXPECT_EQ(magnitude_verdict(between(3.1, 4), 2, 3), "missed");
  EXPECT_EQ(magnitude_verdict({2.5, std::nan(""), std::nan(""), 1}, 2, 3), "met");
}

// Would catch: a spell counted twice, one that stands at the start taken for one that begins, an end that is off by
// one.
TEST(LevelSpells, Begin_peak_and_end_where_the_path_says) {
  std::vector<float> const path{2, 3, 0, 1, 2, 4, 2, 1, 0, 3};
  std::vector<LevelSpell> spells;

  add_spells(path, 2, spells);

  ASSERT_EQ(spells.size(), 3U);
  EXPECT_FALSE(spells[0].begins_inside);
  EXPECT_EQ(spells[0].months, 2);
  EXPECT_EQ(spells[1].begin, 4);
  EXPECT_EQ(spells[1].end, 7);
  EXPECT_EQ(spells[1].peak, 4);
  EXPECT_TRUE(spells[1].begins_inside);
  EXPECT_TRUE(spells[1].is_completed);
  EXPECT_FALSE(spells[2].is_completed);
}

}  // namespace
}  // namespace detente
