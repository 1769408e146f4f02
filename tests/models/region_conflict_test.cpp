#include "models/region.hpp"
#include "tests/models/small_region.hpp"
#include "tests/models/test_model.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

Dispute const& dispute(std::string const& id) {
  return balkans().disputes[static_cast<std::size_t>(SingleBench::at(balkans().disputes, id))];
}
Mission const& mission(std::string const& id) {
  return balkans().missions[static_cast<std::size_t>(SingleBench::at(balkans().missions, id))];
}

using PartyShares = std::vector<CountryShare>;

TEST(RegionConflict, Disputes_of_the_Balkans_are_read_where_they_belong) {
  Dispute const& bosnia = dispute("BIH_CONST");

  EXPECT_EQ(balkans().dispute_count(), 8);
  EXPECT_EQ(bosnia.parties, (PartyShares{{1, 0.75}, {5, 0.25}}));
  EXPECT_EQ(bosnia.exposed, (PartyShares{{1, 1.0}, {5, 0.15}}));
  EXPECT_EQ(bosnia.tension, 0.55);
  EXPECT_EQ(bosnia.escalation_cost, 0.60);
  EXPECT_EQ(bosnia.level, 1);
  EXPECT_EQ(bosnia.recency, 0.80);
  EXPECT_EQ(bosnia.usual_recency, 0.80);
  EXPECT_EQ(bosnia.usual_level, 0.346);
  EXPECT_EQ(bosnia.weight, 0.8);
  EXPECT_EQ(bosnia.up_offset, (std::array{0.24, -1.55, -0.15, -2.50, 0.00}));
}

TEST(RegionConflict, Settlement_is_read_and_is_0_where_it_is_not_written) {
  EXPECT_EQ(dispute("MKD_INT").settlement, 1);
  EXPECT_EQ(dispute("BEL_PRI").settlement, 0);
  EXPECT_EQ(region_of().disputes[1].settlement, 0);
}

TEST(RegionConflict, Party_not_named_under_exposure_is_fully_exposed) {
  EXPECT_EQ(region_of().disputes[0].exposed, (PartyShares{{0, 0.4}, {1, 1.0}}));
  EXPECT_EQ(dispute("MKD_INT").exposed, (PartyShares{{4, 1.0}}));
}

TEST(RegionConflict, Country_that_is_no_party_may_be_exposed) {
  Region const region = region_of(small_region_with("people: 40000", "exposure: {AAA: 0.2}"));

  EXPECT_EQ(region.disputes[1].exposed, (PartyShares{{0, 0.2}, {1, 1.0}}));
}

// Would catch: a force after a war for the whole country where it would stand in a valley, or none at all.
TEST(RegionConflict, People_are_the_heaviest_partys_unless_they_are_given) {
  EXPECT_EQ(dispute("PRESEVO").people, 90000);
  EXPECT_EQ(dispute("BIH_CONST").people, 3164253);  // of Bosnia and Herzegovina, not of Serbia
}

TEST(RegionConflict, Pairs_of_the_Balkans_are_read_with_their_direction) {
  CountryPair const& bosnia = balkans().pairs[1];

  EXPECT_EQ(balkans().pair_count(), 11);
  EXPECT_EQ(bosnia.id, "SRB-BIH");
  EXPECT_EQ(bosnia.first, 5);
  EXPECT_EQ(bosnia.second, 1);
  EXPECT_EQ(bosnia.mistrust, 0.55);
  EXPECT_EQ(bosnia.rivalry_of_first, 0.2);
  EXPECT_EQ(bosnia.rivalry_of_second, 0.5);
}

// Would catch: a link that is read in one direction only.
TEST(RegionConflict, Pairs_and_disputes_know_each_other) {
  EXPECT_EQ(dispute("BEL_PRI").pair, 0);
  EXPECT_EQ(balkans().pairs[0].dispute, 0);
  EXPECT_EQ(dispute("BIH_CONST").pair, -1);
  EXPECT_EQ(balkans().pairs[1].dispute, -1);
}

TEST(RegionConflict, Pair_of_a_dispute_may_be_named_in_either_order) {
  EXPECT_EQ(region_of(small_region_with("pair: [AAA, BBB]", "pair: [BBB, AAA]")).disputes[0].pair, 0);
}

TEST(RegionConflict, Missions_of_the_Balkans_are_read_where_they_belong) {
  Mission const& althea = mission("ALTHEA");

  EXPECT_EQ(althea.authority, Authority::eu);
  EXPECT_EQ(mission("KFOR").authority, Authority::nato);
  EXPECT_EQ(althea.strength, 1100);
  EXPECT_EQ(althea.reserve, 500);
  EXPECT_EQ(althea.mandate, 1.0);
  EXPECT_EQ(althea.people, 3164253);
  EXPECT_EQ(althea.disputes, (std::vector<int>{1}));
  EXPECT_EQ(mission("KFOR").disputes, (std::vector<int>{0, 5}));
  EXPECT_EQ(althea.cost_per_person_year, 0.085);
  EXPECT_EQ(althea.surge_cost_per_person_year, 0.10);
  EXPECT_EQ(althea.payer_share, (std::array{0.80, 0.18, 0.02}));
  EXPECT_TRUE(althea.has_lever);
}

// Would catch: a dispute whose war no force would follow, or two forces after one.
TEST(RegionConflict, Every_dispute_without_a_mission_has_a_force_of_its_own) {
  std::vector<std::string> const ids = ids_of(balkans().missions);

  EXPECT_EQ(ids, (std::vector<std::string>{"KFOR", "ALTHEA", "EULEX", "AIRPOL", "post_MKD_INT", "post_MNE_INT",
                                           "post_PRESEVO", "post_SRB_INT", "post_ALB_INT"}));
}

TEST(RegionConflict, Force_after_a_war_has_no_strength_and_no_lever_yet) {
  Mission const force = region_of().missions[1];

  EXPECT_EQ(force.id, "post_INSIDE");
  EXPECT_EQ(force.name, "Force: Inside Beland");
  EXPECT_EQ(force.strength, 0);
  EXPECT_EQ(force.reserve, 0);
  EXPECT_FALSE(force.has_lever);
  EXPECT_EQ(force.authority, Authority::eu);
  EXPECT_EQ(force.mandate, 0.6);
  EXPECT_EQ(force.people, 40000);
  EXPECT_EQ(force.disputes, (std::vector<int>{1}));
  EXPECT_EQ(force.cost_per_person_year, 0.05);
  EXPECT_EQ(force.payer_share, (std::array{0.7, 0.2, 0.1}));
}

/// What a user reads when a part of the small region is replaced.
TEST(BrokenConflict, Parties_that_do_not_sum_to_1) {
  EXPECT_EQ(faults_with("parties: {BBB: 1.0}", "parties: {BBB: 0.9}"),
            "small.yaml:93:5: error: shares sum to 0.9 (1)\n"
            "    parties: {BBB: 0.9}\n"
            "    ^");
}

TEST(BrokenConflict, Level_between_two_levels) {
  EXPECT_EQ(faults_with("level: 1", "level: 1.5"),
            "small.yaml:84:12: error: disputes.BETWEEN.level: '1.5' is not a whole number in plain digits (a whole "
            "number from 0 to 5 was "
            "expected)\n"
            "    level: 1.5\n"
            "           ^");
}

TEST(BrokenConflict, Level_above_open_conflict) {
  EXPECT_EQ(
      faults_with("level: 1", "level: 6"),
      "small.yaml:84:12: error: disputes.BETWEEN.level: 6 lies above 5 (a whole number from 0 to 5 was expected)\n"
      "    level: 6\n"
      "           ^");
}

TEST(BrokenConflict, Half_a_settlement) {
  EXPECT_EQ(faults_with("    settlement: 0\n", "    settlement: 0.5\n"),
            "small.yaml:85:17: error: disputes.BETWEEN.settlement: '0.5' is not a whole number in plain digits (a "
            "whole number from 0 to 1 was "
            "expected)\n"
            "    settlement: 0.5\n"
            "                ^");
}

// Would catch: a certain cost, whose logit is no number.
TEST(BrokenConflict, Escalation_that_is_sure_to_cost_all) {
  EXPECT_EQ(faults_with("escalation_cost: 0.6", "escalation_cost: 1"),
            "small.yaml:83:22: error: disputes.BETWEEN.escalation_cost: 1 lies above 0.99 (a number from 0.01 to 0.99 "
            "was expected)\n"
            "    escalation_cost: 1\n"
            "                     ^");
}

TEST(BrokenConflict, Offsets_that_are_too_few) {
  EXPECT_EQ(faults_with("up_offset: [0, 0, 0, 0, 0]", "up_offset: [0, 0, 0, 0]"),
            "small.yaml:102:5: error: 4 numbers (5, one for each level from 0 to 4)\n"
            "    up_offset: [0, 0, 0, 0]\n"
            "    ^");
}

TEST(BrokenConflict, Dispute_of_a_pair_that_is_none) {
  EXPECT_EQ(faults_with("pair: [AAA, BBB]", "pair: [AAA]"),
            "small.yaml:80:5: error: no such pair (two countries that stand together in `pairs`)\n"
            "    pair: [AAA]\n"
            "    ^");
}

// Would catch: consequences reported as faults, here keys of the pair that were not looked at.
TEST(BrokenConflict, Pair_of_one_is_the_only_fault_of_that_pair) {
  EXPECT_EQ(faults_with("between: [AAA, BBB]", "between: [AAA]"),
            "small.yaml:80:5: error: no such pair (two countries that stand together in `pairs`)\n"
            "    pair: [AAA, BBB]\n"
            "    ^\n"
            "small.yaml:104:5: error: 1 countries in `between` (two)\n"
            "  - {between: [AAA], mistrust: 0.7, rivalry: [0.3, 0.9], dispute: BETWEEN}\n"
            "    ^");
}

TEST(BrokenConflict, Pair_of_a_country_with_itself) {
  std::string const found = faults_with("between: [AAA, BBB]", "between: [AAA, AAA]");

  EXPECT_NE(found.find("small.yaml:104:21: error: a pair of a country with itself (two countries)"), std::string::npos)
      << found;
}

TEST(BrokenConflict, Pair_that_stands_twice) {
  EXPECT_EQ(faults_with("dispute: BETWEEN}\n",
                        "dispute: BETWEEN}\n  - {between: [BBB, AAA], mistrust: 0.1, rivalry: [0, 0]}\n"),
            "small.yaml:105:5: error: the pair BBB-AAA stands here twice (each once)\n"
            "  - {between: [BBB, AAA], mistrust: 0.1, rivalry: [0, 0]}\n"
            "    ^");
}

TEST(BrokenConflict, Rivalry_in_one_direction_only) {
  EXPECT_EQ(faults_with("rivalry: [0.3, 0.9]", "rivalry: [0.3]"),
            "small.yaml:104:5: error: 1 numbers in `rivalry` (two: of the first towards the second, and back)\n"
            "  - {between: [AAA, BBB], mistrust: 0.7, rivalry: [0.3], dispute: BETWEEN}\n"
            "    ^");
}

TEST(BrokenConflict, Pair_of_an_unknown_dispute) {
  EXPECT_EQ(faults_with("dispute: BETWEEN}", "dispute: BETWIXT}"),
            "small.yaml:104:72: error: pairs[0].dispute: 'BETWIXT' is not one of the choices (BETWEEN or INSIDE was "
            "expected)\n"
            "  - {between: [AAA, BBB], mistrust: 0.7, rivalry: [0.3, 0.9], dispute: BETWIXT}\n"
            "                                                                       ^\n"
            "hint: did you mean 'BETWEEN'?");
}

TEST(BrokenConflict, Mission_of_no_authority) {
  EXPECT_EQ(
      faults_with("authority: nato", "authority: un"),
      "small.yaml:108:16: error: missions.GUARD.authority: 'un' is not one of the choices (nato or eu was expected)\n"
      "    authority: un\n"
      "               ^");
}

TEST(BrokenConflict, Mission_that_no_one_pays_in_full) {
  EXPECT_EQ(faults_with("payers: {EU: 0.6, NATO: 0.3, region: 0.1}", "payers: {EU: 0.6, NATO: 0.3, region: 0.05}"),
            "small.yaml:116:5: error: shares sum to 0.95 (1)\n"
            "    payers: {EU: 0.6, NATO: 0.3, region: 0.05}\n"
            "    ^");
}

TEST(BrokenConflict, Mission_in_an_unknown_dispute) {
  EXPECT_EQ(faults_with("disputes: [BETWEEN]", "disputes: [BETWEN]"),
            "small.yaml:113:16: error: missions.GUARD.disputes[0]: 'BETWEN' is not one of the choices (BETWEEN or "
            "INSIDE was expected)\n"
            "    disputes: [BETWEN]\n"
            "               ^\n"
            "hint: did you mean 'BETWEEN'?");
}

// Would catch: a mission that counts twice in the presence at its dispute.
TEST(BrokenConflict, Mission_that_names_a_dispute_twice) {
  EXPECT_EQ(faults_with("disputes: [BETWEEN]", "disputes: [BETWEEN, BETWEEN]"),
            "small.yaml:113:25: error: 'BETWEEN' stands here twice (each once)\n"
            "    disputes: [BETWEEN, BETWEEN]\n"
            "                        ^");
}

// Would catch: two missions of one id, which results could not tell apart.
TEST(BrokenConflict, Mission_with_the_id_of_a_force_after_a_war) {
  EXPECT_EQ(faults_with("  GUARD:", "  post_INSIDE:"),
            "small.yaml:106:3: error: 'post_INSIDE' is the force after a war in INSIDE (another name)\n"
            "  post_INSIDE:\n"
            "  ^");
}

TEST(BrokenConflict, Region_without_disputes_pairs_or_missions_can_be_read) {
  std::string text = small_region;
  auto const cut = [&text](std::string const& from, std::string const& to) {
    std::size_t const begin = text.find(from);
    text.erase(begin, text.find(to) - begin);
  };
  cut("disputes:\n", "post_conflict:");
  text += "disputes: {}\npairs: []\nmissions: {}\n";

  EXPECT_EQ(faults_of_region(text), "");
}

}  // namespace
}  // namespace detente
