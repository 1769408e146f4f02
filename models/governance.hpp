#pragma once

#include "models/anchored_index.hpp"

namespace detente {

/// Governance as a security variable: oversight, state capture, resilience, fragmentation of authority and stability,
/// each an anchored index of every country.
///   eta_oversight = gov_reward incentive + gov_audit audit - gov_capture k                                 (G1)
///   eta_capture = cap_spend ln(inflow/inflow0) (1 - o) + cap_opaque opacity + cap_pressure Hi
///                 - cap_oversight o - cap_audit audit, inflow = share0 y + capacity_building/gdp0           (G2)
///   eta_resilience = res_aid ln(1 + (1 - leak_eu) resilience_aid/res_scale) + res_gov g - res_pressure Hi  (G3)
///   eta_fragmentation = frag_pressure Hi + frag_crisis z - frag_reward R                                   (G4)
///   eta_stability = stab_gov g - stab_shock S - stab_pressure Hi - stab_crisis z                           (G5)
/// Oversight and capture that a scenario has follow a dated path do so instead.
/// Reads them, pressure, reward, reachable reward, crisis load, shock, spending, opacity. Writes them [0, 1]. Source:
/// docs/model/governance.md.
template <class Real, int L>
class Governance {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;
  using Coefficients = GovernanceParameters<P>;

  Governance(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

  P oversight_eta(Coefficients const& p, View<Real, L> const& view, int country) const;
  P capture_eta(Coefficients const& p, View<Real, L> const& view, int country) const;
  P resilience_eta(Coefficients const& p, View<Real, L> const& view, int country) const;
  P fragmentation_eta(Coefficients const& p, View<Real, L> const& view, int country) const;
  P stability_eta(Coefficients const& p, View<Real, L> const& view, int country) const;

 private:
  Region const& region_;
  Followed const& followed_;
  Coefficients p_;
  F spending_share_, gdp_, inflow_reference_;
  AnchoredIndex<Real, L> oversight_, capture_, resilience_, fragmentation_, stability_;
};

/// g = o (1 - k); leak = leak_max k (1 - o); leak_eu = leak (1 - safeguard (verification + audit)/2);
/// infoleak = k dep (1 - safeguard verification).                                                           (G6)
template <class Real, int L>
void derive_governance(GovernanceParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                       Levers<Real, L> const& levers, Derived<Real, L>& derived);

}  // namespace detente
