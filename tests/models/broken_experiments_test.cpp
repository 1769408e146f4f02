// Experiments that cannot be run, with the whole message: it is what the user sees.
#include "engine/config/config_tree.hpp"
#include "tests/models/experiment_text.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

TEST(BrokenExperiment, Unknown_key_names_the_nearest) {
  EXPECT_EQ(faults_of({.more = "noize: off"}),
            "x.yaml:8:1: error: unknown key 'noize' (known here: noise, design, policies, region, stop, ...)\n"
            "noize: off\n"
            "^\n"
            "hint: did you mean 'noise'?");
}

TEST(BrokenExperiment, Unknown_key_in_the_head_is_not_missed_by_its_right_name_too) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: 7, month: 24, precision: double}"}),
            "x.yaml:4:36: error: unknown key 'month' (known here: months, name, seed, precision)\n"
            "experiment: {name: small, seed: 7, month: 24, precision: double}\n"
            "                                   ^\n"
            "hint: did you mean 'months'?");
}

// Would catch: a check that asks for every key before unknown ones are reported, so that a lever misspelt does nothing.
TEST(BrokenExperiment, Unknown_lever_of_a_policy_written_here) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, envoys: {mediaton: 1.0, audit: 0.9}}"}),
            "x.yaml:5:32: error: unknown key 'mediaton' (known here: mediation, audit, coordination, missions, "
            "verification, ...)\n"
            "policies: {today: {}, envoys: {mediaton: 1.0, audit: 0.9}}\n"
            "                               ^\n"
            "hint: did you mean 'mediation'?");
}

TEST(BrokenExperiment, Unknown_lever_of_a_policy_in_a_file) {
  EXPECT_EQ(faults_of({}, [](ConfigTree& t) { t.set("policies.from.missions_first.mediaton", "0.9"); }),
            "--set policies.from.missions_first.mediaton=0.9:1:1: error: unknown key 'mediaton' (known here: "
            "mediation, audit, coordination, missions, verification, ...)\n"
            "0.9\n"
            "^\n"
            "hint: did you mean 'mediation'?");
}

TEST(BrokenExperiment, Unknown_key_of_a_scenario) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {peace: {war_path: 0.0, us_hld: engaged}}"}),
            "x.yaml:6:36: error: unknown key 'us_hld' (known here: us_hold, hold, shift, appeal, follow, ...)\n"
            "scenarios: {peace: {war_path: 0.0, us_hld: engaged}}\n"
            "                                   ^\n"
            "hint: did you mean 'us_hold'?");
}

TEST(BrokenExperiment, Unknown_coefficient_in_a_scenario) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {peace: {war_path: 0.0, parameters: {drivers.shock.rat: 0.7}}}"}),
            "x.yaml:6:49: error: unknown key 'rat' (known here: rate, mean, decay)\n"
            "scenarios: {peace: {war_path: 0.0, parameters: {drivers.shock.rat: 0.7}}}\n"
            "                                                ^\n"
            "hint: did you mean 'rate'?");
}

TEST(BrokenExperiment, Unknown_key_in_a_region_override) {
  EXPECT_EQ(faults_of({.scenarios = "scenarios: {peace: {war_path: 0.0, region: {countries: {SRB: {trsut: 0.5}}}}}"}),
            "x.yaml:6:63: error: unknown key 'trsut' (known here: trust, growth, contract, gdp, name, ...)\n"
            "scenarios: {peace: {war_path: 0.0, region: {countries: {SRB: {trsut: 0.5}}}}}\n"
            "                                                              ^\n"
            "hint: did you mean 'trust'?");
}

TEST(BrokenExperiment, Duplicate_key_names_both_places) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: 7, months: 24, seed: 8, precision: double}"}),
            "x.yaml:4:48: error: key 'seed' is written twice (first at x.yaml:4:27)\n"
            "experiment: {name: small, seed: 7, months: 24, seed: 8, precision: double}\n"
            "                                               ^");
}

TEST(BrokenExperiment, Anchors_and_aliases_are_refused) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: &x {}, other: *x}"}),
            "x.yaml:5:19: error: anchors (&name) are not used here (the value alone was expected)\n"
            "policies: {today: &x {}, other: *x}\n"
            "                  ^\n"
            "x.yaml:5:33: error: aliases (*name) are not used here (the value itself was expected)\n"
            "policies: {today: &x {}, other: *x}\n"
            "                                ^");
}

TEST(BrokenExperiment, Merge_keys_are_refused) {
  EXPECT_EQ(faults_of({.policies = "policies:\n  today: {<<: {mediation: 1}}"}),
            "x.yaml:6:11: error: merge keys (<<) are not used here (the keys themselves were expected)\n"
            "  today: {<<: {mediation: 1}}\n"
            "          ^\n"
            "hint: whole files merge with `extends:`");
}

TEST(BrokenExperiment, Missing_block_is_named) {
  EXPECT_EQ(faults_of({.design = ""}),
            "x.yaml:1:1: error: missing key 'design' (required at the top)\n"
            "schema: detente/experiment@1\n"
            "^");
}

TEST(BrokenExperiment, Missing_keys_are_named_together) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, precision: double}"}),
            "x.yaml:4:1: error: missing key 'seed' (required in experiment)\n"
            "experiment: {name: small, precision: double}\n"
            "^\n"
            "x.yaml:4:1: error: missing key 'months' (required in experiment)\n"
            "experiment: {name: small, precision: double}\n"
            "^");
}

TEST(BrokenExperiment, Horizon_out_of_range) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: 7, months: 1201, precision: double}"}),
            "x.yaml:4:44: error: experiment.months: 1201 lies above 1200 (a whole number from 1 to 1200 was expected)\n"
            "experiment: {name: small, seed: 7, months: 1201, precision: double}\n"
            "                                           ^");
}

TEST(BrokenExperiment, No_is_no_number) {
  EXPECT_EQ(faults_of({.policies = "policies: {today: {}, envoys: {mediation: no}}"}),
            "x.yaml:5:43: error: policies.envoys.mediation: 'no' is not a number (a number from 0 to 1 was expected)\n"
            "policies: {today: {}, envoys: {mediation: no}}\n"
            "                                          ^");
}

// Would catch: dates and policies judged by the stand-in for a horizon that is not known.
TEST(BrokenExperiment, Faulty_horizon_brings_no_faults_of_its_own) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: 7, months: no, precision: double}",
                       .policies = "policies: {today: {}, later: {mediation: {2027-01: 1.0}}}"}),
            "x.yaml:4:44: error: experiment.months: 'no' is not a number (a whole number from 1 to 1200 was expected)\n"
            "experiment: {name: small, seed: 7, months: no, precision: double}\n"
            "                                           ^");
}

TEST(BrokenExperiment, Leading_zero_is_not_read_as_octal) {
  EXPECT_EQ(faults_of({.design = "design: {type: mc, samples: 010}"}),
            "x.yaml:7:29: error: design.samples: '010' has a leading zero, which some programs read as octal (a whole "
            "number from 1 to 2147483648 was expected)\n"
            "design: {type: mc, samples: 010}\n"
            "                            ^");
}

TEST(BrokenExperiment, Number_in_quotes_is_refused) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: \"7\", months: 24, precision: double}"}),
            "x.yaml:4:33: error: experiment.seed: '7' is a text in quotes (a whole number of at least 0 was expected, "
            "without quotes)\n"
            "experiment: {name: small, seed: \"7\", months: 24, precision: double}\n"
            "                                ^");
}

TEST(BrokenExperiment, Name_cannot_lead_to_another_folder) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: ../elsewhere, seed: 7, months: 24, precision: double}"}),
            "x.yaml:4:20: error: experiment.name: '../elsewhere' is not an id (letters, digits and _, beginning with "
            "no digit, were expected)\n"
            "experiment: {name: ../elsewhere, seed: 7, months: 24, precision: double}\n"
            "                   ^");
}

TEST(BrokenSeed, Negative) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: -1, months: 24, precision: double}"}),
            "x.yaml:4:33: error: experiment.seed: -1 lies below 0 (a whole number of at least 0 was expected)\n"
            "experiment: {name: small, seed: -1, months: 24, precision: double}\n"
            "                                ^");
}

TEST(BrokenSeed, Beyond_64_bits) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: 9223372036854775808, months: 24, precision: double}"}),
            "x.yaml:4:33: error: experiment.seed: '9223372036854775808' is beyond 64 bits (a whole number of at least "
            "0 was expected)\n"
            "experiment: {name: small, seed: 9223372036854775808, months: 24, precision: double}\n"
            "                                ^");
}

TEST(BrokenSeed, With_a_fraction) {
  EXPECT_EQ(faults_of({.head = "experiment: {name: small, seed: 1.5, months: 24, precision: double}"}),
            "x.yaml:4:33: error: experiment.seed: '1.5' is not a whole number in plain digits (a whole number of at "
            "least 0 was expected)\n"
            "experiment: {name: small, seed: 1.5, months: 24, precision: double}\n"
            "                                ^");
}

TEST(BrokenDesign, A_type_that_does_not_exist) {
  EXPECT_EQ(
      faults_of({.design = "design: {type: lsh, samples: 1024}"}),
      "x.yaml:7:16: error: design.type: 'lsh' is not one of the choices (mc, lhs, sobol, factorial, list, morris or "
      "saltelli was expected)\n"
      "design: {type: lsh, samples: 1024}\n"
      "               ^\n"
      "hint: did you mean 'lhs'?");
}

TEST(BrokenDesign, More_runs_than_a_result_can_number) {
  EXPECT_EQ(faults_of({.design = "design: {type: mc, samples: 2147483648, replications: 2}"}),
            "x.yaml:7:29: error: 2147483648 x 2 runs (at most 2^31)\n"
            "design: {type: mc, samples: 2147483648, replications: 2}\n"
            "                            ^");
}

TEST(BrokenFiles, Missing_region_file_names_the_nearest) {
  EXPECT_EQ(faults_of({.region = "region: ../regoin.yaml"}),
            "x.yaml:2:9: error: there is no file 'regoin.yaml' (a YAML file was expected)\n"
            "region: ../regoin.yaml\n"
            "        ^\n"
            "hint: did you mean 'region.yaml'?");
}

TEST(BrokenFiles, Missing_files_are_named_together) {
  EXPECT_EQ(faults_of({.region = "region: ../regoin.yaml", .parameters = "parameters: nowhere.yaml"}),
            "x.yaml:2:9: error: there is no file 'regoin.yaml' (a YAML file was expected)\n"
            "region: ../regoin.yaml\n"
            "        ^\n"
            "hint: did you mean 'region.yaml'?\n"
            "x.yaml:3:13: error: there is no file 'experiments/nowhere.yaml' (a YAML file was expected)\n"
            "parameters: nowhere.yaml\n"
            "            ^");
}

TEST(BrokenFiles, Another_kind_of_file_in_place_of_an_experiment) {
  EXPECT_EQ(faults_of({.schema = "schema: detente/region@1"}),
            "x.yaml:1:9: error: this is a detente/region file (detente/experiment@1 was expected)\n"
            "schema: detente/region@1\n"
            "        ^");
}

TEST(BrokenFiles, Another_version) {
  EXPECT_EQ(faults_of({.schema = "schema: detente/experiment@2"}),
            "x.yaml:1:9: error: this has version '2' of detente/experiment (version 1 was expected)\n"
            "schema: detente/experiment@2\n"
            "        ^");
}

TEST(BrokenFiles, No_schema) {
  EXPECT_EQ(faults_of({.schema = ""}),
            "x.yaml:2:1: error: this does not say what it is ('schema: detente/experiment@1' was expected)\n"
            "region: ../region.yaml\n"
            "^");
}

TEST(BrokenFiles, Another_kind_of_file_in_place_of_a_region) {
  EXPECT_EQ(faults_of({.region = "region: ../policies.yaml"}),
            "x.yaml:2:9: error: '../policies.yaml' is a detente/policies file (detente/region@1 was expected)\n"
            "region: ../policies.yaml\n"
            "        ^");
}

// Would catch: a hint that turns the meaning round; `no` is how many write `off`.
TEST(BrokenExperiment, Noise_no_is_not_taken_for_on) {
  std::string const faults = faults_of({.more = "noise: no"});

  EXPECT_EQ(faults.substr(0, faults.find('\n')),
            "x.yaml:8:8: error: noise: 'no' is not one of the choices (on or off was expected)");
  EXPECT_EQ(faults.find("did you mean 'on'?"), std::string::npos) << faults;
}

// Would catch: faults reported one at a time, in the order in which they are found, or joined by one that is none:
// `record` is not reached, but known.
TEST(BrokenExperiment, All_faults_are_reported_at_once_in_the_order_of_their_places) {
  EXPECT_EQ(
      faults_of({.head = "experiment: {name: small, seed: -1, months: 24, precision: half}",
                 .policies = "policies: {from: ../policies.yaml, use: [status_quo, missions_first], envoys: {}}",
                 .scenarios = "scenarios: {war: {war_path: 1.5}}",
                 .design = "design: {type: mc, samples: 010}",
                 .more = "baselin: status_quo\nrecord: {summary: default}"}),
      "x.yaml:4:33: error: experiment.seed: -1 lies below 0 (a whole number of at least 0 was expected)\n"
      "experiment: {name: small, seed: -1, months: 24, precision: half}\n"
      "                                ^\n"
      "x.yaml:4:60: error: experiment.precision: 'half' is not one of the choices (double or single was expected)\n"
      "experiment: {name: small, seed: -1, months: 24, precision: half}\n"
      "                                                           ^\n"
      "x.yaml:6:29: error: scenarios.war.war_path: 1.5 lies above 1 (a number from 0 to 1 was expected)\n"
      "scenarios: {war: {war_path: 1.5}}\n"
      "                            ^\n"
      "x.yaml:7:29: error: design.samples: '010' has a leading zero, which some programs read as octal (a whole number "
      "from 1 to 2147483648 was expected)\n"
      "design: {type: mc, samples: 010}\n"
      "                            ^\n"
      "x.yaml:8:1: error: unknown key 'baselin' (known here: baseline, design, region, analysis, noise, ...)\n"
      "baselin: status_quo\n"
      "^\n"
      "hint: did you mean 'baseline'?");
}

/// An experiment that stands in a folder of its own, with its own region and policies.
class OtherFiles : public testing::Test {
 protected:
  OtherFiles() : folder_(testing::UnitTest::GetInstance()->current_test_info()->name()) {}

  /// What a user reads of an experiment that stands in the folder; names of files are shown without it.
  std::string faults(ExperimentText const& text) const {
    std::string message = faults_when([&] { return read_experiment(text.tree(folder_.path())); });
    std::string const start = folder_.path() + "/";
    for (std::size_t at = message.find(start); at != std::string::npos; at = message.find(start))
      message.erase(at, start.size());
    return message;
  }
  ExperimentText text() const {
    return {.region = "region: region.yaml",
            .parameters = "parameters: " + configs + "/../parameters.yaml",
            .policies = "policies: {from: policies.yaml}",
            .scenarios = "scenarios: {still: {hold: reference}}"};
  }
  /// Files without a fault.
  void write_sound_files() const {
    folder_.write("region.yaml", "schema: detente/region@1\nextends: " + configs + "/region.yaml\n");
    folder_.write("policies.yaml", "schema: detente/policies@1\ntoday: {}\n");
  }

  TemporaryFolder folder_;
};

TEST_F(OtherFiles, Without_a_fault_read) {
  write_sound_files();

  EXPECT_EQ(faults(text()), "");
}

TEST_F(OtherFiles, That_extend_each_other_in_a_circle_are_named) {
  write_sound_files();
  folder_.write("region.yaml", "schema: detente/region@1\nextends: base.yaml\n");
  folder_.write("base.yaml", "extends: region.yaml\n");

  EXPECT_EQ(faults(text()),
            "base.yaml:1:10: error: the files extend each other in a circle: region.yaml -> base.yaml -> region.yaml "
            "(a chain with an end was expected)\n"
            "extends: region.yaml\n"
            "         ^");
}

TEST_F(OtherFiles, Of_another_version_than_what_they_extend_are_refused) {
  write_sound_files();
  folder_.write("policies.yaml", "schema: detente/policies@2\nextends: " + configs + "/policies.yaml\n");

  std::string const message = faults(text());

  // The name of the file is cut where the checkout lies deep.
  EXPECT_NE(message.find("' has version '1' of detente/policies (version 2 was expected)"), std::string::npos)
      << message;
  EXPECT_NE(
      message.find("x.yaml:5:18: error: 'policies.yaml' has version '2' of detente/policies (version 1 was expected)"),
      std::string::npos)
      << message;
}

// Would catch: messages that name the experiment for a fault that stands in a file it names.
TEST_F(OtherFiles, Are_named_for_their_own_faults_after_those_of_the_experiment) {
  write_sound_files();
  folder_.write("region.yaml", "schema: detente/region@1\nextends: " + configs +
                                   "/region.yaml\n"
                                   "countries:\n  SRB:\n    trust: 1.5\n");
  folder_.write("policies.yaml", "schema: detente/policies@1\ntoday: {mediatoin: 0.5}\n");
  ExperimentText broken = text();
  broken.head = "experiment: {name: small, seed: 7, months: 0, precision: double}";

  EXPECT_EQ(faults(broken),
            "x.yaml:4:44: error: experiment.months: 0 lies below 1 (a whole number from 1 to 1200 was expected)\n"
            "experiment: {name: small, seed: 7, months: 0, precision: double}\n"
            "                                           ^\n"
            "region.yaml:5:12: error: region.countries.SRB.trust.value: 1.5 lies above 1 (a number from 0 to 1 was "
            "expected)\n"
            "    trust: 1.5\n"
            "           ^\n"
            "policies.yaml:2:9: error: unknown key 'mediatoin' (known here: mediation, audit, coordination, missions, "
            "verification, ...)\n"
            "today: {mediatoin: 0.5}\n"
            "        ^\n"
            "hint: did you mean 'mediation'?");
}

}  // namespace
}  // namespace detente
