#include "models/tension.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

/// (E1) of a dispute between Serbia (0.5) and Kosovo (0.5), computed anew.
double eta_of_belgrade_pristina(SingleBench const& bench, View<double, 1> const& view) {
  EscalationParameters<double> const& p = coefficients(bench).escalation;
  int const serbia = bench.country("SRB");
  int const kosovo = bench.country("XKX");
  auto const bar = [&](Field<double, 1> const& field) { return 0.5 * field[serbia][0] + 0.5 * field[kosovo][0]; };
  double const campaigns = 0.5 * 0.75 * view.state.campaign[serbia][0] + 0.5 * 0.50 * view.state.campaign[kosovo][0];
  int const dispute = bench.dispute("BEL_PRI");
  return p.ten_pressure * bar(view.derived.pressure) + p.ten_mistrust * view.state.mistrust[0][0] +
         p.ten_instab * (1 - bar(view.state.stability)) + p.ten_campaign * campaigns -
         p.ten_mediation * view.derived.effort[dispute][0] - p.ten_reward * bar(view.derived.reward) +
         coefficients(bench).decisions.ten_defy * bar(view.state.defy);
}

void disturb_tension(SingleBench& bench) {
  int const serbia = bench.country("SRB");
  int const kosovo = bench.country("XKX");
  bench.state.stability[serbia][0] = 0.35;
  bench.state.campaign[serbia][0] = 0.9;
  bench.state.campaign[kosovo][0] = 0.4;
  bench.state.defy[kosovo][0] = 0.6;
  bench.state.mistrust[0][0] = 0.7;
  bench.state.trust[serbia][0] = 0.5;
  bench.state.pressure[kosovo][0] = 0.5;
  bench.levers.mediation[0] = 0.8;
  bench.state.tension[bench.dispute("BEL_PRI")][0] = 0.5;
  bench.derive();
}

// Would catch: an anchor at today's predictor, nationalism left out, a mistrust of another pair.
TEST(Tension, E1_tension_moves_towards_its_anchored_target) {
  SingleBench bench(arm_with({}, open_world));
  disturb_tension(bench);
  int const dispute = bench.dispute("BEL_PRI");
  ASSERT_EQ(bench.region().pairs[0].id, "SRB-XKX");
  View<double, 1> const now{bench.state, bench.derived, bench.levers};

  Tension<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  double const departure =
      eta_of_belgrade_pristina(bench, now) - eta_of_belgrade_pristina(bench, bench.reference().view());
  double const target = plain_sigmoid(plain_logit(0.62) + departure);
  double const expected = 0.5 + monthly(coefficients(bench).escalation.tension_rate) * (target - 0.5);
  EXPECT_GT(std::abs(departure), 0.1);
  EXPECT_NEAR(bench.next.tension[dispute][0], expected, rounding);
}

// Would catch: a kick without the root of x (1 - x), or one draw for all disputes.
TEST(Tension, E1_noise_follows_the_draw_of_the_dispute) {
  SingleBench bench(arm_with({}, open_world), Noise::on);
  SingleBench quiet(arm_with({}, open_world));
  bench.state = quiet.state;
  bench.derive();
  Tension<double, 1>(quiet.setup(), quiet.reference())(quiet.month(), quiet.next);

  Tension<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  double const vol = coefficients(bench).escalation.tension_vol * std::sqrt(1 / 12.0);
  for (int d = 0; d < 8; ++d) {
    double const x = bench.state.tension[d][0];
    double const kick = vol * std::sqrt(x * (1 - x)) * bench.luck().normal(Stream::tension, d)[0];
    EXPECT_NEAR(bench.next.tension[d][0] - quiet.next.tension[d][0], kick, rounding) << "dispute " << d;
  }
}

TEST(Tension, E1_an_internal_dispute_knows_no_mistrust_between_countries) {
  SingleBench bench(arm_with({}, open_world));
  Tension<double, 1> const tension(bench.setup(), bench.reference());
  tension(bench.month(), bench.next);
  double const before = bench.next.tension[bench.dispute("SRB_INT")][0];

  for (auto& mistrust : bench.state.mistrust) mistrust[0] = 1;
  tension(bench.month(), bench.next);

  EXPECT_EQ(bench.next.tension[bench.dispute("SRB_INT")][0], before);
}

/// Change of the predictor of Belgrade - Pristina when a driver rises by 0.1.
double tension_response(double& (*driver)(SingleBench&)) {
  SingleBench bench(arm_with({}, open_world));
  Tension<double, 1> const tension(bench.setup(), bench.reference());
  auto const value = [&] {
    Parameters<Pack<double, 1>> const& p = bench.setup().parameters;
    return tension.eta(p.escalation, p.decisions.ten_defy, {bench.state, bench.derived, bench.levers},
                       bench.dispute("BEL_PRI"))[0];
  };
  double const before = value();
  driver(bench) += 0.1;
  return value() - before;
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(Tension, E1_each_driver_moves_tension_the_way_the_equation_says) {
  EXPECT_GT(tension_response([](SingleBench& b) -> double& { return b.derived.pressure[b.country("XKX")][0]; }), 0)
      << "pressure";
  EXPECT_GT(tension_response([](SingleBench& b) -> double& { return b.state.mistrust[0][0]; }), 0) << "mistrust";
  EXPECT_LT(tension_response([](SingleBench& b) -> double& { return b.state.stability[b.country("SRB")][0]; }), 0)
      << "stability";
  EXPECT_GT(tension_response([](SingleBench& b) -> double& { return b.state.campaign[b.country("SRB")][0]; }), 0)
      << "campaigns";
  EXPECT_LT(tension_response([](SingleBench& b) -> double& { return b.derived.effort[b.dispute("BEL_PRI")][0]; }), 0)
      << "diplomacy";
  EXPECT_LT(tension_response([](SingleBench& b) -> double& { return b.derived.reward[b.country("XKX")][0]; }), 0)
      << "reward";
  EXPECT_GT(tension_response([](SingleBench& b) -> double& { return b.derived.defiance[b.dispute("BEL_PRI")][0]; }), 0)
      << "defiance";
  EXPECT_EQ(tension_response([](SingleBench& b) -> double& { return b.derived.pressure[b.country("ALB")][0]; }), 0)
      << "a country that is no party";
}

}  // namespace
}  // namespace detente
