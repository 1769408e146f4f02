// What countries spend on defence (P1), and what that is in money (P5).
#include "models/procurement.hpp"
#include "tests/models/security_bench.hpp"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace detente {
namespace {

/// Rivalry times mistrust, [reacting][other].
Eigen::MatrixXd rivalry_by_mistrust(SingleBench const& bench) {
  Region const& region = bench.region();
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(region.country_count(), region.country_count());
  for (int q = 0; q < region.pair_count(); ++q) {
    CountryPair const& pair = region.pairs[q];
    double const mistrust = bench.state.mistrust[q][0];
    matrix(pair.first, pair.second) = pair.rivalry_of_first * mistrust;
    matrix(pair.second, pair.first) = pair.rivalry_of_second * mistrust;
  }
  return matrix;
}

/// Spending after so many months in which nothing but spending moves.
Eigen::VectorXd spending_after(SingleBench& bench, int months) {
  Procurement<double, 1> const procurement(bench.setup(), bench.reference());
  for (int month = 0; month < months; ++month) {
    procurement(bench.month(month), bench.next);
    bench.state.spending = bench.next.spending;
  }
  Eigen::VectorXd spending(bench.region().country_count());
  for (int i = 0; i < spending.size(); ++i) spending[i] = bench.state.spending[i][0];
  return spending;
}

/// Countries that return to their plans within a year, and react to their rivals.
ArmInputs arms_race(double reaction, std::vector<std::string> const& plans) {
  std::vector<std::string> const ids{"ALB", "BIH", "XKX", "MNE", "MKD", "SRB"};
  Edits edits;
  for (std::size_t i = 0; i < ids.size(); ++i)
    edits.emplace_back("region.countries." + ids[i] + ".spending_plan", plans[i]);
  return with_coefficients(arm_with(edits, open_world), [reaction](Parameters<double>& p) {
    p.procurement.fatigue = 1;
    p.procurement.reaction = reaction;
    p.procurement.share_max = 1;
  });
}

// Would catch: a rivalry matrix taken the wrong way round, or mistrust left out of the reaction.
TEST(Procurement, P1_spending_converges_to_the_fixed_point_of_Richardson) {
  std::vector<std::string> const plans{"0.7", "1.4", "1.1", "0.8", "1.0", "1.6"};
  SingleBench bench(arms_race(0.4, plans));
  Eigen::VectorXd plan(6);
  plan << 0.7, 1.4, 1.1, 0.8, 1.0, 1.6;
  Eigen::MatrixXd const system = Eigen::MatrixXd::Identity(6, 6) - 0.4 * rivalry_by_mistrust(bench);
  Eigen::VectorXd const expected = system.colPivHouseholderQr().solve(plan - Eigen::VectorXd::Ones(6)).array() + 1.0;

  Eigen::VectorXd const reached = spending_after(bench, 800);

  // The slowest mode has a rate above 0.5: exp(-0.5 * 800/12) = 3e-15 of the distance is left.
  EXPECT_LT((reached - expected).cwiseAbs().maxCoeff(), 1e-12)
      << reached.transpose() << " against " << expected.transpose();
  EXPECT_GT((expected - plan).cwiseAbs().maxCoeff(), 0.05) << "the case says nothing: rivals do not matter in it";
}

/// Distance from rest after 100 years over the distance at the start, with `factor` times the reaction at which the
/// system matrix has an eigenvalue 0.
double growth_at(double factor) {
  std::vector<std::string> const plans(6, "1.0");
  SingleBench probe(arms_race(1.0, plans));
  double const strongest = rivalry_by_mistrust(probe).eigenvalues().real().maxCoeff();
  SingleBench bench(arms_race(factor / strongest, plans));
  for (auto& spending : bench.state.spending) spending[0] = 1.0 + 1e-6;

  return (spending_after(bench, 1200).array() - 1.0).abs().maxCoeff() / 1e-6;
}

// Would catch: fatigue or reaction scaled by something that moves the border of stability.
TEST(Procurement, P1_is_stable_where_all_eigenvalues_have_positive_real_parts) { EXPECT_LT(growth_at(0.95), 0.1); }

// Would catch: a reaction that is damped or limited somewhere on its way.
TEST(Procurement, P1_runs_away_where_an_eigenvalue_has_a_negative_real_part) { EXPECT_GT(growth_at(1.05), 10.0); }

// Would catch: a plan that keeps running in a world that stands still.
TEST(Procurement, P1_plans_are_one_in_a_held_world) {
  SingleBench bench(arm_with({{"region.countries.ALB.spending_plan", "1.5"}}));

  Eigen::VectorXd const reached = spending_after(bench, 24);

  EXPECT_NEAR(reached[bench.country("ALB")], 1.0, rounding);
}

TEST(Procurement, P1_plans_scale_with_the_scenario) {
  SingleBench bench(
      with_coefficients(arm_with({{"region.countries.ALB.spending_plan", "1.5"}}, "{war_path: 0.9, plans: 0.8}"),
                        [](Parameters<double>& p) { p.procurement.reaction = 0; }));

  Eigen::VectorXd const reached = spending_after(bench, 1);

  double const fatigue = coefficients(bench).procurement.fatigue;
  EXPECT_NEAR(reached[bench.country("ALB")], 1.0 + fatigue / 12.0 * (1.5 * 0.8 - 1.0), rounding);
}

// Would catch: the plan of the month after, or that of the start for ever.
TEST(Procurement, P1_plans_are_those_of_the_start_of_the_month) {
  SingleBench bench(
      with_coefficients(arm_with({{"region.countries.ALB.spending_plan", "{2026-01: 1.0, 2028-01: 2.2}"}}, open_world),
                        [](Parameters<double>& p) { p.procurement.reaction = 0; }));

  Procurement<double, 1>(bench.setup(), bench.reference())(bench.month(8), bench.next);

  double const fatigue = coefficients(bench).procurement.fatigue;
  EXPECT_NEAR(bench.next.spending[bench.country("ALB")][0], 1.0 + fatigue / 12.0 * (1.4 - 1.0), rounding);
}

// Would catch: a kick that forgets the square root of the month or the spending it is relative to.
TEST(Procurement, P1_noise_is_proportional_to_spending_and_the_root_of_the_month) {
  ModelBench<double, 16> bench(arm_with({}, open_world), Noise::on);
  Procurement<double, 16> const procurement(bench.setup(), bench.reference());
  int const serbia = bench.country("SRB");
  bench.state.spending[serbia] = Pack<double, 16>::LinSpaced(0.7, 1.6);
  auto const plan = Pack<double, 16>::Constant(bench.region().countries[serbia].spending_plan.at(bench.region().start));
  Pack<double, 16> const quiet =
      bench.state.spending[serbia] + procurement.spending_drift(bench.state, serbia, plan) / 12.0;

  procurement(bench.month(0), bench.next);

  double const vol = coefficients(bench).procurement.spend_vol * std::sqrt(1.0 / 12.0);
  Pack<double, 16> const kick = vol * bench.state.spending[serbia] * bench.luck().normal(Stream::spending, serbia);
  EXPECT_LT((bench.next.spending[serbia] - quiet - kick).abs().maxCoeff(), rounding);
  EXPECT_GT(kick.abs().maxCoeff(), 0.01);
}

TEST(Procurement, P1_spending_stays_between_its_bounds) {
  SingleBench bench(with_coefficients(
      arm_with({{"region.countries.ALB.spending_plan", "90"}, {"region.countries.MKD.spending_plan", "0"}}, open_world),
      [](Parameters<double>& p) { p.procurement.fatigue = 12; }));
  double const ceiling =
      coefficients(bench).procurement.share_max / bench.region().countries[bench.country("ALB")].spending_share;

  Eigen::VectorXd const reached = spending_after(bench, 1);

  EXPECT_NEAR(reached[bench.country("ALB")], ceiling, rounding_of(ceiling));
  EXPECT_DOUBLE_EQ(reached[bench.country("MKD")], 0.3);
}

TEST(Procurement, P5_spending_in_money_grows_with_the_economy) {
  SingleBench const bench(arm_with({}, open_world));
  auto const one = [](double value) { return Pack<double, 1>::Constant(value); };

  double const money = spending_meur<double, 1>(bench.setup(), one(0.02), one(50000), one(0.03), one(1.2), 30)[0];

  double const expected = 0.02 * 50000 * std::exp(0.03 * 2.5) * 1.2;
  EXPECT_NEAR(money, expected, rounding_of(expected));
}

TEST(Procurement, P5_spending_in_money_does_not_grow_in_a_held_world) {
  SingleBench const bench;
  auto const one = [](double value) { return Pack<double, 1>::Constant(value); };

  double const money = spending_meur<double, 1>(bench.setup(), one(0.02), one(50000), one(0.03), one(1.2), 30)[0];

  double const expected = 0.02 * 50000 * 1.2;
  EXPECT_NEAR(money, expected, rounding_of(expected));
}

}  // namespace
}  // namespace detente
