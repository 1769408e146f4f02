#pragma once

#include "models/levers.hpp"
#include "models/model_spec.hpp"
#include "models/regional_model.hpp"

#include <algorithm>

namespace detente {

// The same place with the entities of a set in reverse order.

inline int reversed(int index, int count) { return index < 0 ? index : count - 1 - index; }

/// Reverses the part of a policy's paths that belongs to countries.
inline void reverse_countries(Policy& policy, Region const& region) {
  auto first = policy.paths.begin();
  for (LeverInfo const& lever : lever_table()) {
    auto const size = static_cast<std::ptrdiff_t>(lever_ids(lever, region).size());
    if (lever.scope == LeverScope::country) std::reverse(first, first + size);
    first += size;
  }
}

inline ArmInputs with_countries_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  int const n = region.country_count();
  for (Policy* policy : {&arm.status_quo, &arm.policy}) reverse_countries(*policy, region);
  std::reverse(region.countries.begin(), region.countries.end());
  for (Actor& actor : region.actors) {
    for (auto* by_country : {&actor.value, &actor.pressure, &actor.dependence})
      std::reverse(by_country->begin(), by_country->end());
  }
  for (Dispute& dispute : region.disputes) {
    for (auto* shares : {&dispute.parties, &dispute.exposed}) {
      for (CountryShare& one : *shares) one.country = reversed(one.country, n);
      std::reverse(shares->begin(), shares->end());
    }
  }
  for (CountryPair& pair : region.pairs) {
    pair.first = reversed(pair.first, n);
    pair.second = reversed(pair.second, n);
  }
  for (Segment& segment : region.transport.segments) segment.country = reversed(segment.country, n);
  return arm;
}

inline ArmInputs with_disputes_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  int const n = region.dispute_count();
  std::reverse(region.disputes.begin(), region.disputes.end());
  for (CountryPair& pair : region.pairs) pair.dispute = reversed(pair.dispute, n);
  for (Mission& mission : region.missions) {
    for (int& dispute : mission.disputes) dispute = reversed(dispute, n);
  }
  return arm;
}

inline ArmInputs with_pairs_reversed(ArmInputs arm) {
  Region& region = arm.inputs.region;
  std::reverse(region.pairs.begin(), region.pairs.end());
  for (Dispute& dispute : region.disputes) dispute.pair = reversed(dispute.pair, region.pair_count());
  return arm;
}

/// A copy of the first country stands before all others; it is party to nothing and nobody's rival.
inline Region with_another_country(Region region, std::string const& id) {
  Country country = region.countries.front();
  country.id = id;
  region.countries.insert(region.countries.begin(), country);
  for (Actor& actor : region.actors) {
    for (auto* by_country : {&actor.value, &actor.pressure, &actor.dependence}) {
      if (!by_country->empty()) by_country->insert(by_country->begin(), 0.1);
    }
  }
  for (Dispute& dispute : region.disputes) {
    for (auto* shares : {&dispute.parties, &dispute.exposed}) {
      for (CountryShare& one : *shares) ++one.country;
    }
  }
  for (CountryPair& pair : region.pairs) {
    ++pair.first;
    ++pair.second;
  }
  for (Segment& segment : region.transport.segments) segment.country += segment.country >= 0 ? 1 : 0;
  return region;
}

/// A copy of the first dispute stands before all others.
inline Region with_another_dispute(Region region, std::string const& id) {
  Dispute dispute = region.disputes.front();
  dispute.id = id;
  dispute.pair = -1;
  region.disputes.insert(region.disputes.begin(), dispute);
  for (CountryPair& pair : region.pairs) pair.dispute += pair.dispute >= 0 ? 1 : 0;
  for (Mission& mission : region.missions) {
    for (int& d : mission.disputes) ++d;
  }
  return region;
}

}  // namespace detente
