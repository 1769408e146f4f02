#include "models/contributions.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

void step_contributions(SingleBench& bench, int month = 0) {
  Contributions<double, 1>(bench.setup(), bench.reference())(bench.month(month), bench.next);
}

// Would catch: alignment now over alignment now, a crisis load that adds peacekeepers, a reference load of 0.
TEST(Contributions, B1_peacekeepers_follow_plan_will_and_calm) {
  SingleBench bench(arm_with({{"region.countries.SRB.peacekeepers", "{2026-01: 250, 2028-01: 490}"}},
                             "{war_path: 0.9, deployments: 1.5}"));
  int const serbia = bench.country("SRB");
  bench.state.alignment[serbia][0] = 0.6;
  bench.derived.crisis_load[serbia][0] = 0.25;
  bench.state.peacekeepers[serbia][0] = 200;

  step_contributions(bench, 8);

  double const planned = (250 + 10 * 8) * 1.5;
  double const target = planned * (0.6 / 0.47) * (1 - 0.25) / (1 - 0.084);
  double const expected = 200 + monthly(coefficients(bench).contributions.peace_rate) * (target - 200);
  EXPECT_NEAR(bench.next.peacekeepers[serbia][0], expected, rounding_of(expected));
}

TEST(Contributions, B1_the_plan_stands_still_in_a_held_world) {
  SingleBench bench(arm_with({{"region.countries.SRB.peacekeepers", "{2026-01: 250, 2028-01: 490}"}},
                             "{hold: reference, deployments: 1.5}"));
  int const serbia = bench.country("SRB");

  step_contributions(bench, 12);

  EXPECT_NEAR(bench.next.peacekeepers[serbia][0], 250, rounding_of(250));
}

// Would catch: an anchor at the shifted start, which would cancel the experiment.
TEST(Contributions, B1_will_is_relative_to_the_reference_not_to_a_shifted_start) {
  SingleBench bench(arm_with({}, "{hold: reference, shift: {alignment: {SRB: 0.2}}}"));
  int const serbia = bench.country("SRB");

  step_contributions(bench);

  double const target = 250 * 0.67 / 0.47;
  double const expected = 250 + monthly(coefficients(bench).contributions.peace_rate) * (target - 250);
  EXPECT_NEAR(bench.next.peacekeepers[serbia][0], expected, rounding_of(expected));
}

// Would catch: experience lost in proportion to what is missing, a deployment not measured by population.
TEST(Contributions, B2_experience_grows_with_deployment_and_fades) {
  SingleBench bench(arm_with({}, open_world));
  int const serbia = bench.country("SRB");
  bench.state.peacekeepers[serbia][0] = 400;
  bench.state.experience[serbia][0] = 0.35;

  step_contributions(bench);

  ContributionsParameters<double> const& p = coefficients(bench).contributions;
  double const full = p.n_ref_per_million * 6.586476;
  double const expected = 0.35 + (p.exp_gain * 400 / full * (1 - 0.35) - p.exp_decay * 0.35) / 12;
  EXPECT_NEAR(bench.next.experience[serbia][0], expected, rounding);
}

TEST(Contributions, B2_experience_starts_where_it_rests) {
  SingleBench bench;

  step_contributions(bench);

  for (std::size_t i = 0; i < bench.state.experience.size(); ++i) {
    EXPECT_NEAR(bench.next.experience[i][0], bench.state.experience[i][0], rounding) << "country " << i;
  }
  double const gain = 0.5 * 250 / (40 * 6.586476);
  EXPECT_NEAR(bench.state.experience[bench.country("SRB")][0], gain / (gain + 0.25), rounding);
}

TEST(Contributions, B2_experience_stays_in_the_unit_interval) {
  SingleBench bench(arm_with({}, open_world));
  bench.state.peacekeepers[0][0] = 1e9;
  bench.state.peacekeepers[1][0] = 0;
  bench.state.experience[1][0] = 0;

  step_contributions(bench);

  EXPECT_EQ(bench.next.experience[0][0], 1.0);
  EXPECT_EQ(bench.next.experience[1][0], 0.0);
}

double mean_of(Field<double, 1> const& field) {
  double sum = 0;
  for (auto const& one : field) sum += one[0];
  return sum / static_cast<double>(field.size());
}

// Would catch: officers that count without alignment, a shock that is not measured against the usual one.
TEST(Contributions, B3_crossings_fall_with_border_cooperation_and_rise_with_shocks) {
  SingleBench bench(arm_with({}, open_world));
  double const start = mean_of(bench.state.alignment);
  bench.state.alignment[bench.country("SRB")][0] = 0.77;
  bench.levers.frontex_officers[0] = 800;
  bench.state.shock[0] = 0.9;
  bench.state.crossings[0] = 1.4;

  step_contributions(bench);

  ContributionsParameters<double> const& p = coefficients(bench).contributions;
  double const usual_shock = bench.reference().state.shock[0];
  double const cooperation = 800.0 / 500.0 * (start + 0.3 / 6);
  double const target =
      std::exp(-p.cross_elast * (cooperation - start)) * (1 + p.cross_shock * 0.9) / (1 + p.cross_shock * usual_shock);
  EXPECT_NEAR(bench.next.crossings[0], 1.4 + monthly(p.cross_rate) * (target - 1.4), rounding);
}

TEST(Contributions, B3_crossings_rest_at_the_reference) {
  SingleBench bench;

  step_contributions(bench);

  EXPECT_NEAR(bench.next.crossings[0], 1.0, rounding);
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(Contributions, B3_each_driver_moves_crossings_the_way_the_equation_says) {
  auto const response = [](double& (*driver)(SingleBench&)) {
    SingleBench bench(arm_with({}, open_world));
    double& moved = driver(bench);
    moved *= 1.1;
    step_contributions(bench);
    return bench.next.crossings[0] - 1.0;
  };

  EXPECT_LT(response([](SingleBench& b) -> double& { return b.levers.frontex_officers[0]; }), 0) << "officers";
  EXPECT_LT(response([](SingleBench& b) -> double& { return b.state.alignment[0][0]; }), 0) << "alignment";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.state.shock[0]; }), 0) << "shocks";
}

}  // namespace
}  // namespace detente
