#pragma once

#include "models/step.hpp"
#include "models/transport_network.hpp"

namespace detente {

/// Military mobility: what the network lets through, and how fast.
///   avail = (1 - cl) (1 - denial (1 - sigmoid(denial_slope (pred - denial_mid))))                          (T1)
///   wait = wait0 (1 - wait_cut access.mobility A)                                                          (T2)
///   cap = cap0 (cap_floor + (1 - cap_floor) q) avail/(1 + wait/24)                                         (T3)
///   Phi = min over minimal cuts of the sum of cap                                                          (T4)
///   hours = (length/(speed (0.5 + 0.5 q)) + wait)/max(avail, 0.05),
///   transit = mean over exits of the fastest route                                                       (T5)
/// Outside the region nothing leaks, closes or is denied. Bypass segments count for transit, not for Phi. Reads
/// quality, access, predictability, closure. Writes segment_money [MEUR/year], wait [hours], capacity, throughput
/// (whole, and without each corridor and country) [class units], transit_hours, border_wait [hours]. Source:
/// docs/model/mobility.md.
template <class Real, int L>
class NetworkCondition {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;
  using S = Scratch<Real, L>;

  explicit NetworkCondition(Setup<Real, L> const& setup);
  /// `month` decides whether flows that are evaluated once a year are due; else they stay as they stand in `derived`.
  void derive(MobilityParameters<P> const& p, State<Real, L> const& state, Levers<Real, L> const& levers, int month,
              Derived<Real, L>& derived) const;

 private:
  void derive_money(State<Real, L> const& state, Levers<Real, L> const& levers, Derived<Real, L>& derived) const;
  void derive_throughput(Derived<Real, L>& derived, F const& segment_capacity, int month) const;
  P throughput(ThroughputProgram const& program, S const& capacity) const;
  P throughput_without(std::vector<NetworkPrograms::Changed> const& changed, F const& flow, S const& before,
                       S const& after) const;
  P transit(S const& segment_hours) const;

  Region const& region_;
  F length_, full_capacity_, wait_;  // by segment
  F entry_hours_;
  NetworkPrograms const& programs_;
  int borders_ = 0;
};

/// Quality of segments: q <- clip01(q + dt ((1 - leak_eu) money/cost - wear (q - q0))), cost = length cost_per_km. (T6)
/// Reads quality, segment_money, leakage_eu. Writes quality [0, 1]. Source: docs/model/mobility.md.
template <class Real, int L>
class Mobility {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Mobility(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

 private:
  Setup<Real, L> const& setup_;
  P wear_;
  F cost_, start_quality_;
};

/// MEUR of EU money that one segment costs from quality 0 to 1, by segment.
template <class Real, int L>
Field<Real, L> segment_cost(Setup<Real, L> const& setup) {
  Field<Real, L> cost;
  for (int r = 0; r < setup.region.segment_count(); ++r) {
    cost.push_back(setup.pick(
        [&](Region const& region) { return region.transport.segments[r].km * region.transport.cost_per_km; }));
  }
  return cost;
}

}  // namespace detente
