#include "tools/evidence/checks/network_flow.hpp"

#include "tests/tools/evidence/quickstart.hpp"

#include <gtest/gtest.h>

#include <set>

namespace detente {
namespace {

TEST(CheckFlows, Agree_with_the_model_in_conditions_that_vary) {
  ArmInputs const arm = first_arm();
  std::vector<FlowCase> const cases = flow_cases(arm, 12, 3);
  std::set<double> flows;
  for (FlowCase const& one : cases) flows.insert(one.whole);

  EXPECT_TRUE(all_agree(check_flows(arm.inputs.region, cases)));
  EXPECT_GT(flows.size(), 10U) << "the cases say nothing: they are all alike";
}

TEST(CheckFlows, See_a_flow_that_is_a_millionth_off) {
  ArmInputs const arm = first_arm();
  std::vector<FlowCase> cases = flow_cases(arm, 3, 3);
  cases[1].whole *= 1 + 1e-6;

  EXPECT_EQ(verdict(check_flows(arm.inputs.region, cases), "throughput"), "differs");
}

TEST(CheckFlows, See_corridors_exchanged) {
  ArmInputs const arm = first_arm();
  std::vector<FlowCase> cases = flow_cases(arm, 6, 3);
  for (FlowCase& one : cases) std::swap(one.without[0], one.without[1]);

  EXPECT_EQ(verdict(check_flows(arm.inputs.region, cases), "with a corridor"), "differs");
}

TEST(CheckFlows, See_a_country_that_lets_all_pass) {
  ArmInputs const arm = first_arm();
  std::vector<FlowCase> cases = flow_cases(arm, 2, 3);
  for (FlowCase& one : cases) one.without.assign(one.without.size(), one.whole);

  EXPECT_EQ(verdict(check_flows(arm.inputs.region, cases), "with a country"), "differs");
}

TEST(CheckFlows, See_a_road_of_another_region) {
  ArmInputs arm = first_arm();
  std::vector<FlowCase> const cases = flow_cases(arm, 6, 3);
  for (Segment& segment : arm.inputs.region.transport.segments) segment.bypass = false;

  EXPECT_FALSE(all_agree(check_flows(arm.inputs.region, cases))) << "bypasses counted in";
}

// Two ways of 1 and 2 units, and a bottleneck of 2.5 behind them.
TEST(BoostFlow, Is_the_smallest_cut) {
  Network const network{4, {{0, 1}, {0, 2}, {1, 2}, {2, 3}}, {0}, {3}};

  EXPECT_NEAR(boost_flow(network, {1, 2, 5, 2.5}, {true, true, true, true}), 2.5, 1e-12);
  EXPECT_NEAR(boost_flow(network, {1, 2, 5, 2.5}, {true, false, true, true}), 1, 1e-12);
}

}  // namespace
}  // namespace detente
