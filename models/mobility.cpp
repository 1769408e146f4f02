#include "models/mobility.hpp"

#include "engine/core/calendar.hpp"
#include "engine/core/instances.hpp"

#include <algorithm>
#include <limits>

namespace detente {
namespace {

constexpr double least_passage = 0.05;  // delay grows as passage closes, up to twentyfold
constexpr double unreachable_hours = 1e6;
constexpr double hours_per_day = 24.0;

/// Values of all operations, after those of the segments.
template <class Real, int L, class Segments>
Scratch<Real, L> evaluate(NetworkOperations const& operations, Segments const& segments) {
  Scratch<Real, L> value(segments.begin(), segments.end());
  value.reserve(operations.values());
  for (NetworkOperation const& operation : operations.list()) {
    bool const sum = operation.kind == NetworkOperation::Kind::sum;
    value.push_back(sum ? Pack<Real, L>(value[operation.a] + value[operation.b])
                        : Pack<Real, L>(value[operation.a].min(value[operation.b])));
  }
  return value;
}

}  // namespace

template <class Real, int L>
NetworkCondition<Real, L>::NetworkCondition(Setup<Real, L> const& setup)
    : region_(setup.region), programs_(setup.network) {
  for (int r = 0; r < region_.segment_count(); ++r) {
    auto const pick = [&](auto member) {
      return setup.pick([&](Region const& g) { return g.transport.segments[r].*member; });
    };
    length_.push_back(pick(&Segment::km));
    full_capacity_.push_back(pick(&Segment::capacity));
    wait_.push_back(pick(&Segment::wait));
    borders_ += region_.transport.segments[r].wait > 0 ? 1 : 0;
  }
  for (std::size_t k = 0; k < region_.transport.entries.size(); ++k) {
    entry_hours_.push_back(setup.pick([&](Region const& g) { return g.transport.entries[k].hours; }));
  }
}

template <class Real, int L>
void NetworkCondition<Real, L>::derive(MobilityParameters<P> const& p, State<Real, L> const& state,
                                       Levers<Real, L> const& levers, int month, Derived<Real, L>& derived) const {
  constexpr Real one = static_cast<Real>(1);
  constexpr Real half = static_cast<Real>(0.5);
  S passage(region_.countries.size());
  S wait_left(region_.countries.size());
  for (int i = 0; i < region_.country_count(); ++i) {
    P const denied = p.denial * (one - sigmoid(p.denial_slope * (derived.predictability[i] - p.denial_mid)));
    passage[i] = (one - derived.closure[i]) * (one - denied);  // (T1)
    wait_left[i] = one - p.wait_cut * levers.access_mobility[i] * state.access[i];
  }
  S hours(region_.segment_count());
  derived.border_wait = P::Zero();
  for (int r = 0; r < region_.segment_count(); ++r) {
    int const country = region_.transport.segments[r].country;
    P const open = country >= 0 ? passage[country] : P(P::Ones());
    P const& quality = state.quality[r];
    derived.wait[r] = country >= 0 ? P(wait_[r] * wait_left[country]) : wait_[r];  // (T2)
    P const standard = p.cap_floor + (one - p.cap_floor) * quality;
    P const held_up = one + derived.wait[r] / static_cast<Real>(hours_per_day);
    derived.capacity[r] = full_capacity_[r] * standard * open / held_up;  // (T3)
    P const driving = length_[r] / (p.speed * (half + half * quality));
    hours[r] = (driving + derived.wait[r]) / open.max(static_cast<Real>(least_passage));  // (T5)
    derived.border_wait += derived.wait[r];
  }
  derived.border_wait /= static_cast<Real>(std::max(borders_, 1));
  derive_money(state, levers, derived);
  derive_throughput(derived, derived.capacity, month);
  derived.transit_hours = transit(hours);
}

template <class Real, int L>
void NetworkCondition<Real, L>::derive_money(State<Real, L> const& state, Levers<Real, L> const& levers,
                                             Derived<Real, L>& derived) const {
  auto const unbuilt = [&](int r) { return P(length_[r] * (static_cast<Real>(1) - state.quality[r])); };
  S corridor_unbuilt(region_.corridor_count(), P::Constant(std::numeric_limits<Real>::min()));
  for (int r = 0; r < region_.segment_count(); ++r) {
    for (int const c : region_.transport.segments[r].corridors) corridor_unbuilt[c] += unbuilt(r);
  }
  for (int r = 0; r < region_.segment_count(); ++r) {
    P share = P::Zero();
    for (int const c : region_.transport.segments[r].corridors)
      share += levers.infrastructure_shares[c] * (unbuilt(r) / corridor_unbuilt[c]);
    derived.segment_money[r] = levers.infrastructure * share;
  }
}

template <class Real, int L>
void NetworkCondition<Real, L>::derive_throughput(Derived<Real, L>& derived, F const& segment_capacity,
                                                  int month) const {
  S const capacity = evaluate<Real, L>(programs_.capacities, segment_capacity);
  F& flow = derived.network_flow;
  bool const is_due = month % months_per_year == 0 || flow.size() != programs_.flows.size();
  flow.resize(programs_.flows.size());
  for (std::size_t k = 0; k < flow.size(); ++k) {
    if (is_due || !programs_.flows[k].is_yearly) flow[k] = throughput(programs_.flows[k].program, capacity);
  }
  int const parts = programs_.parts;
  S before(parts + 1, P::Zero());  // what the parts before this one let through together
  S after(parts + 1, P::Zero());   // this one and those after it
  for (int part = 0; part < parts; ++part) before[part + 1] = before[part] + flow[part];
  for (int part = parts; part-- > 0;) after[part] = after[part + 1] + flow[part];
  derived.throughput = before[parts];  // (T4)
  derived.robust_throughput = derived.throughput;
  for (std::size_t k = 0; k < programs_.closures.size(); ++k) {
    derived.throughput_without[k] = throughput_without(programs_.closures[k], flow, before, after);
    if (static_cast<int>(k) < region_.corridor_count())
      derived.robust_throughput = derived.robust_throughput.min(derived.throughput_without[k]);
  }
  P const whole = derived.throughput.max(std::numeric_limits<Real>::min());
  derived.redundancy = derived.robust_throughput / whole;
}

template <class Real, int L>
typename NetworkCondition<Real, L>::P NetworkCondition<Real, L>::throughput(ThroughputProgram const& program,
                                                                            S const& capacity) const {
  if (program.enumerated) {
    P smallest = P::Constant(std::numeric_limits<Real>::max());
    for (std::vector<int> const& cut : program.cuts) {
      P sum = P::Zero();
      for (int const value : cut) sum += capacity[value];
      smallest = smallest.min(sum);
    }
    return smallest;
  }
  P flow;
  std::vector<double> edge_capacity(program.edges.size());
  for (int lane = 0; lane < L; ++lane) {
    for (std::size_t k = 0; k < program.edges.size(); ++k)
      edge_capacity[k] = static_cast<double>(capacity[program.edges[k].value][lane]);
    flow[lane] = static_cast<Real>(max_flow(program.nodes, program.edges, edge_capacity, 0, 1));
  }
  return flow;
}

/// The whole with some parts exchanged; only from the first of these to the last is it added up again.
template <class Real, int L>
typename NetworkCondition<Real, L>::P NetworkCondition<Real, L>::throughput_without(
    std::vector<NetworkPrograms::Changed> const& changed, F const& flow, S const& before, S const& after) const {
  if (changed.empty()) return before.back();
  P sum = before[changed.front().part];
  int part = changed.front().part;
  for (NetworkPrograms::Changed const& other : changed) {
    for (; part < other.part; ++part) sum += flow[part];
    sum += flow[other.flow];
    ++part;
  }
  return sum + after[part];
}

template <class Real, int L>
typename NetworkCondition<Real, L>::P NetworkCondition<Real, L>::transit(S const& segment_hours) const {
  S const hours = evaluate<Real, L>(programs_.hours, segment_hours);
  TransitProgram const& routes = programs_.routes;
  S arrival(routes.nodes, P::Constant(static_cast<Real>(unreachable_hours)));
  for (std::size_t k = 0; k < routes.entries.size(); ++k) {
    arrival[routes.entries[k]] = entry_hours_[k];
  }
  bool changed = true;
  for (int sweep = 1; sweep < routes.nodes && changed; ++sweep) {
    P gained = P::Zero();  // asked once a sweep: a test of lanes for every edge would cost more than the arithmetic
    for (NetworkEdge const& edge : routes.edges) {
      P const to_v = arrival[edge.v].min(arrival[edge.u] + hours[edge.value]);
      P const to_u = arrival[edge.u].min(arrival[edge.v] + hours[edge.value]);
      gained += (arrival[edge.v] - to_v) + (arrival[edge.u] - to_u);
      arrival[edge.v] = to_v;
      arrival[edge.u] = to_u;
    }
    changed = (gained > static_cast<Real>(0)).any();
  }
  P sum = P::Zero();
  for (int const exit : routes.exits) sum += arrival[exit];
  return sum / static_cast<Real>(std::max<std::size_t>(routes.exits.size(), 1));
}

template <class Real, int L>
Mobility<Real, L>::Mobility(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      wear_(setup.parameters.mobility.wear),
      cost_(segment_cost(setup)),
      start_quality_(reference.start.quality) {}

template <class Real, int L>
void Mobility<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  if (setup_.scenario.holds_reference) {
    next.quality = month.now.quality;
    return;
  }
  for (int r = 0; r < setup_.region.segment_count(); ++r) {
    int const country = setup_.region.transport.segments[r].country;
    P const kept = country >= 0 ? P(static_cast<Real>(1) - month.derived.leakage_eu[country]) : P(P::Ones());
    P const& quality = month.now.quality[r];
    P const built = kept * month.derived.segment_money[r] / cost_[r];
    P const worn = wear_ * (quality - start_quality_[r]);
    next.quality[r] = clip01(quality + static_cast<Real>(dt_years) * (built - worn));  // (T6)
  }
}

#define DETENTE_INSTANCE(Real, L)           \
  template class NetworkCondition<Real, L>; \
  template class Mobility<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
