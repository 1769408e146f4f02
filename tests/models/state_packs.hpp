#pragma once

#include "models/derived.hpp"
#include "models/levers.hpp"
#include "models/state.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace detente {

/// A variable of a state, of what follows from it, or of the levers: "trust[3]", "shock".
template <class P>
struct NamedPack {
  std::string name;
  P* pack;

  /// Without the index.
  std::string field() const { return name.substr(0, name.find('[')); }
};

template <class P>
using NamedPacks = std::vector<NamedPack<P>>;

/// Collects packs and fields under their names.
template <class P>
class PackCollector {
 public:
  void add(char const* name, P& pack) {
    packs_.push_back({name, &pack});
    bytes_ += sizeof(pack);
  }
  void add(char const* name, std::vector<P>& field) {
    bytes_ += sizeof(field);
    for (std::size_t i = 0; i < field.size(); ++i) packs_.push_back({fmt::format("{}[{}]", name, i), &field[i]});
  }
  /// What was added; throws if that was not every member of the thing (single runs have no padding to hide one).
  template <class Thing>
  NamedPacks<P> take_all_of(Thing const&) {
    bool const is_single = P::RowsAtCompileTime == 1;
    if (is_single && bytes_ != sizeof(Thing)) throw std::logic_error("packs_of leaves a member out");
    return std::move(packs_);
  }

 private:
  NamedPacks<P> packs_;
  std::size_t bytes_ = 0;
};

/// Every pack of a state, in the order of State.
template <class Real, int L>
NamedPacks<Pack<Real, L>> packs_of(State<Real, L>& s) {
  PackCollector<Pack<Real, L>> c;
  c.add("us_regime", s.us_regime);
  c.add("us_attention", s.us_attention);
  c.add("war_intensity", s.war_intensity);
  c.add("shock", s.shock);
  c.add("eu_bandwidth", s.eu_bandwidth);
  c.add("crossings", s.crossings);
  c.add("cooperate", s.cooperate);
  c.add("hedge", s.hedge);
  c.add("defy", s.defy);
  c.add("oversight", s.oversight);
  c.add("capture", s.capture);
  c.add("alignment", s.alignment);
  c.add("trust", s.trust);
  c.add("access", s.access);
  c.add("resilience", s.resilience);
  c.add("fragmentation", s.fragmentation);
  c.add("stability", s.stability);
  c.add("campaign", s.campaign);
  c.add("spending", s.spending);
  c.add("contract", s.contract);
  c.add("peacekeepers", s.peacekeepers);
  c.add("experience", s.experience);
  c.add("propensity", s.propensity);
  c.add("stock", s.stock);
  c.add("industry", s.industry);
  c.add("pressure", s.pressure);
  c.add("dependence", s.dependence);
  c.add("mistrust", s.mistrust);
  c.add("tension", s.tension);
  c.add("level", s.level);
  c.add("recency", s.recency);
  c.add("settlement", s.settlement);
  c.add("strength", s.strength);
  c.add("legacy", s.legacy);
  c.add("quality", s.quality);
  return c.take_all_of(s);
}

/// Every pack of what follows from a state, in the order of Derived.
template <class Real, int L>
NamedPacks<Pack<Real, L>> packs_of(Derived<Real, L>& d) {
  PackCollector<Pack<Real, L>> c;
  c.add("governance", d.governance);
  c.add("leakage", d.leakage);
  c.add("leakage_eu", d.leakage_eu);
  c.add("total_dependence", d.dependence);
  c.add("predictability", d.predictability);
  c.add("total_pressure", d.pressure);
  c.add("interoperability", d.interoperability);
  c.add("western_share", d.western_share);
  c.add("opacity", d.opacity);
  c.add("information_leakage", d.information_leakage);
  c.add("offer", d.offer);
  c.add("eligibility", d.eligibility);
  c.add("gap", d.gap);
  c.add("reward", d.reward);
  c.add("reachable_reward", d.reachable_reward);
  c.add("crisis_load", d.crisis_load);
  c.add("closure", d.closure);
  c.add("mission_presence", d.mission_presence);
  c.add("supplier_share", d.supplier_share);
  c.add("level_felt", d.level_felt);
  c.add("recency_felt", d.recency_felt);
  c.add("presence", d.presence);
  c.add("effort", d.effort);
  c.add("perceived_cost", d.perceived_cost);
  c.add("defiance", d.defiance);
  c.add("cooperation", d.cooperation);
  c.add("up_rate", d.up_rate);
  c.add("down_rate", d.down_rate);
  c.add("settle_rate", d.settle_rate);
  c.add("unsettle_rate", d.unsettle_rate);
  c.add("segment_money", d.segment_money);
  c.add("wait", d.wait);
  c.add("capacity", d.capacity);
  c.add("throughput_without", d.throughput_without);
  c.add("network_flow", d.network_flow);
  c.add("throughput", d.throughput);
  c.add("robust_throughput", d.robust_throughput);
  c.add("redundancy", d.redundancy);
  c.add("transit_hours", d.transit_hours);
  c.add("border_wait", d.border_wait);
  return c.take_all_of(d);
}

/// Every pack of the levers, in the order of Levers.
template <class Real, int L>
NamedPacks<Pack<Real, L>> packs_of(Levers<Real, L>& l) {
  PackCollector<Pack<Real, L>> c;
  c.add("alignment_demand", l.alignment_demand);
  c.add("conditionality", l.conditionality);
  c.add("benchmark", l.benchmark);
  c.add("verification", l.verification);
  c.add("audit", l.audit);
  c.add("infrastructure", l.infrastructure);
  c.add("coordination", l.coordination);
  c.add("mediation", l.mediation);
  c.add("frontex_officers", l.frontex_officers);
  c.add("access_mobility", l.access_mobility);
  c.add("access_governance", l.access_governance);
  c.add("access_industry", l.access_industry);
  c.add("promise", l.promise);
  c.add("pace", l.pace);
  c.add("capacity_building", l.capacity_building);
  c.add("resilience_aid", l.resilience_aid);
  c.add("infrastructure_shares", l.infrastructure_shares);
  c.add("missions", l.missions);
  return c.take_all_of(l);
}

/// Sets every pack to NaN: what is read before it is written shows.
template <class Thing>
void forget(Thing& thing) {
  for (auto const& [name, pack] : packs_of(thing))
    pack->setConstant(std::numeric_limits<typename std::decay_t<decltype(*pack)>::Scalar>::quiet_NaN());
}

/// Numbers in (0, 1) that look random and depend on `k` and the lane alone.
inline double scattered(std::size_t k, int lane) {
  double const x = 0.6180339887498949 * (lane + 1) + 0.7548776662466927 * static_cast<double>(k + 1);
  return x - std::floor(x);
}

/// Puts another possible value in every lane of every variable.
template <class Real, int L>
void scatter(State<Real, L>& state, Region const& region) {
  std::size_t k = 0;
  auto const fill = [&k](Pack<Real, L>& pack, auto value) {
    for (int lane = 0; lane < L; ++lane) pack[lane] = static_cast<Real>(value(scattered(k, lane)));
    ++k;
  };
  auto const whole = [](int count) { return [count](double u) { return std::floor(u * count); }; };
  auto const scaled = [](double from, double to) { return [from, to](double u) { return from + (to - from) * u; }; };
  for (auto const& packs : packs_of(state)) {
    std::string const field = packs.field();
    if (field == "us_regime")
      fill(*packs.pack, whole(us_regimes));
    else if (field == "contract")
      fill(*packs.pack, whole(region.supplier_count()));
    else if (field == "level")
      fill(*packs.pack, whole(levels));
    else if (field == "settlement")
      fill(*packs.pack, whole(2));
    else if (field == "shock" || field == "crossings" || field == "spending")
      fill(*packs.pack, scaled(0.4, 1.9));
    else if (field == "propensity")
      fill(*packs.pack, scaled(-0.5, 0.5));
    else if (field == "recency")
      fill(*packs.pack, scaled(0, 2));
    else if (field == "stock" || field == "industry" || field == "peacekeepers")
      fill(*packs.pack, scaled(1, 400));
    else if (field == "strength" || field == "legacy")
      fill(*packs.pack, scaled(0, 5000));
    else
      fill(*packs.pack, scaled(0.02, 0.98));
  }
  for (int i = 0; i < region.country_count(); ++i) {
    for (int lane = 0; lane < L; ++lane) {
      int const stance = (lane + i) % stances;
      state.cooperate[i][lane] = static_cast<Real>(stance == 0);
      state.hedge[i][lane] = static_cast<Real>(stance == 1);
      state.defy[i][lane] = static_cast<Real>(stance == 2);
    }
  }
}

template <class Real, int L>
void scatter(Levers<Real, L>& levers) {
  std::size_t k = 1000;
  for (auto const& packs : packs_of(levers)) {
    std::string const field = packs.field();
    double const scale = field == "infrastructure"                                   ? 800
                         : field == "frontex_officers"                               ? 1500
                         : field == "capacity_building" || field == "resilience_aid" ? 30
                                                                                     : 1;
    for (int lane = 0; lane < L; ++lane) (*packs.pack)[lane] = static_cast<Real>(scale * scattered(k, lane));
    ++k;
  }
}

/// Copies one lane of a state, of levers or of what follows into a lane of another.
template <class From, class To>
void copy_lane(From& from, int from_lane, To& to, int to_lane) {
  auto const source = packs_of(from);
  auto const target = packs_of(to);
  using Real = typename std::decay_t<decltype(*target.front().pack)>::Scalar;
  for (std::size_t k = 0; k < source.size(); ++k)
    (*target[k].pack)[to_lane] = static_cast<Real>((*source[k].pack)[from_lane]);
}

}  // namespace detente
