// Networks that fall into parts, and parts with too many junctions.
#include "tests/models/boost_network.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace detente {
namespace {

/// Two networks side by side: no road leads from one to the other.
Transport side_by_side(Transport const& one, Transport const& other) {
  Transport both = one;
  for (Entry entry : other.entries) {
    entry.node += "_";
    both.entries.push_back(entry);
  }
  for (std::string const& exit : other.exits) both.exits.push_back(exit + "_");
  for (Segment segment : other.segments) {
    for (std::string* name : {&segment.id, &segment.from, &segment.to}) *name += "_";
    both.segments.push_back(segment);
  }
  return both;
}

// Would catch: a part that is left out or counted twice, a closure applied to one of the parts it touches. Capacities
// are whole numbers, so that sums are exact.
TEST(NetworkParts, T4_throughputs_of_parts_add_up_whole_and_with_anything_closed) {
  ArmInputs const base = arm_with();
  std::vector<std::string> const& corridors = base.inputs.region.transport.corridors;
  Dice dice(20260211);
  std::size_t most_parts = 0;
  for (int k = 0; k < 200; ++k) {
    Transport const one = random_transport(dice, dice.below(6), 4 + dice.below(12), corridors, false);
    Transport const other = random_transport(dice, dice.below(6), 4 + dice.below(12), corridors, false);
    Transport const both = side_by_side(one, other);
    std::vector<long> const expected = boost_flows(both);

    SingleBench const bench = bench_on(base, both);

    std::vector<double> const found = flows_of(bench.derived);
    for (std::size_t m = 0; m < expected.size(); ++m)
      EXPECT_EQ(found.at(m), static_cast<double>(expected[m])) << "network " << k << ", closure " << m;
    most_parts = std::max(most_parts, static_cast<std::size_t>(NetworkPrograms(bench.region()).parts));
  }
  EXPECT_GT(most_parts, 2U) << "the networks say nothing: none falls into more than two parts";
}

// Would catch: every closure computed on the whole network, which costs the square of the countries.
TEST(NetworkParts, A_closure_has_flows_of_the_parts_it_touches_and_of_no_other) {
  ArmInputs const base = arm_with();
  Transport both = side_by_side(base.inputs.region.transport, base.inputs.region.transport);
  for (std::size_t r = base.inputs.region.transport.segments.size(); r < both.segments.size(); ++r)
    both.segments[r].country = -1;  // the second one is nobody's
  SingleBench const bench = bench_on(base, both);

  NetworkPrograms const programs(bench.region());

  ASSERT_EQ(programs.parts, 2);
  for (int c = 0; c < 5; ++c) EXPECT_EQ(programs.closures[c].size(), 2U) << c;
  for (int i = 0; i < 6; ++i) {
    ASSERT_EQ(programs.closures[5 + i].size(), 1U) << i;
    EXPECT_EQ(programs.closures[5 + i][0].part, 0) << i;
  }
}

TEST(NetworkParts, Roads_that_lead_from_no_entry_to_an_exit_are_no_part) {
  Network network;
  network.nodes = 6;
  network.entries = {0};
  network.exits = {1};
  network.edges = {{0, 2}, {2, 1}, {3, 4}, {4, 5}, {5, 3}, {0, 3}};  // the triangle hangs on the entry alone

  std::vector<NetworkPart> const parts = parts_of(network, std::vector<bool>(6, true));

  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].edges.size(), 2U);
}

/// Seven by seven junctions, 35 of them inner: too many for their cuts to be enumerated.
ArmInputs on_a_grid() {
  ArmInputs arm = with_coefficients(arm_with(), [](Parameters<double>& p) {
    p.mobility.denial = 0;
    p.mobility.cap_floor = 0;
  });
  Dice dice(20260212);
  arm.inputs.region.transport = grid(dice, 7, arm.inputs.region.transport.corridors);
  return arm;
}

/// Throughputs of a bench whose roads lose a hundredth of their capacity every month, months 0 to `last`.
std::vector<double> throughputs(SingleBench& bench, int last) {
  std::vector<double> flows;
  for (int month = 0; month <= last; ++month) {
    for (auto& quality : bench.state.quality) quality[0] = 1 - 0.01 * month;
    bench.world().derive(bench.state, bench.levers, bench.derived, month);
    flows.push_back(bench.derived.throughput[0]);
  }
  return flows;
}

// Would catch: a flow that is solved every month, in another month, or never again.
TEST(NetworkParts, T4_too_many_junctions_are_evaluated_once_a_year_and_hold_until_the_next) {
  SingleBench bench(on_a_grid());
  auto const whole = static_cast<double>(boost_flows(bench.region().transport)[0]);

  std::vector<double> const flows = throughputs(bench, 25);

  for (int month = 0; month <= 25; ++month) {
    int const evaluated = month / 12 * 12;
    EXPECT_NEAR(flows[month], whole * (1 - 0.01 * evaluated), 1e-9) << "month " << month;
  }
}

// Would catch: closures that move while the whole stands still.
TEST(NetworkParts, T4_closures_of_such_a_part_hold_with_it) {
  ArmInputs arm = on_a_grid();
  for (Segment& segment : arm.inputs.region.transport.segments)
    segment.corridors = {segment.id.starts_with("g0") ? 0 : 1};
  SingleBench bench(arm);
  throughputs(bench, 12);
  double const in_january = bench.derived.throughput_without[0][0];

  throughputs(bench, 11);  // a year from the start again: January of the first year, then on to December

  EXPECT_NEAR(bench.derived.throughput_without[0][0], in_january / 0.88, 1e-9);
  EXPECT_LE(bench.derived.robust_throughput[0], bench.derived.throughput[0]);
}

// Would catch: a part that can be enumerated and yet waits for the year because another one in the region does.
TEST(NetworkParts, T4_other_parts_go_on_month_by_month) {
  ArmInputs arm = on_a_grid();
  Transport road;
  road.entries = {{"west", 0}};
  road.exits = {"east"};
  Segment only;
  only.id = "road";
  only.from = "west";
  only.to = "east";
  only.km = 100;
  only.capacity = 10;
  road.segments.push_back(only);
  arm.inputs.region.transport = side_by_side(arm.inputs.region.transport, road);
  SingleBench bench(std::move(arm));

  std::vector<double> const flows = throughputs(bench, 2);

  EXPECT_NEAR(flows[1] - flows[0], -0.1, 1e-12);
  EXPECT_NEAR(flows[2] - flows[1], -0.1, 1e-12);
}

// Would catch: what was held that a copy of the runs does not take along, or that depends on who evaluates when.
TEST(NetworkParts, T4_a_copy_made_in_any_month_goes_on_to_the_same_bits) {
  ModelSpec const spec{.arms = {on_a_grid()}, .months = 30, .noise = Noise::on};
  RegionalModel<double, 16> const model(spec);
  Draws<double, 16> draws(1, model.slots());
  LaneKeys<16> keys{};
  for (int lane = 0; lane < 16; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(lane);
  draws.assign(keys);
  draws.begin_month(0);
  auto runs = model.trajectory(0);
  runs.start(draws);
  std::vector<RegionalModel<double, 16>::Trajectory> copies;
  for (int month = 0; month < 30; ++month) {
    copies.push_back(runs);
    draws.begin_month(month);
    runs.step(month, draws, nullptr);
  }

  for (int from : {3, 11, 12, 17}) {
    auto& copy = copies[static_cast<std::size_t>(from)];
    for (int month = from; month < 30; ++month) {
      draws.begin_month(month);
      copy.step(month, draws, nullptr);
    }
    EXPECT_TRUE((copy.derived().throughput == runs.derived().throughput).all()) << "from month " << from;
    EXPECT_TRUE((copy.derived().throughput_without[5] == runs.derived().throughput_without[5]).all()) << from;
  }
}

// Would catch: a warning for a network that needs none, or one that does not say where.
TEST(NetworkParts, Yearly_parts_are_named_with_their_junctions) {
  std::vector<YearlyPart> const yearly = yearly_parts(on_a_grid().inputs.region);

  EXPECT_TRUE(yearly_parts(arm_with().inputs.region).empty());
  ASSERT_EQ(yearly.size(), 1U);
  EXPECT_EQ(yearly[0].entry, "g0_0");
  EXPECT_EQ(yearly[0].exit, "g0_6");
  EXPECT_EQ(yearly[0].junctions, 35);
}

// Two joins must come in a fixed order, or sums round otherwise. Would catch: a reduction that leaves something.
TEST(NetworkReduction, Series_parallel_and_dead_ends_leave_one_edge) {
  NetworkOperations operations(6);
  std::vector<NetworkEdge> const edges{{0, 2, 0}, {2, 3, 1}, {3, 1, 2}, {2, 3, 3}, {3, 4, 4}, {5, 6, 5}};

  std::vector<NetworkEdge> const left = reduced(
      edges, 7, 2, {.series = NetworkOperation::Kind::minimum, .parallel = NetworkOperation::Kind::sum}, operations);

  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(std::set({left[0].u, left[0].v}), std::set({0, 1}));
  EXPECT_EQ(operations.list().size(), 3U);  // one in parallel, two in series
}

// A way whose edges are written from either end, past nodes without any. Would catch: ways followed in one direction
// only.
TEST(NetworkReduction, It_is_the_same_from_whichever_end_edges_are_written) {
  NetworkOperations operations(4);
  std::vector<NetworkEdge> const edges{{0, 4, 0}, {6, 4, 1}, {6, 8, 2}, {8, 1, 3}};

  std::vector<NetworkEdge> const left = reduced(
      edges, 9, 2, {.series = NetworkOperation::Kind::sum, .parallel = NetworkOperation::Kind::minimum}, operations);

  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(operations.list().size(), 3U);  // four in series
}

}  // namespace
}  // namespace detente
