#include "models/drivers.hpp"

#include "models/events.hpp"
#include "tests/models/process_checks.hpp"
#include "tests/models/recorder.hpp"
#include "tests/rounding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

// Would catch: the path of another month than the one that begins.
TEST(Drivers, D3_war_relaxes_to_its_path_at_the_start_of_the_month) {
  SingleBench bench(arm_with({}, "{war_path: {2026-01: 0.9, 2027-01: 0.3}}"));
  double expected = 0.9;

  for (int month = 0; month < 18; ++month) {
    double const path = month < 12 ? 0.9 - 0.05 * month : 0.3;
    expected += share_of(1) * (path - expected);
    bench.step(month);
    ASSERT_NEAR(bench.state.war_intensity[0], expected, 1e-14) << month;
  }
}

TEST(Drivers, D3_war_is_kicked_by_its_own_noise) {
  ModelBench<double, 16> bench(arm_with({}, "{war_path: 0.9}"), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  bench.state.war_intensity.setConstant(0.5);

  drivers(bench.month(4), bench.next);

  for (int lane = 0; lane < 16; ++lane) {
    double const kick = 0.25 * std::sqrt(0.5 * 0.5 / 12) * bench.luck().normal(Stream::war, 0)[lane];
    EXPECT_NEAR(bench.next.war_intensity[lane], 0.5 + share_of(1) * 0.4 + kick, tens_of_roundings) << lane;
  }
}

// Would catch: a shock without decay, of the wrong mean, or that replaces what is still felt of earlier ones.
TEST(Drivers, D4_shock_fades_and_a_new_one_adds_to_it) {
  ModelBench<double, 16> bench(arm_with({}, moving_world), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  bench.state.shock.setConstant(0.7);
  int arrived = 0;
  for (int month = 0; month < 100; ++month) {
    drivers(bench.month(month), bench.next);
    for (int lane = 0; lane < 16; ++lane) {
      bool const arrives = bench.luck().uniform(Stream::shock_arrival, 0)[lane] < share_of(0.35);
      double const size = arrives ? -0.3 * std::log(bench.luck().uniform(Stream::shock_size, 0)[lane]) : 0;
      ASSERT_NEAR(bench.next.shock[lane], 0.7 * std::exp(-1.0 / 12) + size, 1e-14);
      arrived += arrives ? 1 : 0;
    }
  }
  EXPECT_GT(arrived, 20);  // expected 46
}

// n = 16 x 60 runs of 20 years after a burn-in of 5: each run's mean is one observation, the standard error comes from
// their spread (about 0.004). 4 s.e.: P(false alarm) = 6e-5. The mean of the chain is exactly S0. Would catch: a
// reference shock that is not the mean, so that the world would drift from its first month.
TEST(Drivers, D4_mean_of_the_shock_is_its_reference) {
  ModelBench<double, 16> bench(arm_with({}, moving_world), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  double sum = 0, squares = 0;
  for (int block = 0; block < 60; ++block) {
    bench.use_runs(static_cast<std::uint32_t>(16 * block));
    bench.state.shock = bench.reference().state.shock;
    Pack<double, 16> mean = Pack<double, 16>::Zero();
    for (int month = 0; month < 300; ++month) {
      drivers(bench.month(month), bench.next);
      bench.state.shock = bench.next.shock;
      if (month >= 60) mean += bench.state.shock / 240;
    }
    sum += mean.sum();
    squares += mean.square().sum();
  }
  double const mean = sum / 960;
  double const standard_error = std::sqrt((squares / 960 - mean * mean) / 959);

  EXPECT_LT(standard_error, 0.005);
  EXPECT_NEAR(mean, bench.reference().state.shock[0], 4 * standard_error);
}

TEST(Drivers, D4_without_noise_no_shock_arrives) {
  SingleBench bench(arm_with({}, moving_world));
  bench.state.shock.setConstant(0.4);

  for (int month = 0; month < 24; ++month) bench.step(month);

  EXPECT_NEAR(bench.state.shock[0], 0.4 * std::exp(-2.0), tens_of_roundings);
}

// Would catch: weights left out, levels not divided by 5, or a target that is not clipped.
TEST(Drivers, D5_bandwidth_is_what_crises_war_and_shocks_leave) {
  DriversParameters<Pack<double, 1>> p{};
  p.bandwidth_drain_level.setConstant(0.5);
  p.bandwidth_drain_war.setConstant(0.2);
  p.bandwidth_drain_shock.setConstant(0.1);
  auto const pack = [](double x) { return Pack<double, 1>(Pack<double, 1>::Constant(x)); };

  EXPECT_NEAR(free_bandwidth(p, pack(0.6), pack(0.5), pack(2))[0], 1 - 0.3 - 0.1 - 0.2, 1e-15);
  EXPECT_EQ(free_bandwidth(p, pack(3), pack(0.5), pack(2))[0], 0.0);
  EXPECT_EQ(free_bandwidth(p, pack(0), pack(0), pack(0))[0], 1.0);
}

TEST(Drivers, D5_bandwidth_relaxes_to_what_is_left) {
  SingleBench bench(arm_with({}, moving_world));
  for (std::size_t d = 0; d < bench.state.level.size(); ++d) bench.state.level[d].setConstant(d == 1 ? 4 : 0);
  bench.state.war_intensity.setConstant(0.5);
  bench.state.shock.setConstant(0.25);
  bench.state.eu_bandwidth.setConstant(0.9);
  bench.derive();

  bench.step(0);

  double const target = 1 - 0.5 * 0.8 * 4 / 5 - 0.2 * 0.5 - 0.2 * 0.25;  // the Bosnian dispute weighs 0.8
  EXPECT_NEAR(bench.state.eu_bandwidth[0], 0.9 + share_of(4) * (target - 0.9), 1e-14);
}

/// Months at whose end a country's campaign stands at 1.
std::vector<int> campaigns(SingleBench& bench, std::string const& country, int months) {
  Drivers<double, 1> const drivers(bench.setup(), bench.reference());
  int const i = bench.country(country);
  std::vector<int> starts;
  for (int month = 0; month < months; ++month) {
    drivers(bench.month(month), bench.next);
    bench.state.campaign = bench.next.campaign;
    if (bench.state.campaign[i][0] == 1.0) starts.push_back(month);
  }
  return starts;
}

// Would catch: a calendar off by one, or counted from the start of the runs in place of the first election.
TEST(Drivers, D6_campaigns_start_by_the_calendar) {
  SingleBench bench(arm_with({}, moving_world));

  EXPECT_EQ(campaigns(bench, "ALB", 100), (std::vector<int>{40, 88}));         // 2029-05 and four years later
  EXPECT_EQ(campaigns(bench, "BIH", 100), (std::vector<int>{9, 33, 57, 81}));  // 2026-10, every two years
}

TEST(Drivers, D6_first_election_may_lie_before_the_start) {
  SingleBench bench(arm_where(
      [](Inputs& inputs) { inputs.region.countries[0].first_election = YearMonth::of(2019, 11); }, moving_world));

  EXPECT_EQ(campaigns(bench, "ALB", 100), (std::vector<int>{22, 70}));  // 2019-11, 2023-11, 2027-11, 2031-11
}

TEST(Drivers, D6_campaign_fades_until_the_next) {
  SingleBench bench(arm_with({}, moving_world));
  int const alb = bench.country("ALB");
  bench.state.campaign[alb].setConstant(0.6);

  for (int month = 0; month < 6; ++month) bench.step(month);

  EXPECT_NEAR(bench.state.campaign[alb][0], 0.6 * std::exp(-4 * 0.5), tens_of_roundings);
}

// Would catch: an early election that starts the calendar anew.
TEST(Drivers, D6_early_elections_do_not_move_the_calendar) {
  ModelBench<double, 16> bench(
      arm_where([](Inputs& inputs) { inputs.region.countries[0].early_election = 6; }, moving_world), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  int early = 0;
  for (int month = 0; month < 100; ++month) {
    drivers(bench.month(month), bench.next);
    int const started = static_cast<int>((bench.next.campaign[0] == 1).count());
    bool const by_calendar = month == 40 || month == 88;
    EXPECT_TRUE(!by_calendar || started == 16) << month;
    early += by_calendar ? 0 : started;
  }

  // Hazard 6 (1 - 0.54): n = 16 x 98, expected 322.8, s.e. 16.0; 4 s.e.: P(false alarm) = 6e-5.
  double const p = share_of(6 * (1 - 0.54));
  EXPECT_NEAR(early, 1568 * p, 4 * std::sqrt(1568 * p * (1 - p)));
}

TEST(Drivers, D6_without_noise_elections_follow_the_calendar_only) {
  SingleBench bench(arm_where([](Inputs& inputs) { inputs.region.countries[0].early_election = 12; }, moving_world),
                    Noise::off);

  EXPECT_EQ(campaigns(bench, "ALB", 100), (std::vector<int>{40, 88}));
}

// The sum over one period of a campaign that started and fades: 1 + q + q^2 + ... up to the period. The reference
// leaves out what is left after four years, a part of e^-16.
TEST(Drivers, D6_mean_of_a_campaign_by_the_calendar_is_its_reference) {
  SingleBench bench(arm_with({}, moving_world));
  Drivers<double, 1> const drivers(bench.setup(), bench.reference());
  int const bih = bench.country("BIH");
  double sum = 0;

  for (int month = 0; month < 9 + 24 * 4; ++month) {
    drivers(bench.month(month), bench.next);
    bench.state.campaign = bench.next.campaign;
    if (month >= 9) sum += bench.state.campaign[bih][0];
  }

  EXPECT_NEAR(sum / 96, bench.reference().state.campaign[bih][0], 2e-4);  // a campaign of two years leaves e^-8
}

// Would catch: events of lanes in which nothing happened, or with the wrong ends.
TEST(Drivers, Reports_changes_of_regime_shocks_and_elections) {
  ModelBench<double, 16> bench(arm_with({}, moving_world), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());
  int regimes = 0, shocks = 0, elections = 0;
  for (int month = 0; month < 120; ++month) {
    Recorder recorder;
    drivers(bench.month(month, &recorder), bench.next);
    for (Recorder::Taken const& event : recorder.taken) {
      if (event.kind == static_cast<int>(EventCode::regime)) {
        ++regimes;
        EXPECT_EQ(event.from, bench.state.us_regime[event.lane]);
        EXPECT_EQ(event.to, bench.next.us_regime[event.lane]);
        EXPECT_NE(event.from, event.to);
      } else if (event.kind == static_cast<int>(EventCode::shock)) {
        ++shocks;
        EXPECT_EQ(event.to, bench.next.shock[event.lane]);
        EXPECT_GT(event.to, event.from);
      } else {
        ++elections;
        EXPECT_EQ(event.kind, static_cast<int>(EventCode::election));
        EXPECT_EQ(bench.next.campaign[event.entity][event.lane], 1.0);
        bool const by_calendar = month == 40 || month == 88;  // in Albania
        EXPECT_TRUE(event.entity != 0 || event.from == (by_calendar ? 0.0 : 1.0)) << month;
      }
    }
  }
  EXPECT_GT(regimes, 0);
  EXPECT_GT(shocks, 0);
  EXPECT_GT(elections, 0);
}

// Would catch: a driver that is left out, turned round, or that should not be there.
TEST(Drivers, D1_to_D6_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<Drivers>(arm_with({}, moving_world));

  expect_effects(effects, "us_attention", {{"us_attention", 1}, {"us_regime", -1}});
  expect_effects(effects, "war_intensity", {{"war_intensity", 1}});
  expect_effects(effects, "shock", {{"shock", 1}});
  expect_effects(effects, "campaign[0]", {{"campaign[0]", 1}});
  std::map<std::string, int> bandwidth{{"eu_bandwidth", 1}, {"war_intensity", -1}, {"shock", -1}};
  for (int d = 0; d < 8; ++d) bandwidth[fmt::format("level_felt[{}]", d)] = -1;
  expect_effects(effects, "eu_bandwidth", bandwidth);
}

// Would catch: a held world in which shocks, campaigns or the path of the war go on.
TEST(Drivers, Hold_stops_shocks_campaigns_and_the_path_of_the_war) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);
  Drivers<double, 16> const drivers(bench.setup(), bench.reference());

  for (int month = 0; month < 60; ++month) {
    drivers(bench.month(month), bench.next);
    ASSERT_TRUE((bench.next.shock == bench.reference().state.shock).all());
    for (int i = 0; i < 6; ++i) ASSERT_TRUE((bench.next.campaign[i] == bench.reference().state.campaign[i]).all());
    for (int lane = 0; lane < 16; ++lane) {  // the war keeps its ups and downs about where it stood
      double const kick = 0.25 * std::sqrt(0.9 * 0.1 / 12) * bench.luck().normal(Stream::war, 0)[lane];
      ASSERT_NEAR(bench.next.war_intensity[lane], std::clamp(0.9 + kick, 0.0, 1.0), 1e-14);
    }
  }
}

TEST(Drivers, Write_their_own_variables_only) {
  EXPECT_EQ(written_by<Drivers>(),
            (std::set<std::string>{"us_regime", "us_attention", "war_intensity", "shock", "eu_bandwidth", "campaign"}));
}

TEST(Drivers, Every_lane_is_a_run_of_its_own) { expect_lanes_are_single_runs<Drivers>(); }
TEST(Drivers, Single_precision_lanes_hold_their_own_runs) { expect_single_precision_lanes_hold<Drivers>(); }

}  // namespace
}  // namespace detente
