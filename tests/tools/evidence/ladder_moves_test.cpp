#include "tools/evidence/checks/ladder_moves.hpp"

#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

// n = 40000 from every level of every dispute: by chance alone a row differs with a probability below 0.001 for another
// seed.
constexpr std::int64_t simulated_moves = 40000;

struct Seen {
  std::vector<LadderRates> rates;
  std::vector<LadderCounts> counts;
};
Seen seen() {
  LadderBench bench(first_arm(), 1);
  return {bench.rates(), bench.moves(simulated_moves)};
}

TEST(CheckMoves, Agree_with_the_model) {
  auto const [rates, counts] = seen();

  EXPECT_TRUE(all_agree(check_moves(rates, counts)));
}

TEST(CheckMoves, See_up_and_down_exchanged) {
  auto [rates, counts] = seen();
  for (LadderRates& one : rates) std::swap(one.up, one.down);

  std::vector<CheckRow> const rows = check_moves(rates, counts);

  EXPECT_EQ(verdict(rows, "moves up"), "differs");
  EXPECT_EQ(verdict(rows, "moves down"), "differs");
}

TEST(CheckMoves, See_rates_in_months_taken_for_years) {
  auto [rates, counts] = seen();
  for (LadderRates& one : rates) {
    for (double& rate : one.up) rate /= 12;
  }

  EXPECT_EQ(verdict(check_moves(rates, counts), "moves up"), "differs");
}

TEST(CheckMoves, See_two_disputes_exchanged) {
  auto [rates, counts] = seen();
  std::swap(counts[0], counts[1]);

  EXPECT_FALSE(all_agree(check_moves(rates, counts)));
}

TEST(CheckMoves, See_a_leap_and_a_drop_of_another_size) {
  auto [rates, counts] = seen();
  for (LadderRates& one : rates) {
    one.leap *= 1.2;
    one.drop *= 0.9;
  }

  std::vector<CheckRow> const rows = check_moves(rates, counts);

  EXPECT_EQ(verdict(rows, "leaps"), "differs");
  EXPECT_EQ(verdict(rows, "drops"), "differs");
}

// Would be missed by a tolerance that grows where the probability is 0.
TEST(CheckMoves, See_a_single_leap_into_open_conflict) {
  auto [rates, counts] = seen();
  counts[2](3, 3) -= 1;
  counts[2](3, 5) += 1;

  EXPECT_EQ(verdict(check_moves(rates, counts), "stays"), "differs");
}

TEST(CheckLevels, Later_agree_with_the_model_and_see_a_month_too_many_levels_or_wrong_rates) {
  LadderBench bench(first_arm(), 1);
  LadderCounts const counts = bench.later(0, 24, 8000);
  LadderRates rates = bench.rates()[0];

  EXPECT_TRUE(check_levels_later(rates, 24, counts).agrees());
  EXPECT_FALSE(check_levels_later(rates, 3, counts).agrees()) << "another number of months";
  rates.up[0] *= 2;
  EXPECT_FALSE(check_levels_later(rates, 24, counts).agrees()) << "a rate";
}

TEST(CheckReferenceRates, Agree_with_the_model) { EXPECT_TRUE(check_reference_rates(first_arm()).agrees()); }

}  // namespace
}  // namespace detente
