#include "models/missions.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr double rounding_of_forces = 1e-9;  // two hundred operations on up to 40,000 persons, each off by 4.5e-12

int mission(SingleBench const& bench, std::string const& id) { return bench.at(bench.region().missions, id); }

void step_missions(SingleBench& bench) {
  Missions<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);
}

/// Strength of a mission a month later, when it wants so many persons at so much of the usual throughput.
double strength_towards(double now, double want, double open) {
  SingleBench const probe;
  MissionsParameters<double> const& p = coefficients(probe).missions;
  double const share =
      want > now ? std::min(1.0, monthly(p.deploy_rate) * (0.5 + 0.5 * std::min(1.5, open))) : monthly(p.withdraw_rate);
  return now + share * (want - now);
}

// KFOR: 4500 persons, 1000 in reserve; at level 4 and surge level 3 two thirds of it are called, by NATO's authority.
// Would catch: the mean level of the disputes instead of the highest, the Union's authority, legacy that is not wanted.
TEST(Missions, N1_a_mission_wants_its_mandate_its_legacy_and_the_reserve_that_the_level_calls) {
  SingleBench bench(arm_with({}, open_world));
  int const kfor = mission(bench, "KFOR");
  bench.state.level[bench.dispute("BEL_PRI")][0] = 4;
  bench.state.level[bench.dispute("XKX_INT")][0] = 1;
  bench.state.us_attention[0] = 0.4;
  bench.state.legacy[kfor][0] = 250;
  bench.levers.missions[kfor][0] = 1.2;
  bench.derive();
  bench.derived.throughput = bench.reference().derived.throughput;

  step_missions(bench);

  double const want = 1.2 * 4500 + 250 + 1000 * (0.5 + 0.5 * 0.4) * 2.0 / 3.0;
  EXPECT_NEAR(bench.next.strength[kfor][0], strength_towards(4500, want, 1.0), rounding_of_forces);
}

TEST(Missions, N1_the_reserve_is_called_by_thirds_from_a_level_below_the_surge_level) {
  auto const called = [](double level) {
    SingleBench const bench;
    Mission const& kfor = bench.region().missions[mission(bench, "KFOR")];
    State<double, 1> state = bench.state;
    state.us_attention[0] = 1;
    auto const one = [](double value) { return Pack<double, 1>::Constant(value); };
    return called_reserve<double, 1>(kfor, one(900), one(3), one(level), state)[0];
  };

  EXPECT_EQ(called(1), 0);
  EXPECT_EQ(called(2), 0);
  EXPECT_NEAR(called(3), 300, rounding_of(300));
  EXPECT_NEAR(called(4), 600, rounding_of(600));
  EXPECT_NEAR(called(5), 900, rounding_of(900));
}

TEST(Missions, N1_a_mission_without_disputes_keeps_its_mandate) {
  SingleBench bench(arm_with({}, open_world));
  bench.state.level.assign(8, Pack<double, 1>::Constant(5));
  bench.derive();

  step_missions(bench);

  EXPECT_EQ(bench.next.strength[mission(bench, "AIRPOL")][0], 80);
}

TEST(Missions, N1_levels_call_nobody_in_a_held_world_without_noise) {
  SingleBench bench;
  bench.state.level.assign(8, Pack<double, 1>::Constant(5));
  bench.derive();

  step_missions(bench);

  EXPECT_NEAR(bench.next.strength[mission(bench, "KFOR")][0], 4500, rounding_of_forces);
}

/// Strength of KFOR after a month when half its mandate is added and corridors let through `open` of the usual.
double reinforced(double open, double mandate = 1.5) {
  SingleBench bench(arm_with({}, open_world));
  int const kfor = mission(bench, "KFOR");
  bench.state.level.assign(8, Pack<double, 1>::Zero());
  bench.levers.missions[kfor][0] = mandate;
  bench.derive();
  bench.derived.throughput = bench.reference().derived.throughput * open;
  step_missions(bench);
  return bench.next.strength[kfor][0];
}

// Would catch: help that does not wait for the corridors, or that open corridors speed up without end.
TEST(Missions, N2_help_arrives_as_fast_as_the_corridors_let_it) {
  EXPECT_NEAR(reinforced(1.0), strength_towards(4500, 6750, 1.0), rounding_of_forces);
  EXPECT_NEAR(reinforced(0.4), strength_towards(4500, 6750, 0.4), rounding_of_forces);
  EXPECT_LT(reinforced(0.4), reinforced(1.0));
  EXPECT_EQ(reinforced(1.5), reinforced(9.0));
}

// Would catch: withdrawal at the pace of deployment, or one that waits for corridors.
TEST(Missions, N2_forces_leave_at_their_own_pace) {
  EXPECT_NEAR(reinforced(1.0, 0.5), strength_towards(4500, 2250, 1.0), rounding_of_forces);
  EXPECT_EQ(reinforced(0.2, 0.5), reinforced(1.0, 0.5));
}

TEST(Missions, N2_no_more_arrive_in_a_month_than_are_wanted) {
  SingleBench bench(
      with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) { p.missions.deploy_rate = 1000; }));
  int const kfor = mission(bench, "KFOR");
  bench.levers.missions[kfor][0] = 2;
  bench.state.level.assign(8, Pack<double, 1>::Zero());
  bench.derive();
  bench.derived.throughput = bench.reference().derived.throughput * 2.0;

  step_missions(bench);

  EXPECT_NEAR(bench.next.strength[kfor][0], 9000, rounding_of_forces);
}

// Would catch: NaN strengths where the region has no road at all.
TEST(Missions, N2_without_any_corridor_help_comes_at_its_usual_pace) {
  ArmInputs arm = arm_with({}, open_world);
  arm.inputs.region.transport.exits = {"nowhere"};
  SingleBench bench(std::move(arm));
  int const kfor = mission(bench, "KFOR");
  bench.state.level.assign(8, Pack<double, 1>::Zero());
  bench.levers.missions[kfor][0] = 1.5;
  bench.derive();
  ASSERT_EQ(bench.reference().derived.throughput[0], 0);

  step_missions(bench);

  EXPECT_NEAR(bench.next.strength[kfor][0], strength_towards(4500, 6750, 1.0), rounding_of_forces);
}

/// Legacy of a mission after a month in which a dispute stands at a level.
double legacy_after(std::string const& id, std::string const& dispute, double level, double legacy_now = 0) {
  SingleBench bench(arm_with({}, open_world));
  bench.state.level[bench.dispute(dispute)][0] = level;
  bench.state.legacy[mission(bench, id)][0] = legacy_now;
  bench.derive();
  step_missions(bench);
  return bench.next.legacy[mission(bench, id)][0];
}

// 15 troops per thousand of 1,594,353 people, shared between KFOR (4500) and EULEX (400) as they stand today.
// Would catch: police sent like soldiers, people of the wrong area, a force after a clash that is no war.
TEST(Missions, N3_a_force_follows_a_war_shared_by_strength_at_the_start) {
  double const force = 15.0 * 1594.353;

  EXPECT_NEAR(legacy_after("KFOR", "BEL_PRI", 5), force * 4500 / 4900, rounding_of_forces);
  EXPECT_NEAR(legacy_after("EULEX", "BEL_PRI", 5), force * 400 / 4900, rounding_of_forces);
  EXPECT_NEAR(legacy_after("KFOR", "XKX_INT", 5), force * 4500 / 4900, rounding_of_forces);
  EXPECT_EQ(legacy_after("KFOR", "BEL_PRI", 4), 0);
  EXPECT_EQ(legacy_after("KFOR", "BIH_CONST", 5), 0);
  EXPECT_EQ(legacy_after("AIRPOL", "BEL_PRI", 5), 0);
}

TEST(Missions, N3_the_force_stays_for_decades_and_is_not_sent_twice) {
  double const force = 15.0 * 1594.353 * 4500 / 4900;

  EXPECT_NEAR(legacy_after("KFOR", "BEL_PRI", 0, 10000), 10000 * std::exp(-0.12 / 12), rounding_of_forces);
  EXPECT_NEAR(legacy_after("KFOR", "BEL_PRI", 5, 10000), force, rounding_of_forces);
  EXPECT_NEAR(legacy_after("KFOR", "BEL_PRI", 5, 40000), 40000 * std::exp(-0.12 / 12), rounding_of_forces);
}

// Would catch: a dispute without a mission that no force would follow, one with a mission that gets a second.
TEST(Missions, N3_a_dispute_without_a_mission_has_one_of_its_own_to_follow_a_war) {
  SingleBench const bench;
  std::vector<std::string> const expected{"KFOR",         "ALTHEA",       "EULEX",        "AIRPOL",      "post_MKD_INT",
                                          "post_MNE_INT", "post_PRESEVO", "post_SRB_INT", "post_ALB_INT"};

  EXPECT_EQ(ids_of(bench.region().missions), expected);
  Mission const& after_war = bench.region().missions[mission(bench, "post_MKD_INT")];
  EXPECT_EQ(after_war.strength, 0);
  EXPECT_EQ(after_war.people, 350000);
  EXPECT_FALSE(after_war.has_lever);
  EXPECT_NEAR(legacy_after("post_MKD_INT", "MKD_INT", 5), 15 * 350.0, rounding_of_forces);
}

TEST(Missions, N3_a_force_after_a_war_arrives_like_any_help) {
  SingleBench bench(arm_with({}, open_world));
  int const after_war = mission(bench, "post_MKD_INT");
  bench.state.legacy[after_war][0] = 5250;
  bench.derive();
  bench.derived.throughput = bench.reference().derived.throughput;

  step_missions(bench);

  EXPECT_NEAR(bench.next.strength[after_war][0], strength_towards(0, 5250, 1.0), rounding_of_forces);
}

TEST(Missions, N4_authority_follows_washington_for_nato_and_brussels_for_the_union) {
  SingleBench bench;
  bench.state.us_attention[0] = 0.2;
  bench.state.eu_bandwidth[0] = 0.7;
  auto const authority = [&](std::string const& id) {
    return authority_of<double, 1>(bench.region().missions[mission(bench, id)], bench.state)[0];
  };

  EXPECT_DOUBLE_EQ(authority("KFOR"), 0.6);
  EXPECT_DOUBLE_EQ(authority("ALTHEA"), 0.85);
}

// Would catch: density over the population of a party instead of the area, a natural exponent, a mandate left out.
TEST(Missions, N5_presence_adds_missions_by_mandate_authority_and_density) {
  SingleBench bench(arm_with({}, open_world));
  bench.state.us_attention[0] = 0.5;
  bench.state.eu_bandwidth[0] = 0.8;
  bench.state.strength[mission(bench, "KFOR")][0] = 2 * 1594.353;   // at cover: two thirds of the effect
  bench.state.strength[mission(bench, "EULEX")][0] = 4 * 1594.353;  // at twice cover: eight ninths

  bench.derive();

  double const expected = 1.0 * 0.75 * 2.0 / 3.0 + 0.2 * 0.9 * 8.0 / 9.0;
  EXPECT_NEAR(bench.derived.presence[bench.dispute("BEL_PRI")][0], expected, 1e-12);
  EXPECT_NEAR(bench.derived.presence[bench.dispute("XKX_INT")][0], expected, 1e-12);
  EXPECT_EQ(bench.derived.presence[bench.dispute("MNE_INT")][0], 0);
}

TEST(Missions, N5_presence_is_at_most_1) {
  SingleBench bench;
  bench.state.us_attention[0] = 1;
  bench.state.eu_bandwidth[0] = 1;
  for (auto& strength : bench.state.strength) strength[0] = 1e9;

  bench.derive();

  EXPECT_EQ(bench.derived.presence[bench.dispute("BEL_PRI")][0], 1);
}

TEST(Missions, N5_a_country_sees_the_largest_presence_of_its_disputes) {
  SingleBench const bench;
  auto const at = [&](std::string const& dispute) { return bench.derived.presence[bench.dispute(dispute)][0]; };

  EXPECT_EQ(bench.derived.mission_presence[bench.country("SRB")][0], std::max(at("BEL_PRI"), at("BIH_CONST")));
  EXPECT_EQ(bench.derived.mission_presence[bench.country("BIH")][0], at("BIH_CONST"));
  EXPECT_EQ(bench.derived.mission_presence[bench.country("MNE")][0], 0);
  EXPECT_GT(at("BIH_CONST"), 0.1);
}

/// Events that KFOR's surge makes when its dispute goes from one level to another.
std::vector<RecordedEvent> surge_events(double from, double to) {
  SingleBench bench(arm_with({}, open_world));
  int const dispute = bench.dispute("BEL_PRI");
  bench.state.level.assign(8, Pack<double, 1>::Zero());
  bench.state.level[dispute][0] = from;
  bench.derive();
  bench.next = bench.state;
  bench.next.level[dispute][0] = to;
  EventLog log;
  Missions<double, 1>(bench.setup(), bench.reference()).report(bench.month(0, &log), bench.next);
  return log.events;
}

TEST(Missions, N1_a_surge_is_an_event_when_it_is_called_and_when_it_is_over) {
  SingleBench const probe;
  double const third = 1000 * (0.5 + 0.5 * probe.state.us_attention[0]) / 3;

  std::vector<RecordedEvent> const called = surge_events(1, 4);
  std::vector<RecordedEvent> const over = surge_events(3, 0);

  ASSERT_EQ(called.size(), 1U);
  EXPECT_EQ(called[0].entity, mission(probe, "KFOR"));
  EXPECT_EQ(called[0].from, 0);
  EXPECT_NEAR(called[0].to, 2 * third, rounding_of_forces);
  ASSERT_EQ(over.size(), 1U);
  EXPECT_NEAR(over[0].from, third, rounding_of_forces);
  EXPECT_EQ(over[0].to, 0);
  EXPECT_TRUE(surge_events(3, 4).empty());
  EXPECT_TRUE(surge_events(0, 2).empty());
}

}  // namespace
}  // namespace detente
