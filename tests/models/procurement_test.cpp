// Whose arms countries buy (P2), what they hold (P3), and how it works together (P4).
#include "models/procurement.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace detente {
namespace {

/// Contracts that are drawn so often a year.
ArmInputs contracts_drawn(double rate, std::string const& scenario = open_world) {
  return with_coefficients(arm_with({}, scenario),
                           [rate](Parameters<double>& p) { p.procurement.contract_rate = rate; });
}

/// A world away from the reference in all that the choice of a supplier sees.
template <class Real, int L>
void depart(ModelBench<Real, L>& bench) {
  for (std::size_t k = 0; k < bench.state.stock.size(); ++k)
    bench.state.stock[k] *= static_cast<Real>(0.6 + 0.1 * (k % balkan_suppliers));
  for (auto& alignment : bench.state.alignment) alignment *= static_cast<Real>(0.8);
  for (auto& access : bench.state.access) access += static_cast<Real>(0.4);
  for (auto& dependence : bench.state.dependence) dependence += static_cast<Real>(0.2);
  for (auto& industry : bench.levers.access_industry) industry += static_cast<Real>(0.5);
  bench.derive();
}

/// u[s] of (P2), computed anew.
template <class Real, int L>
double utility(ModelBench<Real, L> const& bench, State<Real, L> const& state, Derived<Real, L> const& derived,
               Levers<Real, L> const& levers, int country, int supplier) {
  ProcurementParameters<double> const& p = coefficients(bench).procurement;
  Region const& region = bench.region();
  Supplier const& maker = region.suppliers[supplier];
  double u = p.u_lock * static_cast<double>(derived.supplier_share[country * balkan_suppliers + supplier][0]) +
             p.u_interop * static_cast<double>(state.alignment[country][0]) * maker.compat;
  if (maker.adversary >= 0)
    u += p.u_dep * static_cast<double>(state.dependence[maker.adversary * region.country_count() + country][0]);
  if (maker.eu) u += p.u_safe * static_cast<double>(levers.access_industry[country][0] * state.access[country][0]);
  return u;
}

/// Probabilities of (P2), computed anew from state and file.
template <class Real, int L>
std::vector<double> probabilities(ModelBench<Real, L> const& bench, int country) {
  auto const& reference = bench.reference();
  std::vector<double> weight;
  double total = 0;
  for (int s = 0; s < balkan_suppliers; ++s) {
    Country const& c = bench.region().countries[country];
    double const departure = utility(bench, bench.state, bench.derived, bench.levers, country, s) -
                             utility(bench, reference.state, reference.derived, reference.levers, country, s);
    weight.push_back(std::max(c.stock_shares[s], 0.01) * std::exp(c.appeal[s] + departure));
    total += weight.back();
  }
  for (double& w : weight) w /= total;
  return weight;
}

/// How often every supplier wins in `months` months of 16 runs: [country * suppliers + supplier].
template <class Count>
void draw_contracts(ModelBench<double, 16>& bench, int months, Count&& count) {
  Procurement<double, 16> const procurement(bench.setup(), bench.reference());
  for (int month = 0; month < months; ++month) {
    procurement(bench.month(month), bench.next);
    for (int i = 0; i < bench.region().country_count(); ++i) {
      for (int lane = 0; lane < 16; ++lane) count(i, static_cast<int>(bench.next.contract[i][lane]));
    }
  }
}

// n = 16 * 1500 draws a country; 42 cells within 4 s.e. each, P(false alarm) = 42 * 6e-5 = 0.003 for another seed.
// Would catch: a missing term of u, shares now instead of shares at the start, a wrong running sum over suppliers.
TEST(Procurement, P2_suppliers_win_as_often_as_their_weights_say) {
  ModelBench<double, 16> bench(contracts_drawn(1000), Noise::on, 7);
  depart(bench);
  double const n = 16 * 1500;
  std::vector<double> wins(std::size_t{6} * balkan_suppliers, 0.0);

  draw_contracts(bench, 1500, [&](int i, int winner) { wins[i * balkan_suppliers + winner] += 1; });

  for (int i = 0; i < 6; ++i) {
    std::vector<double> const p = probabilities(bench, i);
    for (int s = 0; s < balkan_suppliers; ++s) {
      EXPECT_NEAR(wins[i * balkan_suppliers + s] / n, p[s], 4.0 * std::sqrt(p[s] * (1 - p[s]) / n))
          << "country " << i << ", supplier " << s;
    }
  }
}

// Changes from the present supplier to s come with probability rho(rate) p[s]. n = 16 * 1500, 4 s.e., 6 cells:
// P(false alarm) = 4e-4 for another seed.
// Would catch: a hazard a year taken for one a month, or the uniform not stretched after it has decided that one is
// drawn.
TEST(Procurement, P2_contracts_are_drawn_with_their_hazard) {
  ModelBench<double, 16> bench(contracts_drawn(3), Noise::on, 8);
  int const serbia = bench.country("SRB");
  int const present = bench.region().countries[serbia].contract;
  double const n = 16 * 1500;
  std::vector<double> wins(balkan_suppliers, 0.0);

  draw_contracts(bench, 1500, [&](int i, int winner) { wins[winner] += i == serbia ? 1 : 0; });

  std::vector<double> const p = probabilities(bench, serbia);
  for (int s = 0; s < balkan_suppliers; ++s) {
    if (s == present) continue;
    double const expected = monthly(3) * p[s];
    EXPECT_NEAR(wins[s] / n, expected, 4.0 * std::sqrt(expected * (1 - expected) / n)) << "supplier " << s;
  }
}

TEST(Procurement, P2_nothing_new_is_drawn_in_a_held_world) {
  ModelBench<double, 16> bench(contracts_drawn(1000, "{hold: reference}"), Noise::on);
  int changes = 0;

  draw_contracts(bench, 24,
                 [&](int i, int winner) { changes += winner == bench.region().countries[i].contract ? 0 : 1; });

  EXPECT_EQ(changes, 0);
}

TEST(Procurement, P2_announced_programmes_of_the_scenario_add_to_appeal) {
  SingleBench bench(contracts_drawn(1000, "{war_path: 0.9, appeal: {CHN: 30}}"), Noise::on);
  Procurement<double, 1> const procurement(bench.setup(), bench.reference());

  procurement(bench.month(0), bench.next);

  EXPECT_EQ(bench.next.contract[bench.country("ALB")][0], bench.at(bench.region().suppliers, "CHN"));
}

// With so strong a lock-in whoever supplies most wins. Would catch: utilities at the reference that are taken with the
// coefficients of the scenario, against which a replaced one changes nothing.
TEST(Procurement, P2_replaced_coefficients_act_against_the_base_reference) {
  SingleBench bench(
      with_acting_coefficients(contracts_drawn(1000), [](Parameters<double>& p) { p.procurement.u_lock += 300; }),
      Noise::on);
  Procurement<double, 1> const procurement(bench.setup(), bench.reference());
  std::vector<double> const& shares = bench.region().countries[bench.country("SRB")].stock_shares;
  auto const largest = std::distance(shares.begin(), std::max_element(shares.begin(), shares.end()));

  for (int month = 0; month < 24; ++month) {
    procurement(bench.month(month), bench.next);
    EXPECT_EQ(bench.next.contract[bench.country("SRB")][0], static_cast<double>(largest)) << "month " << month;
  }
}

// One assertion a driver: a wrong sign turns a claim of the model round.
TEST(Procurement, P2_each_driver_draws_contracts_the_way_the_equation_says) {
  SingleBench bench(arm_with({}, open_world));
  Procurement<double, 1> const procurement(bench.setup(), bench.reference());
  int const serbia = bench.country("SRB");
  int const eu = bench.at(bench.region().suppliers, "EU");
  int const russia = bench.at(bench.region().suppliers, "RUS");
  auto const rise = [&](int supplier, double& driver) {
    auto const value = [&] {
      View<double, 1> const view{bench.state, bench.derived, bench.levers};
      return procurement.supplier_utility(bench.setup().parameters.procurement, view, serbia, supplier)[0];
    };
    double const before = value();
    driver += 0.1;
    double const change = value() - before;
    driver -= 0.1;
    return change;
  };
  double& patron = bench.state.dependence[bench.region().suppliers[russia].adversary * 6 + serbia][0];

  EXPECT_GT(rise(eu, bench.derived.supplier_share[serbia * balkan_suppliers + eu][0]), 0) << "lock-in";
  EXPECT_GT(rise(eu, bench.state.alignment[serbia][0]), 0) << "alignment towards compatible arms";
  EXPECT_GT(rise(eu, bench.state.alignment[serbia][0]), rise(russia, bench.state.alignment[serbia][0]))
      << "compatibility";
  EXPECT_GT(rise(russia, patron), 0) << "dependence on the patron";
  EXPECT_EQ(rise(eu, patron), 0) << "dependence on somebody else";
  EXPECT_GT(rise(eu, bench.state.access[serbia][0]), 0) << "access delivered";
  EXPECT_GT(rise(eu, bench.levers.access_industry[serbia][0]), 0) << "access to procurement";
  EXPECT_EQ(rise(russia, bench.levers.access_industry[serbia][0]), 0) << "offers of the Union to others";
}

// Would catch: a contract that is paid for in the month in which it is drawn.
TEST(Procurement, P2_a_new_supplier_supplies_from_the_next_month) {
  SingleBench bench(with_coefficients(contracts_drawn(1000), [](Parameters<double>& p) { p.procurement.side = 0; }),
                    Noise::on);
  Procurement<double, 1> const procurement(bench.setup(), bench.reference());
  int const serbia = bench.country("SRB");
  double const left = 1 - monthly(coefficients(bench).procurement.stock_decay);
  EventLog log;
  int month = 0;
  while (procurement(bench.month(month, &log), bench.next),
         bench.next.contract[serbia][0] == bench.state.contract[serbia][0])
    ++month;
  int const old_supplier = static_cast<int>(bench.state.contract[serbia][0]);
  int const new_supplier = static_cast<int>(bench.next.contract[serbia][0]);
  auto const bought = [&](int s) {
    std::size_t const at = serbia * balkan_suppliers + s;
    double const eu_aid = bench.region().suppliers[s].eu
                              ? (1 - bench.derived.leakage_eu[serbia][0]) * bench.levers.capacity_building[serbia][0]
                              : 0.0;
    return (bench.next.stock[at][0] - bench.state.stock[at][0] * left) * 12 - eu_aid;
  };
  EXPECT_GT(bought(old_supplier), 1.0);
  EXPECT_NEAR(bought(new_supplier), 0.0, 1e-8);  // a difference of stocks of 1e4 MEUR

  bench.state.contract = bench.next.contract;
  procurement(bench.month(month + 1), bench.next);

  EXPECT_NEAR(bought(old_supplier), 0.0, 1e-8);
  EXPECT_GT(bought(new_supplier), 1.0);
}

TEST(Procurement, P2_a_change_of_supplier_is_an_event_with_both_suppliers) {
  ModelBench<double, 16> bench(contracts_drawn(1000), Noise::on);
  Procurement<double, 16> const procurement(bench.setup(), bench.reference());
  EventLog log;

  procurement(bench.month(3, &log), bench.next);

  int changes = 0;
  for (int i = 0; i < 6; ++i) changes += static_cast<int>((bench.next.contract[i] != bench.state.contract[i]).count());
  ASSERT_EQ(log.of(EventCode::contract).size(), static_cast<std::size_t>(changes));
  for (RecordedEvent const& event : log.events) {
    EXPECT_EQ(event.from, bench.state.contract[event.entity][event.lane]);
    EXPECT_EQ(event.to, bench.next.contract[event.entity][event.lane]);
  }
}

// Would catch: own money that leaks like EU money, assistance to makers that are not the Union's, growth left out.
TEST(Procurement, P3_stock_is_what_is_left_and_what_arrives) {
  SingleBench bench(arm_with({}, open_world));
  depart(bench);
  int const serbia = bench.country("SRB");
  bench.state.spending[serbia][0] = 1.3;
  bench.levers.capacity_building[serbia][0] = 40;
  bench.derive();
  Country const& c = bench.region().countries[serbia];
  ProcurementParameters<double> const& p = coefficients(bench).procurement;
  double const equipment = c.equipment_share * c.spending_share * c.gdp * std::exp(c.growth * 18 / 12.0) * 1.3;
  double const own = (1 - bench.derived.leakage[serbia][0]) * equipment;
  double const aid = (1 - bench.derived.leakage_eu[serbia][0]) * 40;

  Procurement<double, 1>(bench.setup(), bench.reference())(bench.month(18), bench.next);

  for (int s = 0; s < balkan_suppliers; ++s) {
    std::size_t const at = serbia * balkan_suppliers + s;
    double const share = bench.derived.supplier_share[at][0];
    double const arrives =
        own * ((s == c.contract ? 1 - p.side : 0.0) + p.side * share) + (bench.region().suppliers[s].eu ? aid : 0.0);
    double const expected = bench.state.stock[at][0] * std::exp(-p.stock_decay / 12) + arrives / 12;
    EXPECT_NEAR(bench.next.stock[at][0], expected, rounding_of(expected)) << "supplier " << s;
  }
}

TEST(Procurement, P3_all_money_that_does_not_leak_becomes_stock) {
  SingleBench bench(arm_with({}, open_world));
  int const albania = bench.country("ALB");
  Country const& c = bench.region().countries[albania];

  Procurement<double, 1>(bench.setup(), bench.reference())(bench.month(0), bench.next);

  double before = 0;
  double after = 0;
  for (int s = 0; s < balkan_suppliers; ++s) {
    before += bench.state.stock[albania * balkan_suppliers + s][0];
    after += bench.next.stock[albania * balkan_suppliers + s][0];
  }
  double const own = (1 - bench.derived.leakage[albania][0]) * c.equipment_share * c.spending_share * c.gdp;
  double const aid = (1 - bench.derived.leakage_eu[albania][0]) * bench.levers.capacity_building[albania][0];
  double const expected = before * std::exp(-coefficients(bench).procurement.stock_decay / 12) + (own + aid) / 12;
  EXPECT_NEAR(after, expected, rounding_of(expected));
}

TEST(Procurement, P3_stock_starts_at_so_many_years_of_equipment_money) {
  SingleBench const bench;
  int const montenegro = bench.country("MNE");
  int const israel = bench.at(bench.region().suppliers, "ISR");

  EXPECT_NEAR(bench.state.stock[montenegro * balkan_suppliers + israel][0], 0.14 * 9 * 0.25 * 0.0155 * 8200,
              1e-11);  // MEUR
}

TEST(Procurement, P3_stock_keeps_its_value_in_a_held_world) {
  SingleBench bench;
  depart(bench);

  Procurement<double, 1>(bench.setup(), bench.reference())(bench.month(0), bench.next);

  EXPECT_EQ(bench.next.stock[3][0], bench.state.stock[3][0]);
}

// Would catch: experience that adds to compatibility instead of standing beside it with weight xi.
TEST(Procurement, P4_interoperability_mixes_compatible_arms_and_experience) {
  SingleBench bench;
  int const albania = bench.country("ALB");
  std::vector<double> const stock{10, 20, 30, 0, 40, 0, 100};  // EU US TUR ISR RUS CHN domestic
  for (int s = 0; s < balkan_suppliers; ++s) bench.state.stock[albania * balkan_suppliers + s][0] = stock[s];
  bench.state.experience[albania][0] = 0.3;

  bench.derive();

  double const compatible = (10 * 1.0 + 20 * 0.95 + 30 * 0.75 + 40 * 0.10 + 100 * 0.60) / 200;
  double const opaque = (10 * 0.20 + 20 * 0.15 + 30 * 0.50 + 40 * 0.90 + 100 * 0.60) / 200;
  EXPECT_NEAR(bench.derived.interoperability[albania][0], 0.8 * compatible + 0.2 * 0.3, rounding);
  EXPECT_NEAR(bench.derived.western_share[albania][0], 30.0 / 200, rounding);
  EXPECT_NEAR(bench.derived.opacity[albania][0], opaque, rounding);
  EXPECT_NEAR(bench.derived.supplier_share[albania * balkan_suppliers + 4][0], 0.2, rounding);
}

TEST(Procurement, P4_a_country_without_arms_has_no_shares) {
  SingleBench bench;
  for (int s = 0; s < balkan_suppliers; ++s) bench.state.stock[s][0] = 0;

  bench.derive();

  EXPECT_EQ(bench.derived.supplier_share[0][0], 0);
  EXPECT_NEAR(bench.derived.interoperability[0][0], 0.2 * bench.state.experience[0][0], rounding);
}

}  // namespace
}  // namespace detente
