#include "models/escalation.hpp"

#include "tests/models/security_bench.hpp"

#include <Eigen/Dense>
#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr int disputes = 8;

/// Bars of Belgrade - Pristina, whose parties weigh the same.
double bar(SingleBench const& bench, Field<double, 1> const& field) {
  return 0.5 * field[bench.country("SRB")][0] + 0.5 * field[bench.country("XKX")][0];
}

/// A world away from the reference in all that Belgrade and Pristina see. Contagion is at work.
ArmInputs disturbed_arm() {
  return with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) { p.escalation.contagion = 0.4; });
}
void disturb(SingleBench& bench) {
  int const serbia = bench.country("SRB");
  int const kosovo = bench.country("XKX");
  bench.state.us_attention[0] = 0.3;
  bench.state.fragmentation[serbia][0] = 0.5;
  bench.state.dependence[serbia][0] = 0.6;
  bench.state.trust[kosovo][0] = 0.5;
  bench.state.pressure[kosovo][0] = 0.5;
  bench.state.oversight[serbia][0] = 0.45;
  bench.state.campaign[kosovo][0] = 0.8;
  bench.state.cooperate[kosovo][0] = 0.2;
  bench.state.experience[serbia][0] = 0.7;
  bench.state.strength[bench.at(bench.region().missions, "KFOR")][0] = 2500;
  bench.levers.mediation[0] = 0.9;
  bench.state.tension[bench.dispute("BEL_PRI")][0] = 0.7;
  bench.state.recency[bench.dispute("BEL_PRI")][0] = 0.6;
  bench.state.settlement[bench.dispute("BEL_PRI")][0] = 1;
  for (int d = 0; d < disputes; ++d) bench.state.level[d][0] = d % 4;
}

// Would catch: an anchor that is taken twice, US attention that lowers the cost, a mean over all countries.
TEST(PerceivedCost, E2_the_cost_of_escalating_follows_its_drivers) {
  SingleBench bench(disturbed_arm());
  disturb(bench);
  bench.derive();
  EscalationParameters<double> const& p = coefficients(bench).escalation;
  auto const& start = bench.reference();
  int const d = bench.dispute("BEL_PRI");

  double const departure = p.c_presence * (bench.derived.presence[d][0] - start.derived.presence[d][0]) +
                           p.c_us * (0.3 - start.state.us_attention[0]) +
                           p.c_reward * (bar(bench, bench.derived.reward) - bar(bench, start.derived.reward)) -
                           p.c_frag * (bar(bench, bench.state.fragmentation) - bar(bench, start.state.fragmentation)) -
                           p.c_backing * (bar(bench, bench.derived.dependence) - bar(bench, start.derived.dependence));

  EXPECT_NEAR(bench.derived.perceived_cost[d][0], plain_sigmoid(plain_logit(0.60) + departure), rounding);
  EXPECT_GT(std::abs(departure), 0.1);
}

/// Change of the perceived cost of Belgrade - Pristina when a driver rises by 0.1.
double cost_response(double& (*driver)(SingleBench&)) {
  SingleBench bench(arm_with({}, open_world));
  PerceivedCost<double, 1> const cost(bench.setup(), bench.reference());
  driver(bench) += 0.1;
  cost.derive(bench.state, bench.derived);
  return bench.derived.perceived_cost[bench.dispute("BEL_PRI")][0] - 0.60;
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(PerceivedCost, E2_each_driver_moves_the_cost_the_way_the_equation_says) {
  EXPECT_GT(cost_response([](SingleBench& b) -> double& { return b.derived.presence[b.dispute("BEL_PRI")][0]; }), 0)
      << "missions";
  EXPECT_GT(cost_response([](SingleBench& b) -> double& { return b.state.us_attention[0]; }), 0) << "US attention";
  EXPECT_GT(cost_response([](SingleBench& b) -> double& { return b.derived.reward[b.country("SRB")][0]; }), 0)
      << "reward";
  EXPECT_LT(cost_response([](SingleBench& b) -> double& { return b.state.fragmentation[b.country("SRB")][0]; }), 0)
      << "fragmentation";
  EXPECT_LT(cost_response([](SingleBench& b) -> double& { return b.derived.dependence[b.country("SRB")][0]; }), 0)
      << "backing by a patron";
}

/// Contagion of Belgrade - Pristina: it shares Serbia or Kosovo with BIH_CONST, PRESEVO, XKX_INT and SRB_INT.
double neighbours(SingleBench const& bench) {
  double sum = 0;
  for (std::string const id : {"BIH_CONST", "PRESEVO", "XKX_INT", "SRB_INT"}) {
    int const d = bench.dispute(id);
    sum += (bench.state.level[d][0] - bench.region().disputes[d].usual_level) / 5;
  }
  return sum;
}

/// (E3) of Belgrade - Pristina at a level, computed anew.
double log_up(SingleBench const& bench, int level) {
  EscalationParameters<double> const& p = coefficients(bench).escalation;
  auto const& start = bench.reference();
  int const d = bench.dispute("BEL_PRI");
  double const governance =
      std::min(bench.derived.governance[bench.country("SRB")][0], bench.derived.governance[bench.country("XKX")][0]);
  double const governance_start =
      std::min(start.derived.governance[bench.country("SRB")][0], start.derived.governance[bench.country("XKX")][0]);
  double const effect = coefficients(bench).missions.mission_effect;
  double const guard =
      std::log((1 - effect * bench.derived.presence[d][0]) / (1 - effect * start.derived.presence[d][0]));
  return std::log(p.up0[level]) + bench.region().disputes[d].up_offset[level] + p.b_ten * (0.7 - 0.62) +
         p.b_pres * (bar(bench, bench.derived.pressure) - bar(bench, start.derived.pressure)) -
         p.b_cost * (bench.derived.perceived_cost[d][0] - 0.60) - p.b_gov * (governance - governance_start) +
         p.b_rec * (0.6 - 1.65) + p.b_camp * (bar(bench, bench.state.campaign) - bar(bench, start.state.campaign)) +
         p.contagion * neighbours(bench) + (level >= 2 ? guard : 0.0) + p.settled_effect * 1.0;
}

// Would catch: an offset of another level, guard below level 2, a term with a wrong sign or anchor.
TEST(Escalation, E3_rates_of_moving_up_are_products_of_all_their_drivers) {
  for (int level = 0; level < 5; ++level) {
    SingleBench bench(disturbed_arm());
    disturb(bench);
    bench.state.level[bench.dispute("BEL_PRI")][0] = level;
    bench.derive();

    EXPECT_NEAR(std::log(bench.derived.up_rate[bench.dispute("BEL_PRI")][0]), log_up(bench, level), 1e-12)
        << "level " << level;
  }
}

/// (E4) of Belgrade - Pristina at a level, computed anew. Both parties stand outside NATO.
double log_down(SingleBench const& bench, int level) {
  EscalationParameters<double> const& p = coefficients(bench).escalation;
  auto const& start = bench.reference();
  int const d = bench.dispute("BEL_PRI");
  return std::log(p.down0[level - 1]) + p.d_med * (bench.derived.effort[d][0] - start.derived.effort[d][0]) +
         p.d_presence * (bench.derived.presence[d][0] - start.derived.presence[d][0]) +
         p.d_interop * (bar(bench, bench.derived.interoperability) - bar(bench, start.derived.interoperability)) -
         p.d_pres * (bar(bench, bench.derived.pressure) - bar(bench, start.derived.pressure)) +
         coefficients(bench).decisions.d_cooperate *
             (bar(bench, bench.state.cooperate) - bar(bench, start.state.cooperate));
}

TEST(Escalation, E4_rates_of_moving_down_are_products_of_all_their_drivers) {
  for (int level = 1; level < 6; ++level) {
    SingleBench bench(disturbed_arm());
    disturb(bench);
    bench.state.level[bench.dispute("BEL_PRI")][0] = level;
    bench.derive();

    EXPECT_NEAR(std::log(bench.derived.down_rate[bench.dispute("BEL_PRI")][0]), log_down(bench, level), 1e-12)
        << "level " << level;
  }
}

// Would catch: a split that every dispute pays, or none.
TEST(Escalation, E4_interoperability_is_split_between_members_of_nato_and_others) {
  auto const joint = [](std::string const& nato_of_kosovo) {
    SingleBench const bench(arm_with({{"region.countries.XKX.nato", nato_of_kosovo}}, open_world));
    Escalation<double, 1> const escalation(bench.setup(), bench.reference());
    Pack<double, 1> const split_cost = Pack<double, 1>::Constant(0.15);
    double const value =
        escalation.look_at(bench.state, bench.derived, bench.dispute("BEL_PRI"), split_cost).joint_interoperability[0];
    return value / bar(bench, bench.derived.interoperability);
  };

  EXPECT_NEAR(joint("0"), 1.0, rounding);
  EXPECT_NEAR(joint("1"), 0.85, rounding);
}

TEST(Escalation, E3_E4_there_is_no_way_up_from_5_and_none_down_from_0) {
  SingleBench bench(arm_with({}, open_world));
  bench.state.level[0][0] = 5;
  bench.state.level[1][0] = 0;
  bench.derive();

  EXPECT_EQ(bench.derived.up_rate[0][0], 0);
  EXPECT_GT(bench.derived.down_rate[0][0], 0);
  EXPECT_EQ(bench.derived.down_rate[1][0], 0);
  EXPECT_GT(bench.derived.up_rate[1][0], 0);
}

TEST(Escalation, E3_shifts_of_the_scenario_move_offsets_at_every_level) {
  SingleBench const usual(arm_with({}, open_world));
  SingleBench const shifted(arm_with({}, "{war_path: 0.9, shift: {up_offset: {BEL_PRI: 0.5}}}"));

  EXPECT_NEAR(std::log(shifted.derived.up_rate[0][0] / usual.derived.up_rate[0][0]), 0.5, 1e-12);
  EXPECT_EQ(shifted.derived.up_rate[1][0], usual.derived.up_rate[1][0]);
}

/// Changes of the log rates of moving up and down when a driver rises by 0.1, at level 2.
struct Response {
  double up, down;
};
Response response(double& (*driver)(SingleBench&)) {
  SingleBench bench(disturbed_arm());
  Escalation<double, 1> const escalation(bench.setup(), bench.reference());
  int const d = bench.dispute("BEL_PRI");
  bench.state.level[d][0] = 2;
  bench.derive();
  double const up = bench.derived.up_rate[d][0];
  double const down = bench.derived.down_rate[d][0];
  driver(bench) += 0.1;
  escalation.derive(bench.state, bench.derived);
  return {std::log(bench.derived.up_rate[d][0] / up), std::log(bench.derived.down_rate[d][0] / down)};
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(Escalation, E3_each_driver_moves_disputes_up_the_way_the_equation_says) {
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.state.tension[b.dispute("BEL_PRI")][0]; }).up, 0)
      << "tension";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.derived.pressure[b.country("XKX")][0]; }).up, 0)
      << "pressure";
  EXPECT_LT(response([](SingleBench& b) -> double& { return b.derived.perceived_cost[b.dispute("BEL_PRI")][0]; }).up, 0)
      << "cost";
  EXPECT_LT(response([](SingleBench& b) -> double& { return b.derived.governance[b.country("SRB")][0]; }).up, 0)
      << "governance, worse side";
  EXPECT_EQ(response([](SingleBench& b) -> double& { return b.derived.governance[b.country("XKX")][0]; }).up, 0)
      << "governance, better side";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.derived.recency_felt[b.dispute("BEL_PRI")][0]; }).up, 0)
      << "recency";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.state.campaign[b.country("SRB")][0]; }).up, 0)
      << "campaigns";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.derived.level_felt[b.dispute("XKX_INT")][0]; }).up, 0)
      << "contagion";
  EXPECT_EQ(response([](SingleBench& b) -> double& { return b.derived.level_felt[b.dispute("MNE_INT")][0]; }).up, 0)
      << "no party in common";
  EXPECT_LT(response([](SingleBench& b) -> double& { return b.derived.presence[b.dispute("BEL_PRI")][0]; }).up, 0)
      << "missions";
  EXPECT_LT(response([](SingleBench& b) -> double& { return b.state.settlement[b.dispute("BEL_PRI")][0]; }).up, 0)
      << "an agreement";
}

TEST(Escalation, E4_each_driver_moves_disputes_down_the_way_the_equation_says) {
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.derived.effort[b.dispute("BEL_PRI")][0]; }).down, 0)
      << "diplomacy";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.derived.presence[b.dispute("BEL_PRI")][0]; }).down, 0)
      << "missions";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.derived.interoperability[b.country("SRB")][0]; }).down, 0)
      << "joint forces";
  EXPECT_LT(response([](SingleBench& b) -> double& { return b.derived.pressure[b.country("XKX")][0]; }).down, 0)
      << "pressure";
  EXPECT_GT(response([](SingleBench& b) -> double& { return b.derived.cooperation[b.dispute("BEL_PRI")][0]; }).down, 0)
      << "cooperation";
}

// Would catch: missions that hold back words as well as violence.
TEST(Escalation, E3_missions_guard_only_from_level_2) {
  auto const guarded = [](double level) {
    SingleBench bench(arm_with({}, open_world));
    Escalation<double, 1> const escalation(bench.setup(), bench.reference());
    int const d = bench.dispute("BEL_PRI");
    bench.state.level[d][0] = level;
    DisputeView<double, 1> view = escalation.look_at(bench.state, bench.derived, d, Pack<double, 1>::Constant(0.15));
    view.presence[0] = 0;
    return escalation.up_terms(bench.state, view, d)[static_cast<std::size_t>(Driver::missions)][0];
  };
  SingleBench const bench;
  double const withdrawn = -std::log(1 - 0.75 * bench.reference().derived.presence[bench.dispute("BEL_PRI")][0]);

  EXPECT_EQ(guarded(0), 0);
  EXPECT_EQ(guarded(1), 0);
  EXPECT_NEAR(guarded(2), withdrawn, 1e-12);
  EXPECT_NEAR(guarded(4), withdrawn, 1e-12);
  EXPECT_GT(withdrawn, 0.1);
}

// ---- The monthly scheme (E5) against its exact Markov chain
// ----------------------------------------------------------

using Chain = Eigen::Matrix<double, 6, 6>;

constexpr std::array<double, 5> up_rates{6, 5, 4, 3, 2};    // from 0..4, per year
constexpr std::array<double, 5> down_rates{3, 4, 5, 6, 7};  // from 1..5
constexpr double leap = 0.3;
constexpr double drop = 0.5;

/// An arm in which every dispute moves at the rates above, whatever happens.
ArmInputs constant_rates() {
  ArmInputs arm = with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) {
    EscalationParameters<double>& e = p.escalation;
    e.b_ten = e.b_pres = e.b_cost = e.b_gov = e.b_rec = e.b_camp = e.contagion = 0;
    e.d_med = e.d_presence = e.d_interop = e.d_pres = e.settled_effect = 0;
    e.up0 = up_rates;
    e.down0 = down_rates;
    e.leap = leap;
    e.drop = drop;
    p.decisions.d_cooperate = 0;
    p.missions.mission_effect = 0;
  });
  for (Dispute& dispute : arm.inputs.region.disputes) dispute.up_offset.fill(0);
  return arm;
}

/// Probabilities of moving from a level (row) to a level (column) in a month, as docs/model/escalation.md has it.
Chain exact_chain() {
  Chain chain = Chain::Zero();
  for (int level = 0; level < 6; ++level) {
    double const up = level < 5 ? up_rates[level] : 0;
    double const down = level > 0 ? down_rates[level - 1] : 0;
    double const moves = monthly(up + down);
    double const rises = moves * up / (up + down);
    double const falls = moves * down / (up + down);
    chain(level, level) += 1 - moves;
    if (level < 5) {
      double const skips = level + 2 < 5 ? leap : 0.0;  // never into open conflict
      chain(level, level + 1) += rises * (1 - skips);
      if (skips > 0) chain(level, level + 2) += rises * skips;
    }
    if (level > 0) {
      chain(level, 0) += falls * drop;
      chain(level, level - 1) += falls * (1 - drop);
    }
  }
  return chain;
}

/// Levels of 16 * batches runs of a dispute after so many months, counted: start[d] is where dispute d starts.
std::vector<std::array<double, 6>> levels_after(int months, int batches, std::array<int, disputes> const& start) {
  ModelBench<double, 16> bench(constant_rates(), Noise::on);
  Escalation<double, 16> const escalation(bench.setup(), bench.reference());
  RunLuck<double, 16> luck(bench.region(), 21);
  std::vector<std::array<double, 6>> counts(disputes);
  State<double, 16> now = bench.state;
  for (int batch = 0; batch < batches; ++batch) {
    luck.runs_from(static_cast<std::uint32_t>(16 * batch));
    for (int d = 0; d < disputes; ++d) now.level[d].setConstant(start[d]);
    for (int month = 0; month < months; ++month) {
      escalation.derive(now, bench.derived);
      escalation({month, now, bench.derived, bench.levers, luck.of(month), nullptr}, bench.next);
      now.level = bench.next.level;
    }
    for (int d = 0; d < disputes; ++d) {
      for (int lane = 0; lane < 16; ++lane) counts[d][static_cast<std::size_t>(now.level[d][lane])] += 1;
    }
  }
  return counts;
}

// n = 16 * 1500 = 24000 a starting level; 8 * 6 cells within 4 s.e. each, P(false alarm) = 48 * 6e-5 = 0.003 for
// another seed. Cells of probability 0 (a leap into 5 among them) must be empty. Would catch: a leap into open
// conflict, a drop from the wrong side, up and down exchanged, two draws for one decision.
TEST(Escalation, E5_moves_in_a_month_have_the_probabilities_of_the_scheme) {
  std::array<int, disputes> const start{0, 1, 2, 3, 4, 5, 2, 3};
  Chain const chain = exact_chain();
  double const n = 24000;

  std::vector<std::array<double, 6>> const counts = levels_after(1, 1500, start);

  for (int d = 0; d < disputes; ++d) {
    for (int to = 0; to < 6; ++to) {
      double const p = chain(start[d], to);
      EXPECT_NEAR(counts[d][to] / n, p, 4 * std::sqrt(p * (1 - p) / n)) << "from " << start[d] << " to " << to;
    }
  }
}

// n = 16 * 400 = 6400 a dispute. Chi-square with 5 degrees of freedom: beyond 25.7 with probability 1e-4, 8e-4 over the
// eight disputes, for another seed. Would catch: a month whose draw is that of the month before, disputes that share
// their luck with themselves over time.
TEST(Escalation, E5_levels_after_18_months_are_distributed_like_the_Markov_chain) {
  std::array<int, disputes> const start{0, 1, 2, 3, 4, 5, 0, 1};
  Chain power = Chain::Identity();
  for (int month = 0; month < 18; ++month) power = power * exact_chain();

  std::vector<std::array<double, 6>> const counts = levels_after(18, 400, start);

  for (int d = 0; d < disputes; ++d) {
    double chi_square = 0;
    for (int level = 0; level < 6; ++level) {
      double const expected = 6400 * power(start[d], level);
      chi_square += (counts[d][level] - expected) * (counts[d][level] - expected) / expected;
    }
    EXPECT_LT(chi_square, 25.7) << "dispute " << d;
  }
}

// Would catch: disputes that share one draw.
TEST(Escalation, E5_each_dispute_and_each_run_has_a_draw_of_its_own) {
  ModelBench<double, 16> bench(constant_rates(), Noise::on);
  Escalation<double, 16> const escalation(bench.setup(), bench.reference());
  for (auto& level : bench.state.level) level.setConstant(2);
  escalation.derive(bench.state, bench.derived);

  escalation(bench.month(), bench.next);

  for (int d = 0; d < disputes; ++d) {
    auto const moved = (bench.next.level[d] != 2).eval();
    auto const expected = (bench.luck().uniform(Stream::escalation, d) < monthly(up_rates[2] + down_rates[1])).eval();
    EXPECT_TRUE((moved == expected).all()) << "dispute " << d;
  }
}

TEST(Escalation, E5_nothing_moves_without_noise) {
  SingleBench bench(constant_rates());
  for (auto& level : bench.state.level) level[0] = 3;
  bench.derive();

  Escalation<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  for (auto const& level : bench.next.level) EXPECT_EQ(level[0], 3);
}

TEST(Escalation, E5_a_dispute_with_no_rate_at_all_stays_where_it_is) {
  SingleBench bench(with_coefficients(constant_rates(),
                                      [](Parameters<double>& p) {
                                        p.escalation.up0.fill(0);
                                        p.escalation.down0.fill(0);
                                      }),
                    Noise::on);
  for (auto& level : bench.state.level) level[0] = 1;
  bench.derive();

  for (int month = 0; month < 50; ++month) {
    Escalation<double, 1>(bench.setup(), bench.reference())(bench.month(month), bench.next);
    for (auto const& level : bench.next.level) EXPECT_EQ(level[0], 1) << "month " << month;
  }
}

// ---- Recency (E6)
// ----------------------------------------------------------------------------------------------------

/// Recency of a dispute after a month in which every level rises by one (or, at rate 0, stays).
double recency_after(double level, double recency, double rate, std::string const& scenario = open_world) {
  ArmInputs arm = with_coefficients(arm_with({}, scenario), [rate](Parameters<double>& p) {
    p.escalation.up0.fill(rate);
    p.escalation.down0.fill(0);
    p.escalation.leap = 0;
  });
  for (Dispute& dispute : arm.inputs.region.disputes) dispute.up_offset.fill(3);
  SingleBench bench(std::move(arm), Noise::on);
  bench.state.level[0][0] = level;
  bench.state.recency[0][0] = recency;
  bench.derive();
  Escalation<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);
  EXPECT_EQ(bench.next.level[0][0], level + (rate > 0 ? 1 : 0));
  return bench.next.recency[0][0];
}

// Would catch: a memory that grows with every month at 3, or with moves from 3 to 4, or that never ends to grow.
TEST(Escalation, E6_a_stand_off_is_remembered_and_fades) {
  double const left = std::exp(-0.173 / 12);

  EXPECT_NEAR(recency_after(1, 0.8, 0), 0.8 * left, rounding);
  EXPECT_NEAR(recency_after(2, 0.8, 1000), 0.8 * left + 1, rounding);
  EXPECT_NEAR(recency_after(1, 0.8, 1000), 0.8 * left, rounding);
  EXPECT_NEAR(recency_after(3, 0.8, 1000), 0.8 * left, rounding);
  EXPECT_EQ(recency_after(2, 1.9, 1000), 2.0);
}

TEST(Escalation, E6_recency_stands_still_in_a_held_world_without_noise_only) {
  SingleBench bench;
  bench.state.recency[0][0] = 1.1;

  Escalation<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  EXPECT_EQ(bench.next.recency[0][0], 1.1);
  EXPECT_NEAR(recency_after(2, 0.8, 1000, "{hold: reference}"), 0.8 * std::exp(-0.173 / 12) + 1, rounding);
}

// Would catch: predictors that read the state in a world that stands still, where no event could ever change it back.
TEST(Escalation, E3_usual_levels_and_recency_are_felt_in_a_held_world_without_noise) {
  SingleBench bench;
  for (int d = 0; d < disputes; ++d) {
    bench.state.level[d][0] = 3;
    bench.state.recency[d][0] = 0;
  }

  bench.derive();

  EXPECT_EQ(bench.derived.level_felt[0][0], 0.906);
  EXPECT_EQ(bench.derived.recency_felt[0][0], 1.65);
  EXPECT_EQ(bench.derived.closure[bench.country("XKX")][0], 0);
  EXPECT_EQ(bench.derived.crisis_load[bench.country("XKX")][0], 0.192);
}

}  // namespace
}  // namespace detente
