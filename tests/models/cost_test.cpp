#include "models/cost.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace detente {
namespace {

using Parts = std::array<double, payers>;  // EU, NATO, region

/// A month of the Western Balkans whose end differs from its start. Change `month_end`, levers or what was derived,
/// then ask.
class CostBench {
 public:
  CostBench() : bench(arm_with({}, open_world)), month_end(bench.state) {
    month_end.level.assign(8, Pack<double, 1>::Zero());
  }

  template <class Prepare>
  explicit CostBench(Prepare&& prepare) : CostBench() {
    prepare(*this);
  }

  MonthCost<double, 1> cost() {
    MonthCost<double, 1> month_cost(bench.region());
    Cost<double, 1>(bench.setup(), bench.reference())(bench.month(), month_end, month_cost);
    return month_cost;
  }
  Parts parts(Component component) {
    MonthCost<double, 1> const all = cost();
    auto const& part = all.part[static_cast<std::size_t>(component)];
    return {part[0][0], part[1][0], part[2][0]};
  }
  int mission(std::string const& id) { return bench.at(bench.region().missions, id); }
  double& level(std::string const& dispute) { return month_end.level[bench.dispute(dispute)][0]; }

  SingleBench bench;
  State<double, 1> month_end;
};

void expect_parts(Parts const& found, double eu, double nato, double region) {
  EXPECT_NEAR(found[0], eu, rounding_of(eu)) << "the Union";
  EXPECT_NEAR(found[1], nato, rounding_of(nato)) << "NATO allies";
  EXPECT_NEAR(found[2], region, rounding_of(region)) << "the region";
}

// Would catch: strength instead of mandate, a year's cost in a month, shares of another mission.
TEST(Cost, K1_baseline_is_the_mandated_strength_whatever_stands_there) {
  CostBench it;
  it.bench.levers.missions[it.mission("KFOR")][0] = 0.5;
  it.month_end.strength[it.mission("KFOR")][0] = 7000;
  double const kfor = 0.5 * 4500 * 0.085 / 12;
  double const althea = 1100 * 0.085 / 12;
  double const eulex = 400 * 0.20 / 12;
  double const airpol = 80 * 0.25 / 12;

  Parts const found = it.parts(Component::mission_baseline);

  expect_parts(found, 0.68 * kfor + 0.80 * althea + 0.97 * eulex + 0.9 * airpol,
               0.32 * kfor + 0.18 * althea + 0.03 * eulex + 0.1 * airpol, 0.02 * althea);
}

/// KFOR at the month's end: 4500 mandated, so many there, so many of a force after a war.
CostBench kfor_with(double strength, double legacy) {
  return CostBench([=](CostBench& it) {
    it.month_end.strength[it.mission("KFOR")][0] = strength;
    it.month_end.legacy[it.mission("KFOR")][0] = legacy;
  });
}

// Would catch: legacy that has not arrived being paid, or being paid as surge.
TEST(Cost, K2_the_force_after_a_war_costs_as_far_as_it_stands) {
  CostBench arriving = kfor_with(6500, 3000);
  CostBench arrived = kfor_with(9000, 3000);
  CostBench withdrawn = kfor_with(4000, 3000);

  expect_parts(arriving.parts(Component::post_conflict), 0.68 * 2000 * 0.085 / 12, 0.32 * 2000 * 0.085 / 12, 0);
  expect_parts(arrived.parts(Component::post_conflict), 0.68 * 3000 * 0.085 / 12, 0.32 * 3000 * 0.085 / 12, 0);
  expect_parts(withdrawn.parts(Component::post_conflict), 0, 0, 0);
}

TEST(Cost, K3_the_rest_above_mandate_is_surge_at_its_own_price) {
  CostBench arriving = kfor_with(6500, 3000);
  CostBench arrived = kfor_with(9000, 3000);
  CostBench withdrawn = kfor_with(4000, 0);

  expect_parts(arriving.parts(Component::mission_surge), 0, 0, 0);
  expect_parts(arrived.parts(Component::mission_surge), 0.68 * 1500 * 0.10 / 12, 0.32 * 1500 * 0.10 / 12, 0);
  expect_parts(withdrawn.parts(Component::mission_surge), 0, 0, 0);
}

// Would catch: levels of the month's start, a dispute that costs the Union its share of another component.
TEST(Cost, K4_mediation_is_paid_by_level_and_weight_and_for_the_effort) {
  CostBench it;
  it.bench.levers.mediation[0] = 0.8;
  it.level("BEL_PRI") = 4;    // weight 1.0
  it.level("BIH_CONST") = 2;  // weight 0.8
  double const quiet_weights =
      it.bench.region().disputes[2].weight + 0.3 + 0.3 + 0.25 + 0.3 + it.bench.region().disputes[7].weight;
  double const total = 4.0 + 0.8 * 1.0 + quiet_weights * 0.2 + 15 * 0.8 / 12;

  expect_parts(it.parts(Component::mediation), 0.9 * total, 0.1 * total, 0);
}

TEST(Cost, K5_stabilisation_is_paid_by_level_and_weight) {
  CostBench it;
  it.level("BEL_PRI") = 5;
  it.level("BIH_CONST") = 1;
  double const total = 500 + 0.8 * 0.5;

  expect_parts(it.parts(Component::stabilisation), 0.7 * total, 0.3 * total, 0);
}

// Would catch: closure of the month's start, roads outside the region, denial, a share by length alone.
TEST(Cost, K6_disruption_follows_the_share_of_capacity_that_is_closed) {
  CostBench it;
  it.level("BEL_PRI") = 4;  // closes 0.7 of Kosovo and 0.35 * 0.7 of Serbia
  double inside = 0;
  double closed = 0;
  for (Segment const& s : it.bench.region().transport.segments) {
    if (s.country < 0) continue;
    double const share = s.country == it.bench.country("XKX")   ? 0.7
                         : s.country == it.bench.country("SRB") ? 0.35 * 0.7
                                                                : 0.0;
    inside += s.capacity * s.km;
    closed += share * s.capacity * s.km;
  }
  double const total = 12.0 * 5 * closed / inside;

  expect_parts(it.parts(Component::disruption), 0.4 * total, 0, 0.6 * total);
}

TEST(Cost, K6_full_closure_of_the_region_costs_every_corridor) {
  CostBench it;
  it.month_end.level.assign(8, Pack<double, 1>::Constant(5));
  it.bench.state.level.assign(8, Pack<double, 1>::Zero());
  Parts const open = CostBench().parts(Component::disruption);

  Parts const found = it.parts(Component::disruption);

  EXPECT_EQ(open[0] + open[2], 0);
  EXPECT_LE(found[0] + found[2], 60.0);
  EXPECT_GT(found[0] + found[2], 40.0) << "ALB, BIH, XKX, MNE and MKD are closed, half of Serbia is";
}

// Would catch: the war of the month's start, hours taken for days, a gain where transit is faster than usual.
TEST(Cost, K7_delayed_readiness_costs_days_of_added_transit_in_war) {
  CostBench it;
  it.month_end.war_intensity[0] = 0.6;
  it.bench.derived.transit_hours[0] += 36;
  expect_parts(it.parts(Component::readiness_delay), 2.0 * 1.5 * 0.6, 0, 0);

  it.bench.derived.transit_hours[0] -= 72;

  expect_parts(it.parts(Component::readiness_delay), 0, 0, 0);
}

// Would catch: own money that counts as the Union's, infrastructure outside the region, a year's loss in a month.
TEST(Cost, K8_misinvestment_is_the_part_of_the_Unions_money_that_leaks) {
  CostBench it;
  SingleBench& b = it.bench;
  double total = 0;
  for (int i = 0; i < 6; ++i) {
    double roads = 0;
    for (int r = 0; r < b.region().segment_count(); ++r) {
      if (b.region().transport.segments[r].country == i) roads += b.derived.segment_money[r][0];
    }
    double const gdp = b.region().countries[i].gdp / ((28000 + 28500 + 11500 + 8200 + 17400 + 90000) / 6.0);
    double const safe = 25 * b.levers.access_industry[i][0] * b.state.access[i][0] * gdp;
    double const spent = b.levers.capacity_building[i][0] + b.levers.resilience_aid[i][0] + roads + safe;
    total += b.derived.leakage_eu[i][0] * spent / 12;
  }

  expect_parts(it.parts(Component::misinvestment), total, 0, 0);
  EXPECT_GT(total, 1);
}

TEST(Cost, K9_leakage_grows_with_open_doors_and_access_delivered) {
  CostBench it;
  SingleBench& b = it.bench;
  b.derived.information_leakage.assign(6, Pack<double, 1>::Zero());
  int const serbia = b.country("SRB");
  b.derived.information_leakage[serbia][0] = 0.2;
  b.levers.access_governance[serbia][0] = 0.3;
  b.levers.access_industry[serbia][0] = 0.7;
  b.state.access[serbia][0] = 0.4;

  expect_parts(it.parts(Component::leakage), 10 * 0.2 * 0.5 * 0.4, 0, 0);
}

TEST(Cost, K10_migration_costs_what_is_above_the_start) {
  CostBench it;
  it.month_end.crossings[0] = 1.3;
  expect_parts(it.parts(Component::migration), 6 * 0.3, 0, 0);

  it.month_end.crossings[0] = 0.6;

  expect_parts(it.parts(Component::migration), 0, 0, 0);
}

// Would catch: policy money counted as crisis management, a lever forgotten, a year's money in a month.
TEST(Cost, K11_policy_is_all_that_levers_spend_and_stands_beside) {
  CostBench it;
  SingleBench& b = it.bench;
  double yearly = 420 + 0.1 * 500 + 5 * (0.3 + 0.3 + 0.2) + (10 + 6 + 3 + 3 + 10 + 1) + 6 * 2.0;
  for (int i = 0; i < 6; ++i) {
    double const gdp = b.region().countries[i].gdp / ((28000 + 28500 + 11500 + 8200 + 17400 + 90000) / 6.0);
    yearly += 25 * b.levers.access_industry[i][0] * b.state.access[i][0] * gdp;
  }
  double const crisis = it.cost().crisis[0];

  expect_parts(it.parts(Component::policy), yearly / 12, 0, 0);
  b.levers.infrastructure[0] += 1200;  // the money by segment, and with it what leaks, stays as derived

  EXPECT_NEAR(it.parts(Component::policy)[0], yearly / 12 + 100, 1e-10);
  EXPECT_EQ(it.cost().crisis[0], crisis);
}

/// A month in which every component costs something and nobody pays all of it.
CostBench costly() {
  return CostBench([](CostBench& it) {
    for (int d = 0; d < 8; ++d) it.month_end.level[d][0] = 1 + d % 5;
    for (auto& strength : it.month_end.strength) strength[0] += 700;
    for (auto& legacy : it.month_end.legacy) legacy[0] = 300;
    it.month_end.crossings[0] = 1.5;
    it.bench.derived.transit_hours[0] += 10;
  });
}

// Would catch: a component that is left out of the total, or policy inside it.
TEST(Cost, K1_K10_add_up_to_crisis_management_by_component) {
  MonthCost<double, 1> const cost = costly().cost();
  double sum = 0;
  for (int k = 0; k < crisis_components; ++k) {
    EXPECT_GT(cost.eu[k][0], 0) << component_names()[k];
    EXPECT_EQ(cost.eu[k][0], cost.part[k][0][0]) << component_names()[k];
    sum += cost.eu[k][0];
  }

  EXPECT_NEAR(cost.crisis[0], sum, rounding_of(sum));
  EXPECT_GT(cost.eu[crisis_components][0], 0);
}

// Missions, the effort of mediation, disruption, delay and migration belong to no dispute or country.
TEST(Cost, K1_K10_add_up_to_crisis_management_by_place) {
  MonthCost<double, 1> const cost = costly().cost();
  SingleBench const probe;
  double const effort = 0.9 * 15 * probe.levers.mediation[0] / 12;
  double rest = effort;
  for (Component const k : {Component::mission_baseline, Component::post_conflict, Component::mission_surge,
                            Component::disruption, Component::readiness_delay, Component::migration}) {
    rest += cost.eu[static_cast<std::size_t>(k)][0];
  }
  double by_place = 0;
  for (auto const& dispute : cost.by_dispute) by_place += dispute[0];
  for (auto const& country : cost.by_country) by_place += country[0];

  EXPECT_NEAR(cost.crisis[0], by_place + rest, rounding_of(rest));
}

// Would catch: a share that is paid twice or by nobody. Shares are moved so that every split shows.
TEST(Cost, K4_K10_what_the_Union_does_not_pay_falls_to_allies_or_to_the_region) {
  SingleBench bench(
      with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) { p.cost.eu_share.fill(0.25); }));
  CostBench const usual = costly();
  MonthCost<double, 1> cost(bench.region());
  bench.derived.transit_hours[0] += 10;

  Cost<double, 1>(bench.setup(), bench.reference())(bench.month(), usual.month_end, cost);

  auto const part = [&](Component k, Payer who) {
    return cost.part[static_cast<std::size_t>(k)][static_cast<std::size_t>(who)][0];
  };
  for (Component const k : {Component::mediation, Component::stabilisation}) {
    EXPECT_NEAR(part(k, Payer::nato), 3 * part(k, Payer::eu), 1e-10);
    EXPECT_EQ(part(k, Payer::region), 0);
  }
  for (Component const k : {Component::disruption, Component::readiness_delay, Component::misinvestment,
                            Component::leakage, Component::migration}) {
    EXPECT_NEAR(part(k, Payer::region), 3 * part(k, Payer::eu), 1e-10);
    EXPECT_EQ(part(k, Payer::nato), 0);
  }
}

// Would catch: what a month leaves behind in the next.
TEST(Cost, Each_month_is_counted_anew) {
  CostBench it = costly();
  Cost<double, 1> const cost(it.bench.setup(), it.bench.reference());
  MonthCost<double, 1> twice(it.bench.region());
  cost(it.bench.month(), it.month_end, twice);
  cost(it.bench.month(), it.month_end, twice);

  MonthCost<double, 1> const once = it.cost();

  EXPECT_EQ(twice.crisis[0], once.crisis[0]);
  EXPECT_EQ(twice.eu[static_cast<std::size_t>(Component::mission_baseline)][0],
            once.eu[static_cast<std::size_t>(Component::mission_baseline)][0]);
}

TEST(Cost, Discounting_counts_from_the_start_of_the_month) {
  SingleBench const bench;
  Cost<double, 1> const cost(bench.setup(), bench.reference());

  EXPECT_EQ(cost.discount(0)[0], 1);
  EXPECT_NEAR(cost.discount(30)[0], std::exp(-0.03 * 2.5), rounding);
}

TEST(Cost, Components_are_named_in_their_order) {
  ASSERT_EQ(component_names().size(), static_cast<std::size_t>(components));
  EXPECT_EQ(component_names()[static_cast<std::size_t>(Component::post_conflict)], "post_conflict");
  EXPECT_EQ(component_names()[static_cast<std::size_t>(Component::readiness_delay)], "readiness_delay");
  EXPECT_EQ(component_names()[static_cast<std::size_t>(Component::policy)], "policy");
}

}  // namespace
}  // namespace detente
