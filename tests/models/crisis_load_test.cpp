#include "models/crisis_load.hpp"

#include "tests/models/state_packs.hpp"
#include "tests/models/test_model.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// The Balkans with given levels in two disputes that touch Serbia, and 0 elsewhere.
struct TwoCrises {
  SingleBench bench;

  TwoCrises(double belgrade_pristina, double serbia) {
    for (auto& level : bench.state.level) level.setZero();
    bench.state.level[bench.dispute("BEL_PRI")].setConstant(belgrade_pristina);
    bench.state.level[bench.dispute("SRB_INT")].setConstant(serbia);
    CrisisLoad<double, 1>(bench.setup()).derive_actual(bench.setup().parameters.mobility, bench.state, bench.derived);
  }
  double load(std::string const& id) { return bench.derived.crisis_load[bench.country(id)][0]; }
  double closure(std::string const& id) { return bench.derived.closure[bench.country(id)][0]; }
};

// Would catch: the sum over disputes in place of the largest, or exposure left out. Serbia's exposure is 0.35 to the
// dispute with Pristina and 0.5 to its own; closure of levels 3 and 5 is 0.3 and 1.
TEST(CrisisLoad, L1_closure_is_the_largest_over_disputes) {
  EXPECT_NEAR(TwoCrises(5, 3).closure("SRB"), 0.35 * 1.0, few_roundings);
  EXPECT_NEAR(TwoCrises(3, 5).closure("SRB"), 0.5 * 1.0, few_roundings);
  EXPECT_NEAR(TwoCrises(5, 3).closure("XKX"), 1.0, few_roundings);
  EXPECT_EQ(TwoCrises(5, 5).closure("ALB"), 0.0);
}

TEST(CrisisLoad, L1_quiet_and_political_crises_close_nothing) {
  EXPECT_EQ(TwoCrises(1, 1).closure("XKX"), 0.0);
  EXPECT_NEAR(TwoCrises(2, 0).closure("XKX"), 0.05, few_roundings);
}

TEST(CrisisLoad, L2_load_is_the_largest_exposure_times_level_over_5) {
  EXPECT_NEAR(TwoCrises(4, 2).load("SRB"), 0.35 * 4 / 5, few_roundings);
  EXPECT_NEAR(TwoCrises(2, 4).load("SRB"), 0.5 * 4 / 5, few_roundings);
  EXPECT_NEAR(TwoCrises(4, 2).load("XKX"), 4 / 5.0, few_roundings);
  EXPECT_EQ(TwoCrises(5, 5).load("MKD"), 0.0);
}

// Would catch: a party not named under `exposure` that is taken as untouched.
TEST(CrisisLoad, L2_party_that_is_not_named_is_fully_exposed) {
  SingleBench bench;
  for (auto& level : bench.state.level) level.setZero();
  bench.state.level[bench.dispute("MKD_INT")].setConstant(3);

  CrisisLoad<double, 1>(bench.setup()).derive_actual(bench.setup().parameters.mobility, bench.state, bench.derived);

  EXPECT_NEAR(bench.derived.crisis_load[bench.country("MKD")][0], 3 / 5.0, 1e-15);
}

TEST(CrisisLoad, L1_and_L2_grow_with_the_level_and_stay_within_bounds) {
  double last_load = -1, last_closure = -1;
  for (int level = 0; level <= 5; ++level) {
    TwoCrises crises(level, 0);
    EXPECT_GT(crises.load("XKX"), last_load) << level;
    EXPECT_GE(crises.closure("XKX"), last_closure) << level;
    last_load = crises.load("XKX");
    last_closure = crises.closure("XKX");
  }
  EXPECT_EQ(last_load, 1.0);
  EXPECT_EQ(last_closure, 1.0);
}

TEST(CrisisLoad, Predictors_read_the_state_where_levels_move) {
  TwoCrises const crises(4, 2);

  EXPECT_EQ(crises.bench.derived.level_felt[0][0], 4.0);
  EXPECT_EQ(crises.bench.derived.recency_felt[0][0], 1.65);
}

// Would catch: a held world in which today's crises push all predictors one way.
TEST(CrisisLoad, Usual_values_stand_in_for_levels_that_cannot_move) {
  SingleBench bench;
  bench.state.level[0].setConstant(5);
  bench.state.recency[0].setConstant(2);

  CrisisLoad<double, 1>(bench.setup()).derive_usual(bench.derived);

  EXPECT_EQ(bench.derived.level_felt[0][0], 0.906);
  EXPECT_EQ(bench.derived.recency_felt[bench.dispute("MKD_INT")][0], 1.64);
  EXPECT_EQ(bench.derived.crisis_load[bench.country("XKX")][0], 0.192);
  for (auto const& closed : bench.derived.closure) EXPECT_EQ(closed[0], 0.0);
}

TEST(CrisisLoad, L1_and_L2_treat_every_lane_alone) {
  ModelBench<double, 16> wide;
  scatter(wide.state, wide.region());
  CrisisLoad<double, 16>(wide.setup()).derive_actual(wide.setup().parameters.mobility, wide.state, wide.derived);
  SingleBench single;
  CrisisLoad<double, 1> const load(single.setup());
  for (int lane = 0; lane < 16; ++lane) {
    copy_lane(wide.state, lane, single.state, 0);

    load.derive_actual(single.setup().parameters.mobility, single.state, single.derived);

    for (int i = 0; i < 6; ++i) {
      EXPECT_EQ(wide.derived.crisis_load[i][lane], single.derived.crisis_load[i][0]) << i << " in lane " << lane;
      EXPECT_EQ(wide.derived.closure[i][lane], single.derived.closure[i][0]) << i << " in lane " << lane;
    }
  }
}

}  // namespace
}  // namespace detente
