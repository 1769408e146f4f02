#pragma once

#include "engine/config/config_tree.hpp"
#include "models/region.hpp"

#include <stdexcept>
#include <string>

namespace detente {

/// A region as small as they come: two countries, one adversary, one dispute between them with a mission and one inside
/// the second without, one corridor. Its parts stand on lines of their own, so that tests can replace one.
inline std::string const small_region = R"(schema: detente/region@1
name: Nowhere
start: 2026-01
world: {us_regime: engaged, war_intensity: 0.5, crossings: 1.0}
products: [shells]
support_kinds: [money]
countries:
  AAA:
    name: Aland
    population: 1000000
    gdp: 1000
    growth: 0.03
    nato: 1
    nationalism: 0.2
    election: {first: 2027-03, period: 48, early: 0.1}
    usual_crisis: 0.1
    oversight: 0.6
    capture: 0.3
    alignment: 0.8
    stance: {cooperate: 0.7, hedge: 0.2, defy: 0.1}
    trust: 0.7
    resilience: 0.5
    fragmentation: 0.3
    stability: 0.6
    spending_share: 0.02
    spending_plan: {2026-01: 1.0, 2030-01: 1.5}
    equipment_share: 0.3
    stock: {shares: {WEST: 1.0}, years: 5}
    contract: WEST
    industry: {shells: 10}
    peacekeepers: 20
    support: {money: 1}
  BBB:
    name: Beland
    population: 3000000
    gdp: 2000
    growth: 0.02
    nato: 0
    nationalism: 0.6
    election: {first: 2025-11, period: 24, early: 0.5}
    usual_crisis: 0.2
    oversight: 0.5
    capture: 0.4
    alignment: 0.5
    stance: {cooperate: 0.2, hedge: 0.5, defy: 0.3}
    trust: 0.4
    resilience: 0.4
    fragmentation: 0.5
    stability: 0.5
    spending_share: 0.03
    spending_plan: 1.0
    equipment_share: 0.4
    stock: {shares: {WEST: 0.25, EAST: 0.75}, years: 10}
    contract: EAST
    appeal: {EAST: -0.5}
    industry: {shells: 50}
    coproduction: {shells: {2026-01: 1, 2028-01: 3}}
    peacekeepers: {2026-01: 40, 2028-01: 20}
    support: {}
actors:
  EU: {name: Union, adversity: 0}
  FOE:
    name: Foe
    adversity: 0.8
    capacity: 1.0
    distraction: 0.4
    vacuum: 0.3
    focus: 1.5
    elsewhere: 0.4
    value: {AAA: 0.2, BBB: 0.6}
    pressure: {AAA: 0.1, BBB: 0.3}
    dependence: {AAA: 0.1, BBB: 0.4}
suppliers:
  WEST: {name: Western makers, compat: 1.0, opacity: 0.2, eu: true, western: true}
  EAST: {name: Eastern makers, compat: 0.1, opacity: 0.9, actor: FOE}
disputes:
  BETWEEN:
    name: Between the two
    parties: {AAA: 0.5, BBB: 0.5}
    pair: [AAA, BBB]
    exposure: {AAA: 0.4}
    tension: 0.6
    escalation_cost: 0.6
    level: 1
    settlement: 0
    recency: 0.5
    usual_recency: 0.6
    usual_level: 0.5
    weight: 1.0
    up_offset: [0.5, 0.4, 0.3, 0.2, 0.1]
  INSIDE:
    name: Inside Beland
    parties: {BBB: 1.0}
    people: 40000
    tension: 0.3
    escalation_cost: 0.5
    level: 0
    recency: 0.1
    usual_recency: 0.2
    usual_level: 0.1
    weight: 0.5
    up_offset: [0, 0, 0, 0, 0]
pairs:
  - {between: [AAA, BBB], mistrust: 0.7, rivalry: [0.3, 0.9], dispute: BETWEEN}
missions:
  GUARD:
    name: Guard
    authority: nato
    strength: 1000
    reserve: 200
    mandate: 1.0
    area: BBB
    disputes: [BETWEEN]
    cost_per_person_year: 0.08
    surge_cost_per_person_year: 0.1
    payers: {EU: 0.6, NATO: 0.3, region: 0.1}
post_conflict:
  name: Force
  authority: eu
  mandate: 0.6
  cost_per_person_year: 0.05
  surge_cost_per_person_year: 0.06
  payers: {EU: 0.7, NATO: 0.2, region: 0.1}
transport:
  entries: {WES: 5}
  exits: [EAS]
  cost_per_km: 8.0
  segments:
    - {id: first, from: WES, to: MID, country: AAA, corridor: C1, km: 100, capacity: 10, quality: 0.5, wait: 1.5}
    - {id: second, from: MID, to: EAS, country: BBB, corridor: [C1, C2], km: 200, capacity: 8, quality: 0.4}
    - {id: around, from: WES, to: EAS, country: '', corridor: bypass, km: 900, capacity: 20, quality: 0.9}
  corridors: [C1, C2]
status_quo:
  alignment_demand: 0.6
  access.mobility: 0.1
  access.governance: {AAA: 0.2, BBB: 0.3}
  access.industry: 0.1
  promise: 0.7
  pace: {AAA: 0.4, default: 0.1}
  conditionality: 0.6
  benchmark: 0.5
  verification: 0.3
  audit: 0.3
  capacity_building: 5
  infrastructure: 100
  infrastructure_shares: {C1: 0.7, C2: 0.3}
  resilience_aid: 2
  coordination: 0.2
  mediation: 0.5
  missions.GUARD: 1.0
  frontex_officers: 100
)";

/// The small region with one part of its text replaced.
inline std::string small_region_with(std::string const& from, std::string const& to) {
  std::string text = small_region;
  std::size_t const at = text.find(from);
  if (at == std::string::npos) throw std::out_of_range("the small region has no '" + from + "'");
  return text.replace(at, from.size(), to);
}

/// What the text says.
inline Region region_of(std::string const& text = small_region) {
  ConfigTree const tree = ConfigTree::parse(text, "small.yaml");
  Region region = read_region(tree.root());
  tree.throw_if_errors();
  return region;
}

/// What a user would read; empty if the text has no fault.
inline std::string faults_of_region(std::string const& text) {
  ConfigTree tree = ConfigTree::parse(text, "small.yaml");
  static_cast<void>(tree.root()["schema"].text());
  tree.root()["status_quo"].ignore();
  static_cast<void>(read_region(tree.root()));
  tree.report_unknown_keys();
  try {
    tree.throw_if_errors();
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "";
}

/// The same with one part replaced.
inline std::string faults_with(std::string const& from, std::string const& to) {
  return faults_of_region(small_region_with(from, to));
}

}  // namespace detente
