#include "models/inclusion.hpp"

#include "tests/models/process_checks.hpp"
#include "tests/rounding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

using Single = Pack<double, 1>;

/// Coefficients, each another number.
InclusionParameters<Single> distinct_inclusion() {
  InclusionParameters<Single> p{};
  p.access_weight = {Single::Constant(0.5), Single::Constant(0.3), Single::Constant(0.2)};
  p.elig_slope.setConstant(8);
  p.score_leak.setConstant(0.7);
  p.trust_pace.setConstant(2);
  p.trust_gap.setConstant(3);
  p.reward_membership.setConstant(0.6);
  p.reward_access.setConstant(0.4);
  return p;
}

/// The first country with round numbers in all that inclusion reads.
struct InclusionMonth {
  SingleBench bench;

  InclusionMonth() {
    bench.levers.access_mobility[0].setConstant(0.1);
    bench.levers.access_governance[0].setConstant(0.4);
    bench.levers.access_industry[0].setConstant(0.9);
    bench.levers.promise[0].setConstant(0.7);
    bench.levers.pace[0].setConstant(0.3);
    bench.levers.conditionality.setConstant(0.75);
    bench.levers.verification.setConstant(0.5);
    bench.levers.benchmark.setConstant(0.55);
    bench.levers.alignment_demand.setConstant(0.65);
    bench.state.alignment[0].setConstant(0.8);
    bench.state.trust[0].setConstant(0.6);
    bench.state.access[0].setConstant(0.25);
    bench.derived.governance[0].setConstant(0.5);
    bench.derived.information_leakage[0].setConstant(0.1);
    derive_eligibility(distinct_inclusion(), bench.state, bench.levers, bench.derived);
    derive_reward(distinct_inclusion(), bench.state, bench.levers, bench.derived);
  }
};

// Would catch: two kinds of access with each other's weight.
TEST(Inclusion, I1_offer_weighs_the_three_kinds_of_access) {
  EXPECT_NEAR(InclusionMonth().bench.derived.offer[0][0], 0.5 * 0.1 + 0.3 * 0.4 + 0.2 * 0.9, few_roundings);
}

TEST(Inclusion, I2_eligibility_is_logistic_in_the_score) {
  double const score = (0.5 + 0.8) / 2 - 0.7 * 0.1;

  EXPECT_NEAR(InclusionMonth().bench.derived.eligibility[0][0], 0.25 + 0.75 * sigmoid_of(8 * (score - 0.55)), 1e-15);
}

/// Eligibility of the first country at a score 0.1 above or below the benchmark.
double eligibility(double conditionality, double slope, double above) {
  InclusionMonth month;
  InclusionParameters<Single> p = distinct_inclusion();
  p.elig_slope.setConstant(slope);
  month.bench.levers.conditionality.setConstant(conditionality);
  month.bench.levers.benchmark.setConstant(0.58 - above);
  derive_eligibility(p, month.bench.state, month.bench.levers, month.bench.derived);
  return month.bench.derived.eligibility[0][0];
}

// Would catch: conditions that bite where none are set.
TEST(Inclusion, I2_without_conditionality_everyone_is_eligible) { EXPECT_EQ(eligibility(0, 8, -0.1), 1.0); }

TEST(Inclusion, I2_at_the_benchmark_half_of_the_conditional_access_is_granted) {
  EXPECT_NEAR(eligibility(0.6, 8, 0), 0.7, tens_of_roundings);
}

TEST(Inclusion, I2_a_steep_benchmark_is_passed_or_failed) {
  EXPECT_EQ(eligibility(1, 1e4, 0.1), 1.0);
  EXPECT_NEAR(eligibility(1, 1e4, -0.1), 0.0, 1e-100);  // e^-1000
  EXPECT_NEAR(eligibility(0.6, 1e4, -0.1), 0.4, few_roundings);
}

TEST(Inclusion, I3_gap_is_what_is_asked_beyond_what_is_given) {
  InclusionMonth month;
  EXPECT_NEAR(month.bench.derived.gap[0][0], 0.65 - 0.25, few_roundings);

  month.bench.levers.alignment_demand.setConstant(0.1);
  derive_reward(distinct_inclusion(), month.bench.state, month.bench.levers, month.bench.derived);
  EXPECT_EQ(month.bench.derived.gap[0][0], 0.0);  // giving more than is asked is no gap
}

TEST(Inclusion, I4_reward_is_membership_and_access_as_far_as_they_are_trusted) {
  double const member = 0.6 * (0.7 + 0.3) / 2;

  EXPECT_NEAR(InclusionMonth().bench.derived.reward[0][0], 0.6 * (member + 0.4 * 0.25), few_roundings);
}

// Would catch: a reward already given that still moves reform (access in place of the offer), or one that nobody
// checks.
TEST(Inclusion, I5_reachable_reward_is_what_is_conditional_checked_and_on_offer) {
  double const member = 0.6 * (0.7 + 0.3) / 2;
  double const offer = 0.5 * 0.1 + 0.3 * 0.4 + 0.2 * 0.9;

  EXPECT_NEAR(InclusionMonth().bench.derived.reachable_reward[0][0], 0.75 * 0.5 * 0.6 * (member + 0.4 * offer), 1e-15);
}

TEST(Inclusion, I5_reward_given_anyway_or_unchecked_moves_no_reform) {
  InclusionMonth month;
  month.bench.levers.conditionality.setZero();
  derive_reward(distinct_inclusion(), month.bench.state, month.bench.levers, month.bench.derived);
  EXPECT_EQ(month.bench.derived.reachable_reward[0][0], 0.0);

  month.bench.levers.conditionality.setConstant(1);
  month.bench.levers.verification.setZero();
  derive_reward(distinct_inclusion(), month.bench.state, month.bench.levers, month.bench.derived);
  EXPECT_EQ(month.bench.derived.reachable_reward[0][0], 0.0);
}

// Would catch: delivery that takes no attention, or that overshoots.
TEST(Inclusion, I6_access_approaches_what_is_granted_at_the_pace_of_attention) {
  SingleBench bench;
  Inclusion<double, 1> const inclusion(bench.setup(), bench.reference());
  bench.derived.offer[0].setConstant(0.8);
  bench.derived.eligibility[0].setConstant(0.5);
  bench.state.eu_bandwidth.setConstant(0.6);
  bench.state.access[0].setConstant(0.1);

  for (int month = 0; month < 36; ++month) {
    inclusion(bench.month(month), bench.next);
    bench.state.access = bench.next.access;
  }

  EXPECT_NEAR(bench.state.access[0][0], 0.4 - 0.3 * std::pow(1 - share_of(0.7) * 0.6, 36), 1e-14);  // closed form
}

TEST(Inclusion, I6_without_attention_nothing_is_delivered) {
  SingleBench bench;
  Inclusion<double, 1> const inclusion(bench.setup(), bench.reference());
  bench.derived.offer[0].setConstant(1);
  bench.state.eu_bandwidth.setZero();

  inclusion(bench.month(), bench.next);

  EXPECT_EQ(bench.next.access[0][0], bench.state.access[0][0]);
}

TEST(Inclusion, I7_trust_reads_delivered_pace_against_promise_and_the_gap) {
  SingleBench bench;
  Inclusion<double, 1> const inclusion(bench.setup(), bench.reference());
  bench.levers.pace[0].setConstant(0.5);
  bench.levers.promise[0].setConstant(0.7);
  bench.derived.eligibility[0].setConstant(0.8);
  bench.derived.gap[0].setConstant(0.2);
  bench.state.eu_bandwidth.setConstant(0.9);

  double const eta = inclusion.trust_eta(distinct_inclusion(), bench.month().view(), 0)[0];

  EXPECT_NEAR(eta, 2 * (0.5 * 0.8 * 0.9 - 0.7) - 3 * 0.2, few_roundings);
}

/// Trust of the first country a month after its predictor has moved by `departure`, from `now`.
double next_trust(double now, double departure) {
  SingleBench bench;
  Inclusion<double, 1> const inclusion(bench.setup(), bench.reference());
  bench.state.trust[0].setConstant(now);
  bench.derived.gap[0] -= departure / 1.5;  // trust_gap
  inclusion(bench.month(), bench.next);
  return bench.next.trust[0][0];
}

// Would catch: the speeds swapped, or chosen by the sign of the departure in place of the side of the target.
TEST(Inclusion, I7_trust_is_lost_faster_than_it_is_won) {
  double const target_up = sigmoid_of(logit_of(0.81) + 0.5);
  double const target_down = sigmoid_of(logit_of(0.81) - 0.5);

  EXPECT_NEAR(next_trust(0.81, 0.5), 0.81 + share_of(0.25) * (target_up - 0.81), 1e-14);
  EXPECT_NEAR(next_trust(0.81, -0.5), 0.81 + share_of(0.6) * (target_down - 0.81), 1e-14);
  EXPECT_NEAR(next_trust(0.95, 0.5), 0.95 + share_of(0.6) * (target_up - 0.95),
              1e-14);  // better news, but not good enough
  EXPECT_NEAR(next_trust(0.60, -0.5), 0.60 + share_of(0.25) * (target_down - 0.60), 1e-14);
}

TEST(Inclusion, I7_trust_is_kicked_by_its_own_noise) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);
  Inclusion<double, 16> const inclusion(bench.setup(), bench.reference());
  bench.derived = bench.reference().derived;
  bench.state.eu_bandwidth = bench.reference().state.eu_bandwidth;

  inclusion(bench.month(3), bench.next);

  for (int lane = 0; lane < 16; ++lane) {
    double const kick = 0.05 * std::sqrt(0.38 * 0.62 / 12) * bench.luck().normal(Stream::trust, 5)[lane];
    EXPECT_NEAR(bench.next.trust[5][lane], 0.38 + kick, tens_of_roundings) << lane;
  }
}

// Would catch: a replaced coefficient that moves the anchor with it.
TEST(Inclusion, I7_replaced_coefficients_act_against_the_base_reference) {
  SingleBench bench(arm_with({}, "{hold: reference, parameters: {inclusion.trust_gap: 2.5}}"));
  double const gap = bench.derived.gap[5][0];

  bench.step(0);

  double const target = sigmoid_of(logit_of(0.38) - (2.5 - 1.5) * gap);
  EXPECT_NEAR(bench.state.trust[5][0], 0.38 + share_of(0.6) * (target - 0.38), 1e-14);
}

// Would catch: a driver that is left out, turned round, or that should not be there.
TEST(Inclusion, I6_and_I7_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<Inclusion>(arm_with(), [](SingleBench& bench) {
    for (auto& access : bench.state.access) access -= 0.005;  // below what is granted, so that attention matters
  });

  expect_effects(effects, "access[5]", {{"access[5]", 1}, {"offer[5]", 1}, {"eligibility[5]", 1}, {"eu_bandwidth", 1}});
  expect_effects(effects, "trust[5]",
                 {{"trust[5]", 1},
                  {"pace[5]", 1},
                  {"eligibility[5]", 1},
                  {"eu_bandwidth", 1},
                  {"promise[5]", -1},
                  {"gap[5]", -1}});
}

TEST(Inclusion, Writes_its_own_variables_only) {
  EXPECT_EQ(written_by<Inclusion>(), (std::set<std::string>{"access", "trust"}));
}

TEST(Inclusion, Every_lane_is_a_run_of_its_own) { expect_lanes_are_single_runs<Inclusion>(); }
TEST(Inclusion, Single_precision_lanes_hold_their_own_runs) { expect_single_precision_lanes_hold<Inclusion>(); }

}  // namespace
}  // namespace detente
