#include "models/world.hpp"

#include "tests/models/process_checks.hpp"
#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// Names of all variables of the state.
std::set<std::string> all_variables() {
  SingleBench bench;
  std::set<std::string> names;
  for (auto const& packs : packs_of(bench.state)) names.insert(packs.field());
  return names;
}

// Would catch: a process that is not called, or a variable that nobody carries over.
TEST(World, A_month_writes_every_variable_of_the_state) {
  SingleBench bench(arm_with({}, open_world), Noise::on);
  forget(bench.next);

  bench.world().step(bench.month(), bench.next);

  for (auto const& packs : packs_of(bench.next)) EXPECT_FALSE(std::isnan((*packs.pack)[0])) << packs.name;
}

// What each process writes is its own. So none can see what another wrote this month, and their order is free.
// Would catch: two processes that write one variable, where the last one called would win.
TEST(World, No_two_processes_write_the_same_variable) {
  std::vector<std::set<std::string>> const parts{
      written_by<Drivers>(),    written_by<Stances>(),       written_by<Inclusion>(),   written_by<HybridPressure>(),
      written_by<Governance>(), written_by<Alignment>(),     written_by<Procurement>(), written_by<Mistrust>(),
      written_by<Industry>(),   written_by<Contributions>(), written_by<Mobility>(),    written_by<Missions>(),
      written_by<Tension>(),    written_by<Escalation>()};

  std::set<std::string> together;
  std::size_t written = 0;
  for (std::set<std::string> const& part : parts) {
    together.insert(part.begin(), part.end());
    written += part.size();
  }

  EXPECT_EQ(together, all_variables());
  EXPECT_EQ(written, together.size());
}

// Would catch: a process that writes to what another reads later in the same month.
TEST(World, A_month_changes_nothing_of_its_start) {
  ModelBench<double, 16> bench(arm_with({}, open_world), Noise::on);
  scatter(bench.state, bench.region());
  bench.derive();
  State<double, 16> before = bench.state;
  Derived<double, 16> derived_before = bench.derived;

  bench.world().step(bench.month(3), bench.next);

  auto const expect_unchanged = [](auto& now, auto& was) {
    auto const of_now = packs_of(now);
    auto const of_was = packs_of(was);
    for (std::size_t k = 0; k < of_now.size(); ++k)
      EXPECT_TRUE((*of_now[k].pack == *of_was[k].pack).all()) << of_now[k].name;
  };
  expect_unchanged(bench.state, before);
  expect_unchanged(bench.derived, derived_before);
}

// Would catch: a quantity derived from what was derived the month before.
TEST(World, What_follows_from_a_state_depends_on_nothing_else) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  scatter(bench.state, bench.region());
  bench.derive();
  Derived<double, 16> first = bench.derived;
  forget(bench.derived);

  bench.derive();

  auto const again = packs_of(bench.derived);
  auto const once = packs_of(first);
  for (std::size_t k = 0; k < again.size(); ++k) EXPECT_TRUE((*again[k].pack == *once[k].pack).all()) << again[k].name;
}

TEST(World, Usual_levels_are_felt_only_where_no_event_can_move_them) {
  auto const felt = [](std::string const& scenario, Noise noise) {
    SingleBench bench(arm_with({}, scenario), noise);
    bench.state.level[0][0] = 3;
    bench.derive();
    return bench.derived.level_felt[0][0];
  };

  EXPECT_EQ(felt("{hold: reference}", Noise::off), 0.906);
  EXPECT_EQ(felt("{hold: reference}", Noise::on), 3);
  EXPECT_EQ(felt(open_world, Noise::off), 3);
}

// n = 16 * 500 starts, 4 s.e., 18 cells: P(false alarm) = 0.001 for another seed.
TEST(World, Runs_start_with_stances_drawn_from_their_usual_shares) {
  ModelBench<double, 16> bench(arm_with({}, open_world), Noise::on);
  std::vector<std::array<double, 3>> counts(6);
  for (std::uint32_t batch = 0; batch < 500; ++batch) {
    bench.use_runs(16 * batch);
    State<double, 16> const start = bench.world().start(bench.luck());
    for (int i = 0; i < 6; ++i) {
      counts[i][0] += start.cooperate[i].sum();
      counts[i][1] += start.hedge[i].sum();
      counts[i][2] += start.defy[i].sum();
    }
  }

  for (int i = 0; i < 6; ++i) {
    for (int s = 0; s < 3; ++s) {
      double const p = bench.region().countries[i].stance[s];
      EXPECT_NEAR(counts[i][s] / 8000, p, 4 * std::sqrt(p * (1 - p) / 8000)) << "country " << i << ", stance " << s;
    }
  }
}

TEST(World, Runs_start_in_the_regime_that_a_scenario_holds) {
  SingleBench const held(arm_with({}, "{war_path: 0.9, us_hold: disengaged}"));
  SingleBench const free(arm_with({}, open_world));

  EXPECT_EQ(held.world().start(held.luck()).us_regime[0], 2);
  EXPECT_EQ(free.world().start(free.luck()).us_regime[0], 1);
  EXPECT_EQ(held.reference().state.us_regime[0], 1) << "the reference is that of the start world";
}

// Would catch: an account of the month's start.
TEST(World, A_month_is_accounted_by_its_end_and_surges_are_told) {
  SingleBench bench(arm_with({}, open_world));
  for (auto& level : bench.state.level) level[0] = 0;
  bench.derive();
  bench.next = bench.state;
  bench.next.level[bench.dispute("BEL_PRI")][0] = 4;
  MonthCost<double, 1> cost(bench.region());
  EventLog log;

  bench.world().account(bench.month(0, &log), bench.next, cost);

  EXPECT_GE(cost.eu[static_cast<std::size_t>(Component::stabilisation)][0], 0.7 * 60);
  ASSERT_EQ(log.events.size(), 1U);
  EXPECT_EQ(log.events[0].code, EventCode::surge);
}

// ---- Every process of arms, roads, missions and disputes
// ---------------------------------------------------------------

using Names = std::set<std::string>;

// Would catch: a variable written for some entities only, or what is written this month read in the same month.
TEST(World, Processes_write_what_their_headers_say) {
  EXPECT_EQ(written_by<Procurement>(), (Names{"spending", "contract", "stock"}));
  EXPECT_EQ(written_by<Industry>(), (Names{"industry"}));
  EXPECT_EQ(written_by<Contributions>(), (Names{"peacekeepers", "experience", "crossings"}));
  EXPECT_EQ(written_by<Mobility>(), (Names{"quality"}));
  EXPECT_EQ(written_by<Missions>(), (Names{"strength", "legacy"}));
  EXPECT_EQ(written_by<Tension>(), (Names{"tension"}));
  EXPECT_EQ(written_by<Escalation>(), (Names{"level", "recency", "settlement"}));
}

TEST(World, Every_lane_of_procurement_is_a_run_of_its_own) { expect_lanes_are_single_runs<Procurement>(); }
TEST(World, Every_lane_of_industry_is_a_run_of_its_own) { expect_lanes_are_single_runs<Industry>(); }
TEST(World, Every_lane_of_contributions_is_a_run_of_its_own) { expect_lanes_are_single_runs<Contributions>(); }
TEST(World, Every_lane_of_mobility_is_a_run_of_its_own) { expect_lanes_are_single_runs<Mobility>(); }
TEST(World, Every_lane_of_missions_is_a_run_of_its_own) { expect_lanes_are_single_runs<Missions>(); }
TEST(World, Every_lane_of_tension_is_a_run_of_its_own) { expect_lanes_are_single_runs<Tension>(); }
TEST(World, Every_lane_of_escalation_is_a_run_of_its_own) { expect_lanes_are_single_runs<Escalation>(); }

TEST(World, Single_precision_lanes_of_procurement_hold_their_runs) {
  expect_single_precision_lanes_hold<Procurement>();
}
TEST(World, Single_precision_lanes_of_industry_hold_their_runs) { expect_single_precision_lanes_hold<Industry>(); }
TEST(World, Single_precision_lanes_of_contributions_hold_their_runs) {
  expect_single_precision_lanes_hold<Contributions>();
}
TEST(World, Single_precision_lanes_of_mobility_hold_their_runs) { expect_single_precision_lanes_hold<Mobility>(); }
TEST(World, Single_precision_lanes_of_missions_hold_their_runs) { expect_single_precision_lanes_hold<Missions>(); }
TEST(World, Single_precision_lanes_of_tension_hold_their_runs) { expect_single_precision_lanes_hold<Tension>(); }
TEST(World, Single_precision_lanes_of_escalation_hold_their_runs) { expect_single_precision_lanes_hold<Escalation>(); }

}  // namespace
}  // namespace detente
