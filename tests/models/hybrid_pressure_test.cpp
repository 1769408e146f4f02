#include "models/hybrid_pressure.hpp"

#include "tests/models/process_checks.hpp"
#include "tests/rounding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

using Single = Pack<double, 1>;

constexpr int russia = 0, china = 1;

/// Pressure so fast that the month's end is the target, and changes as asked.
template <class Change>
ArmInputs at_once(Change&& change, std::string const& scenario = "{hold: reference}") {
  return arm_where(
      [&](Inputs& inputs) {
        inputs.parameters.hybrid_pressure.pressure_rate = 1000;
        change(inputs);
      },
      scenario);
}
ArmInputs at_once() {
  return at_once([](Inputs&) {});
}

/// The multiple m of (H5) that a month's pressure shows.
double multiple(SingleBench& bench, int actor, int country) {
  HybridPressure<double, 1> const process(bench.setup(), bench.reference());
  process(bench.month(), bench.next);
  int const at = actor * 6 + country;
  return std::log(1 - bench.next.pressure[at][0]) / std::log(1 - bench.reference().state.pressure[at][0]);
}

/// Coefficients of the opening that a country offers, each another number.
HybridPressureParameters<Single> distinct_opening() {
  HybridPressureParameters<Single> p{};
  p.pres_trust.setConstant(0.5);
  p.pres_mission.setConstant(0.3);
  p.pres_us.setConstant(0.2);
  p.w_frag.setConstant(2);
  p.w_res.setConstant(3);
  p.w_dep.setConstant(5);
  p.w_vacuum.setConstant(7);
  p.w_leak.setConstant(11);
  return p;
}

// Would catch: dependence on another actor, presence that draws pressure, or leaks that need no place in the agencies.
TEST(HybridPressure, H1_and_H2_opportunity_adds_up_what_is_open) {
  SingleBench bench;
  HybridPressure<double, 1> const process(bench.setup(), bench.reference());
  bench.state.trust[5].setConstant(0.4);
  bench.derived.mission_presence[5].setConstant(0.5);
  bench.state.us_attention.setConstant(0.6);
  bench.state.fragmentation[5].setConstant(0.35);
  bench.state.resilience[5].setConstant(0.45);
  bench.state.dependence[china * 6 + 5].setConstant(0.25);
  bench.derived.information_leakage[5].setConstant(0.15);
  bench.levers.access_governance[5].setConstant(0.2);

  double const opening = process.opportunity(distinct_opening(), bench.month().view(), china, 5)[0];

  double const presence = 0.5 * 0.4 + 0.3 * 0.5 + 0.2 * 0.6;
  EXPECT_NEAR(opening, 2 * 0.35 + 3 * 0.55 + 5 * 0.25 + 7 * (1 - presence) + 11 * 0.15 * 0.2, 1e-14);
}

TEST(HybridPressure, H3_and_H5_rest_at_the_reference) {
  SingleBench bench(at_once());

  for (int actor = 0; actor < 3; ++actor) {
    for (int i = 0; i < 6; ++i)
      EXPECT_NEAR(multiple(bench, actor, i), 1, thousands_of_roundings) << actor << " on " << i;
  }
}

// Would catch: a softmax over countries alone, which does not feel what is common to all, or an outside option that is
// not half of Russia's effort at the reference.
TEST(HybridPressure, H3_a_weakness_common_to_all_draws_pressure_from_elsewhere) {
  SingleBench bench(at_once());
  for (auto& propensity : bench.state.propensity) propensity.setConstant(0.4);

  double const gain = std::exp(1.5 * 0.4);  // Russia's focus
  for (int i = 0; i < 6; ++i) EXPECT_NEAR(multiple(bench, russia, i), gain / (0.5 + 0.5 * gain), 1e-12) << i;
}

TEST(HybridPressure, H3_an_actor_without_an_elsewhere_cannot_push_everywhere_more) {
  SingleBench bench(at_once([](Inputs& inputs) { inputs.region.actors[3].elsewhere = 0; }));
  for (auto& propensity : bench.state.propensity) propensity.setConstant(2);

  for (int i = 0; i < 6; ++i) EXPECT_NEAR(multiple(bench, russia, i), 1, thousands_of_roundings) << i;
}

TEST(HybridPressure, H3_region_can_draw_no_more_than_all_effort) {
  SingleBench bench(at_once([](Inputs& inputs) { inputs.region.actors[3].elsewhere = 0.8; }));
  for (auto& propensity : bench.state.propensity) propensity.setConstant(50);

  EXPECT_NEAR(multiple(bench, russia, 0), 1 / (1 - 0.8), 1e-9);  // ln(1 - H) of a pressure near 0.3 loses three digits
}

// Would catch: a softmax without focus, without value, or normalised over all actors.
TEST(HybridPressure, H3_pressure_moves_to_the_weaker_country_and_away_from_the_others) {
  SingleBench bench(at_once());
  HybridPressure<double, 1> const process(bench.setup(), bench.reference());
  Actor const& actor = bench.region().actors[3];
  std::vector<double> weight;
  double total = 0;
  for (int i = 0; i < 6; ++i) {
    double const opening =
        process.opportunity(bench.setup().base.hybrid_pressure, bench.reference().view(), russia, i)[0];
    weight.push_back(std::exp(1.5 * (actor.value[i] + opening)));
    total += weight.back();
  }
  double const share_of_serbia = 0.5 * weight[5] / total;
  bench.state.propensity[5].setConstant(0.6);

  double const gain = std::exp(1.5 * 0.6);
  double const all = 1 + share_of_serbia * (gain - 1);
  EXPECT_NEAR(multiple(bench, russia, 5), gain / all, 1e-12);
  EXPECT_NEAR(multiple(bench, russia, 1), 1 / all, 1e-12);
}

TEST(HybridPressure, H3_without_focus_weakness_draws_nothing) {
  SingleBench bench(at_once([](Inputs& inputs) { inputs.region.actors[3].focus = 0; }));
  bench.state.fragmentation[5].setConstant(0.9);

  EXPECT_NEAR(multiple(bench, russia, 5), 1, thousands_of_roundings);
}

/// As at_once, with openings that do not depend on the US, so that effort shows alone.
ArmInputs effort_alone() {
  return at_once([](Inputs& inputs) { inputs.parameters.hybrid_pressure.w_vacuum = 0; });
}

// Would catch: distraction that raises effort, or the departure from the reference taken as a difference.
TEST(HybridPressure, H4_war_at_home_distracts) {
  SingleBench bench(effort_alone());
  bench.state.war_intensity.setConstant(0.4);

  EXPECT_NEAR(multiple(bench, russia, 5), (1 - 0.45 * 0.4) / (1 - 0.45 * 0.9), 1e-12);
  EXPECT_NEAR(multiple(bench, china, 5), (1 - 0.05 * 0.4) / (1 - 0.05 * 0.9), 1e-12);
}

TEST(HybridPressure, H4_absence_of_the_US_draws_effort) {
  SingleBench bench(effort_alone());
  bench.state.us_attention.setConstant(0.2);

  EXPECT_NEAR(multiple(bench, russia, 5), (1 + 0.35 * 0.8) / (1 + 0.35 * 0.45), thousands_of_roundings);
}

// Would catch: a scenario's capacity in the reference, where it would cancel, or on every actor.
TEST(HybridPressure, H4_capacity_of_a_scenario_multiplies_effort_and_never_the_reference) {
  SingleBench bench(at_once([](Inputs&) {}, "{hold: reference, capacity: {RUS: 2.5}}"));

  EXPECT_NEAR(multiple(bench, russia, 5), 2.5, 1e-12);
  EXPECT_NEAR(multiple(bench, china, 5), 1, 1e-12);
}

TEST(HybridPressure, H4_capacity_of_the_region_is_in_the_reference_too) {
  SingleBench bench(at_once([](Inputs& inputs) { inputs.region.actors[3].capacity = 7; }));

  EXPECT_NEAR(multiple(bench, russia, 5), 1, thousands_of_roundings);
}

// Would catch: a shield that is not compared with the one at the reference.
TEST(HybridPressure, H5_resilience_shields) {
  SingleBench bench(at_once([](Inputs& inputs) { inputs.parameters.hybrid_pressure.w_res = 0; }));
  bench.state.resilience[5].setConstant(0.7);

  EXPECT_NEAR(multiple(bench, russia, 5), (1 - 0.5 * 0.7) / (1 - 0.5 * 0.4), 1e-12);
}

TEST(HybridPressure, H5_twice_the_push_spares_the_square_of_what_was_spared) {
  SingleBench bench(at_once([](Inputs&) {}, "{hold: reference, capacity: 2}"));
  HybridPressure<double, 1> const process(bench.setup(), bench.reference());

  process(bench.month(), bench.next);

  EXPECT_NEAR(bench.next.pressure[5][0], 1 - 0.70 * 0.70, 1e-13);  // Russia on Serbia starts at 0.30
}

TEST(HybridPressure, H5_relaxes_at_its_own_speed_with_its_own_noise) {
  ArmInputs arm = arm_where([](Inputs& inputs) {
    inputs.parameters.hybrid_pressure.pressure_rate = 2;
    inputs.parameters.hybrid_pressure.pressure_vol = 0.03;
  });

  expect_relaxation<HybridPressure>(std::move(arm), &State<double, 1>::pressure, Stream::pressure, 2, 0.03);
}

// Would catch: a division by nothing where a shield is whole. Both numbers are within the ranges that a file may have.
TEST(HybridPressure, H5_rests_behind_a_whole_shield) {
  SingleBench bench(arm_where([](Inputs& inputs) {
    inputs.parameters.hybrid_pressure.rs_shield = 1;
    inputs.region.countries[5].resilience = 1;
  }));
  HybridPressure<double, 1> const process(bench.setup(), bench.reference());

  process(bench.month(), bench.next);

  EXPECT_NEAR(bench.next.pressure[5][0], 0.30, 1e-12);  // Russia on Serbia, as at the start
}

// Would catch: the sum over disputes in place of their mean, alignment with the wrong sign, or a rate per month.
TEST(HybridPressure, H6_propensity_learns_from_tension_and_lost_alignment) {
  SingleBench bench;
  HybridPressure<double, 1> const process(bench.setup(), bench.reference());
  int const bih = bench.country("BIH");
  int const srb = bench.country("SRB");
  bench.state.tension[bench.dispute("BIH_CONST")] += 0.2;
  bench.state.alignment[bih] -= 0.1;

  for (int month = 0; month < 60; ++month) {
    process(bench.month(month), bench.next);
    bench.state.propensity = bench.next.propensity;
  }

  EXPECT_NEAR(bench.state.propensity[bih][0], (0.2 + 0.1) * (1 - std::exp(-0.3 * 5)), 1e-14);
  EXPECT_NEAR(bench.state.propensity[srb][0], 0.2 / 4 * (1 - std::exp(-0.3 * 5)), 1e-14);  // one of its four disputes
  EXPECT_EQ(bench.state.propensity[bench.country("ALB")][0], 0.0);
}

// Would catch: learning from the unshifted start, so that a shift would look like a success of the actors.
TEST(HybridPressure, H6_a_shifted_start_teaches_nothing) {
  SingleBench bench(arm_with({}, "{hold: reference, shift: {alignment: {SRB: -0.2}}}"));

  bench.step(0);

  EXPECT_EQ(bench.state.propensity[bench.country("SRB")][0], 0.0);
}

TEST(HybridPressure, H6_mean_over_disputes_is_nothing_without_disputes) {
  Region region = arm_with().inputs.region;
  for (Dispute& dispute : region.disputes) dispute.parties = {{0, 1.0}};
  std::vector<std::vector<int>> const disputes_of = disputes_by_country(region);
  Field<double, 1> const field(8, Single::Constant(3));

  EXPECT_EQ((mean_of<double, 1>(field, disputes_of[0])[0]), 3.0);
  EXPECT_EQ((mean_of<double, 1>(field, disputes_of[5])[0]), 0.0);
}

// Would catch: dependence without adversity, or pressure with it.
TEST(HybridPressure, H7_totals_combine_the_actors) {
  SingleBench bench;
  double const pressures[] = {0.1, 0.2, 0.3};
  double const dependences[] = {0.4, 0.5, 0.6};
  for (int e = 0; e < 3; ++e) {
    bench.state.pressure[e * 6 + 5].setConstant(pressures[e]);
    bench.state.dependence[e * 6 + 5].setConstant(dependences[e]);
  }
  bench.state.alignment[5].setConstant(0.5);

  PressureTotals<double, 1>(bench.setup()).derive(bench.state, bench.derived);

  double const free = (1 - 1.0 * 0.4) * (1 - 0.5 * 0.5) * (1 - 0.1 * 0.6);
  EXPECT_NEAR(bench.derived.pressure[5][0], 1 - 0.9 * 0.8 * 0.7, 1e-15);
  EXPECT_NEAR(bench.derived.dependence[5][0], 1 - free, 1e-15);
  EXPECT_NEAR(bench.derived.predictability[5][0], 0.5 * free, 1e-15);
}

// Would catch: a replaced coefficient that moves the reference with it.
TEST(HybridPressure, H3_replaced_coefficients_act_against_the_base_reference) {
  ArmInputs arm = at_once([](Inputs& inputs) { inputs.region.actors[3].elsewhere = 0.999; });
  arm.scenario.parameters.hybrid_pressure.w_frag += 0.5;
  SingleBench replaced(std::move(arm));

  // With nearly all effort elsewhere, a country's share follows its own odds alone: e^(focus 0.5 f), to one part in
  // 400.
  EXPECT_NEAR(multiple(replaced, russia, 5), std::exp(1.5 * 0.5 * 0.35), 0.004);
}

// Would catch: a driver that is left out, turned round, or that should not be there. Pressure of Russia on Serbia (5)
// falls as other countries become more inviting, for its effort is one.
TEST(HybridPressure, H1_to_H5_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<HybridPressure>();
  std::map<std::string, int> expected{{"pressure[5]", 1}, {"us_attention", -1}, {"war_intensity", -1}};
  for (int i = 0; i < 6; ++i) {
    int const sign = i == 5 ? 1 : -1;
    for (char const* inviting :
         {"fragmentation", "dependence", "propensity", "information_leakage", "access_governance"}) {
      expected[fmt::format("{}[{}]", inviting, i)] = sign;
    }
    for (char const* deterring : {"resilience", "trust", "mission_presence"})
      expected[fmt::format("{}[{}]", deterring, i)] = -sign;
  }

  expect_effects(effects, "pressure[5]", expected);
}

TEST(HybridPressure, H6_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<HybridPressure>();

  expect_effects(effects, "propensity[1]", {{"propensity[1]", 1}, {"tension[1]", 1}, {"alignment[1]", -1}});
  expect_effects(effects, "propensity[5]",
                 {{"propensity[5]", 1},
                  {"tension[0]", 1},
                  {"tension[1]", 1},
                  {"tension[4]", 1},
                  {"tension[6]", 1},
                  {"alignment[5]", -1}});
}

// Would catch: an overflow in the softmax, or a multiple that is no number.
TEST(HybridPressure, H3_to_H5_stay_numbers_at_absurd_inputs) {
  for (double const absurd : {-1e4, 1e4}) {
    SingleBench bench(
        at_once([](Inputs& inputs) { inputs.region.actors[3].focus = 100; }, "{hold: reference, capacity: 1000}"));
    HybridPressure<double, 1> const process(bench.setup(), bench.reference());
    bench.state.propensity[5].setConstant(absurd);
    bench.state.us_attention.setZero();

    process(bench.month(), bench.next);

    for (auto const& pressure : bench.next.pressure) EXPECT_TRUE(pressure[0] >= 0 && pressure[0] <= 1) << pressure[0];
  }
}

TEST(HybridPressure, Writes_its_own_variables_only) {
  EXPECT_EQ(written_by<HybridPressure>(), (std::set<std::string>{"pressure", "propensity"}));
}

TEST(HybridPressure, Every_lane_is_a_run_of_its_own) { expect_lanes_are_single_runs<HybridPressure>(); }
TEST(HybridPressure, Single_precision_lanes_hold_their_own_runs) {
  expect_single_precision_lanes_hold<HybridPressure>();
}

}  // namespace
}  // namespace detente
