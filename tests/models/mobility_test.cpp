#include "models/mobility.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

int segment(SingleBench const& bench, std::string const& id) { return bench.at(bench.region().transport.segments, id); }

/// Share of passage that a country denies at a predictability.
double denied(SingleBench const& bench, double predictability) {
  MobilityParameters<double> const& p = coefficients(bench).mobility;
  return p.denial * (1 - plain_sigmoid(p.denial_slope * (predictability - p.denial_mid)));
}

// A crisis at level 4 between Belgrade and Pristina closes 0.7 of Kosovo's roads and 0.35 * 0.7 of Serbia's.
// Would catch: closure read at the reference, denial that rises with predictability, waiting that speeds up.
TEST(Mobility, T1_T3_capacity_follows_quality_closure_denial_and_waiting) {
  SingleBench bench(arm_with({}, open_world));
  MobilityParameters<double> const& p = coefficients(bench).mobility;
  int const serbia = bench.country("SRB");
  int const road = segment(bench, "belgrade_timisoara");  // capacity 6, waiting 0.5 h
  bench.state.level[bench.dispute("BEL_PRI")][0] = 4;
  bench.state.quality[road][0] = 0.6;
  bench.derive();

  double const open = (1 - 0.35 * 0.7) * (1 - denied(bench, bench.derived.predictability[serbia][0]));
  double const wait = 0.5 * (1 - p.wait_cut * bench.levers.access_mobility[serbia][0] * bench.state.access[serbia][0]);
  double const expected = 6 * (p.cap_floor + (1 - p.cap_floor) * 0.6) * open / (1 + wait / 24);
  EXPECT_NEAR(bench.derived.capacity[road][0], expected, rounding_of(expected));
  EXPECT_NEAR(bench.derived.closure[bench.country("XKX")][0], 0.7, rounding);
}

TEST(Mobility, T1_denial_ends_with_predictability) {
  auto const capacity = [](double predictability) {
    SingleBench bench;
    bench.derived.predictability.assign(6, Pack<double, 1>::Constant(predictability));
    NetworkCondition<double, 1>(bench.setup())
        .derive(bench.setup().parameters.mobility, bench.state, bench.levers, 0, bench.derived);
    return bench.derived.capacity[segment(bench, "pristina_nis")][0];
  };
  SingleBench const bench;

  EXPECT_NEAR(capacity(0.3) / capacity(1e6), 1 - coefficients(bench).mobility.denial / 2, rounding);
  EXPECT_NEAR(capacity(-1e6) / capacity(1e6), 1 - coefficients(bench).mobility.denial, rounding);
}

TEST(Mobility, T1_nothing_is_closed_or_denied_outside_the_region) {
  SingleBench bench(arm_with({}, open_world));
  for (auto& level : bench.state.level) level[0] = 5;
  for (auto& alignment : bench.state.alignment) alignment[0] = 0;

  bench.derive();

  double const expected = 10 * (0.4 + 0.6 * 0.80) / (1 + 0.5 / 24);  // as the file has it: no access shortens this wait
  EXPECT_NEAR(bench.derived.capacity[segment(bench, "gevgelija_salonica")][0], expected, rounding_of(expected));
  EXPECT_EQ(bench.derived.capacity[segment(bench, "skopje_gevgelija")][0], 0.0);
}

TEST(Mobility, T2_access_to_mobility_frameworks_shortens_waiting) {
  SingleBench bench(arm_with({}, open_world));
  int const kosovo = bench.country("XKX");
  bench.levers.access_mobility[kosovo][0] = 0.9;
  bench.state.access[kosovo][0] = 0.5;

  bench.derive();

  EXPECT_NEAR(bench.derived.wait[segment(bench, "pristina_nis")][0], 0.6 * (1 - 0.7 * 0.9 * 0.5), rounding);
  EXPECT_NEAR(bench.derived.wait[segment(bench, "vidin_bucharest")][0], 0.2, rounding);
}

// Would catch: a mean over all segments, with those that have no border.
TEST(Mobility, T2_border_wait_is_the_mean_over_segments_with_a_border) {
  SingleBench bench;
  double sum = 0;
  int borders = 0;
  for (int r = 0; r < bench.region().segment_count(); ++r) {
    sum += bench.derived.wait[r][0];
    borders += bench.region().transport.segments[r].wait > 0 ? 1 : 0;
  }

  EXPECT_EQ(borders, 20);
  EXPECT_NEAR(bench.derived.border_wait[0], sum / borders, rounding);
}

TEST(Mobility, T4_robust_throughput_is_the_worst_closure_of_a_corridor) {
  SingleBench const bench;
  double worst = 1e9;
  for (int c = 0; c < 5; ++c) worst = std::min(worst, bench.derived.throughput_without[c][0]);

  EXPECT_DOUBLE_EQ(bench.derived.robust_throughput[0], worst);
  EXPECT_DOUBLE_EQ(bench.derived.redundancy[0], worst / bench.derived.throughput[0]);
  EXPECT_LT(worst, bench.derived.throughput[0]);
}

// Serbia denies passage: only Kumanovo - Gyueshevo leads east then, and that way ends at Sofia.
TEST(Mobility, T4_a_country_that_denies_passage_takes_its_segments_away) {
  SingleBench const bench;

  double const without_serbia = bench.derived.throughput_without[5 + bench.country("SRB")][0];

  double const way_east = bench.derived.capacity[segment(bench, "kumanovo_gyueshevo")][0];
  EXPECT_NEAR(without_serbia, way_east, rounding_of(way_east));
}

/// One road from an entry to an exit through Kosovo, 300 km with 2 h at the border; nothing is denied.
SingleBench one_road(double level) {
  ArmInputs arm = with_coefficients(arm_with({}, open_world), [](Parameters<double>& p) { p.mobility.denial = 0; });
  Segment road;
  road.id = "only_road";
  road.from = "WEST";
  road.to = "EAST";
  road.country = 2;  // XKX
  road.km = 300;
  road.capacity = 10;
  road.quality = 0.5;
  road.wait = 2;
  Transport& transport = arm.inputs.region.transport;
  transport.entries = {{"WEST", 6}};
  transport.exits = {"EAST"};
  transport.segments = {road};
  arm.inputs.region.disputes[0].level = level;  // BEL_PRI, whose exposure of Kosovo is 1
  return SingleBench(std::move(arm));
}

TEST(Mobility, T4_no_passage_no_throughput_and_no_redundancy) {
  SingleBench const bench = one_road(5);

  EXPECT_EQ(bench.derived.throughput[0], 0);
  EXPECT_EQ(bench.derived.redundancy[0], 0);
}

// Would catch: a country that denies passage counted as a corridor that is closed.
TEST(Mobility, T4_robust_throughput_asks_for_corridors_not_for_countries) {
  SingleBench const bench = one_road(0);  // it belongs to no corridor, and to Kosovo alone

  EXPECT_EQ(bench.derived.throughput_without[5 + bench.country("XKX")][0], 0);
  EXPECT_GT(bench.derived.throughput[0], 1);
  EXPECT_EQ(bench.derived.robust_throughput[0], bench.derived.throughput[0]);
  EXPECT_EQ(bench.derived.redundancy[0], 1);
}

// Would catch: entry hours that grow with closure, waiting that does not, a delay without an end.
TEST(Mobility, T5_delay_grows_as_passage_closes_up_to_twentyfold) {
  double const driving = 300 / (30.0 * 0.75);

  EXPECT_NEAR(one_road(0).derived.transit_hours[0], 6 + driving + one_road(0).derived.wait[0][0], 1e-11);
  EXPECT_NEAR(one_road(3).derived.transit_hours[0], 6 + (driving + one_road(3).derived.wait[0][0]) / 0.7, 1e-11);
  EXPECT_NEAR(one_road(5).derived.transit_hours[0], 6 + (driving + one_road(5).derived.wait[0][0]) / 0.05, 1e-11);
}

// Would catch: money that is split by length alone, or that goes only to the first corridor of a segment.
TEST(Mobility, T6_money_goes_by_corridor_share_and_by_what_is_unbuilt) {
  SingleBench const bench;
  Transport const& transport = bench.region().transport;
  auto const unbuilt = [&](std::string const& id) {
    Segment const& s = transport.segments[segment(bench, id)];
    return s.km * (1 - s.quality);
  };
  double eight = 0;
  double ten = 0;
  for (Segment const& s : transport.segments) {
    for (int const c : s.corridors)
      (transport.corridors[c] == "VIII" ? eight : ten) += c <= 1 ? s.km * (1 - s.quality) : 0.0;
  }

  double const both = 420 * (0.45 * unbuilt("kumanovo_skopje") / ten + 0.13 * unbuilt("kumanovo_skopje") / eight);
  EXPECT_NEAR(bench.derived.segment_money[segment(bench, "kumanovo_skopje")][0], both, rounding_of(both));
  double const one = 420 * 0.13 * unbuilt("elbasan_qafe_thane") / eight;
  EXPECT_NEAR(bench.derived.segment_money[segment(bench, "elbasan_qafe_thane")][0], one, rounding_of(one));
  EXPECT_EQ(bench.derived.segment_money[segment(bench, "doboj_belgrade")][0], 0);
}

TEST(Mobility, T6_all_infrastructure_money_reaches_some_segment) {
  SingleBench const bench;
  double sum = 0;
  for (auto const& money : bench.derived.segment_money) sum += money[0];

  EXPECT_NEAR(sum, 420, rounding_of(420));
}

TEST(Mobility, T6_a_corridor_that_is_built_takes_no_money) {
  SingleBench bench;
  bench.state.quality.assign(bench.state.quality.size(), Pack<double, 1>::Ones());

  bench.derive();

  for (auto const& money : bench.derived.segment_money) EXPECT_EQ(money[0], 0);
}

// Would catch: leaks outside the region, wear below the start, cost of the whole network instead of a segment's.
TEST(Mobility, T6_quality_is_built_with_what_does_not_leak_and_wears) {
  SingleBench bench(arm_with({}, open_world));
  MobilityParameters<double> const& p = coefficients(bench).mobility;
  int const inside = segment(bench, "belgrade_nis");      // 237 km, starts at 0.75
  int const outside = segment(bench, "budapest_svilaj");  // 315 km, starts at 0.85
  bench.state.quality[inside][0] = 0.81;
  bench.state.quality[outside][0] = 0.80;
  bench.derive();
  double const leak = bench.derived.leakage_eu[bench.country("SRB")][0];

  Mobility<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  double const built = (1 - leak) * bench.derived.segment_money[inside][0] / (237 * 8.0);
  EXPECT_NEAR(bench.next.quality[inside][0], 0.81 + (built - p.wear * 0.06) / 12, rounding);
  double const built_abroad = bench.derived.segment_money[outside][0] / (315 * 8.0);
  EXPECT_NEAR(bench.next.quality[outside][0], 0.80 + (built_abroad + p.wear * 0.05) / 12, rounding);
}

// Would catch: a country, or the outside, that is taken for another.
TEST(Mobility, T6_every_segment_is_built_with_the_leaks_of_its_own_country) {
  SingleBench bench(arm_with({}, open_world));
  for (int i = 0; i < 6; ++i) bench.derived.leakage_eu[i][0] = 0.1 * (i + 1);

  Mobility<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  for (int r = 0; r < bench.region().segment_count(); ++r) {
    Segment const& s = bench.region().transport.segments[r];
    double const leak = s.country < 0 ? 0 : 0.1 * (s.country + 1);
    double const built = (1 - leak) * bench.derived.segment_money[r][0] / (s.km * 8.0) / 12;
    EXPECT_NEAR(bench.next.quality[r][0], s.quality + built, rounding) << s.id;
  }
}

TEST(Mobility, T6_quality_stays_in_the_unit_interval) {
  SingleBench bench(arm_with({}, open_world));
  bench.levers.infrastructure[0] = 1e6;
  bench.derive();

  Mobility<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  EXPECT_EQ(bench.next.quality[segment(bench, "belgrade_nis")][0], 1);
}

TEST(Mobility, T6_quality_keeps_its_value_in_a_held_world) {
  SingleBench bench;
  bench.levers.infrastructure[0] = 1e6;
  bench.derive();

  Mobility<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  EXPECT_EQ(bench.next.quality[0][0], bench.state.quality[0][0]);
}

TEST(Mobility, T6_wear_is_anchored_at_a_shifted_start) {
  SingleBench bench(arm_with({}, "{war_path: 0.9, shift: {quality: {X: 0.05}}}"));
  int const road = segment(bench, "belgrade_nis");
  bench.levers.infrastructure[0] = 0;
  bench.derive();

  Mobility<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);

  EXPECT_NEAR(bench.state.quality[road][0], 0.80, rounding);
  EXPECT_NEAR(bench.next.quality[road][0], 0.80, rounding);
}

}  // namespace
}  // namespace detente
