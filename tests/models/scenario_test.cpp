#include "models/scenario.hpp"

#include "tests/models/small_region.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

Parameters<double> base_parameters() {
  ConfigTree const tree = ConfigTree::load(std::string(DETENTE_SOURCE_DIR) + "/configs/parameters.yaml");
  return read_parameters(tree.root());
}

/// A scenario in the small region, and what a user would read of it.
struct ScenarioRead {
  Scenario scenario;
  std::string faults;

  explicit ScenarioRead(std::string const& yaml, Region const& region = region_of()) {
    ConfigTree tree = ConfigTree::parse(yaml, "x.yaml");
    scenario = read_scenario(tree.root(), "tested", region, base_parameters());
    tree.report_unknown_keys();
    try {
      tree.throw_if_errors();
    } catch (ConfigError const& error) {
      faults = error.what();
    }
  }
};

// Would catch: a scenario that changes something that it does not name.
TEST(Scenario, What_is_not_named_stays_as_it_is) {
  ScenarioRead const read("hold: reference\n");

  EXPECT_EQ(read.faults, "");
  EXPECT_EQ(read.scenario.id, "tested");
  EXPECT_TRUE(read.scenario.holds_reference);
  EXPECT_FALSE(read.scenario.us_hold);
  EXPECT_EQ(read.scenario.capacity, (std::vector{1.0}));
  EXPECT_EQ(read.scenario.plans, 1);
  EXPECT_EQ(read.scenario.deployments, 1);
  EXPECT_EQ(read.scenario.coproduction, 1);
  EXPECT_EQ(read.scenario.appeal, (std::vector{0.0, 0.0}));
  EXPECT_TRUE(read.scenario.shift.alignment.empty());
  EXPECT_EQ(read.scenario.parameters.governance.gov_audit, base_parameters().governance.gov_audit);
}

// Would catch: a path given to the other index or country, an index with two owners.
TEST(Scenario, Paths_to_follow_are_read_by_index_and_country) {
  Followed const follow =
      ScenarioRead("hold: reference\nfollow: {capture: {BBB: {2026-01: 0.1, 2026-03: 0.3}}}\n").scenario.follow;

  EXPECT_TRUE(follow.oversight.empty());
  ASSERT_EQ(follow.capture.size(), 2U);
  EXPECT_FALSE(follow.capture[0]);
  EXPECT_NEAR(follow.capture[1]->at(YearMonth::of(2026, 2)), 0.2, 1e-15);
  std::string const faults = ScenarioRead("hold: reference\nfollow: {capture: 0.1}\nshift: {capture: 0.1}\n").faults;
  EXPECT_NE(faults.find("capture has two owners"), std::string::npos) << faults;
  EXPECT_NE(ScenarioRead("hold: reference\nfollow: {capture: 1.5}\n").faults, "");
  EXPECT_NE(ScenarioRead("hold: reference\nfollow: {trust: 0.5}\n").faults, "");
}

TEST(Scenario, All_keys_are_read_where_they_belong) {
  ScenarioRead const read(
      "war_path: {2026-01: 0.5, 2028-01: 0.1}\nus_hold: disengaged\ncapacity: {FOE: 2}\nplans: 1.5\ndeployments: "
      "0.5\ncoproduction: 3\n"
      "appeal: {EAST: -1}\nparameters: {governance.gov_audit: 0.7}\n");

  EXPECT_EQ(read.faults, "");
  EXPECT_FALSE(read.scenario.holds_reference);
  EXPECT_NEAR(read.scenario.war_path.at(YearMonth::of(2027, 1)), 0.3, few_roundings);
  EXPECT_EQ(read.scenario.us_hold, UsRegime::disengaged);
  EXPECT_EQ(read.scenario.capacity, (std::vector{2.0}));
  EXPECT_EQ(read.scenario.plans, 1.5);
  EXPECT_EQ(read.scenario.deployments, 0.5);
  EXPECT_EQ(read.scenario.coproduction, 3);
  EXPECT_EQ(read.scenario.appeal, (std::vector{0.0, -1.0}));
  EXPECT_EQ(read.scenario.parameters.governance.gov_audit, 0.7);
  EXPECT_EQ(read.scenario.parameters.governance.cap_audit, base_parameters().governance.cap_audit);
}

TEST(Scenario, Every_regime_can_be_held) {
  EXPECT_EQ(ScenarioRead("hold: reference\nus_hold: engaged\n").scenario.us_hold, UsRegime::engaged);
  EXPECT_EQ(ScenarioRead("hold: reference\nus_hold: transactional\n").scenario.us_hold, UsRegime::transactional);
}

// Would catch: two shifts read from each other's key.
TEST(Scenario, Shifts_are_read_where_they_belong) {
  Shift const shift =
      ScenarioRead(
          "hold: reference\nshift: {oversight: 0.01, capture: 0.02, alignment: 0.03, trust: 0.04, resilience: 0.05,\n"
          "        fragmentation: 0.06, stability: 0.07, up_offset: 0.08, settlement: 1}\n")
          .scenario.shift;

  EXPECT_EQ(shift.oversight, (std::vector{0.01, 0.01}));
  EXPECT_EQ(shift.capture, (std::vector{0.02, 0.02}));
  EXPECT_EQ(shift.alignment, (std::vector{0.03, 0.03}));
  EXPECT_EQ(shift.trust, (std::vector{0.04, 0.04}));
  EXPECT_EQ(shift.resilience, (std::vector{0.05, 0.05}));
  EXPECT_EQ(shift.fragmentation, (std::vector{0.06, 0.06}));
  EXPECT_EQ(shift.stability, (std::vector{0.07, 0.07}));
  EXPECT_EQ(shift.up_offset, (std::vector{0.08, 0.08}));
  EXPECT_EQ(shift.settlement, (std::vector{1.0, 1.0}));
}

TEST(Scenario, Shift_may_name_some_or_have_a_default) {
  EXPECT_EQ(ScenarioRead("hold: reference\nshift: {trust: {BBB: -0.1}}\n").scenario.shift.trust,
            (std::vector{0.0, -0.1}));
  EXPECT_EQ(ScenarioRead("hold: reference\nshift: {trust: {BBB: -0.1, default: 0.2}}\n").scenario.shift.trust,
            (std::vector{0.2, -0.1}));
  EXPECT_EQ(ScenarioRead("hold: reference\nshift: {up_offset: {INSIDE: 1.5}}\n").scenario.shift.up_offset,
            (std::vector{0.0, 1.5}));
}

// The second segment lies on both corridors, the bypass on none.
TEST(Scenario, Shift_of_quality_is_by_corridor_or_by_segment) {
  auto const by = [](std::string const& yaml) {
    return ScenarioRead("hold: reference\nshift: {quality: " + yaml + "}\n").scenario.shift.quality;
  };

  EXPECT_EQ(by("{C1: 0.2}"), (std::vector{0.2, 0.2, 0.0}));
  EXPECT_EQ(by("{C2: 0.2}"), (std::vector{0.0, 0.2, 0.0}));
  EXPECT_EQ(by("{around: -0.3}"), (std::vector{0.0, 0.0, -0.3}));
  EXPECT_EQ(by("0.1"), (std::vector{0.1, 0.1, 0.1}));
}

// Would catch: what is said of all segments counted once more for every corridor that they lie on.
TEST(Scenario, Shift_of_quality_for_all_is_the_same_for_all) {
  auto const by = [](std::string const& yaml) {
    return ScenarioRead("hold: reference\nshift: {quality: " + yaml + "}\n").scenario.shift.quality;
  };

  EXPECT_EQ(by("{default: 0.1}"), (std::vector{0.1, 0.1, 0.1}));
  EXPECT_EQ(by("{value: 0.1, source: someone}"), (std::vector{0.1, 0.1, 0.1}));
  EXPECT_EQ(by("{C2: 0.2, default: 0.1}"), (std::vector{0.1, 0.2, 0.1}));
}

TEST(BrokenScenario, Quality_of_what_does_not_exist) {
  std::string const found = ScenarioRead("hold: reference\nshift: {quality: {C3: 0.1}}\n").faults;

  EXPECT_NE(found.find("x.yaml:2:19: error: shift.quality: unknown id 'C3'"), std::string::npos) << found;
}

TEST(BrokenScenario, Path_of_the_war_in_a_held_world) {
  EXPECT_EQ(ScenarioRead("hold: reference\nwar_path: 0.5\n").faults,
            "x.yaml:2:11: error: war_path has no effect (not beside `hold: reference`, which keeps the war as it is)\n"
            "war_path: 0.5\n"
            "          ^");
}

TEST(BrokenScenario, World_without_a_path_of_the_war) {
  EXPECT_NE(ScenarioRead("us_hold: engaged\n")
                .faults.find("error: scenario tested has no war_path (a dated path of the war, or `hold: reference`)"),
            std::string::npos);
}

TEST(BrokenScenario, War_beyond_its_worst_year) {
  EXPECT_EQ(ScenarioRead("war_path: {2026-01: 1.2}\n").faults,
            "x.yaml:1:21: error: war_path.2026-01: 1.2 lies above 1 (a number from 0 to 1 was expected)\n"
            "war_path: {2026-01: 1.2}\n"
            "                    ^");
}

TEST(BrokenScenario, Capacity_of_an_actor_that_does_not_push) {
  EXPECT_EQ(ScenarioRead("hold: reference\ncapacity: {EU: 2}\n").faults,
            "x.yaml:2:12: error: capacity: unknown id 'EU' (FOE or default was expected)\n"
            "capacity: {EU: 2}\n"
            "           ^");
}

TEST(BrokenScenario, Hold_of_something_else) {
  EXPECT_EQ(ScenarioRead("hold: levels\n").faults.substr(0, 75),
            "x.yaml:1:7: error: hold: 'levels' is not one of the choices (reference was ");
}

// Would catch: a shift of what no one reads, silently without effect.
TEST(BrokenScenario, Shift_of_something_that_cannot_be_shifted) {
  std::string const found = ScenarioRead("hold: reference\nshift: {tension: 0.1}\n").faults;

  EXPECT_NE(found.find("x.yaml:2:9: error: unknown key 'tension'"), std::string::npos) << found;
}

TEST(BrokenScenario, Half_an_agreement) {
  std::string const found = ScenarioRead("hold: reference\nshift: {settlement: 0.5}\n").faults;

  EXPECT_NE(found.find("error: a shift of settlement by 0.5 (-1, 0 or 1: an agreement is whole or nothing)"),
            std::string::npos)
      << found;
}

TEST(BrokenScenario, Coefficient_that_does_not_exist) {
  std::string const found = ScenarioRead("hold: reference\nparameters: {governance.gov_audits: 1}\n").faults;

  EXPECT_NE(found.find("unknown key 'gov_audits'"), std::string::npos) << found;
}

TEST(BrokenScenario, Coefficient_outside_its_valid_range) {
  EXPECT_EQ(
      ScenarioRead("hold: reference\nparameters: {governance.gov_audit: -1}\n").faults,
      "x.yaml:2:36: error: parameters.governance.gov_audit: -1 lies below 0 (a number from 0 to 10000 was expected)\n"
      "parameters: {governance.gov_audit: -1}\n"
      "                                   ^");
}

}  // namespace
}  // namespace detente
