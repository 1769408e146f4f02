#include "models/governance.hpp"

#include "tests/models/process_checks.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

using Single = Pack<double, 1>;
using Coefficients = GovernanceParameters<Single>;

/// Coefficients, each another number.
Coefficients distinct_governance() {
  Coefficients p{};
  double number = 2;
  for (Single* one : {&p.gov_reward, &p.gov_audit, &p.gov_capture, &p.cap_spend, &p.cap_opaque, &p.cap_pressure,
                      &p.cap_oversight, &p.cap_audit, &p.res_aid, &p.res_gov, &p.res_pressure, &p.frag_pressure,
                      &p.frag_crisis, &p.frag_reward, &p.stab_gov, &p.stab_shock, &p.stab_pressure, &p.stab_crisis}) {
    one->setConstant(number++);
  }
  p.res_scale.setConstant(4);
  p.leak_max.setConstant(0.5);
  p.safeguard.setConstant(0.6);
  return p;
}

/// The first country, Albania, with round numbers in all that governance reads: spending share 0.021, product 28,000
/// MEUR and 10 MEUR of capacity building at the reference.
struct GovernanceMonth {
  SingleBench bench;
  Governance<double, 1> governance{bench.setup(), bench.reference()};
  Coefficients p = distinct_governance();

  GovernanceMonth() {
    bench.state.oversight[0].setConstant(0.6);
    bench.state.capture[0].setConstant(0.3);
    bench.state.spending[0].setConstant(2);
    bench.state.shock.setConstant(0.25);
    bench.derived.reachable_reward[0].setConstant(0.1);
    bench.derived.reward[0].setConstant(0.4);
    bench.derived.opacity[0].setConstant(0.7);
    bench.derived.pressure[0].setConstant(0.2);
    bench.derived.governance[0].setConstant(0.42);
    bench.derived.crisis_load[0].setConstant(0.15);
    bench.derived.leakage_eu[0].setConstant(0.25);
    bench.levers.audit.setConstant(0.8);
    bench.levers.capacity_building[0].setConstant(38);
    bench.levers.resilience_aid[0].setConstant(16);
  }
  View<double, 1> view() { return bench.month().view(); }
};

TEST(Governance, G1_oversight_grows_with_reachable_reward_and_audit_and_falls_with_capture) {
  GovernanceMonth m;

  EXPECT_NEAR(m.governance.oversight_eta(m.p, m.view(), 0)[0], 2 * 0.1 + 3 * 0.8 - 4 * 0.3, 1e-15);
}

// Would catch: growth of the economy that counts as inflow, money that entrenches capture under full oversight, or a
// reference inflow without capacity building.
TEST(Governance, G2_capture_grows_with_unchecked_inflow_opacity_and_pressure) {
  GovernanceMonth m;

  double const inflow = 0.021 * 2 + 38.0 / 28000;
  double const usual = 0.021 * 1 + 10.0 / 28000;
  double const expected = 5 * std::log(inflow / usual) * 0.4 + 6 * 0.7 + 7 * 0.2 - 8 * 0.6 - 9 * 0.8;
  EXPECT_NEAR(m.governance.capture_eta(m.p, m.view(), 0)[0], expected, 1e-14);
}

TEST(Governance, G2_money_under_full_oversight_entrenches_nothing) {
  GovernanceMonth m;
  m.bench.state.oversight[0].setOnes();
  double const rich = m.governance.capture_eta(m.p, m.view(), 0)[0];
  m.bench.state.spending[0].setOnes();

  EXPECT_EQ(m.governance.capture_eta(m.p, m.view(), 0)[0], rich);
}

TEST(Governance, G3_resilience_grows_with_arriving_aid_and_governance_and_wears_under_pressure) {
  GovernanceMonth m;

  EXPECT_NEAR(m.governance.resilience_eta(m.p, m.view(), 0)[0], 10 * std::log(1 + 0.75 * 16 / 4) + 11 * 0.42 - 12 * 0.2,
              1e-14);
}

TEST(Governance, G4_fragmentation_grows_with_pressure_and_crises_and_falls_with_reward) {
  GovernanceMonth m;

  EXPECT_NEAR(m.governance.fragmentation_eta(m.p, m.view(), 0)[0], 13 * 0.2 + 14 * 0.15 - 15 * 0.4, tens_of_roundings);
}

TEST(Governance, G5_stability_grows_with_governance_and_falls_with_shocks_pressure_and_crises) {
  GovernanceMonth m;

  EXPECT_NEAR(m.governance.stability_eta(m.p, m.view(), 0)[0], 16 * 0.42 - 17 * 0.25 - 18 * 0.2 - 19 * 0.15,
              tens_of_roundings);
}

TEST(Governance, G6_quantities_that_follow_have_their_values) {
  GovernanceMonth m;
  m.bench.levers.verification.setConstant(0.4);
  m.bench.derived.dependence[0].setConstant(0.5);

  derive_governance(m.p, m.bench.state, m.bench.levers, m.bench.derived);

  EXPECT_NEAR(m.bench.derived.governance[0][0], 0.6 * 0.7, 1e-15);
  EXPECT_NEAR(m.bench.derived.leakage[0][0], 0.5 * 0.3 * 0.4, 1e-15);
  EXPECT_NEAR(m.bench.derived.leakage_eu[0][0], 0.06 * (1 - 0.6 * 0.6), 1e-15);                // mean of 0.4 and 0.8
  EXPECT_NEAR(m.bench.derived.information_leakage[0][0], 0.3 * 0.5 * (1 - 0.6 * 0.4), 1e-15);  // verification alone
}

// Would catch: safeguards on the country's own money, or audits that keep secrets.
TEST(Governance, G6_safeguards_act_on_EU_money_and_verification_on_secrets) {
  SingleBench bench;
  auto const leaks = [&](double verification, double audit) {
    bench.levers.verification.setConstant(verification);
    bench.levers.audit.setConstant(audit);
    bench.derive();
    return std::array<double, 3>{bench.derived.leakage[5][0], bench.derived.leakage_eu[5][0],
                                 bench.derived.information_leakage[5][0]};
  };

  auto const without = leaks(0, 0);
  auto const verified = leaks(1, 0);
  auto const audited = leaks(0, 1);

  EXPECT_EQ(verified[0], without[0]);
  EXPECT_EQ(audited[0], without[0]);
  EXPECT_EQ(without[1], without[0]);
  EXPECT_NEAR(verified[1], without[0] * (1 - 0.4 / 2), 1e-15);
  EXPECT_NEAR(audited[1], without[0] * (1 - 0.4 / 2), 1e-15);
  EXPECT_NEAR(verified[2], without[2] * (1 - 0.4), 1e-15);
  EXPECT_EQ(audited[2], without[2]);
}

/// Every rate and vol another number, in the order of the indices.
ArmInputs governance_speeds() {
  return arm_where([](Inputs& inputs) {
    GovernanceParameters<double>& p = inputs.parameters.governance;
    p.oversight_rate = 1, p.capture_rate = 2, p.resilience_rate = 3, p.fragmentation_rate = 4, p.stability_rate = 5;
    p.oversight_vol = 0.01, p.capture_vol = 0.02, p.resilience_vol = 0.03, p.fragmentation_vol = 0.04,
    p.stability_vol = 0.05;
  });
}

// Would catch: an index with another's speed, noise or stream; oversight and capture have the same speed in the
// configs.
TEST(Governance, G1_oversight_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Governance>(governance_speeds(), &State<double, 1>::oversight, Stream::oversight, 1, 0.01);
}
TEST(Governance, G2_capture_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Governance>(governance_speeds(), &State<double, 1>::capture, Stream::capture, 2, 0.02);
}
TEST(Governance, G3_resilience_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Governance>(governance_speeds(), &State<double, 1>::resilience, Stream::resilience, 3, 0.03);
}
TEST(Governance, G4_fragmentation_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Governance>(governance_speeds(), &State<double, 1>::fragmentation, Stream::fragmentation, 4, 0.04);
}
TEST(Governance, G5_stability_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Governance>(governance_speeds(), &State<double, 1>::stability, Stream::stability, 5, 0.05);
}

// Would catch: a target that is not anchored, or a month that covers another share of the way.
TEST(Governance, G1_oversight_under_full_audit_follows_its_closed_form) {
  SingleBench bench;
  Governance<double, 1> const governance(bench.setup(), bench.reference());
  bench.levers.audit.setOnes();

  for (int month = 0; month < 120; ++month) {
    governance(bench.month(month), bench.next);
    bench.state.oversight = bench.next.oversight;  // capture held fixed: one equation alone
  }

  double const target = sigmoid_of(logit_of(0.60) + 0.22 * (1 - 0.3));
  EXPECT_NEAR(bench.state.oversight[5][0], target + (0.60 - target) * std::exp(-0.06 * 10), 1e-13);
}

// Would catch: a replaced coefficient that moves the anchor with it.
TEST(Governance, G1_replaced_coefficients_act_against_the_base_reference) {
  SingleBench bench(arm_with({}, "{hold: reference, parameters: {governance.gov_audit: 0.7}}"));

  bench.step(0);

  double const target = sigmoid_of(logit_of(0.60) + (0.7 - 0.22) * 0.3);
  EXPECT_NEAR(bench.state.oversight[5][0], 0.60 + share_of(0.06) * (target - 0.60), 1e-14);
}

// Would catch: a driver that is left out, turned round, or that should not be there.
TEST(Governance, G1_to_G5_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<Governance>();

  expect_effects(effects, "oversight[5]",
                 {{"oversight[5]", 1}, {"reachable_reward[5]", 1}, {"audit", 1}, {"capture[5]", -1}});
  expect_effects(effects, "capture[5]",
                 {{"capture[5]", 1},
                  {"spending[5]", 1},
                  {"capacity_building[5]", 1},
                  {"opacity[5]", 1},
                  {"total_pressure[5]", 1},
                  {"oversight[5]", -1},
                  {"audit", -1}});
  expect_effects(effects, "resilience[5]",
                 {{"resilience[5]", 1},
                  {"resilience_aid[5]", 1},
                  {"governance[5]", 1},
                  {"leakage_eu[5]", -1},
                  {"total_pressure[5]", -1}});
  expect_effects(effects, "fragmentation[5]",
                 {{"fragmentation[5]", 1}, {"total_pressure[5]", 1}, {"crisis_load[5]", 1}, {"reward[5]", -1}});
  expect_effects(
      effects, "stability[5]",
      {{"stability[5]", 1}, {"governance[5]", 1}, {"shock", -1}, {"total_pressure[5]", -1}, {"crisis_load[5]", -1}});
}

TEST(Governance, Writes_its_own_variables_only) {
  EXPECT_EQ(written_by<Governance>(),
            (std::set<std::string>{"oversight", "capture", "resilience", "fragmentation", "stability"}));
}

TEST(Governance, Every_lane_is_a_run_of_its_own) { expect_lanes_are_single_runs<Governance>(); }
TEST(Governance, Single_precision_lanes_hold_their_own_runs) { expect_single_precision_lanes_hold<Governance>(); }

}  // namespace
}  // namespace detente
