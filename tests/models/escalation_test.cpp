#include "models/escalation.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// A world away from the reference in all that Belgrade and Pristina see. Contagion is at work.
ArmInputs disturbed_arm() {
  return with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) { p.escalation.contagion = 0.4; });
}
void disturb_ladder(SingleBench& bench) {
  int const serbia = bench.country("SRB");
  int const kosovo = bench.country("XKX");
  bench.state.us_attention[0] = 0.3;
  bench.state.fragmentation[serbia][0] = 0.5;
  bench.state.dependence[serbia][0] = 0.6;
  bench.state.trust[kosovo][0] = 0.5;
  bench.state.pressure[kosovo][0] = 0.5;
  bench.state.oversight[serbia][0] = 0.45;
  bench.state.campaign[kosovo][0] = 0.8;
  bench.state.cooperate[kosovo][0] = 0.2;
  bench.state.experience[serbia][0] = 0.7;
  bench.state.strength[bench.at(bench.region().missions, "KFOR")][0] = 2500;
  bench.levers.mediation[0] = 0.9;
  bench.state.tension[bench.dispute("BEL_PRI")][0] = 0.7;
  bench.state.recency[bench.dispute("BEL_PRI")][0] = 0.6;
  bench.state.settlement[bench.dispute("BEL_PRI")][0] = 1;
  for (int d = 0; d < bench.region().dispute_count(); ++d) bench.state.level[d][0] = d % 4;
}

// Would catch: an anchor that is taken twice, US attention that lowers the cost, a mean over all countries.
TEST(PerceivedCost, E2_the_cost_of_escalating_follows_its_drivers) {
  SingleBench bench(disturbed_arm());
  disturb_ladder(bench);
  bench.derive();
  EscalationParameters<double> const& p = coefficients(bench).escalation;
  auto const& start = bench.reference();
  int const d = bench.dispute("BEL_PRI");

  double const departure = p.c_presence * (bench.derived.presence[d][0] - start.derived.presence[d][0]) +
                           p.c_us * (0.3 - start.state.us_attention[0]) +
                           p.c_reward * (bar(bench, bench.derived.reward) - bar(bench, start.derived.reward)) -
                           p.c_frag * (bar(bench, bench.state.fragmentation) - bar(bench, start.state.fragmentation)) -
                           p.c_backing * (bar(bench, bench.derived.dependence) - bar(bench, start.derived.dependence));

  EXPECT_NEAR(bench.derived.perceived_cost[d][0], plain_sigmoid(plain_logit(0.60) + departure), rounding);
  EXPECT_GT(std::abs(departure), 0.1);
}

/// Change of the perceived cost of Belgrade - Pristina when a driver rises by 0.1.
double cost_response(double& (*driver)(SingleBench&)) {
  SingleBench bench(arm_with({}, open_world));
  PerceivedCost<double, 1> const cost(bench.setup(), bench.reference());
  driver(bench) += 0.1;
  cost.derive(bench.state, bench.derived);
  return bench.derived.perceived_cost[bench.dispute("BEL_PRI")][0] - 0.60;
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(PerceivedCost, E2_each_driver_moves_the_cost_the_way_the_equation_says) {
  EXPECT_GT(cost_response([](SingleBench& b) -> double& { return b.derived.presence[b.dispute("BEL_PRI")][0]; }), 0)
      << "missions";
  EXPECT_GT(cost_response([](SingleBench& b) -> double& { return b.state.us_attention[0]; }), 0) << "US attention";
  EXPECT_GT(cost_response([](SingleBench& b) -> double& { return b.derived.reward[b.country("SRB")][0]; }), 0)
      << "reward";
  EXPECT_LT(cost_response([](SingleBench& b) -> double& { return b.state.fragmentation[b.country("SRB")][0]; }), 0)
      << "fragmentation";
  EXPECT_LT(cost_response([](SingleBench& b) -> double& { return b.derived.dependence[b.country("SRB")][0]; }), 0)
      << "backing by a patron";
}

/// Contagion of Belgrade - Pristina: it shares Serbia or Kosovo with BIH_CONST, PRESEVO, XKX_INT and SRB_INT.
double neighbours(SingleBench const& bench) {
  double sum = 0;
  for (std::string const id : {"BIH_CONST", "PRESEVO", "XKX_INT", "SRB_INT"}) {
    int const d = bench.dispute(id);
    sum += (bench.state.level[d][0] - bench.region().disputes[d].usual_level) / 5;
  }
  return sum;
}

/// (E3) of Belgrade - Pristina at a level, computed anew.
double log_up(SingleBench const& bench, int level) {
  EscalationParameters<double> const& p = coefficients(bench).escalation;
  auto const& start = bench.reference();
  int const d = bench.dispute("BEL_PRI");
  double const governance =
      std::min(bench.derived.governance[bench.country("SRB")][0], bench.derived.governance[bench.country("XKX")][0]);
  double const governance_start =
      std::min(start.derived.governance[bench.country("SRB")][0], start.derived.governance[bench.country("XKX")][0]);
  double const effect = coefficients(bench).missions.mission_effect;
  double const guard =
      std::log((1 - effect * bench.derived.presence[d][0]) / (1 - effect * start.derived.presence[d][0]));
  return std::log(p.up0[level]) + bench.region().disputes[d].up_offset[level] + p.b_ten * (0.7 - 0.62) +
         p.b_pres * (bar(bench, bench.derived.pressure) - bar(bench, start.derived.pressure)) -
         p.b_cost * (bench.derived.perceived_cost[d][0] - 0.60) - p.b_gov * (governance - governance_start) +
         p.b_rec * (0.6 - 1.65) + p.b_camp * (bar(bench, bench.state.campaign) - bar(bench, start.state.campaign)) +
         p.contagion * neighbours(bench) + (level >= 2 ? guard : 0.0) + p.settled_effect * 1.0;
}

// Would catch: an offset of another level, guard below level 2, a term with a wrong sign or anchor.
TEST(Escalation, E3_rates_of_moving_up_are_products_of_all_their_drivers) {
  for (int level = 0; level < 5; ++level) {
    SingleBench bench(disturbed_arm());
    disturb_ladder(bench);
    bench.state.level[bench.dispute("BEL_PRI")][0] = level;
    bench.derive();

    EXPECT_NEAR(std::log(bench.derived.up_rate[bench.dispute("BEL_PRI")][0]), log_up(bench, level),
                thousands_of_roundings)
        << "level " << level;
  }
}

/// (E4) of Belgrade - Pristina at a level, computed anew. Both parties stand outside NATO.
double log_down(SingleBench const& bench, int level) {
  EscalationParameters<double> const& p = coefficients(bench).escalation;
  auto const& start = bench.reference();
  int const d = bench.dispute("BEL_PRI");
  return std::log(p.down0[level - 1]) + p.d_med * (bench.derived.effort[d][0] - start.derived.effort[d][0]) +
         p.d_presence * (bench.derived.presence[d][0] - start.derived.presence[d][0]) +
         p.d_interop * (bar(bench, bench.derived.interoperability) - bar(bench, start.derived.interoperability)) -
         p.d_pres * (bar(bench, bench.derived.pressure) - bar(bench, start.derived.pressure)) +
         coefficients(bench).decisions.d_cooperate *
             (bar(bench, bench.state.cooperate) - bar(bench, start.state.cooperate));
}

TEST(Escalation, E4_rates_of_moving_down_are_products_of_all_their_drivers) {
  for (int level = 1; level < 6; ++level) {
    SingleBench bench(disturbed_arm());
    disturb_ladder(bench);
    bench.state.level[bench.dispute("BEL_PRI")][0] = level;
    bench.derive();

    EXPECT_NEAR(std::log(bench.derived.down_rate[bench.dispute("BEL_PRI")][0]), log_down(bench, level),
                thousands_of_roundings)
        << "level " << level;
  }
}

// Would catch: a split that every dispute pays, or none.
TEST(Escalation, E4_interoperability_is_split_between_members_of_nato_and_others) {
  auto const joint = [](std::string const& nato_of_kosovo) {
    SingleBench const bench(arm_with({{"region.countries.XKX.nato", nato_of_kosovo}}, open_world));
    Escalation<double, 1> const escalation(bench.setup(), bench.reference());
    Pack<double, 1> const split_cost = Pack<double, 1>::Constant(0.15);
    double const value =
        escalation.look_at(bench.state, bench.derived, bench.dispute("BEL_PRI"), split_cost).joint_interoperability[0];
    return value / bar(bench, bench.derived.interoperability);
  };

  EXPECT_NEAR(joint("0"), 1.0, rounding);
  EXPECT_NEAR(joint("1"), 0.85, rounding);
}

TEST(Escalation, E3_E4_there_is_no_way_up_from_5_and_none_down_from_0) {
  SingleBench bench(arm_with({}, open_world));
  bench.state.level[0][0] = 5;
  bench.state.level[1][0] = 0;
  bench.derive();

  EXPECT_EQ(bench.derived.up_rate[0][0], 0);
  EXPECT_GT(bench.derived.down_rate[0][0], 0);
  EXPECT_EQ(bench.derived.down_rate[1][0], 0);
  EXPECT_GT(bench.derived.up_rate[1][0], 0);
}

TEST(Escalation, E3_shifts_of_the_scenario_move_offsets_at_every_level) {
  SingleBench const usual(arm_with({}, open_world));
  SingleBench const shifted(arm_with({}, "{war_path: 0.9, shift: {up_offset: {BEL_PRI: 0.5}}}"));

  EXPECT_NEAR(std::log(shifted.derived.up_rate[0][0] / usual.derived.up_rate[0][0]), 0.5, thousands_of_roundings);
  EXPECT_EQ(shifted.derived.up_rate[1][0], usual.derived.up_rate[1][0]);
}

/// Changes of the log rates of moving up and down when a driver rises by 0.1, at level 2.
struct LadderResponse {
  double up, down;
};
LadderResponse ladder_response(double& (*driver)(SingleBench&)) {
  SingleBench bench(disturbed_arm());
  Escalation<double, 1> const escalation(bench.setup(), bench.reference());
  int const d = bench.dispute("BEL_PRI");
  bench.state.level[d][0] = 2;
  bench.derive();
  double const up = bench.derived.up_rate[d][0];
  double const down = bench.derived.down_rate[d][0];
  driver(bench) += 0.1;
  escalation.derive(bench.state, bench.derived);
  return {std::log(bench.derived.up_rate[d][0] / up), std::log(bench.derived.down_rate[d][0] / down)};
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(Escalation, E3_each_driver_moves_disputes_up_the_way_the_equation_says) {
  EXPECT_GT(ladder_response([](SingleBench& b) -> double& { return b.state.tension[b.dispute("BEL_PRI")][0]; }).up, 0)
      << "tension";
  EXPECT_GT(ladder_response([](SingleBench& b) -> double& { return b.derived.pressure[b.country("XKX")][0]; }).up, 0)
      << "pressure";
  EXPECT_LT(
      ladder_response([](SingleBench& b) -> double& { return b.derived.perceived_cost[b.dispute("BEL_PRI")][0]; }).up,
      0)
      << "cost";
  EXPECT_LT(ladder_response([](SingleBench& b) -> double& { return b.derived.governance[b.country("SRB")][0]; }).up, 0)
      << "governance, worse side";
  EXPECT_EQ(ladder_response([](SingleBench& b) -> double& { return b.derived.governance[b.country("XKX")][0]; }).up, 0)
      << "governance, better side";
  EXPECT_GT(
      ladder_response([](SingleBench& b) -> double& { return b.derived.recency_felt[b.dispute("BEL_PRI")][0]; }).up, 0)
      << "recency";
  EXPECT_GT(ladder_response([](SingleBench& b) -> double& { return b.state.campaign[b.country("SRB")][0]; }).up, 0)
      << "campaigns";
  EXPECT_GT(ladder_response([](SingleBench& b) -> double& { return b.derived.level_felt[b.dispute("XKX_INT")][0]; }).up,
            0)
      << "contagion";
  EXPECT_EQ(ladder_response([](SingleBench& b) -> double& { return b.derived.level_felt[b.dispute("MNE_INT")][0]; }).up,
            0)
      << "no party in common";
  EXPECT_LT(ladder_response([](SingleBench& b) -> double& { return b.derived.presence[b.dispute("BEL_PRI")][0]; }).up,
            0)
      << "missions";
  EXPECT_LT(ladder_response([](SingleBench& b) -> double& { return b.state.settlement[b.dispute("BEL_PRI")][0]; }).up,
            0)
      << "an agreement";
}

TEST(Escalation, E4_each_driver_moves_disputes_down_the_way_the_equation_says) {
  EXPECT_GT(ladder_response([](SingleBench& b) -> double& { return b.derived.effort[b.dispute("BEL_PRI")][0]; }).down,
            0)
      << "diplomacy";
  EXPECT_GT(ladder_response([](SingleBench& b) -> double& { return b.derived.presence[b.dispute("BEL_PRI")][0]; }).down,
            0)
      << "missions";
  EXPECT_GT(
      ladder_response([](SingleBench& b) -> double& { return b.derived.interoperability[b.country("SRB")][0]; }).down,
      0)
      << "joint forces";
  EXPECT_LT(ladder_response([](SingleBench& b) -> double& { return b.derived.pressure[b.country("XKX")][0]; }).down, 0)
      << "pressure";
  EXPECT_GT(
      ladder_response([](SingleBench& b) -> double& { return b.derived.cooperation[b.dispute("BEL_PRI")][0]; }).down, 0)
      << "cooperation";
}

// Would catch: missions that hold back words as well as violence.
TEST(Escalation, E3_missions_guard_only_from_level_2) {
  auto const guarded = [](double level) {
    SingleBench bench(arm_with({}, open_world));
    Escalation<double, 1> const escalation(bench.setup(), bench.reference());
    int const d = bench.dispute("BEL_PRI");
    bench.state.level[d][0] = level;
    DisputeView<double, 1> view = escalation.look_at(bench.state, bench.derived, d, Pack<double, 1>::Constant(0.15));
    view.presence[0] = 0;
    return escalation.up_terms(bench.state, view, d)[Driver::missions][0];
  };
  SingleBench const bench;
  double const withdrawn = -std::log(1 - 0.75 * bench.reference().derived.presence[bench.dispute("BEL_PRI")][0]);

  EXPECT_EQ(guarded(0), 0);
  EXPECT_EQ(guarded(1), 0);
  EXPECT_NEAR(guarded(2), withdrawn, 1e-12);
  EXPECT_NEAR(guarded(4), withdrawn, 1e-12);
  EXPECT_GT(withdrawn, 0.1);
}

// Would catch: predictors that read the state in a world that stands still, where no event could ever change it back.
TEST(Escalation, E3_usual_levels_and_recency_are_felt_in_a_held_world_without_noise) {
  SingleBench bench;
  for (auto& level : bench.state.level) level[0] = 3;
  for (auto& recency : bench.state.recency) recency[0] = 0;

  bench.derive();

  EXPECT_EQ(bench.derived.level_felt[0][0], 0.906);
  EXPECT_EQ(bench.derived.recency_felt[0][0], 1.65);
  EXPECT_EQ(bench.derived.closure[bench.country("XKX")][0], 0);
  EXPECT_EQ(bench.derived.crisis_load[bench.country("XKX")][0], 0.192);
}

}  // namespace
}  // namespace detente
