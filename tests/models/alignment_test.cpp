#include "models/alignment.hpp"

#include "tests/models/process_checks.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Single = Pack<double, 1>;

/// Coefficients, each another number.
AlignmentParameters<Single> distinct_alignment() {
  AlignmentParameters<Single> p{};
  double number = 2;
  for (Single* one : {&p.al_reward, &p.al_gap, &p.al_dep, &p.al_capture, &p.al_us, &p.al_campaign, &p.dep_arms,
                      &p.dep_pressure, &p.dep_gap, &p.dep_reward}) {
    one->setConstant(number++);
  }
  return p;
}

/// Round numbers in all that a country reads.
struct AlignmentMonth {
  SingleBench bench;
  Alignment<double, 1> alignment{bench.setup(), bench.reference()};
  int country;

  explicit AlignmentMonth(std::string const& id) : country(bench.country(id)) {
    bench.derived.reward[country].setConstant(0.1);
    bench.derived.gap[country].setConstant(0.2);
    bench.derived.dependence[country].setConstant(0.3);
    bench.state.capture[country].setConstant(0.4);
    bench.state.us_attention.setConstant(0.5);
    bench.state.campaign[country].setConstant(0.6);
    bench.state.cooperate[country].setConstant(0.7);
    bench.state.defy[country].setConstant(0.2);
  }
  double eta() {
    return alignment.alignment_eta(distinct_alignment(), Single::Constant(0.5), bench.month().view(), country)[0];
  }
};

TEST(Alignment, A1_alignment_has_its_seven_drivers) {
  double const nationalism_of_albania = 0.25;

  EXPECT_NEAR(AlignmentMonth("ALB").eta(),
              2 * 0.1 - 3 * 0.2 - 4 * 0.3 - 5 * 0.4 + 6 * 0.5 - 7 * nationalism_of_albania * 0.6 + 0.5 * (0.7 - 0.2),
              tens_of_roundings);
}

// Would catch: US attention that aligns those outside NATO.
TEST(Alignment, A1_US_attention_aligns_members_of_NATO_only) {
  AlignmentMonth serbia("SRB");
  double const before = serbia.eta();
  serbia.bench.state.us_attention.setConstant(1);

  EXPECT_EQ(serbia.eta(), before);
}

// Would catch: arms of another supplier, or pressure of another actor, that bind to this one.
TEST(Alignment, A2_dependence_grows_with_the_actors_own_arms_and_pressure_and_with_the_gap) {
  AlignmentMonth m("MKD");
  int const suppliers = 7, chinese = 5, china = 1;
  for (int s = 0; s < suppliers; ++s) m.bench.derived.supplier_share[m.country * suppliers + s].setConstant(0.1 * s);
  m.bench.state.pressure[china * 6 + m.country].setConstant(0.3);

  double const eta = m.alignment.dependence_eta(distinct_alignment(), m.bench.month().view(), china, m.country)[0];

  EXPECT_NEAR(eta, 8 * 0.1 * chinese + 9 * 0.3 + 10 * 0.2 - 11 * 0.1, tens_of_roundings);
}

TEST(Alignment, A2_arms_of_several_suppliers_of_one_actor_add_up) {
  ArmInputs arm = arm_where([](Inputs& inputs) {
    for (Supplier& supplier : inputs.region.suppliers)
      supplier.adversary = supplier.id == "ISR" || supplier.id == "RUS" ? 0 : -1;
  });
  SingleBench bench(std::move(arm));
  Alignment<double, 1> const alignment(bench.setup(), bench.reference());
  auto const eta = [&](int actor) {
    return alignment.dependence_eta(distinct_alignment(), bench.month().view(), actor, 0)[0];
  };
  for (auto& share : bench.derived.supplier_share) share.setZero();
  double const russian = eta(0);
  double const chinese = eta(1);

  for (int s = 0; s < 7; ++s) bench.derived.supplier_share[s].setConstant(0.1 * s);

  EXPECT_NEAR(eta(0) - russian, 8 * (0.3 + 0.4), tens_of_roundings);
  EXPECT_EQ(eta(1), chinese);
}

ArmInputs alignment_speeds() {
  return arm_where([](Inputs& inputs) {
    AlignmentParameters<double>& p = inputs.parameters.alignment;
    p.alignment_rate = 1, p.dependence_rate = 2, p.alignment_vol = 0.01, p.dependence_vol = 0.02;
  });
}

TEST(Alignment, A1_alignment_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Alignment>(alignment_speeds(), &State<double, 1>::alignment, Stream::alignment, 1, 0.01);
}
TEST(Alignment, A2_dependence_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Alignment>(alignment_speeds(), &State<double, 1>::dependence, Stream::dependence, 2, 0.02);
}

// Would catch: shares at the reference that are not the usual ones, which would make every run drift with its first
// stance.
TEST(Alignment, A1_a_stance_departs_from_the_usual_shares) {
  SingleBench bench;
  Alignment<double, 1> const alignment(bench.setup(), bench.reference());
  int const srb = bench.country("SRB");
  bench.state.cooperate[srb].setOnes();
  bench.state.hedge[srb].setZero();
  bench.state.defy[srb].setZero();

  alignment(bench.month(), bench.next);

  double const target = sigmoid_of(logit_of(0.47) + 0.25 * (1 - (0.15 - 0.15)));
  EXPECT_NEAR(bench.next.alignment[srb][0], 0.47 + share_of(0.35) * (target - 0.47), tens_of_roundings);
}

// Would catch: replaced coefficients, among them the one that stands with the decisions, that move the anchor with
// them.
TEST(Alignment, A1_replaced_coefficients_act_against_the_base_reference) {
  SingleBench bench(
      arm_with({}, "{hold: reference, parameters: {alignment.al_capture: 1.0, decisions.al_stance: 0.5}}"));
  int const bih = bench.country("BIH");

  bench.step(0);

  double const target = sigmoid_of(logit_of(0.70) - (1.0 - 0.6) * 0.37 + (0.5 - 0.25) * (0.40 - 0.30));
  EXPECT_NEAR(bench.state.alignment[bih][0], 0.70 + share_of(0.35) * (target - 0.70), tens_of_roundings);
}

// Would catch: a driver that is left out, turned round, or that should not be there.
TEST(Alignment, A1_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<Alignment>();

  expect_effects(effects, "alignment[0]",
                 {{"alignment[0]", 1},
                  {"reward[0]", 1},
                  {"us_attention", 1},
                  {"cooperate[0]", 1},
                  {"gap[0]", -1},
                  {"total_dependence[0]", -1},
                  {"capture[0]", -1},
                  {"campaign[0]", -1},
                  {"defy[0]", -1}});
  expect_effects(effects, "alignment[5]",
                 {{"alignment[5]", 1},
                  {"reward[5]", 1},
                  {"cooperate[5]", 1},
                  {"gap[5]", -1},
                  {"total_dependence[5]", -1},
                  {"capture[5]", -1},
                  {"campaign[5]", -1},
                  {"defy[5]", -1}});
}

TEST(Alignment, A2_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<Alignment>();

  // Dependence of Serbia (5) on Russia (0), whose arms are supplier 4, and on Türkiye (2), whose arms are supplier 2.
  expect_effects(
      effects, "dependence[5]",
      {{"dependence[5]", 1}, {"supplier_share[39]", 1}, {"pressure[5]", 1}, {"gap[5]", 1}, {"reward[5]", -1}});
  expect_effects(
      effects, "dependence[17]",
      {{"dependence[17]", 1}, {"supplier_share[37]", 1}, {"pressure[17]", 1}, {"gap[5]", 1}, {"reward[5]", -1}});
}

TEST(Alignment, Writes_its_own_variables_only) {
  EXPECT_EQ(written_by<Alignment>(), (std::set<std::string>{"alignment", "dependence"}));
}

TEST(Alignment, Every_lane_is_a_run_of_its_own) { expect_lanes_are_single_runs<Alignment>(); }
TEST(Alignment, Single_precision_lanes_hold_their_own_runs) { expect_single_precision_lanes_hold<Alignment>(); }

}  // namespace
}  // namespace detente
