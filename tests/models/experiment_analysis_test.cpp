#include "models/experiment_analysis.hpp"

#include "tests/models/experiment_text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace detente {
namespace {

AnalysisSpec analysis_of(std::string const& block) { return read({.more = "analysis: " + block}).analysis; }

TEST(ReadAnalysis, Without_the_block_ranks_by_crisis_cost) {
  AnalysisSpec const analysis = read({}).analysis;

  EXPECT_EQ(analysis.outcome, "crisis_cost");
  EXPECT_EQ(analysis.robustness.size(), 4U);
  EXPECT_TRUE(analysis.satisficing.empty());
  EXPECT_EQ(analysis.exceedance, std::vector<std::string>{"crisis_cost"});
}

TEST(ReadAnalysis, Takes_conditions_and_questions) {
  AnalysisSpec const analysis = analysis_of(
      "{confidence: 0.9, satisficing: {all: [\"crisis_cost <= 2500\", \"peak_level[BEL_PRI] < 3\"]}, discover: "
      "[{policy: missions_first, fails: \"net_position < -100\"}]}");

  EXPECT_EQ(analysis.confidence, 0.9);
  ASSERT_EQ(analysis.satisficing.size(), 2U);
  EXPECT_EQ(analysis.satisficing[1].text(), "peak_level[BEL_PRI] < 3");
  EXPECT_EQ(analysis.robustness.back(), Robustness::satisficing);
  EXPECT_EQ(analysis.discover.at(0).scenario, "baseline");
  EXPECT_EQ(analysis.discover.at(0).fails.threshold, -100);
}

// What is computed does not hang on what is asked of it: a result may be resumed with another question.
TEST(ReadAnalysis, Is_no_part_of_what_is_computed) {
  Experiment const plain = read({});
  Experiment const asking = read({.more = "analysis: {confidence: 0.9}"});

  EXPECT_EQ(plain.computed, asking.computed);
  EXPECT_NE(plain.resolved, asking.resolved);
}

TEST(OutcomeCondition, Is_met_on_the_right_side_of_its_threshold) {
  using Relation = OutcomeCondition::Relation;
  auto const met = [](Relation relation, double value) {
    return OutcomeCondition{.outcome = "x", .relation = relation, .threshold = 2}.met_by(value);
  };

  EXPECT_EQ(met(Relation::at_most, 2), 1);
  EXPECT_EQ(met(Relation::below, 2), 0);
  EXPECT_EQ(met(Relation::at_least, 2), 1);
  EXPECT_EQ(met(Relation::above, 2), 0);
  EXPECT_EQ(met(Relation::above, 2.1), 1);
  EXPECT_TRUE(std::isnan(met(Relation::above, std::numeric_limits<double>::quiet_NaN())));
}

TEST(OutcomeCondition, Refuses_what_it_cannot_read) {
  std::vector<std::string> const outcomes{"crisis_cost"};

  EXPECT_THROW(parse_outcome_condition("crisis_cost = 3", outcomes), std::invalid_argument);
  EXPECT_THROW(parse_outcome_condition("crisis_cost <= three", outcomes), std::invalid_argument);
  EXPECT_THROW(parse_outcome_condition("crisis_csot <= 3", outcomes), std::invalid_argument);
}

TEST(BrokenAnalysis, A_condition_on_what_is_no_outcome) {
  EXPECT_EQ(
      faults_of({.more = "analysis: {satisficing: {all: [\"crisis_csot <= 3\"]}}"}),
      "x.yaml:8:32: error: 'crisis_csot' is no outcome, did you mean 'crisis_cost'? (outcome <= number (or >=, <, "
      ">))\n"
      "analysis: {satisficing: {all: [\"crisis_csot <= 3\"]}}\n"
      "                               ^");
}

TEST(BrokenAnalysis, Satisficing_without_a_condition) {
  std::string const message = faults_of({.more = "analysis: {robustness: [satisficing]}"});

  EXPECT_NE(message.find("satisficing needs what is to be satisfied"), std::string::npos) << message;
}

}  // namespace
}  // namespace detente
