#include "models/experiment_design.hpp"

#include "models/input_sampler.hpp"
#include "tests/models/experiment_text.hpp"

#include <gtest/gtest.h>

#include <set>

namespace detente {
namespace {

std::string const two_numbers =
    "uncertainties: {escalation.b_ten: {distribution: uniform, min: 1.0, max: 3.0}, escalation.b_gov: {distribution: "
    "uniform, min: 2.0, max: 4.0}}";

Experiment designed(std::string const& design, std::string const& uncertainties = two_numbers) {
  return read({.design = "design: " + design, .more = uncertainties});
}

std::string faults_of_design(std::string const& design, std::string const& uncertainties = two_numbers) {
  return faults_of({.design = "design: " + design, .more = uncertainties});
}

TEST(ReadDesign, Plain_monte_carlo_counts_every_sample_as_one_observation) {
  Experiment const experiment = designed("{type: mc, samples: 40, replications: 3}");

  EXPECT_EQ(experiment.result.design, "mc");
  EXPECT_EQ(experiment.result.samples, 40);
  EXPECT_EQ(experiment.result.samples_per_observation, 1);
  EXPECT_EQ(experiment.result.runs(), 120);
}

TEST(ReadDesign, Batches_of_hypercubes_and_of_sobol_points_are_the_observations) {
  EXPECT_EQ(designed("{type: lhs, samples: 96, batch: 32}").result.samples_per_observation, 32);
  EXPECT_EQ(designed("{type: lhs, samples: 256}").result.samples_per_observation, 128);
  EXPECT_EQ(designed("{type: sobol, samples: 96, batch: 32}").result.samples_per_observation, 32);
}

// The values of a batch of n lie one in each n-th of the law. Would catch: a design that the sampler does not ask.
TEST(ReadDesign, A_hypercube_decides_the_values_of_samples) {
  Experiment const experiment = designed("{type: lhs, samples: 32, batch: 16}");

  for (std::uint32_t const first : {0U, 16U}) {
    std::set<int> strata;
    for (std::uint32_t k = 0; k < 16; ++k)
      strata.insert(static_cast<int>((sample_of(experiment, first + k).parameters.escalation.b_ten - 1) * 8));
    EXPECT_EQ(strata.size(), 16U);
  }
}

TEST(ReadDesign, A_factorial_design_has_a_sample_for_each_combination) {
  Experiment const experiment = designed("{type: factorial, levels: [2, 3]}");

  ASSERT_EQ(experiment.result.samples, 6);
  EXPECT_NEAR(sample_of(experiment, 0).parameters.escalation.b_ten, 1.5, 1e-12);  // rounding of a quantile
  EXPECT_NEAR(sample_of(experiment, 3).parameters.escalation.b_ten, 2.5, 1e-12);
  EXPECT_NEAR(sample_of(experiment, 1).parameters.escalation.b_gov, 3, 1e-12);
}

TEST(ReadDesign, Samples_of_morris_and_saltelli_follow_from_the_numbers_that_are_uncertain) {
  Experiment const morris = designed("{type: morris, trajectories: 5, replications: 2}");
  Experiment const saltelli = designed("{type: saltelli, base: 64, batch: 16, replications: 2}");

  EXPECT_EQ(morris.result.samples, 15);
  EXPECT_EQ(morris.result.samples_per_observation, 3);
  EXPECT_EQ(saltelli.result.samples, 256);
  EXPECT_EQ(saltelli.result.samples_per_observation, 64);
}

TEST(ReadDesign, A_list_gives_every_sample_its_row) {
  Experiment const experiment = designed(
      "{type: list, from: {columns: [escalation.b_ten, \"escalation.up0[1]\"], rows: [[1.5, 0.3], [2.5, 0.4]]}}", "");

  ASSERT_EQ(experiment.result.samples, 2);
  EXPECT_EQ(sample_of(experiment, 1).parameters.escalation.b_ten, 2.5);
  EXPECT_EQ(sample_of(experiment, 1).parameters.escalation.up0[1], 0.4);
  EXPECT_EQ(experiment.result.parameters.at(0).name, "escalation.b_ten");
  EXPECT_EQ(experiment.result.parameters.at(0).value(0), 1.5);
  EXPECT_EQ(experiment.result.design, "list");
}

// Results name what moves by a common factor so. Would catch: a factor taken for the first number of its list.
TEST(ReadDesign, A_list_may_have_the_common_factor_of_a_coefficient_that_is_a_list) {
  Experiment const experiment =
      designed("{type: list, from: {columns: [escalation.up0.factor], rows: [[1.0], [2.0]]}}", "");
  Inputs const one = sample_of(experiment, 0);
  Inputs const two = sample_of(experiment, 1);

  for (std::size_t k = 0; k < one.parameters.escalation.up0.size(); ++k) {
    EXPECT_EQ(one.parameters.escalation.up0[k], experiment.model.arms.front().inputs.parameters.escalation.up0[k]);
    EXPECT_EQ(two.parameters.escalation.up0[k], 2 * one.parameters.escalation.up0[k]);
  }
  EXPECT_EQ(experiment.result.parameters.at(0).name, "escalation.up0.factor");
  EXPECT_EQ(experiment.result.parameters.at(0).value(1), 2.0);
}

TEST(BrokenDesign, A_column_beside_the_factor_that_holds_it) {
  std::string const message = faults_of_design(
      "{type: list, from: {columns: [escalation.up0.factor, \"escalation.up0[1]\"], rows: [[1.5, 0.3]]}}", "");

  EXPECT_NE(message.find("'escalation.up0[1]' stands here twice"), std::string::npos) << message;
}

// Would catch: a number of the list that is drawn, or one beside it that is not.
TEST(ReadDesign, What_is_not_listed_is_drawn_as_ever) {
  std::string const law = "uncertainties: {escalation.b_gov: {distribution: uniform, min: 2.0, max: 4.0}}";

  Experiment const listed = designed("{type: list, from: {columns: [escalation.b_ten], rows: [[1.5], [2.5]]}}", law);
  Experiment const drawn = designed("{type: mc, samples: 2}", law);

  EXPECT_EQ(sample_of(listed, 1).parameters.escalation.b_gov, sample_of(drawn, 1).parameters.escalation.b_gov);
  EXPECT_EQ(sample_of(listed, 1).parameters.escalation.b_ten, 2.5);
}

TEST(ReadDesign, Correlations_reach_the_design) {
  Experiment const experiment = designed(
      "{type: mc, samples: 8}",
      "uncertainties: {escalation.b_ten: {distribution: uniform, min: 1.0, max: 3.0}, escalation.b_gov: {distribution: "
      "uniform, min: 2.0, max: 4.0}, correlations: [{between: [escalation.b_gov, escalation.b_ten], rank: -0.5}]}");

  ASSERT_EQ(experiment.model.uncertainty.design.correlations.size(), 1U);
  RankCorrelation const& pair = experiment.model.uncertainty.design.correlations.front();
  EXPECT_EQ(pair.rank, -0.5);
  EXPECT_NE(pair.first, pair.second);
}

TEST(BrokenDesign, Half_a_batch) {
  EXPECT_EQ(faults_of_design("{type: lhs, samples: 100, batch: 32}"),
            "x.yaml:7:30: error: 100 samples are no whole number of batches of 32 (a multiple of 32 (design.batch))\n"
            "design: {type: lhs, samples: 100, batch: 32}\n"
            "                             ^\n"
            "hint: 96 or 128");
}

TEST(BrokenDesign, Sobol_points_that_are_no_power_of_two) {
  EXPECT_EQ(faults_of_design("{type: sobol, samples: 128, batch: 48}"),
            "x.yaml:7:44: error: sets of 48 Sobol' points (a power of two)\n"
            "design: {type: sobol, samples: 128, batch: 48}\n"
            "                                           ^\n"
            "hint: 32 or 64");
}

TEST(BrokenDesign, A_key_of_another_design) {
  EXPECT_EQ(faults_of_design("{type: mc, samples: 128, levels: 4}"),
            "x.yaml:7:42: error: levels has no effect on a design of type mc (type: factorial or morris)\n"
            "design: {type: mc, samples: 128, levels: 4}\n"
            "                                         ^\n"
            "hint: --unset design.levels if it comes from a file that is extended");
}

TEST(BrokenDesign, Nothing_to_vary) {
  EXPECT_EQ(
      faults_of_design("{type: lhs, samples: 128}", ""),
      "x.yaml:7:16: error: a design of type lhs varies what is uncertain, and nothing is (uncertainties, or type: "
      "mc)\n"
      "design: {type: lhs, samples: 128}\n"
      "               ^");
}

TEST(BrokenDesign, An_odd_number_of_levels) {
  std::string const message = faults_of_design("{type: morris, trajectories: 4, levels: 5}");

  EXPECT_NE(message.find("levels is 5 (a morris design has an even number of them)"), std::string::npos) << message;
}

TEST(BrokenDesign, A_column_that_is_no_number_of_the_model) {
  std::string const message = faults_of_design("{type: list, from: {columns: [escalation.b_tne], rows: [[1.5]]}}", "");

  EXPECT_NE(message.find("'escalation.b_tne' is no number of this model and region"), std::string::npos) << message;
  EXPECT_NE(message.find("escalation.b_ten"), std::string::npos) << message;
}

// Would catch: the number that stands in for an unknown one taken as meant, and so found correlated with itself.
TEST(BrokenDesign, A_correlation_with_an_unknown_number_is_one_fault) {
  std::string const two =
      "uncertainties: {escalation.b_gov: {distribution: uniform, min: 2.0, max: 4.0}, escalation.b_ten: {distribution: "
      "uniform, min: 1.0, max: 3.0}, correlations: [{between: [escalation.b_gov, x.b], rank: 0.5}, {between: "
      "[escalation.b_ten, x.b], rank: 0.5}]}";

  std::string const message = faults_of_design("{type: mc, samples: 8}", two);

  EXPECT_NE(message.find("'x.b'"), std::string::npos) << message;
  EXPECT_EQ(message.find("correlated with itself"), std::string::npos) << message;
}

TEST(BrokenDesign, Correlations_that_exclude_each_other) {
  std::string const three =
      "uncertainties: {escalation.b_ten: {distribution: uniform, min: 1.0, max: 3.0}, escalation.b_gov: {distribution: "
      "uniform, min: 2.0, max: 4.0}, escalation.b_pres: {distribution: uniform, min: 1.0, max: 2.0}, correlations: "
      "[{between: [escalation.b_ten, escalation.b_gov], rank: 0.9}, {between: [escalation.b_gov, escalation.b_pres], "
      "rank: 0.9}, {between: [escalation.b_ten, escalation.b_pres], rank: -0.9}]}";

  std::string const message = faults_of_design("{type: mc, samples: 8}", three);

  EXPECT_NE(message.find("x.yaml:8:"), std::string::npos) << message;
  EXPECT_NE(message.find("escalation.b_pres"), std::string::npos) << message;
}

}  // namespace
}  // namespace detente
