#include "tools/evidence/checks/cost_identity.hpp"

#include "tests/tools/evidence/quickstart.hpp"
#include "tools/evidence/evidence_head.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// Costs of a few runs of two years in two arms.
std::vector<CostOfRun> costs() {
  Experiment const experiment = quickstart(
      {{"experiment.months", "24"}, {"design.samples", "16"}, {"policies.use", "[status_quo, align_and_comply]"}});
  return costs_of(experiment, outcomes_of(experiment, {.threads = 1, .target = Target::baseline}));
}

TEST(CheckCosts, Agree_with_the_model) {
  std::vector<CostOfRun> const runs = costs();

  EXPECT_EQ(runs.size(), 32U);
  EXPECT_TRUE(all_agree(check_costs(runs)));
  EXPECT_GT(runs[0].mediation_at_large, 1);
}

/// Verdict of a row once one of the runs has been falsified.
template <class Fault>
std::string after(Fault const& fault, std::string const& what) {
  std::vector<CostOfRun> runs = costs();
  fault(runs[20]);
  return verdict(check_costs(runs), what);
}

TEST(CheckCosts, See_a_component_left_out) {
  EXPECT_EQ(after([](CostOfRun& run) { run.component["mission_baseline"] = 0; }, "crisis_cost is the sum of its comp"),
            "differs");
}

TEST(CheckCosts, See_policy_counted_as_crisis_management) {
  EXPECT_EQ(after([](CostOfRun& run) { run.crisis += run.policy; }, "crisis_cost is the sum of its comp"), "differs");
}

TEST(CheckCosts, See_a_year_left_out) {
  EXPECT_EQ(after([](CostOfRun& run) { run.years *= 0.5; }, "crisis_cost is the sum of its years"), "differs");
}

TEST(CheckCosts, See_what_falls_to_disputes_with_the_lever_counted_among_them) {
  EXPECT_EQ(after([](CostOfRun& run) { run.mediation_at_large = 0; }, "disputes"), "differs");
}

TEST(CheckCosts, See_countries_whose_leakage_is_all_payers) {
  EXPECT_EQ(after([](CostOfRun& run) { run.countries *= 1.001; }, "countries"), "differs");
}

TEST(CheckCosts, See_what_others_pay_counted_as_the_Unions) {
  EXPECT_EQ(after([](CostOfRun& run) { run.paid_by_union += 1; }, "crisis_cost is what the Union pays"), "differs");
}

TEST(CheckCosts, See_a_policy_that_costs_something_else_than_it_says) {
  EXPECT_EQ(after([](CostOfRun& run) { run.policy += 1; }, "policy_cost"), "differs");
}

TEST(CheckCosts, See_a_position_with_a_wrong_sign) {
  EXPECT_EQ(after([](CostOfRun& run) { run.net_position *= -1; }, "net_position"), "differs");
}

}  // namespace
}  // namespace detente
