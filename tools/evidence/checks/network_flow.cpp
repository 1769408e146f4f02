#include "tools/evidence/checks/network_flow.hpp"

#include "engine/core/keyed_draws.hpp"
#include "models/derived.hpp"
#include "models/regional_model.hpp"
#include "models/state.hpp"
#include "models/world.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace detente {
namespace {

constexpr double all_units = 1e15;  // all capacity, in whole units, so that Boost's flow has no rounding of its own
constexpr long plenty = 1L << 60;   // from the source, to the sink
constexpr double rounding = 1e-9;   // relative to all capacity; the whole units bring 1e-15 a segment

std::vector<bool> open_segments(Transport const& transport) {
  std::vector<bool> open;
  for (Segment const& segment : transport.segments) open.push_back(!segment.bypass);
  return open;
}

}  // namespace

double boost_flow(Network const& network, std::vector<double> const& capacity, std::vector<bool> const& kept) {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Arc = Traits::edge_descriptor;
  using EdgeProperties = boost::property<
      boost::edge_capacity_t, long,
      boost::property<boost::edge_residual_capacity_t, long, boost::property<boost::edge_reverse_t, Arc>>>;
  using NodeProperties = boost::property<
      boost::vertex_color_t, boost::default_color_type,
      boost::property<boost::vertex_distance_t, long, boost::property<boost::vertex_predecessor_t, Arc>>>;
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, NodeProperties, EdgeProperties>;
  double const total = std::accumulate(capacity.begin(), capacity.end(), 0.0);
  if (!(total > 0)) return 0;
  Graph graph(static_cast<std::size_t>(network.nodes) + 2);
  auto const source = static_cast<std::size_t>(network.nodes);
  auto const connect = [&graph](std::size_t u, std::size_t v, long there, long back) {
    Arc const out = boost::add_edge(u, v, graph).first;
    Arc const in = boost::add_edge(v, u, graph).first;
    boost::put(boost::edge_capacity, graph, out, there);
    boost::put(boost::edge_capacity, graph, in, back);
    boost::put(boost::edge_reverse, graph, out, in);
    boost::put(boost::edge_reverse, graph, in, out);
  };
  for (int const entry : network.entries) connect(source, static_cast<std::size_t>(entry), plenty, 0);
  for (int const exit : network.exits) connect(static_cast<std::size_t>(exit), source + 1, plenty, 0);
  for (std::size_t r = 0; r < kept.size(); ++r) {
    auto const [u, v] = network.edges[r];
    long const whole = std::lround(capacity[r] / total * all_units);
    if (kept[r] && u != v) connect(static_cast<std::size_t>(u), static_cast<std::size_t>(v), whole, whole);
  }
  return static_cast<double>(boost::boykov_kolmogorov_max_flow(graph, source, source + 1)) / all_units * total;
}

std::vector<FlowCase> flow_cases(ArmInputs const& arm, int count, std::uint64_t seed) {
  ModelSpec const spec{.arms = {arm}, .months = 1, .noise = Noise::on};
  RegionalModel<double, 1> const model(spec);
  State<double, 1> state = model.world(0).reference().start;
  Derived<double, 1> derived(arm.inputs.region);
  std::vector<FlowCase> cases;
  for (int k = 0; k < count; ++k) {
    auto const uniform = [&](char const* what, std::size_t index) {
      return keyed_uniform(seed, static_cast<std::uint32_t>(k), stable_hash(fmt::format("{} {}", what, index)));
    };
    for (std::size_t r = 0; k > 0 && r < state.quality.size(); ++r) state.quality[r].setConstant(uniform("quality", r));
    for (std::size_t d = 0; k > 0 && d < state.level.size(); ++d)
      state.level[d].setConstant(std::floor(uniform("level", d) * levels));
    model.world(0).derive(state, model.world(0).reference().levers, derived);
    FlowCase one{.capacity = {}, .whole = derived.throughput[0], .without = {}};
    for (auto const& capacity : derived.capacity) one.capacity.push_back(capacity[0]);
    for (auto const& flow : derived.throughput_without) one.without.push_back(flow[0]);
    cases.push_back(std::move(one));
  }
  return cases;
}

std::vector<CheckRow> check_flows(Region const& region, std::vector<FlowCase> const& cases) {
  Transport const& transport = region.transport;
  Network const network = network_of(transport);
  Comparisons whole("max-flow", "throughput", "T4", "class units");
  Comparisons without_corridor("max-flow", "with a corridor closed", "T4", "class units");
  Comparisons without_country("max-flow", "with a country that denies passage", "T4", "class units");
  for (std::size_t k = 0; k < cases.size(); ++k) {
    FlowCase const& one = cases[k];
    auto const compare = [&](Comparisons& row, double observed, std::vector<bool> const& kept,
                             std::string const& what) {
      double const expected = boost_flow(network, one.capacity, kept);
      row.add({observed, expected, rounding * std::accumulate(one.capacity.begin(), one.capacity.end(), 0.0)},
              fmt::format("case {}{}", k, what));
    };
    compare(whole, one.whole, open_segments(transport), "");
    for (int c = 0; c < region.corridor_count() + region.country_count(); ++c) {
      bool const is_corridor = c < region.corridor_count();
      int const country = c - region.corridor_count();
      std::vector<bool> kept = open_segments(transport);
      for (std::size_t r = 0; r < kept.size(); ++r) {
        Segment const& segment = transport.segments[r];
        bool const closed = is_corridor ? std::count(segment.corridors.begin(), segment.corridors.end(), c) > 0
                                        : segment.country == country;
        kept[r] = kept[r] && !closed;
      }
      std::string const what = is_corridor ? ", without corridor " + transport.corridors[static_cast<std::size_t>(c)]
                                           : ", without " + region.countries[static_cast<std::size_t>(country)].id;
      compare(is_corridor ? without_corridor : without_country, one.without[static_cast<std::size_t>(c)], kept, what);
    }
  }
  auto const n = static_cast<std::int64_t>(cases.size());
  return {whole.row(n), without_corridor.row(n), without_country.row(n)};
}

}  // namespace detente
