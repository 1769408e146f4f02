#include "models/mistrust.hpp"

#include "tests/models/process_checks.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Single = Pack<double, 1>;

/// Coefficients, each another number.
MistrustParameters<Single> distinct_mistrust() {
  MistrustParameters<Single> p{};
  p.mis_arms.setConstant(2);
  p.mis_campaign.setConstant(3);
  p.mis_crisis.setConstant(5);
  p.mis_pressure.setConstant(7);
  p.mis_coord.setConstant(11);
  return p;
}

/// Serbia and Kosovo (pair 0, neither in NATO, with a dispute), Serbia and Montenegro (pair 2, one in NATO, no
/// dispute), with round numbers in all that mistrust reads.
struct MistrustMonth {
  SingleBench bench;
  Mistrust<double, 1> mistrust{bench.setup(), bench.reference()};

  MistrustMonth() {
    set("SRB", 1.5, 0.4, 0.2, 0.5);
    set("XKX", 1.2, 0.8, 0.3, 0.4);
    set("MNE", 0.9, 0.6, 0.1, 0.6);
    bench.derived.level_felt[0].setConstant(4);
    bench.levers.coordination.setConstant(0.3);
  }
  void set(std::string const& id, double spending, double campaign, double pressure, double access) {
    int const i = bench.country(id);
    bench.state.spending[i].setConstant(spending);
    bench.state.campaign[i].setConstant(campaign);
    bench.derived.pressure[i].setConstant(pressure);
    bench.state.access[i].setConstant(access);
  }
  double eta(int pair) {
    return mistrust.eta(distinct_mistrust(), Single::Constant(0.4), bench.month().view(), pair)[0];
  }
};

// Would catch: armament that counts once, campaigns or pressure summed in place of their mean, or a level not over 5.
TEST(Mistrust, M1_armament_campaigns_crises_and_pressure_feed_it_and_coordination_eases_it) {
  double const coordination = 0.3 + 0.5 * 0.4;
  double const armament = 2 * (0.5 + 0.2) * (1 - coordination);
  double const campaigns = 3 * (0.75 * 0.4 + 0.50 * 0.8) / 2;  // nationalism of Serbia and of Kosovo

  EXPECT_NEAR(MistrustMonth().eta(0), armament + campaigns + 5 * 4 / 5.0 + 7 * (0.2 + 0.3) / 2 - 11 * coordination,
              1e-14);
}

TEST(Mistrust, M1_pair_without_a_dispute_has_no_crisis) {
  MistrustMonth m;
  double const before = m.eta(2);
  for (auto& level : m.bench.derived.level_felt) level.setConstant(5);

  EXPECT_EQ(m.eta(2), before);
}

// Would catch: a divide that is charged within NATO, or only in one direction.
TEST(Mistrust, M2_members_and_others_cannot_share_everything) {
  double const coordination = (0.3 + 0.5 * 0.6) * (1 - 0.4);
  double const armament = 2 * (0.5 - 0.1) * (1 - coordination);
  double const campaigns = 3 * (0.75 * 0.4 + 0.45 * 0.6) / 2;

  EXPECT_NEAR(MistrustMonth().eta(2), armament + campaigns + 7 * (0.2 + 0.1) / 2 - 11 * coordination, 1e-14);
}

TEST(Mistrust, M2_coordination_is_limited_before_the_divide_takes_its_part) {
  MistrustMonth m;
  m.bench.levers.coordination.setConstant(0.95);  // with 0.5 x 0.6 this is above 1
  double const campaigns = 3 * (0.75 * 0.4 + 0.45 * 0.6) / 2;

  EXPECT_NEAR(m.eta(2), 2 * 0.4 * (1 - 0.6) + campaigns + 7 * 0.15 - 11 * 0.6, 1e-14);
}

ArmInputs distinct_speed() {
  return arm_where([](Inputs& inputs) {
    inputs.parameters.mistrust.mistrust_rate = 1, inputs.parameters.mistrust.mistrust_vol = 0.01;
  });
}

TEST(Mistrust, M1_relaxes_at_its_own_speed_with_its_own_noise) {
  expect_relaxation<Mistrust>(distinct_speed(), &State<double, 1>::mistrust, Stream::mistrust, 1, 0.01);
}

// Would catch: replaced coefficients, among them the one that stands with the decisions, that move the anchor with
// them.
TEST(Mistrust, M1_replaced_coefficients_act_against_the_base_reference) {
  SingleBench bench(
      arm_with({}, "{hold: reference, parameters: {mistrust.mis_coord: 1.3, decisions.split_cost: 0.3}}"));
  double const shared =
      0.20 + bench.state.access[bench.country("SRB")][0] * bench.state.access[bench.country("MNE")][0];

  bench.step(0);

  double const target = sigmoid_of(logit_of(0.45) - 1.3 * shared * (1 - 0.3) + 0.8 * shared * (1 - 0.15));
  EXPECT_NEAR(bench.state.mistrust[2][0], 0.45 + share_of(0.3) * (target - 0.45), 1e-14);
}

// Would catch: a driver that is left out, turned round, or that should not be there. Serbia and Kosovo are countries
// 5, 2.
TEST(Mistrust, M1_and_M2_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<Mistrust>();

  expect_effects(effects, "mistrust[0]",
                 {{"mistrust[0]", 1},
                  {"spending[5]", 1},
                  {"spending[2]", 1},
                  {"campaign[5]", 1},
                  {"campaign[2]", 1},
                  {"level_felt[0]", 1},
                  {"total_pressure[5]", 1},
                  {"total_pressure[2]", 1},
                  {"coordination", -1},
                  {"access[5]", -1},
                  {"access[2]", -1}});
}

TEST(Mistrust, Writes_its_own_variable_only) { EXPECT_EQ(written_by<Mistrust>(), (std::set<std::string>{"mistrust"})); }

TEST(Mistrust, Every_lane_is_a_run_of_its_own) { expect_lanes_are_single_runs<Mistrust>(); }
TEST(Mistrust, Single_precision_lanes_hold_their_own_runs) { expect_single_precision_lanes_hold<Mistrust>(); }

}  // namespace
}  // namespace detente
