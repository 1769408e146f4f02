#include "models/industry.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr int balkan_products = 5;  // of the Western Balkans file: ammunition, propellant, platforms, maintenance, uav
constexpr int home_supplier = 6;    // position of the domestic supplier

double output(SingleBench const& bench, std::string const& country, int product) {
  return bench.next.industry[bench.country(country) * balkan_products + product][0];
}

void step_industry(SingleBench& bench, int month = 0) {
  Industry<double, 1>(bench.setup(), bench.reference())(bench.month(month), bench.next);
}

/// own + safe of (Q2) in the month of this index, computed anew.
double investment(SingleBench const& bench, State<double, 1> const& state, Derived<double, 1> const& derived,
                  Levers<double, 1> const& levers, int country, int month) {
  IndustryParameters<double> const& p = coefficients(bench).industry;
  Country const& c = bench.region().countries[country];
  double total_gdp = 0;
  for (Country const& other : bench.region().countries) total_gdp += other.gdp;
  double const years = bench.setup().scenario.holds_reference ? 0 : month / 12.0;
  double const equipment =
      c.equipment_share * c.spending_share * c.gdp * std::exp(c.growth * years) * state.spending[country][0];
  double const own =
      p.industry_share * derived.supplier_share[country * balkan_suppliers + home_supplier][0] * equipment;
  double const safe =
      p.safe_share * levers.access_industry[country][0] * state.access[country][0] * c.gdp / (total_gdp / 6);
  return own + safe;
}

TEST(Industry, Q1_output_rests_at_the_reference) {
  SingleBench bench;

  step_industry(bench, 40);

  for (std::size_t k = 0; k < bench.state.industry.size(); ++k) {
    EXPECT_NEAR(bench.next.industry[k][0], bench.state.industry[k][0], rounding_of(bench.state.industry[k][0]))
        << "field " << k;
  }
}

// Would catch: upkeep that does not leak, a split of today instead of the start, co-production that is not leaked.
TEST(Industry, Q1_output_is_what_is_invested_less_what_wears) {
  SingleBench bench(arm_with({{"region.countries.ALB.coproduction", "{ammunition: 8}"}}, open_world));
  int const albania = bench.country("ALB");
  int const ammunition = albania * balkan_products;
  bench.state.spending[albania][0] = 1.7;
  bench.state.capture[albania][0] = 0.6;
  bench.state.access[albania][0] = 0.5;
  bench.levers.access_industry[albania][0] = 0.8;
  bench.state.stock[albania * balkan_suppliers + home_supplier][0] *= 3;
  bench.state.industry[ammunition][0] = 9;
  bench.derive();
  auto const& reference = bench.reference();
  IndustryParameters<double> const& p = coefficients(bench).industry;
  double const split = 4.0 / 12;  // ammunition of 4, 1, 1, 5, 1
  double const kept_at_start = 1 - reference.derived.leakage[albania][0];
  double const invested_at_start = investment(bench, reference.state, reference.derived, reference.levers, albania, 0);
  double const upkeep = p.industry_decay * 4.0 * p.capital_per_output / kept_at_start - split * invested_at_start;

  step_industry(bench, 24);

  double const invested = investment(bench, bench.state, bench.derived, bench.levers, albania, 24);
  double const money = (1 - bench.derived.leakage[albania][0]) * (split * invested + 8 + upkeep);
  double const expected = 9 + (money / p.capital_per_output - p.industry_decay * 9) / 12;
  EXPECT_NEAR(output(bench, "ALB", 0), expected, rounding_of(expected));
}

TEST(Industry, Q1_coproduction_follows_its_dated_path_and_the_scenario) {
  SingleBench bench(arm_with({{"region.countries.ALB.coproduction", "{uav: {2026-01: 2, 2028-01: 10}}"}},
                             "{war_path: 0.9, coproduction: 0.5}"));
  SingleBench without(arm_with({{"region.countries.ALB.coproduction", "{uav: 0}"}}, open_world));
  double const kept = 1 - bench.derived.leakage[bench.country("ALB")][0];

  step_industry(bench, 12);
  step_industry(without, 12);

  // Half of the 6 MEUR a year that the path has after a year of two.
  double const expected = kept * 3.0 / coefficients(bench).industry.capital_per_output / 12;
  EXPECT_NEAR(output(bench, "ALB", 4) - output(without, "ALB", 4), expected, 1e-12);
}

TEST(Industry, Q1_coproduction_stands_still_in_a_held_world) {
  SingleBench bench(arm_with({{"region.countries.ALB.coproduction", "{uav: 1000}"}}));

  step_industry(bench);

  EXPECT_NEAR(output(bench, "ALB", 4), 1.0, rounding);
}

TEST(Industry, Q1_a_country_without_industry_splits_evenly) {
  SingleBench bench(arm_with(
      {{"region.countries.ALB.industry", "{ammunition: 0}"}, {"region.countries.ALB.coproduction", "{uav: 0}"}},
      open_world));
  int const albania = bench.country("ALB");
  bench.state.access[albania][0] += 0.3;
  auto const& reference = bench.reference();
  double const more = investment(bench, bench.state, bench.derived, bench.levers, albania, 0) -
                      investment(bench, reference.state, reference.derived, reference.levers, albania, 0);

  step_industry(bench);

  double const each = (1 - bench.derived.leakage[albania][0]) * more / balkan_products /
                      coefficients(bench).industry.capital_per_output / 12;
  EXPECT_GT(each, 0.01);
  EXPECT_NEAR(output(bench, "ALB", 1), each, thousands_of_roundings);
  EXPECT_NEAR(output(bench, "ALB", 3), each, thousands_of_roundings);
}

TEST(Industry, Q1_output_never_falls_below_0) {
  SingleBench bench(with_acting_coefficients(arm_with({}, open_world),
                                             [](Parameters<double>& p) { p.industry.industry_decay = 50; }));

  step_industry(bench);

  EXPECT_EQ(output(bench, "SRB", 0), 0.0);
}

/// Change of a country's ammunition output in a month when a driver rises by 0.1 [MEUR/year].
double output_response(double& (*driver)(SingleBench&)) {
  SingleBench bench(arm_with({}, open_world));
  step_industry(bench);
  double const before = output(bench, "SRB", 0);
  driver(bench) += 0.1;
  step_industry(bench);
  return output(bench, "SRB", 0) - before;
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(Industry, Q2_each_driver_moves_investment_the_way_the_equation_says) {
  EXPECT_GT(output_response([](SingleBench& b) -> double& { return b.state.spending[b.country("SRB")][0]; }), 0)
      << "spending";
  EXPECT_GT(output_response([](SingleBench& b) -> double& {
              return b.derived.supplier_share[b.country("SRB") * balkan_suppliers + home_supplier][0];
            }),
            0)
      << "share of domestic arms";
  EXPECT_GT(output_response([](SingleBench& b) -> double& { return b.state.access[b.country("SRB")][0]; }), 0)
      << "access delivered";
  EXPECT_GT(output_response([](SingleBench& b) -> double& { return b.levers.access_industry[b.country("SRB")][0]; }), 0)
      << "access offered";
  EXPECT_LT(output_response([](SingleBench& b) -> double& { return b.derived.leakage[b.country("SRB")][0]; }), 0)
      << "leakage";
}

TEST(Industry, Q2_money_of_the_Union_is_split_by_size_of_the_economy) {
  SingleBench const bench;

  Field<double, 1> const size = relative_gdp(bench.setup());

  double sum = 0;
  for (auto const& one : size) sum += one[0];
  EXPECT_NEAR(sum, 6.0, rounding);
  EXPECT_NEAR(size[bench.country("SRB")][0], 90000 / ((28000 + 28500 + 11500 + 8200 + 17400 + 90000) / 6.0), rounding);
}

}  // namespace
}  // namespace detente
