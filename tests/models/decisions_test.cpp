#include "models/decisions.hpp"

#include "models/events.hpp"
#include "tests/models/process_checks.hpp"
#include "tests/models/recorder.hpp"
#include "tests/rounding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace detente {
namespace {

using Shares = std::array<double, 3>;

/// Shares proportional to base exp(departure).
Shares softmax(Shares const& base, Shares const& departure) {
  Shares share;
  double total = 0;
  for (int s = 0; s < 3; ++s) {
    share[s] = base[s] * std::exp(departure[s]);
    total += share[s];
  }
  for (double& s : share) s /= total;
  return share;
}

/// Coefficients of stances, each another number.
DecisionsParameters<Pack<double, 1>> distinct_decisions() {
  DecisionsParameters<Pack<double, 1>> p{};
  p.st_reward.setConstant(2);
  p.st_gap.setConstant(3);
  p.st_dep.setConstant(5);
  p.st_campaign.setConstant(7);
  p.st_instab.setConstant(11);
  p.st_backing.setConstant(13);
  p.st_cost.setConstant(17);
  return p;
}

/// A month in Serbia, party to four disputes, with round numbers in all that its stance reads.
struct DecisionsMonth {
  SingleBench bench;
  int srb = bench.country("SRB");

  DecisionsMonth() {
    bench.derived.reward[srb].setConstant(0.1);
    bench.derived.gap[srb].setConstant(0.2);
    bench.derived.dependence[srb].setConstant(0.3);
    bench.state.campaign[srb].setConstant(0.4);
    bench.state.stability[srb].setConstant(0.6);
    for (char const* dispute : {"BEL_PRI", "BIH_CONST", "PRESEVO", "SRB_INT"})
      bench.derived.perceived_cost[bench.dispute(dispute)].setConstant(0.5);
    bench.derived.perceived_cost[bench.dispute("PRESEVO")].setConstant(0.7);
  }
  double utility(Stance stance) {
    Stances<double, 1> const stances_of(bench.setup(), bench.reference());
    return stances_of.utilities(distinct_decisions(), bench.month().view(), srb)[static_cast<std::size_t>(stance)][0];
  }
};

TEST(Stances, S1_reward_pulls_to_cooperate) {
  EXPECT_NEAR(DecisionsMonth().utility(Stance::cooperate), 2 * 0.1, few_roundings);
}

TEST(Stances, S2_gap_and_dependence_pull_to_hedge) {
  EXPECT_NEAR(DecisionsMonth().utility(Stance::hedge), 3 * 0.2 + 5 * 0.3, few_roundings);
}

// Would catch: the sum of perceived costs over disputes in place of their mean, or the cost in disputes of others.
TEST(Stances, S3_campaign_instability_and_backing_pull_to_defy_and_cost_restrains) {
  double const nationalism = 0.75;

  EXPECT_NEAR(DecisionsMonth().utility(Stance::defy),
              7 * nationalism * 0.4 + 11 * 0.4 + 13 * 0.3 - 17 * (0.5 + 0.5 + 0.7 + 0.5) / 4, 1e-14);
}

// Would catch: a division by the number of disputes where there is none.
TEST(Stances, S3_country_without_disputes_is_not_restrained) {
  ArmInputs arm = arm_where([](Inputs& inputs) {
    for (Dispute& dispute : inputs.region.disputes) dispute.parties = {{0, 1.0}};
  });
  SingleBench bench(std::move(arm));
  Stances<double, 1> const stances_of(bench.setup(), bench.reference());
  bench.state.campaign[5].setZero();
  bench.state.stability[5].setOnes();
  bench.derived.dependence[5].setZero();

  EXPECT_EQ(stances_of.utilities(distinct_decisions(), bench.month().view(), 5)[2][0], 0.0);
}

// Would catch: a choice that forgets what is usual, or an anchor at another predictor than the reference's.
TEST(Stances, S1_to_S3_choice_at_the_reference_is_the_usual_one) {
  SingleBench bench;
  Stances<double, 1> const stances_of(bench.setup(), bench.reference());
  for (int i = 0; i < 6; ++i) {
    auto const share = stances_of.choice(bench.month().view(), i);
    for (int s = 0; s < 3; ++s)
      EXPECT_NEAR(share[s][0], bench.region().countries[i].stance[s], 1e-15) << i << ", " << s;
  }
}

TEST(Stances, S1_to_S3_choice_weighs_the_departures_of_all_utilities) {
  SingleBench bench;
  Stances<double, 1> const stances_of(bench.setup(), bench.reference());
  int const srb = bench.country("SRB");
  bench.derived.reward[srb] += 0.3;
  bench.derived.gap[srb] += 0.2;
  bench.state.stability[srb] -= 0.4;

  auto const share = stances_of.choice(bench.month().view(), srb);

  Shares const expected =
      softmax({0.15, 0.70, 0.15}, {2.0 * 0.3, 1.0 * 0.2, 1.0 * 0.4});  // st_reward, st_gap, st_instab
  for (int s = 0; s < 3; ++s) EXPECT_NEAR(share[s][0], expected[s], 1e-14) << s;
}

// Would catch: an overflow of the exponentials, which would leave no number.
TEST(Stances, S1_to_S3_choice_is_certain_at_extreme_utilities) {
  SingleBench bench;
  Stances<double, 1> const stances_of(bench.setup(), bench.reference());
  bench.derived.reward[5].setConstant(1e5);

  auto const share = stances_of.choice(bench.month().view(), 5);

  EXPECT_EQ(share[0][0], 1.0);
  EXPECT_EQ(share[1][0], 0.0);
  EXPECT_EQ(share[2][0], 0.0);
}

// Would catch: another coefficient for the reference than the base one.
TEST(Stances, S1_replaced_coefficients_act_against_the_base_reference) {
  SingleBench bench(arm_with({}, "{hold: reference, parameters: {decisions.st_reward: 3}}"));
  Stances<double, 1> const stances_of(bench.setup(), bench.reference());
  double const reward = bench.derived.reward[5][0];

  auto const share = stances_of.choice(bench.month().view(), 5);

  EXPECT_NEAR(share[0][0], softmax({0.15, 0.70, 0.15}, {(3.0 - 2.0) * reward, 0, 0})[0], 1e-14);
}

// Would catch: a choice read at the month's end, or a state that moves to the shares only by rho.
TEST(Stances, Without_noise_the_state_is_the_choice_of_the_month_before) {
  SingleBench bench;
  Stances<double, 1> const stances_of(bench.setup(), bench.reference());
  bench.derived.reward[2] += 0.4;

  stances_of(bench.month(), bench.next);

  auto const share = stances_of.choice(bench.month().view(), 2);
  EXPECT_EQ(bench.next.cooperate[2][0], share[0][0]);
  EXPECT_EQ(bench.next.hedge[2][0], share[1][0]);
  EXPECT_EQ(bench.next.defy[2][0], share[2][0]);
}

// Would catch: a second uniform for the choice, or one that is not stretched to (0, 1) before it chooses.
TEST(Stances, S1_to_S3_one_uniform_decides_whether_and_what) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);
  scatter(bench.state, bench.region());
  bench.derive();
  Stances<double, 16> const stances_of(bench.setup(), bench.reference());
  double const reconsiders = share_of(4);
  int changes = 0;
  for (int month = 0; month < 100; ++month) {
    stances_of(bench.month(month), bench.next);
    for (int i = 0; i < 6; ++i) {
      auto const share = stances_of.choice(bench.month(month).view(), i);
      Pack<double, 16> const u = bench.luck().uniform(Stream::stance, i);
      for (int lane = 0; lane < 16; ++lane) {
        double const point = u[lane] / reconsiders;
        int const before = static_cast<int>(bench.state.hedge[i][lane] + 2 * bench.state.defy[i][lane]);
        int const chosen = point < share[0][lane] ? 0 : point < share[0][lane] + share[1][lane] ? 1 : 2;
        int const expected = u[lane] < reconsiders ? chosen : before;
        ASSERT_EQ(bench.next.cooperate[i][lane], expected == 0) << month << ", " << i << ", " << lane;
        ASSERT_EQ(bench.next.hedge[i][lane], expected == 1) << month << ", " << i << ", " << lane;
        ASSERT_EQ(bench.next.defy[i][lane], expected == 2) << month << ", " << i << ", " << lane;
        changes += expected != before ? 1 : 0;
      }
    }
  }
  EXPECT_GT(changes, 1000);
}

// In Serbia from hedging, at the usual choice: n = 16 x 2000 months, standard errors below 0.0013. 3 shares at 4 s.e.:
// P(false alarm) = 2e-4 over all.
// Would catch: a rate of reconsidering that is read per month, or a choice that never returns the old stance.
TEST(Stances, S1_to_S3_moves_have_the_probabilities_of_rate_and_choice) {
  ModelBench<double, 16> bench(arm_where([](Inputs& inputs) {
                                 inputs.region.countries[5].stance = {0.3, 0.5, 0.2};
                               }),
                               Noise::on);
  Stances<double, 16> const stances_of(bench.setup(), bench.reference());
  bench.state.cooperate[5].setZero();
  bench.state.hedge[5].setOnes();
  bench.state.defy[5].setZero();
  bench.derived = bench.reference().derived;
  Shares count{};

  for (int month = 0; month < 2000; ++month) {
    stances_of(bench.month(month), bench.next);
    count[0] += bench.next.cooperate[5].sum();
    count[1] += bench.next.hedge[5].sum();
    count[2] += bench.next.defy[5].sum();
  }

  double const rho_stance = share_of(4);
  Shares const p{rho_stance * 0.3, 1 - rho_stance * 0.5, rho_stance * 0.2};
  for (int s = 0; s < 3; ++s) EXPECT_NEAR(count[s] / 32000, p[s], 4 * std::sqrt(p[s] * (1 - p[s]) / 32000)) << s;
}

// n = 16 x 500 runs: standard errors below 0.0056. 18 shares at 4 s.e.: P(false alarm) = 1e-3 over all.
// Would catch: every run starting with the likeliest stance.
TEST(Stances, Start_is_drawn_from_the_usual_shares) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);
  std::vector<Shares> count(6, Shares{});
  for (int block = 0; block < 500; ++block) {
    bench.use_runs(static_cast<std::uint32_t>(16 * block));
    start_stances(bench.setup(), bench.luck(), bench.state);
    for (int i = 0; i < 6; ++i) {
      Pack<double, 16> const sum = bench.state.cooperate[i] + bench.state.hedge[i] + bench.state.defy[i];
      ASSERT_TRUE((sum == 1).all());
      count[i][0] += bench.state.cooperate[i].sum();
      count[i][1] += bench.state.hedge[i].sum();
      count[i][2] += bench.state.defy[i].sum();
    }
  }
  for (int i = 0; i < 6; ++i) {
    for (int s = 0; s < 3; ++s) {
      double const p = bench.region().countries[i].stance[s];
      EXPECT_NEAR(count[i][s] / 8000, p, 4 * std::sqrt(p * (1 - p) / 8000)) << i << ", " << s;
    }
  }
}

// Would catch: a start that shares its luck with the first month's decision.
TEST(Stances, Start_has_a_draw_of_its_own) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);

  start_stances(bench.setup(), bench.luck(), bench.state);

  for (int lane = 0; lane < 16; ++lane) {
    double const u = bench.luck().uniform(Stream::initial_stance, 1)[lane];  // Bosnia and Herzegovina: 0.4, 0.3, 0.3
    EXPECT_EQ(bench.state.cooperate[1][lane], u < 0.4) << u;
    EXPECT_EQ(bench.state.hedge[1][lane], u >= 0.4 && u < 0.7) << u;
    EXPECT_EQ(bench.state.defy[1][lane], u >= 0.7) << u;
  }
}

TEST(Stances, Start_without_noise_is_the_usual_shares) {
  SingleBench bench;
  start_stances(bench.setup(), bench.luck(), bench.state);

  EXPECT_EQ(bench.state.cooperate[1][0], 0.40);
  EXPECT_EQ(bench.state.hedge[1][0], 0.30);
  EXPECT_EQ(bench.state.defy[1][0], 0.30);
}

// Would catch: an event for every reconsideration, or with the ends swapped.
TEST(Stances, Every_change_is_an_event_and_nothing_else_is) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);
  start_stances(bench.setup(), bench.luck(), bench.state);
  Stances<double, 16> const stances_of(bench.setup(), bench.reference());
  int events = 0;
  for (int month = 0; month < 24; ++month) {
    Recorder recorder;
    stances_of(bench.month(month, &recorder), bench.next);
    int changes = 0;
    for (int i = 0; i < 6; ++i) {
      changes += static_cast<int>(
          (bench.next.hedge[i] + 2 * bench.next.defy[i] != bench.state.hedge[i] + 2 * bench.state.defy[i]).count());
    }
    EXPECT_EQ(static_cast<int>(recorder.taken.size()), changes) << month;
    for (Recorder::Taken const& event : recorder.taken) {
      EXPECT_EQ(event.kind, static_cast<int>(EventCode::stance));
      EXPECT_EQ(event.from,
                bench.state.hedge[event.entity][event.lane] + 2 * bench.state.defy[event.entity][event.lane]);
      EXPECT_EQ(event.to, bench.next.hedge[event.entity][event.lane] + 2 * bench.next.defy[event.entity][event.lane]);
      ++events;
    }
  }
  EXPECT_GT(events, 100);
}

/// What moves a stance in one country: what it reads, and the cost in each of its disputes.
std::map<std::string, int> drivers_of_stance(int country, std::vector<int> const& disputes, int reward, int gap,
                                             int dependence, int defiance) {
  auto const of_country = [country](char const* name) { return fmt::format("{}[{}]", name, country); };
  std::map<std::string, int> drivers{{of_country("reward"), reward},
                                     {of_country("gap"), gap},
                                     {of_country("total_dependence"), dependence},
                                     {of_country("campaign"), defiance},
                                     {of_country("stability"), -defiance}};
  for (int const d : disputes) drivers[fmt::format("perceived_cost[{}]", d)] = -defiance;
  return drivers;
}

// Would catch: a driver that is left out, turned round, or that should not be there. Dependence weighs alike on hedging
// and defying, so that it takes from cooperating and adds to both.
TEST(Stances, S1_to_S3_every_driver_acts_in_the_direction_of_its_equation) {
  Effects const effects = effects_of<Stances>();

  expect_effects(effects, "cooperate[1]", drivers_of_stance(1, {1}, 1, -1, -1, -1));
  expect_effects(effects, "hedge[1]", drivers_of_stance(1, {1}, -1, 1, 1, -1));
  expect_effects(effects, "defy[1]", drivers_of_stance(1, {1}, -1, -1, 1, 1));
  expect_effects(effects, "defy[5]", drivers_of_stance(5, {0, 1, 4, 6}, -1, -1, 1, 1));
}

TEST(Stances, Write_their_own_variables_only) {
  EXPECT_EQ(written_by<Stances>(), (std::set<std::string>{"cooperate", "hedge", "defy"}));
}

TEST(Stances, Every_lane_is_a_run_of_its_own) { expect_lanes_are_single_runs<Stances>(); }
TEST(Stances, Single_precision_lanes_hold_their_own_runs) { expect_single_precision_lanes_hold<Stances>(); }

}  // namespace
}  // namespace detente
