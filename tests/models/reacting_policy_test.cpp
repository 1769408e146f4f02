// Whole runs under policies whose levers react to the state.
#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <set>

namespace detente {
namespace {

/// L runs of several arms with the levers in sight, and the events of the last month.
template <class Real, int L>
struct Reacting {
  ModelSpec spec;
  RegionalModel<Real, L> model;
  Draws<Real, L> draws;
  typename RegionalModel<Real, L>::Trajectory run;
  EventLog log;

  Reacting(std::vector<ArmInputs> arms, Noise noise, std::uint32_t first_run = 0, int arm = 0)
      : spec{.arms = std::move(arms), .months = 120, .noise = noise},
        model(spec),
        draws(1, model.slots()),
        run(model.trajectory(arm)) {
    LaneKeys<L> keys{};
    for (int lane = 0; lane < L; ++lane) keys.sample[lane] = first_run + static_cast<std::uint32_t>(lane);
    draws.assign(keys);
    restart();
  }
  Reacting(Reacting const&) = delete;
  Reacting& operator=(Reacting const&) = delete;

  void restart() {
    draws.begin_month(0);
    run.start(draws);
  }
  void step(int month) {
    log.events.clear();
    draws.begin_month(month);
    run.step(month, draws, &log);
  }
  double mediation() const { return static_cast<double>(run.levers().mediation[0]); }
};

std::string const fading_war = "{war_path: 0.5}";  // from 0.9, at the rate of drivers.war.rate

ArmInputs reacting(std::string const& lever, std::string const& setting, std::string const& scenario = fading_war) {
  return arm_with({{"policy." + lever, setting}}, scenario);
}

/// First month at whose start half of the way from 0.9 to 0.5 is done: exp(-rate month/12) < 1/2.
int half_way(ArmInputs const& arm) {
  return static_cast<int>(std::ceil(12 * std::log(2.0) / arm.inputs.parameters.drivers.war_rate));
}

// The war is 0.5 + 0.4 exp(-rate m/12) at the start of month m, so it is known when the rule acts; from then on the
// mission goes to half its strength at the rate of withdrawals: 200 + 200 exp(-rate k/12) after k months.
// Would catch: a rule that reads the next month's state or that of the month before, a lever that is felt a month late.
TEST(ReactingPolicy, A_lever_moves_in_the_month_whose_start_meets_the_condition) {
  ArmInputs const arm = reacting("missions.EULEX", R"({when: [{if: "war_intensity < 0.7", set: 0.5, for: 48}]})");
  int const first = half_way(arm);
  double const withdraw = arm.inputs.parameters.missions.withdraw_rate;
  Reacting<double, 1> runs({arm}, Noise::off);
  std::size_t const eulex = 2;
  for (int month = 0; month < first; ++month) runs.step(month);
  ASSERT_GT(first, 2);
  ASSERT_EQ(runs.run.state().strength[eulex][0], 400);
  ASSERT_EQ(runs.run.levers().missions[eulex][0], 0.5);

  for (int k = 0; k < 24; ++k) {
    // Twenty-four products of numbers near 1, each rounded to 2^-53.
    EXPECT_NEAR(runs.run.state().strength[eulex][0], 200 + 200 * std::exp(-withdraw * k / 12), 1e-10) << "month " << k;
    runs.step(first + k);
  }
}

// Would catch: a rule that goes on for a month more or less in a whole run.
TEST(ReactingPolicy, A_lever_returns_to_its_path_when_the_months_are_over) {
  ArmInputs const arm =
      reacting("mediation", R"({base: {2026-01: 0.1, 2036-01: 0.2}, when: [{if: "war_intensity < w and )"
                            R"(war_intensity > 0.6", where: {w: 0.7}, set: 0.9, for: 5}]})");
  double const rate = arm.inputs.parameters.drivers.war_rate;
  Reacting<double, 1> runs({arm}, Noise::off);
  int acted = 0;
  for (int month = 0; month < 60; ++month) {
    int last_held = -100;  // latest month up to this one at whose start the condition held
    for (int m = 0; m <= month; ++m) {
      double const war = 0.5 + 0.4 * std::exp(-rate * m / 12);
      if (war < 0.7 && war > 0.6) last_held = m;
    }
    bool const acts = month - last_held < 5;
    acted += acts ? 1 : 0;
    ASSERT_NEAR(runs.mediation(), acts ? 0.9 : 0.1 + 0.1 * month / 120, 1e-15) << "month " << month;
    runs.step(month);
  }
  EXPECT_GE(acted, 5);
}

// All effort together is mediation times what rests in a held world. In month 0 it is that of the path; the rule acts
// in month 0, so that month 1 sees the effort of 1.0 and not that of 0.6.
// Would catch: what follows read as the month's own, or as it would be without the rule.
TEST(ReactingPolicy, What_follows_from_a_state_is_read_as_the_month_before_left_it) {
  SingleBench const bench(arm_with());
  double unit = 0;
  for (auto const& effort : bench.derived.effort) unit += effort[0] / 0.5;
  std::string const low = fmt::format("{:.17g}", unit * 0.55);
  std::string const path = "base: {2026-01: 0.5, 2026-06: 1.0}";
  Reacting<double, 1> falls(
      {reacting("mediation", "{" + path + ", when: [{if: sum(effort) < " + low + ", set: 1.0}]}", "{hold: reference}")},
      Noise::off);
  Reacting<double, 1> rises(
      {reacting("mediation", "{" + path + ", when: [{if: sum(effort) > " + low + ", set: 0.1}]}", "{hold: reference}")},
      Noise::off);
  std::vector<double> falling, rising;
  for (int month = 0; month < 5; ++month) {
    falling.push_back(falls.mediation());
    rising.push_back(rises.mediation());
    falls.step(month);
    rises.step(month);
  }

  // Month 1 begins with the effort of 1.0. Month 2 begins with that of 0.6, which is above the limit too.
  std::vector<double> const to_fall{1.0, 0.6, 0.7, 0.8, 0.9};
  // 0.5 does not meet the condition, 0.6 does in the month after, whose 0.1 does not, and so on.
  std::vector<double> const to_rise{0.5, 0.6, 0.1, 0.8, 0.1};
  for (std::size_t month = 0; month < 5; ++month) {
    EXPECT_NEAR(falling[month], to_fall[month], 1e-15) << "month " << month;
    EXPECT_NEAR(rising[month], to_rise[month], 1e-15) << "month " << month;
  }
}

// Would catch: the cost of the last run's end, read at the start of the next.
TEST(ReactingPolicy, Nothing_was_paid_before_the_start) {
  Reacting<double, 1> runs({reacting("mediation", R"({base: 0.2, when: [{if: "crisis_cost > 0", set: 0.8}]})")},
                           Noise::off);
  double const at_start = runs.mediation();
  runs.step(0);
  double const after_a_month = runs.mediation();

  runs.restart();

  EXPECT_EQ(at_start, 0.2);
  EXPECT_EQ(after_a_month, 0.8);
  EXPECT_EQ(runs.mediation(), 0.2);
}

// ---- Lanes and copies
// --------------------------------------------------------------------------------------------------

/// A policy that reacts to crises, in a world where they come at random.
ArmInputs lively() {
  return arm_with(
      {{"policy.mediation", R"({base: 0.3, when: [{if: "level[BEL_PRI] >= 2", set: 1.0, for: 7}]})"},
       {"policy.missions.KFOR", R"({when: [{if: "max(level) >= 3", set: 1.5, for: 12}]})"},
       {"policy.capacity_building",
        R"({default: {base: 5, when: [{if: "stability[self] < alarm or cooperate[self] == 1", where: {alarm: 0.45}, )"
        R"(set: 25, for: 4}, {if: "crisis_cost > 35", set: 10}]}})"}},
      open_world);
}

using Runs = WholeRuns<double, 16>;

// Would catch: months left that a copy shares with its original, or that it starts anew.
TEST(ReactingPolicy, A_copy_made_while_a_rule_acts_goes_on_identically) {
  constexpr int months = 40;
  Runs runs(lively(), months, Noise::on);
  std::map<int, Runs::Trajectory> copies;
  int acting = 0;
  for (int month = 0; month < months; ++month) {
    if (std::set{0, 5, 11, 18, 27}.contains(month)) {
      copies.emplace(month, runs.run);
      acting += static_cast<int>((runs.run.levers().mediation == 1.0).count());
    }
    runs.live(month, month + 1);
  }
  auto const end = runs.variables(runs.run);
  auto const outcomes = runs.outcomes();

  ASSERT_GT(acting, 5);
  for (auto& [month, copy] : copies) {
    runs.live(copy, month, months);
    expect_identical(runs.variables(copy), end, "copied in month " + std::to_string(month));
    expect_identical(runs.outcomes(copy), outcomes, "copied in month " + std::to_string(month));
  }
}

TEST(ReactingPolicy, A_trajectory_that_starts_again_forgets_which_rules_acted) {
  Runs runs(lively(), 30, Noise::on);
  runs.live(0, 30);
  auto const first = runs.outcomes();

  runs.restart();
  runs.live(0, 30);

  expect_identical(runs.outcomes(), first, "second start");
}

// Would catch: a branch on one lane for all, a clock that lanes share.
TEST(ReactingPolicy, Sixteen_runs_in_lockstep_are_sixteen_runs_alone_bit_by_bit) {
  constexpr int months = 36;
  Runs wide(lively(), months, Noise::on, 40);
  wide.live(0, months);
  auto const variables = wide.variables(wide.run);
  auto const outcomes = wide.outcomes();

  for (int lane = 0; lane < 16; ++lane) {
    WholeRuns<double, 1> alone(lively(), months, Noise::on, 40 + static_cast<std::uint32_t>(lane));
    alone.live(0, months);
    for (auto const& [name, pack] : alone.variables(alone.run))
      ASSERT_TRUE(same_bits(pack[0], variables.at(name)[lane])) << name << ", lane " << lane;
    for (auto const& [name, pack] : alone.outcomes())
      ASSERT_TRUE(same_bits(pack[0], outcomes.at(name)[lane])) << name << ", lane " << lane;
  }
}

// Would catch: a rule whose condition never holds, and that changes a run all the same.
TEST(ReactingPolicy, A_rule_that_never_acts_changes_nothing) {
  std::string const lever = "policy.mediation";
  Runs plain(arm_with({{lever, "0.3"}}, open_world), 24, Noise::on);
  Runs idle(arm_with({{lever, R"({base: 0.3, when: [{if: "max(level) > 5", set: 1.0}]})"}}, open_world), 24, Noise::on);

  plain.live(0, 24);
  idle.live(0, 24);

  expect_identical(idle.variables(idle.run), plain.variables(plain.run), "variables");
  expect_identical(idle.outcomes(), plain.outcomes(), "outcomes");
}

// ---- Events, catalogue
// -------------------------------------------------------------------------------------------------

// Would catch: an event a month early or late; a rule in force from the start that is never told.
TEST(ReactingPolicy, The_months_of_a_rule_are_told_as_they_are_lived) {
  ArmInputs const arm = reacting("mediation", R"({base: 0.2, when: [{if: "war_intensity > 0.7", set: 0.8}]})");
  int const stops = half_way(arm);
  Reacting<double, 1> runs({arm}, Noise::off);
  std::vector<int> started, stopped;
  for (int month = 0; month < 40; ++month) {
    bool const acts = runs.mediation() == 0.8;
    runs.step(month);
    for (RecordedEvent const& event : runs.log.of(EventCode::rule)) {
      EXPECT_EQ(event.to == 1, acts);
      (event.to == 1 ? started : stopped).push_back(month);
    }
  }

  EXPECT_EQ(started, std::vector<int>{0});
  EXPECT_EQ(stopped, std::vector<int>{stops});
}

// Would catch: rules of the second policy told as those of the first; one policy counted once for every scenario.
TEST(ReactingPolicy, Rules_are_numbered_over_all_policies_of_an_experiment) {
  std::string const always = R"({when: [{if: "war_intensity > 0", set: 0.8}, {if: "shock > 9", set: 0.7}]})";
  ArmInputs first = reacting("mediation", always);
  ArmInputs second = reacting("audit", always);
  first.policy.id = "first";
  second.policy.id = "second";
  ArmInputs elsewhere = first;
  elsewhere.scenario = arm_with({}, "{war_path: 0.2}").scenario;
  std::vector<ArmInputs> const arms{first, elsewhere, second};

  Reacting<double, 1> runs(arms, Noise::off, 0, 2);
  runs.step(0);
  Catalogue const catalogue = catalogue_of(runs.spec);

  EXPECT_EQ(catalogue.dimension("rule").labels,
            (std::vector<std::string>{"first.mediation.1", "first.mediation.2", "second.audit.1", "second.audit.2"}));
  EXPECT_EQ(catalogue.dimension("rule").long_names.at(2), "if war_intensity > 0: set 0.8");
  EXPECT_EQ(catalogue.events.size(), static_cast<std::size_t>(EventCode::rule) + 1);
  EXPECT_EQ(catalogue.events.at(static_cast<std::size_t>(EventCode::rule)).name, "rule");
  ASSERT_EQ(runs.log.of(EventCode::rule).size(), 1U);
  EXPECT_EQ(runs.log.of(EventCode::rule)[0].entity, 2);
}

TEST(ReactingPolicy, Without_rules_the_catalogue_knows_of_none) {
  Catalogue const catalogue = catalogue_of({.arms = {arm_with()}, .months = 12, .noise = Noise::off});

  EXPECT_EQ(catalogue.events.size(), static_cast<std::size_t>(EventCode::rule));
  EXPECT_THROW(static_cast<void>(catalogue.dimension("rule")), std::out_of_range);
}

TEST(ReactingPolicy, Lever_paths_hold_the_base_of_a_lever_that_reacts) {
  ModelSpec const spec{.arms = {reacting("mediation", R"({base: 0.2, when: [{if: "shock >= 0", set: 0.8}]})")},
                       .months = 12,
                       .noise = Noise::off};

  LeverPaths const paths = lever_paths_of(spec);

  auto const at = std::find(paths.names.begin(), paths.names.end(), "mediation") - paths.names.begin();
  EXPECT_EQ(paths.values.at(0).at(static_cast<std::size_t>(at)), 0.2);
}

// The order of entities decides in which order sums are taken, and nothing else.
TEST(ReactingPolicy, A_rule_names_entities_and_not_their_places) {
  ArmInputs arm = arm_with();
  std::string const text = "pressure[RUS,SRB] > 0.2 and max(level) >= 0 and stability[ALB] > 0";
  Region const& region = arm.inputs.region;
  Condition const condition = parse_condition(text, {rule_vocabulary(region)});
  Region reversed = region;
  std::reverse(reversed.countries.begin(), reversed.countries.end());

  int const usual = entities_of(condition.comparisons[0], rule_vocabulary(region)).at(0);
  int const turned = entities_of(condition.comparisons[0], rule_vocabulary(reversed)).at(0);

  EXPECT_NE(usual, turned);
  EXPECT_EQ(reversed.countries[static_cast<std::size_t>(turned % 6)].id, "SRB");
  EXPECT_EQ(entities_of(condition.comparisons[1], rule_vocabulary(region)).size(), region.disputes.size());
}

}  // namespace
}  // namespace detente
