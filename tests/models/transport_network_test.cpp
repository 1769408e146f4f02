#include "models/transport_network.hpp"

#include "tests/models/boost_network.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <set>

namespace detente {
namespace {

// Would catch: a reduction that loses a road, a cut that is missed, a closure that is not applied.
TEST(TransportNetwork, T4_throughput_is_the_maximal_flow_of_400_random_networks_and_of_every_closure) {
  ArmInputs const base = arm_with();
  Dice dice(20260201);
  int flowing = 0;
  int blocked = 0;
  for (int k = 0; k < 400; ++k) {
    int const nodes = dice.below(8);
    Transport const transport = random_transport(dice, nodes, 4 + dice.below(3 * nodes + 6),
                                                 base.inputs.region.transport.corridors, k % 7 == 0);
    std::vector<long> const expected = boost_flows(transport);

    std::vector<double> const found = flows_of(bench_on(base, transport).derived);

    for (std::size_t m = 0; m < expected.size(); ++m) {
      EXPECT_EQ(found.at(m), static_cast<double>(expected[m])) << "network " << k << ", closure " << m;
      (expected[m] > 0 ? flowing : blocked) += 1;
    }
  }
  EXPECT_GT(flowing, 1000) << "the networks say nothing: nothing flows";
  EXPECT_GT(blocked, 100) << "the networks never fall apart";
}

std::vector<double> flows_with(SingleBench const& bench, NetworkPrograms const& programs) {
  Setup<double, 1> const& s = bench.setup();
  Setup<double, 1> const setup{.region = s.region,
                               .lanes = s.lanes,
                               .scenario = s.scenario,
                               .streams = s.streams,
                               .network = programs,
                               .noise = s.noise,
                               .base = s.base,
                               .parameters = s.parameters};
  Derived<double, 1> derived = bench.derived;
  NetworkCondition<double, 1>(setup).derive(s.parameters.mobility, bench.state, bench.levers, 0, derived);
  return flows_of(derived);
}

// Would catch: an augmenting path that is not undone, or a flow that is only found where cuts are few.
TEST(TransportNetwork, T4_the_flow_of_networks_that_are_not_enumerated_is_maximal_too) {
  ArmInputs const base = arm_with();
  Dice dice(20260202);
  for (int k = 0; k < 200; ++k) {
    Transport const transport =
        random_transport(dice, dice.below(8), 6 + dice.below(20), base.inputs.region.transport.corridors, k % 7 == 0);
    SingleBench const bench = bench_on(base, transport);
    NetworkPrograms const programs(bench.region(), -1);  // nothing is enumerated

    std::vector<double> const found = flows_with(bench, programs);

    std::vector<long> const expected = boost_flows(transport);
    for (std::size_t m = 0; m < expected.size(); ++m)
      EXPECT_EQ(found.at(m), static_cast<double>(expected[m])) << "network " << k << ", closure " << m;
  }
}

// The shortest way, 0-3-2-1, is filled first. The 2 that come by 0-4-2 find 1 unit left to the sink only if the unit on
// 3-2 goes back and another follows it: 2 units over a road of capacity 1, against 1 that was sent. Would catch: a flow
// that cannot take back what it sent and then send its own over the same undirected road.
TEST(TransportNetwork, T4_a_flow_takes_back_what_it_sent_the_other_way) {
  std::vector<NetworkEdge> const roads{{2, 3, 0}, {2, 4, 1}, {5, 3, 2}, {0, 3, 3}, {1, 5, 4}, {2, 1, 5}, {4, 0, 6}};
  std::vector<double> const capacity{1, 9, 3, 2, 9, 1, 2};

  EXPECT_EQ(max_flow(6, roads, capacity, 0, 1), 4.0);  // all that leaves the source
}

TEST(TransportNetwork, T4_a_network_with_many_junctions_falls_back_to_a_flow) {
  ArmInputs const base = arm_with();
  Dice dice(20260203);
  Transport const transport = grid(dice, 7, base.inputs.region.transport.corridors);

  SingleBench const bench = bench_on(base, transport);

  NetworkPrograms const programs(bench.region());
  EXPECT_FALSE(programs.flows.at(0).program.enumerated);
  EXPECT_EQ(bench.derived.throughput[0], static_cast<double>(boost_flows(transport)[0]));
}

// Would catch: rounding in the flow that ends it early, or never. 16 lanes with capacities of their own, cuts against
// flow: sums of at most 30 numbers below 20 differ by less than 1e-12.
TEST(TransportNetwork, T4_cuts_and_flow_agree_on_any_capacities_in_every_lane) {
  ArmInputs const base = arm_with();
  ModelBench<double, 16> bench(base);
  Dice dice(20260204);
  for (auto& quality : bench.state.quality) {
    for (int lane = 0; lane < 16; ++lane) quality[lane] = dice.unit();
  }
  bench.derive();
  Transport const& transport = bench.region().transport;
  Network const network = network_of(transport);
  std::vector<NetworkEdge> edges;
  for (int const entry : network.entries) edges.push_back({network.nodes, entry, -1});
  for (int const exit : network.exits) edges.push_back({exit, network.nodes + 1, -1});
  for (std::size_t r = 0; r < transport.segments.size(); ++r) {
    if (!transport.segments[r].bypass)
      edges.push_back({network.edges[r].first, network.edges[r].second, static_cast<int>(r)});
  }

  std::set<double> different;
  for (int lane = 0; lane < 16; ++lane) {
    std::vector<double> capacity;
    capacity.reserve(edges.size());
    for (NetworkEdge const& edge : edges)
      capacity.push_back(edge.value < 0 ? 1e6 : bench.derived.capacity[edge.value][lane]);
    double const flow = max_flow(network.nodes + 2, edges, capacity, network.nodes, network.nodes + 1);
    EXPECT_NEAR(bench.derived.throughput[lane], flow, 1e-12) << "lane " << lane;
    different.insert(flow);
  }
  EXPECT_EQ(different.size(), 16U);
}

// Would catch: cuts that are no cuts, or more than are needed. A cut that holds another is not minimal.
TEST(TransportNetwork, T4_no_cut_of_a_random_network_holds_another) {
  ArmInputs const base = arm_with();
  Dice dice(20260205);
  for (int k = 0; k < 100; ++k) {
    Transport const transport =
        random_transport(dice, 2 + dice.below(6), 8 + dice.below(16), base.inputs.region.transport.corridors, false);
    NetworkOperations capacities(static_cast<int>(transport.segments.size()));
    std::vector<bool> const open(transport.segments.size(), true);

    for (NetworkPart const& part : parts_of(network_of(transport), open)) {
      ThroughputProgram const program = compile_throughput(part, capacities);
      for (std::vector<int> const& cut : program.cuts) {
        std::set<int> const edges(cut.begin(), cut.end());
        auto const within = [&](std::vector<int> const& other) {
          return &other != &cut &&
                 std::all_of(other.begin(), other.end(), [&](int value) { return edges.contains(value); });
        };
        EXPECT_EQ(std::count_if(program.cuts.begin(), program.cuts.end(), within), 0) << "network " << k;
      }
    }
  }
}

// The numbers of docs/model/mobility.md for the Western Balkans: a change of the road network or of the reduction moves
// them.
TEST(TransportNetwork, T4_the_Western_Balkans_have_20_cuts_and_58_over_the_closures_of_five_corridors) {
  SingleBench const bench;

  NetworkPrograms const programs(bench.region());

  std::size_t closures = 0;
  for (int c = 0; c < 5; ++c) {
    for (NetworkPrograms::Changed const& changed : programs.closures[c])
      closures += programs.flows[changed.flow].program.cuts.size();
  }
  ASSERT_EQ(programs.parts, 1);
  EXPECT_EQ(programs.flows[0].program.cuts.size(), 20U);
  EXPECT_EQ(closures, 58U);
}

// Would catch: a corridor that keeps the road it shares. Kumanovo - Skopje lies on X and on VIII: closing X takes it
// away, so VIII no longer leads east.
TEST(TransportNetwork, T4_a_segment_on_two_corridors_closes_with_either) {
  SingleBench const bench;
  Transport transport = bench.region().transport;
  auto const shared = std::find_if(transport.segments.begin(), transport.segments.end(),
                                   [](Segment const& s) { return s.id == "kumanovo_skopje"; });
  shared->corridors = {1};  // on VIII alone

  SingleBench const without_overlap = bench_on(arm_with(), transport);
  SingleBench const with_overlap = bench_on(arm_with(), bench.region().transport);

  EXPECT_LT(with_overlap.derived.throughput_without[0][0], without_overlap.derived.throughput_without[0][0]);
  EXPECT_EQ(with_overlap.derived.throughput_without[1][0], without_overlap.derived.throughput_without[1][0]);
}

TEST(TransportNetwork, T4_bypasses_carry_no_throughput) {
  SingleBench const bench;
  Transport transport = bench.region().transport;
  std::erase_if(transport.segments, [](Segment const& s) { return s.bypass; });

  SingleBench const without = bench_on(arm_with(), transport);

  SingleBench const with = bench_on(arm_with(), bench.region().transport);
  EXPECT_EQ(with.derived.throughput[0], without.derived.throughput[0]);
  EXPECT_LT(with.derived.transit_hours[0], without.derived.transit_hours[0]);
}

/// Mean over exits of the fastest route as Boost finds it, by the equation of a segment's hours; negative if an exit is
/// lost.
double boost_transit(SingleBench const& bench) {
  Transport const& transport = bench.region().transport;
  Network const network = network_of(transport);
  MobilityParameters<double> const& p = coefficients(bench).mobility;
  std::vector<WeightedEdge> edges;
  for (std::size_t r = 0; r < transport.segments.size(); ++r) {
    Segment const& s = transport.segments[r];
    double const cut =
        s.country < 0 ? 0 : p.wait_cut * bench.levers.access_mobility[s.country][0] * bench.state.access[s.country][0];
    double const open = s.country < 0 ? 1 : 1 - bench.derived.closure[s.country][0];
    double const hours =
        (s.km / (p.speed * (0.5 + 0.5 * bench.state.quality[r][0])) + s.wait * (1 - cut)) / std::max(open, 0.05);
    edges.push_back({network.edges[r].first, network.edges[r].second, hours});
  }
  std::vector<double> const hours = boost_hours(network, transport.entries, edges);
  double sum = 0;
  for (int const exit : network.exits) {
    if (hours[exit] > 1e9) return -1;
    sum += hours[exit];
  }
  return sum / static_cast<double>(network.exits.size());
}

// Would catch: too few sweeps, a reduction that joins roads in series by their minimum, entry hours forgotten.
TEST(TransportNetwork, T5_transit_is_the_fastest_route_of_400_random_networks) {
  ArmInputs const base = arm_with({}, open_world);
  Dice dice(20260206);
  int reached = 0;
  for (int k = 0; k < 400; ++k) {
    Transport transport =
        random_transport(dice, dice.below(11), 6 + dice.below(24), base.inputs.region.transport.corridors, false);
    for (Segment& s : transport.segments) {
      s.quality = dice.unit();
      s.wait = dice.with_percent(40) ? dice.unit() * 10 : 0;
    }
    SingleBench bench = bench_on(base, transport);
    for (auto& level : bench.state.level) level[0] = dice.below(6);
    bench.derive();

    double const expected = boost_transit(bench);

    if (expected < 0) continue;
    ++reached;
    EXPECT_NEAR(bench.derived.transit_hours[0], expected, 1e-12 * expected) << "network " << k;
  }
  EXPECT_GT(reached, 200) << "the networks say nothing: most exits are out of reach";
}

TEST(TransportNetwork, T5_transit_of_the_Western_Balkans_is_the_fastest_route) {
  SingleBench bench = bench_on(arm_with({}, open_world), arm_with().inputs.region.transport);

  EXPECT_NEAR(bench.derived.transit_hours[0], boost_transit(bench), thousands_of_roundings);
}

TEST(TransportNetwork, T5_an_exit_out_of_reach_takes_a_million_hours) {
  ArmInputs const base = arm_with();
  Transport transport = base.inputs.region.transport;
  transport.exits.emplace_back("lost");

  SingleBench const bench = bench_on(base, transport);

  EXPECT_GT(bench.derived.transit_hours[0], 3e5);
  EXPECT_EQ(bench.derived.throughput[0], bench_on(base, base.inputs.region.transport).derived.throughput[0]);
}

TEST(TransportNetwork, Operations_that_are_asked_for_twice_are_made_once) {
  NetworkOperations operations(4);

  int const first = operations.add(NetworkOperation::Kind::minimum, 2, 1);

  EXPECT_EQ(first, 4);
  EXPECT_EQ(operations.add(NetworkOperation::Kind::minimum, 1, 2), first);
  EXPECT_EQ(operations.add(NetworkOperation::Kind::sum, 1, 2), 5);
  EXPECT_EQ(operations.values(), 6);
}

}  // namespace
}  // namespace detente
