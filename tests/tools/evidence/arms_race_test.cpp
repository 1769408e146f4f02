#include "tools/evidence/checks/arms_race.hpp"

#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr int race_months = 180;

std::vector<CheckRow> rows_of(ArmInputs const& arm, ArmsRace const& race) {
  HeldSpending spending(arm, race_months);
  return check_arms_race(race, [&spending](Eigen::VectorXd const& y) { return spending.next(y); });
}

TEST(CheckArmsRace, Agrees_with_the_model) {
  ArmInputs const arm = first_arm();

  EXPECT_TRUE(all_agree(rows_of(arm, arms_race(arm, race_months))));
}

TEST(CheckArmsRace, Sees_rivals_the_wrong_way_round) {
  ArmInputs const arm = first_arm();
  ArmsRace race = arms_race(arm, race_months);
  race.rivalry.transposeInPlace();

  std::vector<CheckRow> const rows = rows_of(arm, race);

  EXPECT_EQ(verdict(rows, "spending at rest"), "differs");
  EXPECT_EQ(std::count(race.countries.begin(), race.countries.end(), rows[0].where), 1) << rows[0].where;
}

TEST(CheckArmsRace, Sees_a_plan_left_out) {
  ArmInputs const arm = first_arm();
  ArmsRace race = arms_race(arm, race_months);
  race.plan.setOnes();

  EXPECT_EQ(verdict(rows_of(arm, race), "spending at rest"), "differs");
}

// The rest does not hang on the unit of time; the mode does.
TEST(CheckArmsRace, Sees_rates_in_months_taken_for_years) {
  ArmInputs const arm = first_arm();
  ArmsRace race = arms_race(arm, race_months);
  race.fatigue /= 12;
  race.reaction /= 12;

  std::vector<CheckRow> const rows = rows_of(arm, race);

  EXPECT_EQ(verdict(rows, "spending at rest"), "agrees");
  EXPECT_EQ(verdict(rows, "slowest mode"), "differs");
}

TEST(CheckArmsRace, Says_of_a_race_that_runs_away_that_it_does) {
  ArmInputs arm = first_arm();
  arm.scenario.parameters.procurement.reaction = 50;

  std::vector<CheckRow> const rows = rows_of(arm, arms_race(arm, race_months));

  EXPECT_EQ(verdict(rows, "slowest mode, a month (UNSTABLE)"), "agrees");
  EXPECT_EQ(verdict(rows, "spending at rest"), "no row");
}

TEST(CheckArmsRace, Knows_of_countries_that_are_held_at_their_ceiling) {
  ArmInputs arm = first_arm();
  arm.inputs.region.countries[0].spending_plan = DatedPath{50.0};

  ArmsRace const race = arms_race(arm, race_months);

  EXPECT_GT(race.plan[0], race.ceiling[0]);
  for (CheckRow const& row : rows_of(arm, race))
    EXPECT_TRUE(row.agrees()) << row.what << ": " << row.observed << " against " << row.expected << ", " << row.where;
}

}  // namespace
}  // namespace detente
