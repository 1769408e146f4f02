#include "tools/evidence/checks/permutation.hpp"

#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr int permuted_months = 36;

OutcomesByName outcomes(ArmInputs const& arm) { return outcomes_by_name(arm, permuted_months, 1); }

/// An arm whose policy and scenario set something of every set, so that all of it has to move along.
ArmInputs rich_arm() {
  return quickstart({{"policies.from", "{rich: {missions.KFOR: 1.5, access.mobility: {ALB: 0.9, SRB: 0.1}}}"},
                     {"policies.use", "[rich]"},
                     {"baseline", "rich"},
                     {"scenarios.from",
                      "{moved: {war_path: 0.8, appeal: {US: 0.5}, shift: {alignment: {SRB: 0.2}, up_offset: {BEL_PRI: "
                      "0.4}}}}"},
                     {"scenarios.use", "[moved]"}})
      .model.arms.front();
}

TEST(CheckOrder, Agrees_with_the_model_whatever_the_order) {
  ArmInputs const arm = first_arm();
  OutcomesByName const usual = outcomes(arm);

  EXPECT_TRUE(check_order("countries", usual, outcomes(with_countries_reversed(arm))).agrees());
  EXPECT_TRUE(check_order("pairs", usual, outcomes(with_pairs_reversed(arm))).agrees());
  EXPECT_TRUE(check_order("disputes", usual, outcomes(with_disputes_reversed(arm))).agrees());
  EXPECT_TRUE(check_order("missions", usual, outcomes(with_missions_reversed(arm))).agrees());
}

// Would catch: a part of a policy or a scenario that stays behind when its set is turned round.
TEST(CheckOrder, Policies_and_scenarios_move_along) {
  ArmInputs arm = rich_arm();
  arm.inputs.parameters.procurement.contract_rate = 0;
  arm.scenario.parameters.procurement.contract_rate = 0;
  OutcomesByName const usual = outcomes(arm);

  EXPECT_TRUE(check_order("countries", usual, outcomes(with_countries_reversed(arm))).agrees());
  EXPECT_TRUE(check_order("disputes", usual, outcomes(with_disputes_reversed(arm))).agrees());
  EXPECT_TRUE(check_order("missions", usual, outcomes(with_missions_reversed(arm))).agrees());
  EXPECT_TRUE(check_order("suppliers", usual, outcomes(with_suppliers_reversed(arm))).agrees());
}

TEST(CheckOrder, Reversing_twice_gives_the_same_bits) {
  ArmInputs const arm = first_arm();
  OutcomesByName const usual = outcomes(arm);
  ArmInputs const twice =
      with_suppliers_reversed(with_countries_reversed(with_suppliers_reversed(with_countries_reversed(arm))));

  CheckRow const row = check_order("twice", usual, outcomes(twice));

  EXPECT_EQ(row.observed, row.expected);
}

TEST(CheckOrder, Sees_a_party_that_was_exchanged) {
  ArmInputs const arm = first_arm();
  ArmInputs wrong = with_disputes_reversed(arm);
  std::swap(wrong.inputs.region.disputes[0].parties, wrong.inputs.region.disputes[1].parties);

  EXPECT_FALSE(check_order("disputes", outcomes(arm), outcomes(wrong)).agrees());
}

TEST(CheckOrder, Sees_levers_that_do_not_move_along) {
  ArmInputs const arm = rich_arm();
  ArmInputs wrong = with_countries_reversed(arm);
  wrong.policy = arm.policy;

  EXPECT_FALSE(check_order("countries", outcomes(arm), outcomes(wrong)).agrees());
}

TEST(CheckOrder, Sees_contracts_whose_draw_goes_through_suppliers_in_order) {
  ArmInputs const arm = first_arm();

  EXPECT_FALSE(check_order("suppliers", outcomes(arm), outcomes(with_suppliers_reversed(arm))).agrees());
}

TEST(CheckOrder, Sees_an_outcome_that_is_not_there) {
  OutcomesByName const usual = outcomes(first_arm());
  OutcomesByName fewer = usual;
  fewer.erase("crisis_cost");

  EXPECT_EQ(check_order("nothing", usual, fewer).where.substr(0, 11), "crisis_cost");
}

}  // namespace
}  // namespace detente
