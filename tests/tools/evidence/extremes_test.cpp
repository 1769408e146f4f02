#include "tools/evidence/checks/extremes.hpp"

#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace detente {
namespace {

using Wide = Pack<double, 16>;

VariableInfo variable(std::string const& name, std::string const& unit, double lowest, double highest) {
  VariableInfo info;
  info.name = name;
  info.unit = unit;
  info.lowest = lowest;
  info.highest = highest;
  return info;
}

/// Whether a value of a variable is seen as outside.
bool is_outside(VariableInfo const& info, double value) {
  Wide values = Wide::Constant(0.5);
  if (info.name == "level") values.setConstant(1);
  values[7] = value;
  BoundsWatch watch;
  watch.see(info, 3, values, "sample 17, month 2");
  return !all_agree(watch.rows());
}

TEST(BoundsWatch, Sees_what_is_outside_or_no_number) {
  VariableInfo const index = variable("trust", "1", 0, 1);
  VariableInfo const money = variable("stock", "MEUR", 0, 100);
  VariableInfo const belief = variable("propensity", "1", -2, 2);
  VariableInfo const level = variable("level", "level", 0, 5);

  EXPECT_TRUE(is_outside(index, 1.0001));
  EXPECT_TRUE(is_outside(index, -1e-9));
  EXPECT_TRUE(is_outside(index, std::nan("")));
  EXPECT_TRUE(is_outside(money, -1));
  EXPECT_TRUE(is_outside(money, std::numeric_limits<double>::infinity()));
  EXPECT_TRUE(is_outside(belief, std::nan("")));
  EXPECT_TRUE(is_outside(level, 2.5));
  EXPECT_TRUE(is_outside(level, 6));
}

TEST(BoundsWatch, Lets_pass_what_is_inside) {
  EXPECT_FALSE(is_outside(variable("trust", "1", 0, 1), 1));
  EXPECT_FALSE(is_outside(variable("stock", "MEUR", 0, 100), 5000)) << "a range of histograms is no bound";
  EXPECT_FALSE(is_outside(variable("propensity", "1", -2, 2), -3));
  EXPECT_FALSE(is_outside(variable("level", "level", 0, 5), 5));
}

TEST(BoundsWatch, Names_the_sample_the_lane_and_the_value) {
  Wide values = Wide::Constant(0.5);
  values[7] = 1.25;
  BoundsWatch watch;
  watch.see(variable("trust", "1", 0, 1), 3, values, "sample 17, month 2");

  EXPECT_EQ(watch.rows()[0].where, "trust[3] = 1.25, sample 17, month 2, replication 7");
}

TEST(BoundsWatch, Outcomes_may_be_missing_only_if_they_say_so) {
  OutcomeInfo outcome{"first_at_4", "month", "", {}};
  Wide const missing = Wide::Constant(std::nan(""));
  outcome.may_be_missing = true;
  BoundsWatch fine;
  fine.see(outcome, missing, "sample 1");
  outcome.may_be_missing = false;
  BoundsWatch wrong;
  wrong.see(outcome, missing, "sample 1");

  EXPECT_TRUE(all_agree(fine.rows()));
  EXPECT_FALSE(all_agree(wrong.rows()));
}

/// The quickstart with some of it uncertain.
Experiment uncertain() {
  return quickstart({{"uncertainties",
                      "{from_evidence: [escalation, region.countries.ALB], escalation.b_ten: {distribution: uniform, "
                      "min: 0.5, max: 2}}"}});
}

TEST(Extremes, Every_number_is_at_one_of_its_ends_and_both_come_up) {
  Experiment const it = uncertain();
  int high = 0;
  for (std::uint32_t sample = 0; sample < 40; ++sample) {
    ArmInputs const moved = at_ends(it.model.arms.front(), it.model.uncertainty, 5, sample);
    double const b_ten = moved.inputs.parameters.escalation.b_ten;
    EXPECT_TRUE(b_ten == 0.5 || b_ten == 2) << b_ten;
    EXPECT_EQ(moved.scenario.parameters.escalation.b_ten, b_ten) << "what acts is what the sample says";
    high += b_ten == 2 ? 1 : 0;
  }
  EXPECT_GT(high, 8);
  EXPECT_LT(high, 32);
}

// Would catch: an end that is missed because the sample's own draw scales it.
TEST(Extremes, Facts_are_a_whole_half_width_away) {
  Experiment const it = uncertain();
  double const usual = it.model.arms.front().inputs.region.countries[0].oversight;
  auto const at = std::find_if(it.model.uncertainty.quantities.begin(), it.model.uncertainty.quantities.end(),
                               [](auto const& q) { return q.key == "region.countries.ALB.oversight"; });
  ASSERT_NE(at, it.model.uncertainty.quantities.end());
  double const room = at->half_width * std::min(usual, 1 - usual);
  for (std::uint32_t sample = 0; sample < 20; ++sample) {
    ArmInputs const moved = at_ends(it.model.arms.front(), it.model.uncertainty, 5, sample);
    EXPECT_NEAR(std::abs(moved.inputs.region.countries[0].oversight - usual), room, 1e-12) << sample;
  }
}

TEST(Extremes, Agree_with_the_model_and_see_a_coefficient_that_is_no_number) {
  Experiment const it = uncertain();
  ArmInputs wrong = it.model.arms.front();
  wrong.scenario.parameters.governance.gov_audit = std::nan("");
  Extremes const few{.seed = 5, .first = 17, .count = 1, .months = 12};

  std::vector<CheckRow> const rows = check_extremes(wrong, it.model.uncertainty, few);

  EXPECT_TRUE(all_agree(check_extremes(it.model.arms.front(), it.model.uncertainty, few)));
  EXPECT_FALSE(all_agree(rows));
}

}  // namespace
}  // namespace detente
