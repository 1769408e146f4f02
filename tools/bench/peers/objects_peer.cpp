#include "tools/bench/peers/objects_peer.hpp"

#include "tools/bench/peers/objects_outcomes.hpp"

#include <initializer_list>
#include <type_traits>

namespace detente::bench {
namespace {

template <class Agents, class Value>
void put_each(Trace& trace, Agents const& agents, Value&& value) {
  for (auto const& agent : agents) trace.put(value(*agent));
}

/// Puts members of every country, one member after the other.
template <class T>
void put_countries(Trace& trace, ObjectWorld const& world, std::initializer_list<T CountryAgent::*> members) {
  for (auto const member : members) {
    put_each(trace, world.countries, [member](CountryAgent const& c) {
      if constexpr (std::is_same_v<T, double>) {
        return c.*member;
      } else {
        return (c.*member).now;
      }
    });
  }
}

void put_state(Trace& trace, ObjectWorld const& world) {
  using C = CountryAgent;
  OutsideWorld const& o = world.outside;
  for (double const value :
       {o.us_regime.now, o.us_attention.now, o.war_intensity.now, o.shock.now, o.eu_bandwidth.now, o.crossings.now})
    trace.put(value);
  put_countries<Staged>(trace, world, {&C::cooperate, &C::hedge, &C::defy});
  put_countries<Index>(trace, world, {&C::oversight, &C::capture, &C::alignment, &C::trust});
  put_countries<Staged>(trace, world, {&C::access});
  put_countries<Index>(trace, world, {&C::resilience, &C::fragmentation, &C::stability});
  put_countries<Staged>(trace, world,
                        {&C::campaign, &C::spending, &C::contract, &C::peacekeepers, &C::experience, &C::propensity});
  for (auto const member : {&C::stock, &C::industry}) {
    for (auto const& country : world.countries) {
      for (Staged const& one : (*country).*member) trace.put(one.now);
    }
  }
  for (auto const member : {&AdversaryAgent::pressure, &AdversaryAgent::dependence}) {
    for (auto const& adversary : world.adversaries) {
      for (Index const& one : (*adversary).*member) trace.put(one.now);
    }
  }
  put_each(trace, world.relations, [](RelationAgent const& r) { return r.mistrust.now; });
  put_each(trace, world.disputes, [](DisputeAgent const& d) { return d.tension.now; });
  for (auto const member : {&DisputeAgent::level, &DisputeAgent::recency, &DisputeAgent::settlement})
    put_each(trace, world.disputes, [member](DisputeAgent const& d) { return (d.*member).now; });
  for (auto const member : {&MissionAgent::strength, &MissionAgent::legacy})
    put_each(trace, world.missions, [member](MissionAgent const& m) { return (m.*member).now; });
  put_each(trace, world.segments, [](SegmentAgent const& s) { return s.quality.now; });
}

void put_derived(Trace& trace, ObjectWorld& world) {
  using C = CountryAgent;
  using D = DisputeAgent;
  put_countries<double>(
      trace, world,
      {&C::governance, &C::leakage, &C::leakage_eu, &C::information_leakage, &C::pressure, &C::dependence,
       &C::interoperability, &C::western_share, &C::eligibility, &C::gap, &C::reward, &C::crisis_load, &C::closure});
  for (auto const member : {&D::presence, &D::effort, &D::perceived_cost})
    put_each(trace, world.disputes, [member](D const& d) { return d.*member; });
  for (auto const rate : {&D::up_rate, &D::down_rate, &D::settle_rate, &D::unsettle_rate})
    put_each(trace, world.disputes, [&](D const& d) { return (d.*rate)(world); });
  trace.put(world.throughput);
  trace.put(world.throughput_without);
  for (double const value : {world.robust_throughput, world.redundancy, world.transit_hours, world.border_wait})
    trace.put(value);
}

/// `ledger` is null before the first month.
void record(Trace& trace, ObjectWorld& world, Ledger const* ledger) {
  trace.begin_month();
  put_state(trace, world);
  put_derived(trace, world);
  trace.put(ledger != nullptr ? ledger->crisis : missing);
  for (int k = 0; k < components; ++k) trace.put(ledger != nullptr ? ledger->eu(static_cast<Component>(k)) : missing);
}

}  // namespace

void ObjectsPeer::run(std::uint64_t seed, std::uint32_t sample, std::uint32_t replication,
                      std::vector<double>& outcomes, Trace* trace) {
  Dice dice(settings_.noise, seed, sample, replication);
  ObjectWorld world(settings_, dice);
  ObjectOutcomes collector(world);
  Ledger ledger(settings_.region());
  if (trace != nullptr) record(*trace, world, nullptr);
  for (int month = 0; month < settings_.months; ++month) {
    world.step(month);
    ledger.account(world);
    collector.observe(world, ledger);
    world.advance();
    if (trace != nullptr) record(*trace, world, &ledger);
  }
  collector.finish(world, outcomes);
}

}  // namespace detente::bench
