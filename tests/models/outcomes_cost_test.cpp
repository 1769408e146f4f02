#include "models/outcomes_cost.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Values = std::map<std::string, Sum<16>>;

/// What a month costs the Union in component k, and the other two payers: told, not computed. Another in every lane.
MonthCost<double, 16> told_cost(Region const& region, int month) {
  MonthCost<double, 16> cost(region);
  Pack<double, 16> const lanes = Pack<double, 16>::LinSpaced(1, 16);
  for (int k = 0; k < components; ++k) {
    for (int who = 0; who < payers; ++who) cost.part[k][who] = lanes * (1 + month) * (k + 1) * (who + 2);
    cost.eu[k] = cost.part[k][0];
    if (k < crisis_components) cost.crisis += cost.eu[k];
  }
  for (std::size_t d = 0; d < cost.by_dispute.size(); ++d)
    cost.by_dispute[d] = lanes * (1 + month) * static_cast<double>(d + 1);
  for (std::size_t i = 0; i < cost.by_country.size(); ++i)
    cost.by_country[i] = lanes * (1 + month) * static_cast<double>(i + 1);
  return cost;
}

/// Outcomes of months that are told: all months have the state, what was derived and the levers of the bench.
Values after(ModelBench<double, 16>& bench, int months) {
  CostOutcomes<double, 16> outcomes(bench.world(), months);
  for (int month = 0; month < months; ++month) {
    MonthCost<double, 16> const cost = told_cost(bench.region(), month);
    outcomes.observe({month, bench.state, bench.derived, bench.levers, bench.next, cost});
  }
  return named_outcomes(outcomes, bench, months);
}

constexpr double rounding_of_money = 1e-10;  // a thousand operations on up to 500 million euro, each off by 6e-14

/// Sum of (1 + month) over months, each discounted by 3 % a year.
double discounted(int from, int to) {
  double sum = 0;
  for (int month = from; month < to; ++month) sum += (1 + month) * std::exp(-0.03 * month / 12.0);
  return sum;
}

void expect_near(Sum<16> const& found, double expected_of_first_lane, char const* what) {
  for (int lane = 0; lane < 16; ++lane) {
    double const expected = expected_of_first_lane * (lane + 1);
    EXPECT_NEAR(found[lane], expected, thousands_of_roundings * std::abs(expected)) << what << ", lane " << lane;
  }
}

// Components 1 to 10 cost the Union 2 (k + 1) each.
// Would catch: undiscounted sums, policy inside, a component or year mistaken for another.
TEST(OutcomesCost, Crisis_cost_is_the_net_present_value_of_the_Unions_part) {
  ModelBench<double, 16> bench(arm_with({}, open_world));

  Values const values = after(bench, 30);

  expect_near(values.at("crisis_cost"), 2 * 55 * discounted(0, 30), "crisis cost");
  expect_near(values.at("policy_cost"), 2 * 11 * discounted(0, 30), "policy cost");
  expect_near(values.at("crisis_cost.component.mission_baseline"), 2 * 1 * discounted(0, 30), "baseline");
  expect_near(values.at("crisis_cost.component.migration"), 2 * 10 * discounted(0, 30), "migration");
  expect_near(values.at("crisis_cost.component.policy"), 2 * 11 * discounted(0, 30), "policy beside");
  expect_near(values.at("crisis_cost.year.0"), 2 * 55 * discounted(0, 12), "first year");
  expect_near(values.at("crisis_cost.year.2"), 2 * 55 * discounted(24, 30), "a part of a year");
  expect_near(values.at("crisis_cost.dispute.MKD_INT"), 3 * discounted(0, 30), "third dispute");
  expect_near(values.at("crisis_cost.country.MNE"), 4 * discounted(0, 30), "fourth country");
  expect_near(values.at("cost.payer.EU"), 2 * 55 * discounted(0, 30), "the Union");
  expect_near(values.at("cost.payer.NATO"), 3 * 55 * discounted(0, 30), "allies");
  expect_near(values.at("cost.payer.region"), 4 * 55 * discounted(0, 30), "the region");
}

/// A month with contributions that are easily counted, another in every lane.
void contribute(ModelBench<double, 16>& bench) {
  Pack<double, 16> const lanes = Pack<double, 16>::LinSpaced(1, 16);
  for (auto& output : bench.state.industry) output.setZero();
  for (auto& persons : bench.state.peacekeepers) persons.setZero();
  bench.state.alignment.assign(6, Pack<double, 16>::Constant(0.5));
  bench.derived.interoperability.assign(6, Pack<double, 16>::Constant(0.4));
  int const serbia = bench.country("SRB");
  bench.state.industry[serbia * 5 + 0] = 100 * lanes;  // ammunition
  bench.state.industry[serbia * 5 + 1] = 10 * lanes;   // propellant
  bench.state.industry[serbia * 5 + 2] = 1 * lanes;    // platforms
  bench.state.peacekeepers[0] = 240 * lanes;
  bench.derived.throughput = bench.reference().derived.throughput * lanes;
}

// Would catch: output that counts without alignment, all output taken for ammunition, a year's worth in a month.
TEST(OutcomesCost, Usable_output_is_what_is_compatible_and_aligned) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  contribute(bench);

  Values const values = after(bench, 18);

  expect_near(values.at("usable_output"), 111 * 0.4 * 0.5, "output");
  expect_near(values.at("usable_ammunition"), 110 * 0.4 * 0.5, "ammunition");
  expect_near(values.at("peacekeeper_years"), 240 * 1.5, "peacekeepers");
}

/// Support of all countries in a year, MEUR: by alignment and spending against the start, and the war at 0.45 of 0.9.
double yearly_support(ModelBench<double, 16> const& bench) {
  std::map<std::string, double> const usual{{"ALB", 18.5}, {"BIH", 2.0},  {"XKX", 4.25},
                                            {"MNE", 4.25}, {"MKD", 38.5}, {"SRB", 10.5}};
  double sum = 0;
  for (Country const& c : bench.region().countries) sum += usual.at(c.id) * (0.5 / c.alignment) * 0.5 * 1.2;
  return sum;
}

TEST(OutcomesCost, Support_follows_alignment_war_and_spending) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  bench.state.alignment.assign(6, Pack<double, 16>::Constant(0.5));
  bench.state.spending.assign(6, Pack<double, 16>::Constant(1.2));
  bench.state.war_intensity.setConstant(0.45);

  Values const values = after(bench, 18);

  for (int lane = 0; lane < 16; ++lane)
    EXPECT_NEAR(values.at("ukraine_support")[lane], yearly_support(bench) * 1.5, rounding_of_money);
}

// Would catch: a shadow price at the wrong place, contributions that are not discounted, cost added instead of taken
// away.
TEST(OutcomesCost, Asset_value_and_net_position_weigh_contributions_at_shadow_prices) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  contribute(bench);
  bench.state.war_intensity.setZero();  // no support
  double present_months = 0;
  for (int month = 0; month < 18; ++month) present_months += std::exp(-0.03 * month / 12.0) / 12;

  Values const values = after(bench, 18);

  double const yearly = 0.5 * 111 * 0.4 * 0.5 + 150 + 0.085 * 240;
  expect_near(values.at("asset_value"), yearly * present_months, "asset");
  expect_near(values.at("net_position"), yearly * present_months - 2 * 55 * discounted(0, 18), "net position");
}

TEST(OutcomesCost, Support_counts_in_the_asset_value_at_its_price) {
  ModelBench<double, 16> bench(arm_with({}, open_world));
  ModelBench<double, 16> peace(arm_with({}, open_world));
  peace.state.war_intensity.setZero();

  double const difference = after(bench, 1).at("asset_value")[0] - after(peace, 1).at("asset_value")[0];

  EXPECT_NEAR(difference, 1.0 * (18.5 + 2.0 + 4.25 + 4.25 + 38.5 + 10.5) / 12, rounding_of_money);
}

// Would catch: a division by the throughput of a start that had none, which later roads would make infinite.
TEST(OutcomesCost, Throughput_is_worth_nothing_where_nothing_got_through_at_the_start) {
  ArmInputs arm = with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) { p.mobility.cap_floor = 0; });
  for (Segment& segment : arm.inputs.region.transport.segments) segment.quality = 0;
  WholeRuns<double, 1> runs(std::move(arm), 24, Noise::off);

  runs.live(0, 24);

  ASSERT_EQ(runs.world().reference().derived.throughput[0], 0);
  ASSERT_GT(runs.run.derived().throughput[0], 0);
  EXPECT_TRUE(std::isfinite(runs.outcomes().at("asset_value")[0]));
}

// ---- Whole runs

Sum<16> sum_over(Values const& values, std::string const& prefix) {
  Sum<16> sum = Sum<16>::Zero();
  for (auto const& [name, value] : values) {
    if (name.starts_with(prefix + ".")) sum += value;
  }
  return sum;
}

// Would catch: a component, year or payer that is lost on the way from the month to the outcome. 40 months of sums of a
// few thousand MEUR: rounding below 1e-8.
TEST(OutcomesCost, K1_K11_whole_runs_cost_the_same_however_they_are_split) {
  WholeRuns<double, 16> runs(arm_with({}, open_world), 40, Noise::on);

  runs.live(0, 40);

  Values const values = runs.outcomes();
  Sum<16> const crisis = values.at("crisis_cost");
  Sum<16> const policy = values.at("policy_cost");
  EXPECT_LT((sum_over(values, "crisis_cost.component") - policy - crisis).abs().maxCoeff(), 1e-8) << "components";
  EXPECT_LT((sum_over(values, "crisis_cost.year") - crisis).abs().maxCoeff(), 1e-8) << "years";
  EXPECT_LT((values.at("cost.payer.EU") - crisis).abs().maxCoeff(), 1e-8) << "the Union as payer";
  EXPECT_LT((values.at("crisis_cost.component.policy") - policy).abs().maxCoeff(), 1e-8) << "policy";
  EXPECT_LT((values.at("asset_value") - crisis - values.at("net_position")).abs().maxCoeff(), 1e-8) << "net position";
  EXPECT_GT((crisis - crisis[0]).abs().maxCoeff(), 1.0) << "the runs are all the same";
  EXPECT_GT(policy.minCoeff(), 100);
}

// What is done in disputes and lost in countries is in mediation, stabilisation, misinvestment and leakage; only the
// price of the diplomatic effort belongs to no dispute.
TEST(OutcomesCost, K4_K9_whole_runs_cost_the_same_by_place) {
  WholeRuns<double, 16> runs(arm_with({}, open_world), 40, Noise::on);
  double effort = 0;
  for (int month = 0; month < 40; ++month) effort += 0.9 * 15 * 0.5 / 12 * std::exp(-0.03 * month / 12.0);

  runs.live(0, 40);

  Values const values = runs.outcomes();
  auto const component = [&](std::string const& name) { return values.at("crisis_cost.component." + name); };
  Sum<16> const in_disputes = component("mediation") + component("stabilisation") - effort;
  Sum<16> const in_countries = component("misinvestment") + component("leakage");
  EXPECT_LT((sum_over(values, "crisis_cost.dispute") - in_disputes).abs().maxCoeff(), 1e-8);
  EXPECT_LT((sum_over(values, "crisis_cost.country") - in_countries).abs().maxCoeff(), 1e-8);
}

}  // namespace
}  // namespace detente
