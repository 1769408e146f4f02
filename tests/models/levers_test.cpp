#include "models/levers.hpp"

#include "models/policy.hpp"
#include "tests/models/small_region.hpp"
#include "tests/models/state_packs.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <type_traits>

namespace detente {
namespace {

YearMonth const first_month = YearMonth::of(2026, 1);

/// A policy in the small region, and what a user would read of it.
struct PolicyRead {
  Region region;
  Policy policy;
  std::string faults;

  explicit PolicyRead(std::string const& yaml) : region(region_of()) {
    ConfigTree const place = ConfigTree::parse(small_region, "small.yaml");
    ConfigTree tree = ConfigTree::parse(yaml, "policy.yaml");
    Policy const status_quo = read_status_quo(place.root()["status_quo"], region);
    place.throw_if_errors();
    policy = read_policy(tree.root(), "tested", status_quo, region);
    tree.report_unknown_keys();
    try {
      tree.throw_if_errors();
    } catch (ConfigError const& error) {
      faults = error.what();
    }
  }
  /// Value of a lever in a month.
  double at(std::string const& lever, YearMonth month) const {
    std::vector<std::string> const names = lever_names(region);
    std::size_t const k = static_cast<std::size_t>(std::find(names.begin(), names.end(), lever) - names.begin());
    return policy.paths.at(k).at(month);
  }
};

/// The status quo with one line of its block replaced.
std::string faults_of_status_quo(std::string const& from, std::string const& to) {
  ConfigTree tree = ConfigTree::parse(small_region_with(from, to), "small.yaml");
  Region const region = region_of();
  static_cast<void>(read_status_quo(tree.root()["status_quo"], region));
  try {
    tree.throw_if_errors();
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "";
}

TEST(Levers, Names_follow_the_table_and_the_sets_of_the_region) {
  std::vector<std::string> const expected{"alignment_demand",
                                          "access.mobility.AAA",
                                          "access.mobility.BBB",
                                          "access.governance.AAA",
                                          "access.governance.BBB",
                                          "access.industry.AAA",
                                          "access.industry.BBB",
                                          "promise.AAA",
                                          "promise.BBB",
                                          "pace.AAA",
                                          "pace.BBB",
                                          "conditionality",
                                          "benchmark",
                                          "verification",
                                          "audit",
                                          "capacity_building.AAA",
                                          "capacity_building.BBB",
                                          "infrastructure",
                                          "infrastructure_shares.C1",
                                          "infrastructure_shares.C2",
                                          "resilience_aid.AAA",
                                          "resilience_aid.BBB",
                                          "coordination",
                                          "mediation",
                                          "missions.GUARD",
                                          "frontex_officers"};

  EXPECT_EQ(lever_names(region_of()), expected);  // the force after a war in INSIDE has no lever
  EXPECT_EQ(lever_units(region_of()).size(), expected.size());
  EXPECT_EQ(lever_units(region_of())[17], "MEUR/year");
  EXPECT_EQ(lever_units(region_of())[25], "persons");
}

TEST(Levers, Table_says_what_each_lever_is) {
  std::set<std::string_view> names;
  for (LeverInfo const& lever : lever_table()) {
    EXPECT_TRUE(names.insert(lever.name).second) << lever.name;
    EXPECT_FALSE(lever.unit.empty()) << lever.name;
    EXPECT_FALSE(lever.meaning.empty()) << lever.name;
    EXPECT_EQ(lever.valid.lowest, 0) << lever.name;
  }
  EXPECT_EQ(names.size(), 18U);
}

TEST(Levers, What_a_policy_does_not_name_keeps_the_status_quo) {
  PolicyRead const read("mediation: 0.9\n");

  EXPECT_EQ(read.faults, "");
  EXPECT_EQ(read.at("mediation", first_month), 0.9);
  EXPECT_EQ(read.at("audit", first_month), 0.3);
  EXPECT_EQ(read.at("pace.AAA", first_month), 0.4);
  EXPECT_EQ(read.at("pace.BBB", first_month), 0.1);
  EXPECT_EQ(read.at("access.governance.BBB", first_month), 0.3);
}

// Would catch: a country that is not named set to 0, or to the value of the one that is.
TEST(Levers, Lever_by_country_may_be_set_for_one_for_all_or_with_a_default) {
  PolicyRead const one("pace: {BBB: 0.8}\n");
  PolicyRead const all("pace: 0.6\n");
  PolicyRead const with_default("pace: {AAA: 0.9, default: 0.2}\n");

  EXPECT_EQ(one.at("pace.AAA", first_month), 0.4);
  EXPECT_EQ(one.at("pace.BBB", first_month), 0.8);
  EXPECT_EQ(all.at("pace.AAA", first_month), 0.6);
  EXPECT_EQ(all.at("pace.BBB", first_month), 0.6);
  EXPECT_EQ(with_default.at("pace.AAA", first_month), 0.9);
  EXPECT_EQ(with_default.at("pace.BBB", first_month), 0.2);
}

TEST(Levers, Dotted_and_nested_keys_are_the_same) {
  EXPECT_EQ(PolicyRead("access.mobility: {AAA: 0.5}\n").at("access.mobility.AAA", first_month), 0.5);
  EXPECT_EQ(PolicyRead("access: {mobility: {AAA: 0.5}}\n").at("access.mobility.AAA", first_month), 0.5);
  EXPECT_EQ(PolicyRead("missions: {GUARD: 0.5}\n").at("missions.GUARD", first_month), 0.5);
}

// Would catch: a path that jumps to its first date's value at once.
TEST(Levers, Path_sets_out_from_the_status_quo) {
  PolicyRead const read("mediation: {2027-01: 1.0, 2028-01: 0.2}\n");

  EXPECT_EQ(read.at("mediation", first_month), 0.5);
  EXPECT_NEAR(read.at("mediation", YearMonth::of(2026, 7)), 0.75, 1e-15);
  EXPECT_EQ(read.at("mediation", YearMonth::of(2027, 1)), 1.0);
  EXPECT_NEAR(read.at("mediation", YearMonth::of(2027, 7)), 0.6, 1e-15);
  EXPECT_EQ(read.at("mediation", YearMonth::of(2040, 1)), 0.2);
}

TEST(Levers, Path_that_names_the_start_begins_there) {
  EXPECT_EQ(PolicyRead("mediation: {2026-01: 0.9, 2027-01: 1.0}\n").at("mediation", first_month), 0.9);
}

// Would catch: a path with one later date taken for a constant.
TEST(Levers, Path_with_one_date_sets_out_from_the_status_quo) {
  PolicyRead const read("mediation: {2028-01: 1.0}\n");

  EXPECT_EQ(read.at("mediation", first_month), 0.5);
  EXPECT_NEAR(read.at("mediation", YearMonth::of(2027, 1)), 0.75, 1e-15);
}

TEST(Levers, Described_path_sets_out_from_the_status_quo_as_a_bare_one_does) {
  PolicyRead const read("mediation: {value: {2028-01: 1.0}, source: someone}\n");

  EXPECT_EQ(read.at("mediation", first_month), 0.5);
  EXPECT_EQ(read.at("mediation", YearMonth::of(2028, 1)), 1.0);
}

TEST(Levers, Each_country_sets_out_from_its_own_status_quo) {
  PolicyRead const read("pace: {2027-01: 1.0}\n");

  EXPECT_NEAR(read.at("pace.AAA", YearMonth::of(2026, 7)), 0.7, few_roundings);
  EXPECT_NEAR(read.at("pace.BBB", YearMonth::of(2026, 7)), 0.55, few_roundings);
}

TEST(Levers, Shares_that_change_together_may_be_a_path) {
  PolicyRead const read("infrastructure_shares: {C1: {2028-01: 0.2}, C2: {2028-01: 0.8}}\n");

  EXPECT_EQ(read.faults, "");
  EXPECT_NEAR(read.at("infrastructure_shares.C1", YearMonth::of(2027, 1)), 0.45, few_roundings);
}

// Would catch: values laid out by lever in place of by month.
TEST(Levers, Values_are_laid_out_month_by_month) {
  PolicyRead const read("mediation: {2026-02: 0.7}\n");

  std::vector<double> const values = lever_values(read.policy, first_month, 3);

  ASSERT_EQ(values.size(), 3U * 26U);
  EXPECT_EQ(values[0], 0.6);
  EXPECT_EQ(values[23], 0.5);
  EXPECT_EQ(values[26 + 23], 0.7);
  EXPECT_EQ(values[2 * 26 + 23], 0.7);
  EXPECT_EQ(values[2 * 26 + 25], 100);
}

// Would catch: two levers with each other's value. Every flattened lever is another number, and every pack must hold
// its own in all lanes.
TEST(Levers, Assigning_puts_every_value_in_its_place_in_all_lanes) {
  Region const region = region_of();
  std::vector<double> values(26);
  for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<double>(k) + 1;
  Levers<float, 16> levers(region);

  levers.assign(region, values.data());

  auto const is = [](Pack<float, 16> const& pack, float value) { return (pack == value).all(); };
  EXPECT_TRUE(is(levers.alignment_demand, 1));
  EXPECT_TRUE(is(levers.access_mobility[0], 2) && is(levers.access_mobility[1], 3));
  EXPECT_TRUE(is(levers.access_governance[0], 4) && is(levers.access_governance[1], 5));
  EXPECT_TRUE(is(levers.access_industry[0], 6) && is(levers.access_industry[1], 7));
  EXPECT_TRUE(is(levers.promise[0], 8) && is(levers.promise[1], 9));
  EXPECT_TRUE(is(levers.pace[0], 10) && is(levers.pace[1], 11));
  EXPECT_TRUE(is(levers.conditionality, 12));
  EXPECT_TRUE(is(levers.benchmark, 13));
  EXPECT_TRUE(is(levers.verification, 14));
  EXPECT_TRUE(is(levers.audit, 15));
  EXPECT_TRUE(is(levers.capacity_building[0], 16) && is(levers.capacity_building[1], 17));
  EXPECT_TRUE(is(levers.infrastructure, 18));
  EXPECT_TRUE(is(levers.infrastructure_shares[0], 19) && is(levers.infrastructure_shares[1], 20));
  EXPECT_TRUE(is(levers.resilience_aid[0], 21) && is(levers.resilience_aid[1], 22));
  EXPECT_TRUE(is(levers.coordination, 23));
  EXPECT_TRUE(is(levers.mediation, 24));
  EXPECT_TRUE(is(levers.missions[0], 25));
  EXPECT_TRUE(is(levers.missions[1], 0));  // the force after a war is no one's lever
  EXPECT_TRUE(is(levers.frontex_officers, 26));
}

// Would catch: mandates counted from the first mission on, which is right only while forces after a war come last.
TEST(Levers, Mandate_is_that_of_its_mission_wherever_it_stands) {
  Region region = region_of();
  Mission second = region.missions.front();
  second.id = "SECOND";
  region.missions.push_back(second);  // GUARD, the force after a war in INSIDE, SECOND
  std::vector<std::string> const names = lever_names(region);
  std::vector<double> values(names.size());
  for (std::size_t k = 0; k < names.size(); ++k)
    values[k] = names[k] == "missions.GUARD" ? 3 : names[k] == "missions.SECOND" ? 4 : 1;
  Levers<double, 1> levers(region);

  levers.assign(region, values.data());

  ASSERT_EQ(names.size(), 27U);
  EXPECT_EQ(levers.missions[0][0], 3);
  EXPECT_EQ(levers.missions[1][0], 0);
  EXPECT_EQ(levers.missions[2][0], 4);
  EXPECT_EQ(levers.frontex_officers[0], 1);
}

// Would catch: a key that stands beside another lever's member; a member that is not described.
TEST(Levers, Every_member_is_described_once_under_its_own_name) {
  Region const region = region_of();
  Levers<double, 1> levers(region);
  std::map<std::string, void const*> members;
  for (auto const& packs : packs_of(levers)) members.emplace(packs.field(), packs.pack);  // the first of each

  Levers<double, 1>::describe([&](auto member, LeverInfo const& lever) {
    std::string name(lever.name);
    std::replace(name.begin(), name.end(), '.', '_');
    void const* place = nullptr;
    if constexpr (std::is_same_v<decltype(levers.*member), Pack<double, 1>&>) {
      EXPECT_EQ(lever.scope, LeverScope::world) << name;
      place = &(levers.*member);
    } else {
      EXPECT_NE(lever.scope, LeverScope::world) << name;
      EXPECT_EQ((levers.*member).size(), static_cast<std::size_t>(entity_count(lever.scope, region))) << name;
      place = &(levers.*member).front();
    }
    EXPECT_EQ(members[name], place) << name;
    members.erase(name);
  });

  EXPECT_TRUE(members.empty()) << members.begin()->first;
}

TEST(BrokenLevers, Lever_that_does_not_exist) {
  EXPECT_EQ(PolicyRead("mediaton: 0.9\n").faults.substr(0, 50), "policy.yaml:1:1: error: unknown key 'mediaton' (kn");
  EXPECT_NE(PolicyRead("mediaton: 0.9\n").faults.find("hint: did you mean 'mediation'?"), std::string::npos);
}

TEST(BrokenLevers, Lever_above_its_range) {
  EXPECT_EQ(PolicyRead("mediation: 1.5\n").faults,
            "policy.yaml:1:12: error: mediation: 1.5 lies above 1 (a number from 0 to 1 was expected)\n"
            "mediation: 1.5\n"
            "           ^");
}

TEST(BrokenLevers, Country_that_does_not_exist) {
  EXPECT_EQ(PolicyRead("pace: {CCC: 0.5}\n").faults,
            "policy.yaml:1:8: error: pace: unknown id 'CCC' (AAA, BBB or default was expected)\n"
            "pace: {CCC: 0.5}\n"
            "       ^");
}

TEST(BrokenLevers, Lever_of_the_world_set_by_country) {
  EXPECT_EQ(PolicyRead("mediation: {AAA: 0.5}\n").faults,
            "policy.yaml:1:1: error: mediation: a map stands here (a number from 0 to 1, or a map of dates like "
            "{2026-01: 0.1, 2030-01: 0.8}, "
            "was expected)\n"
            "mediation: {AAA: 0.5}\n"
            "^");
}

TEST(BrokenLevers, Date_before_the_start) {
  EXPECT_EQ(
      PolicyRead("mediation: {2025-12: 0.5}\n").faults,
      "policy.yaml:1:13: error: date 2025-12 lies before the start 2026-01 (dates from the start on were expected)\n"
      "mediation: {2025-12: 0.5}\n"
      "            ^");
}

TEST(BrokenLevers, One_value_for_all_missions) {
  EXPECT_EQ(PolicyRead("missions: 0.5\n").faults,
            "policy.yaml:1:11: error: one value for a lever that is set by id (a map with keys such as GUARD)\n"
            "missions: 0.5\n"
            "          ^");
}

// Would catch: a rule that holds for a number and not for what else may stand in its place.
TEST(BrokenLevers, One_path_or_described_value_for_all_missions) {
  std::string const refused =
      "policy.yaml:1:1: error: one value for a lever that is set by id (a map with keys such as GUARD)\n";

  EXPECT_TRUE(PolicyRead("missions: {2026-01: 1, 2028-01: 0}\n").faults.starts_with(refused));
  EXPECT_TRUE(PolicyRead("missions: {value: 0.5, source: someone}\n").faults.starts_with(refused));
}

TEST(BrokenLevers, Force_after_a_war_is_no_lever) {
  EXPECT_NE(PolicyRead("missions: {post_INSIDE: 1}\n").faults.find("unknown id 'post_INSIDE'"), std::string::npos);
}

TEST(BrokenLevers, Shares_that_do_not_sum_to_1) {
  EXPECT_EQ(PolicyRead("infrastructure_shares: {C1: 0.9}\n").faults,
            "policy.yaml:1:1: error: shares sum to 1.2 in 2026-01 (1)\n"
            "infrastructure_shares: {C1: 0.9}\n"
            "^");
}

// Would catch: shares that are checked at the start only.
TEST(BrokenLevers, Shares_that_stop_summing_to_1_later) {
  EXPECT_EQ(PolicyRead("infrastructure_shares: {C1: {2028-01: 0.2}}\n").faults,
            "policy.yaml:1:1: error: shares sum to 0.5 in 2028-01 (1)\n"
            "infrastructure_shares: {C1: {2028-01: 0.2}}\n"
            "^");
}

// Would catch: a kink between two dates at which the others do not follow: at 2027-01 they sum to 1, at 2028-01 they do
// not.
TEST(BrokenLevers, Shares_are_checked_at_every_date_of_any_of_them) {
  EXPECT_NE(PolicyRead("infrastructure_shares: {C1: {2028-01: 0.2}, C2: {2027-01: 0.9, 2028-01: 0.8}}\n").faults, "");
}

TEST(BrokenLevers, Status_quo_that_leaves_a_lever_open) {
  EXPECT_EQ(faults_of_status_quo("  mediation: 0.5\n", ""),
            "small.yaml:133:1: error: missing key 'mediation' (required in status_quo)\n"
            "status_quo:\n"
            "^");
}

TEST(BrokenLevers, Status_quo_that_leaves_a_country_open) {
  EXPECT_EQ(faults_of_status_quo("access.governance: {AAA: 0.2, BBB: 0.3}", "access.governance: {AAA: 0.2}"),
            "small.yaml:136:3: error: no value of access.governance for BBB (one for every id, or `default`)\n"
            "  access.governance: {AAA: 0.2}\n"
            "  ^");
}

}  // namespace
}  // namespace detente
