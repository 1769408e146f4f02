// Where the reference stands: the numbers of its equations.
#include "models/reference.hpp"
#include "tests/models/process_checks.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

// Would catch: shocks at 0 in the reference, so that every shock would be bad news (0a).
TEST(Reference, 0a_shock_stands_at_its_mean) {
  SingleBench const bench;

  EXPECT_NEAR(bench.reference().state.shock[0], share_of(0.35) * 0.3 / share_of(1.0), 1e-15);
}

// Would catch: a campaign of a country with early elections that counts the calendar only, or hazards per month.
TEST(Reference, 0b_campaign_stands_at_its_mean) {
  SingleBench const bench;

  double const by_calendar_and_early = 1.0 / 48 + 0.70 * (1 - 0.49) / 12;  // Serbia
  double const by_calendar = 1.0 / 24;                                     // Bosnia and Herzegovina
  EXPECT_NEAR(bench.reference().state.campaign[bench.country("SRB")][0], by_calendar_and_early / share_of(4), 1e-15);
  EXPECT_NEAR(bench.reference().state.campaign[bench.country("BIH")][0], by_calendar / share_of(4), 1e-15);
}

TEST(Reference, 0b_campaign_is_limited_to_1) {
  SingleBench const bench(arm_where([](Inputs& inputs) { inputs.region.countries[0].election_period = 1; }));

  EXPECT_EQ(bench.reference().state.campaign[0][0], 1.0);
}

// Would catch: bandwidth at 1, or at the levels of today in place of the usual ones.
TEST(Reference, 0c_bandwidth_is_what_usual_crises_war_and_shocks_leave) {
  SingleBench const bench;

  double const crises =
      (1.0 * 0.906 + 0.8 * 0.346 + 0.5 * 0.065 + 0.3 * 0.175 + 0.3 * 0.205 + 0.25 * 0.182 + 0.3 * 0.146 + 0.2 * 0.076) /
      5;
  double const shock = share_of(0.35) * 0.3 / share_of(1.0);
  EXPECT_NEAR(bench.reference().state.eu_bandwidth[0], 1 - 0.5 * crises - 0.2 * 0.9 - 0.2 * shock, 1e-14);
}

TEST(Reference, 0d_access_is_what_is_offered_to_the_eligible) {
  SingleBench const bench;
  int const srb = bench.country("SRB");

  double const offer = 0.4 * 0.05 + 0.3 * 0.20 + 0.3 * 0.10;
  double const governance = 0.60 * (1 - 0.32);
  double const dependence = 1 - (1 - 0.42) * (1 - 0.5 * 0.45) * (1 - 0.1 * 0.12);
  double const leak = 0.32 * dependence * (1 - 0.4 * 0.30);
  double const score = (governance + 0.47) / 2 - 0.5 * leak;
  double const eligibility = 1 - 0.6 + 0.6 / (1 + std::exp(-12 * (score - 0.5)));
  EXPECT_NEAR(bench.reference().state.access[srb][0], offer * eligibility, tens_of_roundings);
}

TEST(Reference, 0d_experience_rests_where_gain_and_loss_balance) {
  SingleBench const bench;
  ContributionsParameters<Pack<double, 1>> const& p = bench.setup().base.contributions;
  int const alb = bench.country("ALB");

  double const gain = p.exp_gain[0] * 150 / (p.n_ref_per_million[0] * 2.377128);
  EXPECT_NEAR(bench.reference().state.experience[alb][0], gain / (gain + p.exp_decay[0]), tens_of_roundings);
}

TEST(Reference, Us_attention_stands_at_the_level_of_its_regime) {
  EXPECT_EQ(SingleBench().reference().state.us_attention[0], 0.55);
  EXPECT_EQ(SingleBench(arm_with({{"region.world.us_regime", "disengaged"}})).reference().state.us_attention[0], 0.20);
}

TEST(Reference, Levels_and_recency_stand_at_their_usual_values_and_the_start_at_todays) {
  SingleBench const bench;
  int const mkd = bench.dispute("MKD_INT");

  EXPECT_EQ(bench.reference().state.level[0][0], 0.906);
  EXPECT_EQ(bench.reference().start.level[0][0], 1.0);
  EXPECT_EQ(bench.reference().state.recency[mkd][0], 1.64);
  EXPECT_EQ(bench.reference().start.recency[mkd][0], 0.36);
  EXPECT_EQ(bench.reference().derived.level_felt[0][0], 0.906);
  EXPECT_EQ(bench.reference().derived.crisis_load[bench.country("XKX")][0], 0.192);
}

TEST(Reference, Stances_stand_at_their_usual_shares) {
  SingleBench const bench;
  int const srb = bench.country("SRB");

  EXPECT_EQ(bench.reference().state.cooperate[srb][0], 0.15);
  EXPECT_EQ(bench.reference().state.hedge[srb][0], 0.70);
  EXPECT_EQ(bench.reference().state.defy[srb][0], 0.15);
}

TEST(Reference, Stock_is_worth_its_years_of_equipment_money) {
  SingleBench const bench;
  int const alb = bench.country("ALB");

  double const equipment = 0.30 * 0.021 * 28000;
  EXPECT_NEAR(bench.reference().state.stock[alb * 7 + 1][0], 0.37 * 8 * equipment, 1e-9);  // US arms, MEUR; rounding
}

}  // namespace
}  // namespace detente
