#pragma once

#include "models/lever_settings.hpp"

#include <vector>

namespace detente::bench {

// One run of the scalar peer: plain numbers, one contiguous vector by variable. Names, units and order of entities are
// those of models/state.hpp and models/derived.hpp.

template <class Real>
struct ScalarState {
  using Reals = std::vector<Real>;

  int us_regime = 0;
  Real us_attention = 0, war_intensity = 0, shock = 0, eu_bandwidth = 0, crossings = 0;
  Reals cooperate, hedge, defy, oversight, capture, alignment, trust, access, resilience, fragmentation, stability,
      campaign, spending, peacekeepers, experience, propensity;  // by country
  std::vector<int> contract;
  Reals stock, industry;       // [country * suppliers + supplier], [country * products + product]
  Reals pressure, dependence;  // [adversary * countries + country]
  Reals mistrust;              // by pair
  Reals tension;               // by dispute
  std::vector<int> level;
  Reals recency, settlement;
  Reals strength, legacy;  // by mission
  Reals quality;           // by segment

  explicit ScalarState(Region const& region);
};

/// The levers of one month.
template <class Real>
struct ScalarLevers : LeverSettings<Real, std::vector<Real>> {
  /// From the flattened values of one month, in the order of lever_names; 0 for missions without a lever.
  ScalarLevers(Region const& region, double const* values);
};

template <class Real>
struct ScalarDerived {
  using Reals = std::vector<Real>;

  Reals governance, leakage, leakage_eu, dependence, predictability, pressure, interoperability, western_share, opacity,
      information_leakage, offer, eligibility, gap, reward, reachable_reward, crisis_load, closure, mission_presence,
      safe;                  // by country; safe: EU money for its industry (Q2) [MEUR/year]
  Reals passage, wait_left;  // by country: shares of passage that is open and of waiting that is left
  Reals supplier_share;      // [country * suppliers + supplier]
  Reals level_felt, recency_felt, presence, effort, perceived_cost, defiance, cooperation;  // by dispute
  // means over the parties of a dispute, by their weights
  Reals bar_pressure, bar_reward, bar_fragmentation, bar_dependence, bar_campaign, bar_nationalist_campaign,
      bar_stability, joint_interoperability, least_governance;
  Reals neighbours;  // sum over disputes that share a party of how far they are above their usual level, in fifths
  Reals segment_money, wait, capacity, hours;  // by segment
  Reals throughput_without;                    // by corridor, then by country
  Real throughput = 0, robust_throughput = 0, redundancy = 0, transit_hours = 0, border_wait = 0;
  Reals work;  // room for what the network programs compute

  explicit ScalarDerived(Region const& region);
};

}  // namespace detente::bench
