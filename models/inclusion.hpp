#pragma once

#include "models/anchored_index.hpp"

namespace detente {

/// Inclusion, conditional but credible: what is offered is granted to the eligible, at the pace that attention allows.
///   offer = sum_f access_weight[f] access[f]                                                               (I1)
///   elig = 1 - conditionality + conditionality sigmoid(elig_slope ((g + a)/2 - score_leak infoleak - benchmark)) (I2)
///   gap = max(0, alignment_demand - A)                                                                     (I3)
///   R = tau (member + reward_access A), member = reward_membership (promise + pace)/2                      (I4)
///   incentive = conditionality verification tau (member + reward_access offer)                             (I5)
///   A <- A + rho(access_rate) B (offer elig - A)                                                           (I6)
///   trust: anchored, eta = trust_pace (pace elig B - promise) - trust_gap gap                              (I7)
/// trust moves with trust_up when its target is above it, else with trust_down.
/// Reads governance, alignment, information leakage, access, trust, bandwidth. Writes access, trust [0, 1]. Source:
/// docs/model/inclusion.md.
template <class Real, int L>
class Inclusion {
 public:
  using P = Pack<Real, L>;

  Inclusion(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;
  P trust_eta(InclusionParameters<P> const& p, View<Real, L> const& view, int country) const;

 private:
  Region const& region_;
  InclusionParameters<P> p_;
  P access_share_, trust_up_, trust_down_;
  AnchoredIndex<Real, L> trust_;
};

/// offer (I1) and eligibility (I2) of every country; needs governance and information leakage.
template <class Real, int L>
void derive_eligibility(InclusionParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                        Levers<Real, L> const& levers, Derived<Real, L>& derived);

/// gap (I3), reward (I4) and reachable reward (I5) of every country; needs the offer.
template <class Real, int L>
void derive_reward(InclusionParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                   Levers<Real, L> const& levers, Derived<Real, L>& derived);

}  // namespace detente
