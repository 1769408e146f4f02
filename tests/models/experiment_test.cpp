#include "models/experiment.hpp"

#include "engine/config/config_tree.hpp"
#include "tests/models/experiment_text.hpp"
#include "tests/rounding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace detente {
namespace {

using Words = std::vector<std::string>;

/// All dates of the configs lie within it.
std::string const long_run = "experiment: {name: long, seed: 7, months: 180, precision: double}";

Experiment load(std::string const& name) { return read_experiment(ConfigTree::load(configs + "/experiments/" + name)); }

/// The arms as people name them.
Words arms_of(Experiment const& experiment) {
  Words arms;
  ResultSpec const& result = experiment.result;
  for (Arm const& arm : result.arms)
    arms.push_back(result.policies.at(arm.policy) + " in " + result.scenarios.at(arm.scenario));
  return arms;
}

Words names_of(Experiment const& experiment, std::vector<int> const& variables) {
  Words names;
  for (int const index : variables) names.push_back(experiment.result.catalogue.variables.at(index).name);
  return names;
}

Words default_summary(Experiment const& experiment) {
  Words names;
  for (VariableInfo const& variable : experiment.result.catalogue.variables) {
    if (variable.in_default_summary) names.push_back(variable.name);
  }
  return names;
}

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

/// Whether one line of a text has both parts.
bool has_line_with(std::string const& text, std::string const& first, std::string const& second) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (holds(line, first) && holds(line, second)) return true;
  }
  return false;
}

TEST(Quickstart, Head_says_name_seed_months_precision_start_and_runs) {
  ResultSpec const result = load("quickstart.yaml").result;

  EXPECT_EQ(result.name, "quickstart");
  EXPECT_EQ(result.seed, 20261122U);
  EXPECT_EQ(result.months, 180);
  EXPECT_EQ(result.precision, "double");
  EXPECT_EQ(to_string(result.start), "2026-01");
  EXPECT_EQ(result.samples, 2048);
  EXPECT_EQ(result.replications, 1);
}

TEST(Quickstart, Runs_three_policies_in_one_scenario_with_noise) {
  Experiment const experiment = load("quickstart.yaml");

  EXPECT_EQ(arms_of(experiment),
            (Words{"status_quo in baseline", "align_and_comply in baseline", "conditional_credible in baseline"}));
  EXPECT_EQ(experiment.result.baseline_policy, 0);
  EXPECT_EQ(experiment.model.noise, Noise::on);
  EXPECT_EQ(experiment.model.months, 180);
  ASSERT_EQ(experiment.model.arms.size(), 3U);
  EXPECT_EQ(experiment.model.arms[1].policy.id, "align_and_comply");
  EXPECT_EQ(experiment.model.arms[1].scenario.id, "baseline");
}

TEST(Quickstart, Keeps_the_default_summary_some_histories_and_events) {
  Experiment const experiment = load("quickstart.yaml");
  Recording const& recording = experiment.result.recording;

  EXPECT_EQ(names_of(experiment, recording.summary_variables), default_summary(experiment));
  EXPECT_EQ(names_of(experiment, recording.history_variables),
            (Words{"alignment", "trust", "pressure", "tension", "level", "governance"}));  // the catalogue's order
  EXPECT_EQ(recording.history_runs, 256);
  EXPECT_FALSE(recording.exact_histories);
  EXPECT_EQ(recording.event_runs, 512);
}

// Would catch: a path read as a step, from another setting than today's, or held in the wrong arm.
TEST(Quickstart, Levers_go_straight_from_todays_setting_to_the_dated_one_and_stay) {
  Experiment const experiment = load("quickstart.yaml");
  std::size_t const credible = 2;

  EXPECT_EQ(lever(experiment, credible, "mediation", 0), 0.5);
  EXPECT_NEAR(lever(experiment, credible, "mediation", 6), 0.65, few_roundings);
  EXPECT_EQ(lever(experiment, credible, "mediation", 12), 0.8);
  EXPECT_EQ(lever(experiment, credible, "mediation", 180), 0.8);
  EXPECT_EQ(lever(experiment, credible, "access.mobility.ALB", 0), 0.15);
  EXPECT_EQ(lever(experiment, credible, "access.mobility.SRB", 0), 0.05);
  EXPECT_NEAR(lever(experiment, credible, "access.mobility.SRB", 12), 0.475, few_roundings);
  EXPECT_EQ(lever(experiment, credible, "access.mobility.SRB", 24), 0.9);
  EXPECT_EQ(lever(experiment, credible, "infrastructure", 36), 840.0);
}

TEST(Quickstart, Levers_without_a_date_hold_from_the_start_and_those_not_named_stay_as_today) {
  Experiment const experiment = load("quickstart.yaml");

  EXPECT_EQ(lever(experiment, 2, "promise.XKX", 0), 0.85);
  EXPECT_EQ(lever(experiment, 2, "infrastructure_shares.VIII", 0), 0.31);
  EXPECT_EQ(lever(experiment, 2, "missions.KFOR", 180), 1.0);
  EXPECT_EQ(lever(experiment, 1, "pace.MNE", 180), 0.5);
  for (std::size_t const month : {0U, 90U, 180U}) EXPECT_EQ(lever(experiment, 0, "audit", month), 0.3) << month;
}

TEST(Quickstart, War_winds_down_in_the_usual_world) {
  Scenario const scenario = load("quickstart.yaml").model.arms[0].scenario;

  EXPECT_EQ(scenario.war_path.at(YearMonth::of(2026, 1)), 0.9);
  EXPECT_NEAR(scenario.war_path.at(YearMonth::of(2027, 6)), 0.7, few_roundings);
  EXPECT_EQ(scenario.war_path.at(YearMonth::of(2040, 12)), 0.35);
  EXPECT_FALSE(scenario.us_hold.has_value());
  EXPECT_FALSE(scenario.holds_reference);
}

TEST(Configs, Status_quo_runs_twice_the_runs_of_one_arm) {
  Experiment const experiment = load("status_quo.yaml");

  EXPECT_EQ(experiment.result.name, "status_quo");
  EXPECT_EQ(arms_of(experiment), (Words{"status_quo in baseline"}));
  EXPECT_EQ(experiment.result.samples, 4096);
  EXPECT_EQ(experiment.result.recording.event_runs, 512);
}

TEST(Configs, Reference_world_holds_the_world) {
  Experiment const experiment = load("reference_world.yaml");

  EXPECT_EQ(arms_of(experiment), (Words{"status_quo in reference"}));
  EXPECT_TRUE(experiment.model.arms.at(0).scenario.holds_reference);
  EXPECT_EQ(experiment.model.noise, Noise::on);
  EXPECT_EQ(experiment.result.samples, 4096);
}

// Would catch: a policy or scenario of the configs that nobody runs and that does not read.
TEST(Configs, Every_policy_reads_in_every_scenario) {
  Experiment const all = read({.head = long_run,
                               .policies = "policies: {from: ../policies.yaml}",
                               .scenarios = "scenarios: {from: ../scenarios.yaml}"});

  EXPECT_EQ(all.result.policies, (Words{"status_quo", "align_and_comply", "unconditional_speed", "conditional_credible",
                                        "infrastructure_first", "missions_first", "disengagement"}));
  EXPECT_EQ(all.result.scenarios, (Words{"baseline", "reference", "record", "us_engaged", "us_disengaged",
                                         "war_ends_2027", "long_war", "high_pressure", "shocks", "contested"}));
  EXPECT_EQ(all.model.arms.size(), 70U);
}

// Would catch: policy and scenario of an arm swapped between the labels and what is computed.
TEST(Experiment, Arms_are_every_policy_in_every_scenario_scenario_fastest) {
  Experiment const experiment =
      read({.policies = "policies: {from: ../policies.yaml, use: [missions_first, status_quo]}",
            .scenarios = "scenarios: {from: ../scenarios.yaml, use: [long_war, us_engaged, reference]}"});
  Words computed;
  for (ArmInputs const& arm : experiment.model.arms) computed.push_back(arm.policy.id + " in " + arm.scenario.id);

  EXPECT_EQ(arms_of(experiment),
            (Words{"missions_first in long_war", "missions_first in us_engaged", "missions_first in reference",
                   "status_quo in long_war", "status_quo in us_engaged", "status_quo in reference"}));
  EXPECT_EQ(computed, arms_of(experiment));
  EXPECT_EQ(lever(experiment, 2, "missions.EULEX", 0), 1.5);
  EXPECT_EQ(lever(experiment, 3, "missions.EULEX", 0), 1.0);
}

TEST(Experiment, Baseline_is_the_policy_named_or_else_the_first) {
  EXPECT_EQ(read({}).result.baseline_policy, 0);
  EXPECT_EQ(read({.more = "baseline: missions_first"}).result.baseline_policy, 1);
}

TEST(Experiment, Noise_replications_and_precision_are_as_written) {
  Experiment const experiment = read({.head = "experiment: {name: small, seed: 0, months: 24, precision: single}",
                                      .design = "design: {type: mc, samples: 100, replications: 3}",
                                      .more = "noise: off"});

  EXPECT_EQ(experiment.model.noise, Noise::off);
  EXPECT_EQ(experiment.result.runs(), 300);
  EXPECT_EQ(experiment.result.precision, "single");
  EXPECT_EQ(experiment.result.seed, 0U);
  EXPECT_EQ(read({}).model.noise, Noise::on);
}

// Would catch: a first experiment refused for a key whose answer is nearly always the same.
TEST(Experiment, Precision_is_double_if_absent) {
  EXPECT_EQ(read({.head = "experiment: {name: small, seed: 7, months: 24}"}).result.precision, "double");
}

TEST(Experiment, Largest_seed_is_taken_whole) {
  EXPECT_EQ(
      read({.head = "experiment: {name: small, seed: 9223372036854775807, months: 24, precision: double}"}).result.seed,
      9223372036854775807U);
}

TEST(Experiment, Without_record_only_outcomes_are_kept) {
  Recording const recording = read({}).result.recording;

  EXPECT_TRUE(recording.summary_variables.empty());
  EXPECT_TRUE(recording.history_variables.empty());
  EXPECT_EQ(recording.event_runs, 0);
}

TEST(Experiment, Policies_may_be_written_beside_use) {
  Experiment const experiment = read({.policies = "policies: {from: ../policies.yaml, use: [status_quo, envoys], "
                                                  "envoys: {mediation: {2028-01: 1.0}, coordination: 0.6}}"});

  EXPECT_EQ(experiment.result.policies, (Words{"status_quo", "envoys"}));
  EXPECT_EQ(lever(experiment, 1, "mediation", 12), 0.75);
  EXPECT_EQ(lever(experiment, 1, "coordination", 0), 0.6);
  EXPECT_EQ(lever(experiment, 1, "audit", 0), 0.3);
}

// Would catch: the keys of a policy that stands in the experiment but is not in use, taken for unknown ones.
TEST(Experiment, A_policy_written_here_need_not_be_in_use) {
  EXPECT_EQ(faults_of({.policies = "policies: {use: [today], today: {}, envoys: {mediation: 1.0}}"}), "");
}

TEST(Experiment, Without_use_all_policies_are_in_use_those_of_the_file_first) {
  Experiment const experiment = read({.policies = "policies: {today: {}, envoys: {mediation: 1.0}}",
                                      .scenarios = "scenarios: {peace: {war_path: 0.0}, from: ../scenarios.yaml}"});

  EXPECT_EQ(experiment.result.policies, (Words{"today", "envoys"}));
  EXPECT_EQ(experiment.result.scenarios.size(), 11U);
  EXPECT_EQ(experiment.result.scenarios.front(), "baseline");
  EXPECT_EQ(experiment.result.scenarios.back(), "peace");
}

TEST(Edit, Sets_and_unsets_keys_once_the_files_are_in_place) {
  Experiment const experiment = read({}, [](ConfigTree& tree) {
    tree.set("experiment.months", "36");
    tree.set("region.countries.ALB.trust", "0.5");
    tree.set("policies.from.missions_first.mediation", "0.9");
    tree.unset("policies.from.missions_first.frontex_officers");
  });

  EXPECT_EQ(experiment.result.months, 36);
  EXPECT_EQ(experiment.model.months, 36);
  EXPECT_EQ(experiment.result.levers.values.at(0).size(), 37 * experiment.result.levers.names.size());
  EXPECT_EQ(experiment.model.arms.at(0).inputs.region.countries.at(0).trust, 0.5);
  EXPECT_EQ(lever(experiment, 1, "mediation", 0), 0.9);
  EXPECT_EQ(lever(experiment, 1, "frontex_officers", 0), 500.0);
}

TEST(Edit, Unset_use_takes_all_policies_in) {
  Experiment const all = read({.head = long_run}, [](ConfigTree& tree) { tree.unset("policies.use"); });

  EXPECT_EQ(all.result.policies.size(), 7U);
}

// Would catch: a file named by an edit that is never opened, or opened before the edit.
TEST(Edit, May_name_another_region_and_another_file_of_policies) {
  TemporaryFolder const folder("edit");
  std::string const region = folder.write(
      "region.yaml", "schema: detente/region@1\nextends: " + configs + "/region.yaml\nname: Another place\n");
  std::string const policies = folder.write("policies.yaml", "schema: detente/policies@1\nquiet: {mediation: 0.1}\n");

  Experiment const experiment = read({}, [&](ConfigTree& tree) {
    tree.set("region", region);
    tree.set("policies", "{from: " + policies + "}");
  });

  EXPECT_EQ(experiment.model.arms.at(0).inputs.region.name, "Another place");
  EXPECT_EQ(experiment.result.policies, Words{"quiet"});
  EXPECT_EQ(lever(experiment, 0, "mediation", 0), 0.1);
}

TEST(Edit, Faults_are_shown_at_the_option) {
  EXPECT_EQ(faults_of({}, [](ConfigTree& tree) { tree.set("design.samples", "0"); }),
            "--set design.samples=0:1:1: error: design.samples: 0 lies below 1 (a whole number from 1 to 2147483648 "
            "was expected)\n"
            "0\n"
            "^");
}

/// All that decides what is computed and kept, but the name.
void expect_same(Experiment const& one, Experiment const& other) {
  EXPECT_EQ(arms_of(one), arms_of(other));
  EXPECT_EQ(one.result.seed, other.result.seed);
  EXPECT_EQ(one.result.runs(), other.result.runs());
  EXPECT_EQ(one.result.levers.values, other.result.levers.values);
  EXPECT_EQ(one.result.recording.summary_variables, other.result.recording.summary_variables);
  EXPECT_EQ(one.result.recording.history_variables, other.result.recording.history_variables);
  EXPECT_EQ(one.result.recording.history_runs, other.result.recording.history_runs);
  EXPECT_EQ(one.result.recording.event_runs, other.result.recording.event_runs);
  EXPECT_EQ(one.model.noise, other.model.noise);
  EXPECT_EQ(one.resolved, other.resolved);
}

// Would catch: a value lost or turned into another on the way, such as a text that reads back as a number.
TEST(Resolved, Reads_back_as_the_same_experiment) {
  Experiment const written = load("quickstart.yaml");

  Experiment const again = read_experiment(ConfigTree::parse(written.resolved, "resolved.yaml", "/nowhere"));

  expect_same(written, again);
}

TEST(Resolved, Reads_back_with_edits_overrides_and_what_is_written_in_place) {
  ExperimentText const text{
      .policies = "policies: {from: ../policies.yaml, use: [status_quo, envoys], envoys: {mediation: {2027-01: 1.0}}}",
      .scenarios = "scenarios: {from: ../scenarios.yaml, use: [record, shocks]}",
      .more = "noise: off\nrecord: {summary: [shock, trust], events: {first: all}}"};
  Experiment const written = read(text, [](ConfigTree& tree) { tree.set("region.disputes.BEL_PRI.tension", "0.7"); });

  Experiment const again = read_experiment(ConfigTree::parse(written.resolved, "resolved.yaml", "/nowhere"));

  expect_same(written, again);
  EXPECT_EQ(dispute(again.model.arms.at(0), "BEL_PRI").tension, 0.7);
  EXPECT_EQ(dispute(again.model.arms.at(0), "MKD_INT").recency, 1.64);
  EXPECT_EQ(again.model.arms.at(1).scenario.parameters.drivers.shock_rate, 0.7);
}

TEST(Resolved, Leaves_out_policies_and_scenarios_that_are_not_in_use) {
  std::string const resolved = read({}).resolved;

  EXPECT_TRUE(holds(resolved, "missions_first:"));
  EXPECT_FALSE(holds(resolved, "conditional_credible"));
  EXPECT_FALSE(holds(resolved, "disengagement"));
  EXPECT_FALSE(holds(resolved, "long_war"));
}

// Would catch: only what comes from a file is left out.
TEST(Resolved, Leaves_out_policies_written_here_that_are_not_in_use) {
  Experiment const experiment = read({}, [](ConfigTree& tree) {
    tree.set("policies.envoys", "{mediation: 1.0}");
    tree.set("scenarios.peace", "{war_path: 0.0}");
  });

  EXPECT_FALSE(holds(experiment.resolved, "envoys:"));
  EXPECT_FALSE(holds(experiment.resolved, "peace:"));
}

// What decides whether two outputs are of the same experiment must not change with a policy that neither runs.
TEST(Resolved, Does_not_change_when_the_files_gain_an_unrelated_policy_and_scenario) {
  TemporaryFolder const folder("unrelated");
  std::string const policies = folder.write(
      "policies.yaml", "schema: detente/policies@1\nextends: " + configs + "/policies.yaml\nidle: {audit: 0}\n");
  std::string const scenarios = folder.write(
      "scenarios.yaml", "schema: detente/scenarios@1\nextends: " + configs + "/scenarios.yaml\nidle: {war_path: 0}\n");

  Experiment const experiment =
      read({.policies = "policies: {from: " + policies + ", use: [status_quo, missions_first]}",
            .scenarios = "scenarios: {from: " + scenarios + ", use: [baseline]}"});

  EXPECT_EQ(experiment.resolved, read({}).resolved);
}

TEST(Resolved, Changes_when_a_policy_in_use_does) {
  Experiment const edited =
      read({}, [](ConfigTree& tree) { tree.set("policies.from.missions_first.mediation", "0.99"); });

  EXPECT_NE(edited.resolved, read({}).resolved);
}

// Would catch: origins that name the wrong file after an include, or none for what came from the command line.
TEST(Origins, Name_file_and_line_or_the_option_of_every_value) {
  Experiment const experiment = read({}, [](ConfigTree& tree) { tree.set("design.samples", "2"); });

  EXPECT_TRUE(has_line_with(experiment.origins, "seed: 7", "# x.yaml:4"));
  EXPECT_TRUE(has_line_with(experiment.origins, "name: Western Balkans", "# ../region.yaml:"));
  EXPECT_TRUE(has_line_with(experiment.origins, "frontex_officers: 800", "# ../policies.yaml:"));
  EXPECT_TRUE(has_line_with(experiment.origins, "2032-01: 0.35", "# ../scenarios.yaml:"));
  EXPECT_TRUE(has_line_with(experiment.origins, "status: judgement", "# ../../parameters.yaml:"));
  EXPECT_TRUE(has_line_with(experiment.origins, "samples: 2", "# --set design.samples=2"));
  EXPECT_EQ(experiment.resolved.find('#'), std::string::npos);
}

}  // namespace
}  // namespace detente
