// Policies, scenarios and records that cannot be used, with the whole message: it is what the user sees.
#include "engine/config/config_tree.hpp"
#include "tests/models/experiment_text.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(BrokenPolicy, Value_out_of_range) {
  EXPECT_EQ(
      faults_of({.policies = "policies: {today: {}, envoys: {mediation: {2027-01: 1.2}}}"}),
      "x.yaml:5:53: error: policies.envoys.mediation.2027-01: 1.2 lies above 1 (a number from 0 to 1 was expected)\n"
      "policies: {today: {}, envoys: {mediation: {2027-01: 1.2}}}\n"
      "                                                    ^");
}

TEST(BrokenPolicy, Shares_that_do_not_sum_to_1) {
  EXPECT_EQ(
      faults_of({.policies = "policies: {today: {}, roads: {infrastructure_shares: {X: 0.5, Vc: 0.3, VIII: 0.13, R4: "
                             "0.08, R10: 0.04}}}"}),
      "x.yaml:5:31: error: shares sum to 1.05 in 2026-01 (1)\n"
      "policies: {today: {}, roads: {infrastructure_shares: {X: 0.5, Vc: 0.3, VIII: 0.13, R4: 0.08, R10: 0.04}}}\n"
      "                              ^");
}

TEST(BrokenPolicy, Shares_of_which_one_alone_is_moved) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, roads: {infrastructure_shares: {X: 0.5}}}"}),
            "x.yaml:5:31: error: shares sum to 1.05 in 2026-01 (1)\n"
            "policies: {today: {}, roads: {infrastructure_shares: {X: 0.5}}}\n"
            "                              ^");
}

TEST(BrokenPolicy, Shares_that_stop_summing_to_1_at_a_later_date) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, roads: {infrastructure_shares: {X: {2027-01: 0.6}}}}"}),
            "x.yaml:5:31: error: shares sum to 1.15 in 2027-01 (1)\n"
            "policies: {today: {}, roads: {infrastructure_shares: {X: {2027-01: 0.6}}}}\n"
            "                              ^");
}

// Would catch: the stand-in for an unknown name, taken for a name that stands there twice.
TEST(BrokenPolicy, Unknown_in_use_names_the_nearest) {
  EXPECT_EQ(
      faults_of({.policies = "policies: {from: ../policies.yaml, use: [status_quo, mission_first]}"}),
      "x.yaml:5:54: error: policies.use[1]: 'mission_first' is not one of the choices (status_quo, align_and_comply, "
      "unconditional_speed, conditional_credible, infrastructure_first, missions_first or disengagement was expected)\n"
      "policies: {from: ../policies.yaml, use: [status_quo, mission_first]}\n"
      "                                                     ^\n"
      "hint: did you mean 'missions_first'?");
}

TEST(BrokenPolicy, Two_unknown_in_use_are_two_faults) {
  EXPECT_EQ(
      faults_of({.policies = "policies: {from: ../policies.yaml, use: [status_qo, mission_first]}"}),
      "x.yaml:5:42: error: policies.use[0]: 'status_qo' is not one of the choices (status_quo, align_and_comply, "
      "unconditional_speed, conditional_credible, infrastructure_first, missions_first or disengagement was expected)\n"
      "policies: {from: ../policies.yaml, use: [status_qo, mission_first]}\n"
      "                                         ^\n"
      "hint: did you mean 'status_quo'?\n"
      "x.yaml:5:53: error: policies.use[1]: 'mission_first' is not one of the choices (status_quo, align_and_comply, "
      "unconditional_speed, conditional_credible, infrastructure_first, missions_first or disengagement was expected)\n"
      "policies: {from: ../policies.yaml, use: [status_qo, mission_first]}\n"
      "                                                    ^\n"
      "hint: did you mean 'missions_first'?");
}

TEST(BrokenPolicy, In_use_twice) {
  EXPECT_EQ(faults_of({.policies = "policies: {from: ../policies.yaml, use: [status_quo, status_quo]}"}),
            "x.yaml:5:54: error: policy 'status_quo' stands here twice (each once)\n"
            "policies: {from: ../policies.yaml, use: [status_quo, status_quo]}\n"
            "                                                     ^");
}

TEST(BrokenPolicy, None_in_use) {
  EXPECT_EQ(faults_of({.policies = "policies: {from: ../policies.yaml, use: []}"}),
            "x.yaml:5:36: error: no policy in use (at least one)\n"
            "policies: {from: ../policies.yaml, use: []}\n"
            "                                   ^");
}

// Would catch: an experiment without arms, which nobody can run.
TEST(BrokenPolicy, None_at_all) {
  EXPECT_EQ(faults_of({.policies = "policies: {}"}),
            "x.yaml:5:1: error: no policy in use (at least one)\n"
            "policies: {}\n"
            "^");
}

TEST(BrokenPolicy, Written_here_under_a_name_of_the_file) {
  EXPECT_EQ(faults_of({.policies = "policies: {from: ../policies.yaml, use: [status_quo, missions_first], "
                                   "missions_first: {mediation: 1}}"}),
            "x.yaml:5:71: error: policy 'missions_first' stands in the file of `from` too (another name)\n"
            "policies: {from: ../policies.yaml, use: [status_quo, missions_first], missions_first: {mediation: 1}}\n"
            "                                                                      ^");
}

TEST(BrokenPolicy, Equal_to_another) {
  EXPECT_EQ(
      faults_of({.policies = "policies: {from: ../policies.yaml, use: [status_quo, today], today: {mediation: 0.5}}"}),
      "x.yaml:5:62: error: policy 'today' is the same as 'status_quo' (policies that differ within the horizon)\n"
      "policies: {from: ../policies.yaml, use: [status_quo, today], today: {mediation: 0.5}}\n"
      "                                                             ^");
}

TEST(BrokenPolicy, Equal_to_another_within_the_horizon) {
  EXPECT_EQ(
      faults_of({.policies = "policies: {today: {}, other: {mediation: {2026-01: 0.5, 2028-01: 0.5, 2029-01: 0.9}}}"}),
      "x.yaml:5:23: error: policy 'other' is the same as 'today' (policies that differ within the horizon)\n"
      "policies: {today: {}, other: {mediation: {2026-01: 0.5, 2028-01: 0.5, 2029-01: 0.9}}}\n"
      "                      ^");
}

// Would catch: a search among policies of the same paths that looks at the rules of one of them alone.
TEST(BrokenPolicy, Equal_to_the_second_of_two_that_differ_by_a_rule) {
  EXPECT_NE(faults_of({.policies = "policies: {one: {mediation: {when: [{if: 'level[BEL_PRI]>=3', set: 1, for: 12}]}}, "
                                   "two: {}, three: {}}"})
                .find("policy 'three' is the same as 'two'"),
            std::string::npos);
}

TEST(BrokenPolicy, Path_beyond_the_horizon) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, late: {mediation: {2028-02: 0.9}, audit: 0.9}}"}),
            "x.yaml:5:30: error: policies.late.mediation: 2028-02 lies beyond the end of the runs, 2028-01 (a date "
            "within the horizon)\n"
            "policies: {today: {}, late: {mediation: {2028-02: 0.9}, audit: 0.9}}\n"
            "                             ^\n"
            "hint: with experiment.months: 25 it lies within");
}

// Would catch: a fault for every date of a policy where runs are too short for it, and months that are still too few.
TEST(BrokenPolicy, Paths_beyond_the_horizon_are_one_fault_with_the_least_months_that_hold_them_all) {
  ExperimentText const text{.head = "experiment: {name: small, seed: 7, months: 24, precision: double}",
                            .policies =
                                "policies: {today: {}, late: {mediation: {2028-02: 0.9}, audit: {2030-01: 0.9}, pace: "
                                "{ALB: {2029-01: 1}, default: 0.5}}}"};

  EXPECT_EQ(
      faults_of(text),
      "x.yaml:5:30: error: policies.late.mediation: 2028-02 lies beyond the end of the runs, 2028-01, as do those "
      "of 2 more (a date within the horizon)\n" +
          text.policies +
          "\n"
          "                             ^\n"
          "hint: with experiment.months: 48 all lie within");
  auto const with_months = [&](int months) {
    return faults_of(text, [&](ConfigTree& tree) { tree.set("experiment.months", std::to_string(months)); });
  };
  EXPECT_EQ(with_months(48), "");
  EXPECT_NE(with_months(47), "");
}

TEST(BrokenPolicy, Described_path_beyond_the_horizon) {
  EXPECT_EQ(faults_of({.policies =
                           "policies: {today: {}, late: {mediation: {value: {2028-02: 0.9}, source: x}, audit: 0.9}}"}),
            "x.yaml:5:42: error: policies.late.mediation.value: 2028-02 lies beyond the end of the runs, 2028-01 (a "
            "date within the horizon)\n"
            "policies: {today: {}, late: {mediation: {value: {2028-02: 0.9}, source: x}, audit: 0.9}}\n"
            "                                         ^\n"
            "hint: with experiment.months: 25 it lies within");
}

TEST(BrokenPolicy, Date_before_the_start) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, early: {mediation: {2025-12: 0.5, 2027-01: 0.9}}}"}),
            "x.yaml:5:43: error: date 2025-12 lies before the start 2026-01 (dates from the start on were expected)\n"
            "policies: {today: {}, early: {mediation: {2025-12: 0.5, 2027-01: 0.9}}}\n"
            "                                          ^");
}

// Would catch: a policy that reads as today's only because its path could not be read, called the same as another.
TEST(BrokenPolicy, Dates_that_do_not_ascend) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, early: {mediation: {2027-06: 0.5, 2027-01: 0.9}}}"}),
            "x.yaml:5:57: error: date 2027-01 does not come after 2027-06 (ascending dates were expected)\n"
            "policies: {today: {}, early: {mediation: {2027-06: 0.5, 2027-01: 0.9}}}\n"
            "                                                        ^");
}

TEST(BrokenPolicy, Unknown_country_in_a_map_by_id) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, open: {access.mobility: {SBR: 0.9, default: 0.5}}}"}),
            "x.yaml:5:48: error: policies.open.access.mobility: unknown id 'SBR' (ALB, BIH, XKX, MNE, MKD, SRB or "
            "default was expected)\n"
            "policies: {today: {}, open: {access.mobility: {SBR: 0.9, default: 0.5}}}\n"
            "                                               ^\n"
            "hint: did you mean 'SRB'?");
}

TEST(BrokenPolicy, Unknown_mission) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, open: {missions: {KFRO: 2}}}"}),
            "x.yaml:5:41: error: policies.open.missions: unknown id 'KFRO' (KFOR, ALTHEA, EULEX, AIRPOL or default was "
            "expected)\n"
            "policies: {today: {}, open: {missions: {KFRO: 2}}}\n"
            "                                        ^\n"
            "hint: did you mean 'KFOR'?");
}

TEST(BrokenPolicy, One_value_for_a_lever_by_mission) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, open: {missions: 2}}"}),
            "x.yaml:5:40: error: one value for a lever that is set by id (a map with keys such as KFOR)\n"
            "policies: {today: {}, open: {missions: 2}}\n"
            "                                       ^");
}

TEST(BrokenPolicy, Baseline_that_is_not_in_use) {
  EXPECT_EQ(faults_of({.more = "baseline: disengagement"}),
            "x.yaml:8:11: error: baseline: 'disengagement' is not one of the choices (status_quo or missions_first was "
            "expected)\n"
            "baseline: disengagement\n"
            "          ^");
}

TEST(BrokenScenario, Path_of_the_war_in_a_held_world) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {still: {hold: reference, war_path: 0.5}}"}),
            "x.yaml:6:48: error: war_path has no effect (not beside `hold: reference`, which keeps the war as it is)\n"
            "scenarios: {still: {hold: reference, war_path: 0.5}}\n"
            "                                               ^");
}

TEST(BrokenScenario, Neither_path_nor_hold) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {none: {us_hold: engaged}}"}),
            "x.yaml:6:13: error: scenario none has no war_path (a dated path of the war, or `hold: reference`)\n"
            "scenarios: {none: {us_hold: engaged}}\n"
            "            ^");
}

TEST(BrokenScenario, Path_beyond_the_horizon) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {late: {war_path: {2030-01: 0.5}}}"}),
            "x.yaml:6:20: error: scenarios.late.war_path: 2030-01 lies beyond the end of the runs, 2028-01 (a date "
            "within the horizon)\n"
            "scenarios: {late: {war_path: {2030-01: 0.5}}}\n"
            "                   ^\n"
            "hint: with experiment.months: 48 it lies within");
}

TEST(BrokenScenario, Half_an_agreement) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {half: {war_path: 0.5, shift: {settlement: 0.5}}}"}),
            "x.yaml:6:55: error: a shift of settlement by 0.5 (-1, 0 or 1: an agreement is whole or nothing)\n"
            "scenarios: {half: {war_path: 0.5, shift: {settlement: 0.5}}}\n"
            "                                                      ^");
}

TEST(BrokenScenario, Region_that_is_no_map) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {other: {war_path: 0.0, region: 3}}"}),
            "x.yaml:6:44: error: scenarios.other.region: '3' is not a map (a map of overrides was expected)\n"
            "scenarios: {other: {war_path: 0.0, region: 3}}\n"
            "                                           ^");
}

TEST(BrokenScenario, Region_with_other_missions) {
  EXPECT_EQ(faults_of({.scenarios =
                           "scenarios: {other: {war_path: 0.0, region: {missions: {AIRPOL: {disputes: [MKD_INT]}}}}}"}),
            "x.yaml:6:36: error: scenarios.other.region changes a set of entities (other values of the same entities)\n"
            "scenarios: {other: {war_path: 0.0, region: {missions: {AIRPOL: {disputes: [MKD_INT]}}}}}\n"
            "                                   ^");
}

// Would catch: arms whose fields have other lengths, read beyond their end.
TEST(BrokenScenario, Region_with_other_pairs) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {other: {war_path: 0.0, region: {pairs: [{between: [SRB, XKX], "
                                    "mistrust: 0.8, rivalry: [0, 0], dispute: BEL_PRI}]}}}"}),
            "x.yaml:6:36: error: scenarios.other.region changes a set of entities (other values of the same entities)\n"
            "scenarios: {other: {war_path: 0.0, region: {pairs: [{between: [SRB, XKX], mistrust: 0.8, rivalry: [0, 0], "
            "dispute: BEL_PRI}]}}}\n"
            "                                   ^");
}

TEST(BrokenScenario, Region_with_other_suppliers) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {other: {war_path: 0.0, region: {suppliers: {KOR: {name: Korean "
                                    "makers, compat: 0.8, opacity: 0.4}}}}}"}),
            "x.yaml:6:36: error: scenarios.other.region changes a set of entities (other values of the same entities)\n"
            "scenarios: {other: {war_path: 0.0, region: {suppliers: {KOR: {name: Korean makers, compat: 0.8, opacity: "
            "0.4}}}}}\n"
            "                                   ^");
}

TEST(BrokenScenario, Region_with_other_corridors) {
  EXPECT_EQ(
      faults_of({.scenarios =
                     "scenarios: {other: {war_path: 0.0, region: {transport: {corridors: [R10, R4, Vc, VIII, X]}}}}"}),
      "x.yaml:6:36: error: scenarios.other.region changes a set of entities (other values of the same entities)\n"
      "scenarios: {other: {war_path: 0.0, region: {transport: {corridors: [R10, R4, Vc, VIII, X]}}}}\n"
      "                                   ^");
}

TEST(BrokenRecord, Histories_that_end_within_a_block) {
  EXPECT_EQ(faults_of({.more = "record:\n  history: {variables: [trust], runs: {first: 300}}"}),
            "x.yaml:9:47: error: histories of 300 runs (a multiple of 256, or all)\n"
            "  history: {variables: [trust], runs: {first: 300}}\n"
            "                                              ^\n"
            "hint: first: 512");
}

TEST(BrokenRecord, Unknown_variable_names_the_nearest) {
  EXPECT_EQ(faults_of({.more = "record:\n  history: {variables: [trust, algnment], runs: {first: 256}}"}),
            "x.yaml:9:32: error: record.history.variables[1]: 'algnment' is not one of the choices (us_regime, "
            "us_attention, war_intensity, shock, eu_bandwidth, crossings, cooperate, hedge, ... was expected)\n"
            "  history: {variables: [trust, algnment], runs: {first: 256}}\n"
            "                               ^\n"
            "hint: did you mean 'alignment'?");
}

// Would catch: dates of policies counted from the start of the experiment in some arms and from another in the rest.
TEST(BrokenScenario, Region_with_another_start) {
  EXPECT_NE(faults_of({.scenarios = "scenarios: {other: {war_path: 0.0, region: {start: 2025-06}}}"}), "");
}

}  // namespace
}  // namespace detente
