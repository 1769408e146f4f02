// Where the Union's diplomacy goes (S4), and what stances are to a dispute.
#include "models/decisions.hpp"
#include "tests/models/process_checks.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace detente {
namespace {

/// Efforts under given levels felt and tensions, which repeat over the disputes.
Field<double, 1> efforts(SingleBench& bench, double focus, std::vector<double> const& level,
                         std::vector<double> const& tension) {
  DecisionsParameters<Pack<double, 1>> p{};
  p.focus_eu.setConstant(focus);
  for (std::size_t d = 0; d < 8; ++d) {
    bench.derived.level_felt[d].setConstant(level[d % level.size()]);
    bench.state.tension[d].setConstant(tension[d % tension.size()]);
  }
  Diplomacy<double, 1>(bench.setup()).derive(p, bench.state, bench.levers, bench.derived);
  return bench.derived.effort;
}

// Would catch: a budget that is not multiplied by the number of disputes, or a share not multiplied by attention.
TEST(Diplomacy, S4_spread_evenly_every_dispute_gets_mediation_times_bandwidth) {
  SingleBench bench;
  bench.levers.mediation.setConstant(0.8);
  bench.state.eu_bandwidth.setConstant(0.5);

  for (Pack<double, 1> const& effort : efforts(bench, 0, {5, 0}, {0.2, 0.9})) EXPECT_NEAR(effort[0], 0.4, 1e-15);
}

// Would catch: weights or tensions left out. The Bosnian dispute weighs 0.8, the one within Montenegro 0.3.
TEST(Diplomacy, S4_effort_goes_by_weight_level_and_tension) {
  SingleBench bench;
  bench.levers.mediation.setConstant(1);
  bench.state.eu_bandwidth.setConstant(1);

  Field<double, 1> const effort = efforts(bench, 1.5, {0, 4, 0, 5, 0, 0, 0, 0}, {0.3, 0.3, 0.9, 0.3});

  double const quiet = std::exp(1.5 * 0.3);
  double const bosnia = std::exp(1.5 * (0.8 * 4 / 5 + 0.3));
  double const montenegro = std::exp(1.5 * (0.3 * 5 / 5 + 0.3));
  double const tense = std::exp(1.5 * 0.9);
  double const all = 4 * quiet + bosnia + montenegro + 2 * tense;  // tensions repeat after four disputes
  EXPECT_NEAR(effort[0][0], 8 * quiet / all, 1e-14);
  EXPECT_NEAR(effort[1][0], 8 * bosnia / all, 1e-14);
  EXPECT_NEAR(effort[2][0], 8 * tense / all, 1e-14);
  EXPECT_NEAR(effort[3][0], 8 * montenegro / all, 1e-14);
}

// Would catch: diplomacy that grows with the crises instead of being taken from elsewhere.
TEST(Diplomacy, S4_a_crisis_here_takes_effort_from_elsewhere_and_none_is_lost) {
  SingleBench bench;
  double const before = efforts(bench, 2, {1}, {0.5, 0.2})[3][0];

  Field<double, 1> const effort = efforts(bench, 2, {5, 1, 1, 1, 1, 1, 1, 1}, {0.5, 0.2});

  double sum = 0;
  for (Pack<double, 1> const& one : effort) sum += one[0];
  EXPECT_NEAR(sum, 8 * bench.levers.mediation[0] * bench.state.eu_bandwidth[0], 1e-13);
  EXPECT_LT(effort[3][0], before);
}

TEST(Diplomacy, S4_is_nothing_without_mediation_and_whole_at_extreme_focus) {
  SingleBench bench;
  bench.levers.mediation.setZero();
  EXPECT_EQ(efforts(bench, 2, {1}, {0.5})[0][0], 0.0);

  bench.levers.mediation.setConstant(0.5);
  bench.state.eu_bandwidth.setConstant(1);
  EXPECT_EQ(efforts(bench, 1e4, {5, 0, 0, 0, 0, 0, 0, 0}, {0.5})[0][0], 4.0);
}

TEST(Diplomacy, Defiance_and_cooperation_are_means_over_the_parties) {
  SingleBench bench;
  int const bih = bench.country("BIH");
  int const srb = bench.country("SRB");
  bench.state.defy[bih].setConstant(1);
  bench.state.defy[srb].setConstant(0.2);
  bench.state.cooperate[bih].setConstant(0.4);
  bench.state.cooperate[srb].setConstant(0);

  bench.derive();

  EXPECT_NEAR(bench.derived.defiance[bench.dispute("BIH_CONST")][0], 0.75 * 1 + 0.25 * 0.2, few_roundings);
  EXPECT_NEAR(bench.derived.cooperation[bench.dispute("BIH_CONST")][0], 0.75 * 0.4, few_roundings);
}

TEST(Diplomacy, S4_treats_every_lane_alone) {
  ModelBench<double, 16> wide;
  scatter(wide.state, wide.region());
  scatter(wide.levers);
  wide.derive();
  SingleBench single;
  for (int lane = 0; lane < 16; ++lane) {
    copy_lane(wide.state, lane, single.state, 0);
    copy_lane(wide.levers, lane, single.levers, 0);
    single.derive();
    for (int d = 0; d < 8; ++d)
      EXPECT_EQ(wide.derived.effort[d][lane], single.derived.effort[d][0]) << d << " in lane " << lane;
  }
}

}  // namespace
}  // namespace detente
