#pragma once

#include "engine/core/pack.hpp"
#include "models/region.hpp"

namespace detente {

/// What follows from the state at a month's start, once a month, and is read by the processes. Numbers of the text are
/// in [0, 1] and have no unit.
template <class Real, int L>
struct Derived {
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  // by country
  F governance;           // g = o (1 - k)
  F leakage, leakage_eu;  // share of own money and of EU money that leaks
  F dependence;           // adversarial pull over all actors
  F predictability;       // a (1 - dep)
  F pressure;             // over all actors
  F interoperability;
  F western_share;  // of the stock
  F opacity;        // of the stock
  F information_leakage;
  F offer, eligibility, gap;  // of access
  F reward;                   // value of membership and access, trusted
  F reachable_reward;         // the part of it that reform can still win
  F crisis_load;              // z
  F closure;                  // share of passage closed
  F mission_presence;
  F supplier_share;  // [country * suppliers + supplier]
  // by dispute
  F level_felt, recency_felt;    // what predictors read: the state, or the usual values in a held, noise-free world
  F presence;                    // of missions
  F effort;                      // of diplomacy
  F perceived_cost;              // of escalating
  F defiance, cooperation;       // mean over the parties
  F up_rate, down_rate;          // of the ladder [1/year]
  F settle_rate, unsettle_rate;  // of agreements [1/year]
  // transport
  F segment_money;                  // by segment [MEUR/year]
  F wait;                           // by segment [hours]
  F capacity;                       // by segment [class units]
  F throughput_without;             // by corridor, then by country [class units]
  F network_flow;                   // of the parts of the network, then with something closed [class units]
  P throughput, robust_throughput;  // [class units]
  P redundancy;                     // robust over whole
  P transit_hours, border_wait;     // [hours]

  explicit Derived(Region const& region);
};

}  // namespace detente
