#pragma once

#include "engine/core/pack.hpp"
#include "models/region.hpp"

namespace detente {

/// The state of L runs at the start of a month; copying it copies the runs. Indices of the text are in [0, 1] and have
/// no unit. Fields by actor and country are [adversary * countries + country], stocks [country * suppliers + supplier],
/// industry [country * products + product].
template <class Real, int L>
struct State {
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  P us_regime;                    // 0 engaged, 1 transactional, 2 disengaged
  P us_attention, war_intensity;  // [0..1]
  P shock;                        // >= 0
  P eu_bandwidth;                 // [0..1]
  P crossings;                    // index, start = 1
  // by country
  F cooperate, hedge, defy;  // indicator of the stance; with noise off its share
  F oversight, capture, alignment, trust, access, resilience, fragmentation, stability;
  F campaign;      // [0..1], 1 in the month a campaign starts
  F spending;      // relative to the start
  F contract;      // index of the main supplier
  F peacekeepers;  // [persons]
  F experience;
  F propensity;  // what pushing here is believed to bring; starts at 0
  F stock;       // [MEUR] by supplier
  F industry;    // [MEUR/year of output] by product
  // by adversary and country
  F pressure, dependence;
  F mistrust;  // by pair
  // by dispute
  F tension;
  F level;       // 0..5
  F recency;     // [0..2]
  F settlement;  // 0 or 1
  // by mission
  F strength, legacy;  // [persons]
  F quality;           // by segment

  explicit State(Region const& region);
};

}  // namespace detente
