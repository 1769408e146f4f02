#include "models/experiment_stop.hpp"

#include "tests/models/experiment_text.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

Experiment stopping(std::string const& stop, std::string const& design = "{type: mc, samples: 1024}") {
  return read({.design = "design: " + design, .more = "stop: " + stop});
}

std::string faults_of_stop(std::string const& stop, std::string const& design = "{type: mc, samples: 1024}") {
  return faults_of({.design = "design: " + design, .more = "stop: " + stop});
}

std::string const mean_target = "until: [{estimate: mean, outcome: crisis_cost, half_width: {relative: 0.02}}]";

TEST(ReadStopping, Parts_are_the_steps_between_checks_and_samples_the_most_there_may_be) {
  Experiment const experiment = stopping("{max_samples: 4096, check_every: 512, " + mean_target + "}");

  ASSERT_TRUE(experiment.stopping);
  EXPECT_EQ(experiment.stopping->first_check, 1024);
  EXPECT_EQ(experiment.stopping->confidence, 0.95);
  EXPECT_EQ(experiment.result.samples, 4096);
  EXPECT_EQ(experiment.result.part_runs, 512);
}

TEST(ReadStopping, A_target_says_what_it_is) {
  Experiment const experiment = stopping(
      "{max_samples: 65536, check_every: 1024, until: [{estimate: mean, outcome: crisis_cost, relative_to: baseline, "
      "half_width: {relative: 0.02}}, {estimate: probability, outcome: open_conflict, half_width: {absolute: 0.01}, "
      "min_events: 50}]}");

  EXPECT_EQ(experiment.stopping->targets.at(0).text(), "mean of crisis_cost against the baseline within 2 %");
  EXPECT_EQ(experiment.stopping->targets.at(1).text(), "probability of open_conflict within 0.01");
  EXPECT_EQ(experiment.stopping->targets.at(1).fewest_events, 50);
}

TEST(ReadStopping, Is_no_part_of_an_experiment_without_the_block) { EXPECT_FALSE(read({}).stopping); }

TEST(BrokenStopping, A_step_that_is_no_whole_number_of_blocks) {
  EXPECT_EQ(faults_of_stop("{max_samples: 4000, check_every: 500, " + mean_target + "}"),
            "x.yaml:8:40: error: checks every 500 samples (a multiple of 256: whole batches, and whole blocks of 256 "
            "runs)\n"
            "stop: {max_samples: 4000, check_every: 500, " +
                mean_target +
                "}\n"
                "                                       ^\n"
                "hint: check_every: 512");
}

TEST(BrokenStopping, A_step_that_is_no_whole_number_of_batches) {
  std::string const message =
      faults_of({.design = "design: {type: lhs, samples: 1536, batch: 384}",
                 .more = "uncertainties: {from_evidence: [escalation]}\nstop: {max_samples: 4096, check_every: 512, " +
                         mean_target + "}"});

  EXPECT_NE(message.find("a multiple of 768"), std::string::npos) << message;
}

TEST(BrokenStopping, A_first_check_after_the_end) {
  std::string const message = faults_of_stop("{max_samples: 512, check_every: 256, " + mean_target + "}");

  EXPECT_NE(message.find("max_samples is below the 1024 of design.samples"), std::string::npos) << message;
}

// Wilson's half-width of 30 events in 65,536 runs is 1.6e-4; 1e-5 takes some 500,000.
TEST(BrokenStopping, A_probability_that_the_most_samples_cannot_pin_down) {
  std::string const message = faults_of_stop(
      "{max_samples: 65536, check_every: 1024, until: [{estimate: probability, outcome: open_conflict, half_width: "
      "{absolute: 0.00001}}]}");

  EXPECT_NE(message.find("65536 samples cannot bring a probability with 30 events within 1e-05"), std::string::npos)
      << message;
  EXPECT_NE(message.find("max_samples of about"), std::string::npos) << message;
}

TEST(BrokenStopping, Two_half_widths_or_none) {
  std::string const two = faults_of_stop(
      "{max_samples: 4096, check_every: 512, until: [{estimate: mean, outcome: crisis_cost, half_width: {relative: "
      "0.1, "
      "absolute: 5}}]}");
  std::string const none = faults_of_stop(
      "{max_samples: 4096, check_every: 512, until: [{estimate: mean, outcome: crisis_cost, half_width: {}}]}");

  EXPECT_NE(two.find("two half-widths"), std::string::npos) << two;
  EXPECT_NE(none.find("no half-width"), std::string::npos) << none;
}

TEST(BrokenStopping, Parts_of_another_size_beside_it) {
  std::string const message =
      faults_of({.more = "record: {part_runs: 256}\nstop: {max_samples: 4096, check_every: 512, " + mean_target + "}"});

  EXPECT_NE(message.find("part_runs has no effect beside `stop`"), std::string::npos) << message;
}

TEST(BrokenStopping, An_outcome_that_does_not_exist_gets_the_nearest) {
  std::string const message = faults_of_stop(
      "{max_samples: 4096, check_every: 512, until: [{estimate: mean, outcome: crisis_csot, half_width: {relative: "
      "0.1}}]}");

  EXPECT_NE(message.find("crisis_cost"), std::string::npos) << message;
}

}  // namespace
}  // namespace detente
