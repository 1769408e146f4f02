#pragma once

#include "models/anchored_index.hpp"

namespace detente {

/// External actors choose where to push. For each actor e with adversity above 0 and country i:
///   pres = pres_trust tau + pres_mission mission_presence + pres_us w                                      (H1)
///   opportunity = w_frag f + w_res (1 - rs) + w_dep D + w_vacuum (1 - pres) + w_leak infoleak access.governance   (H2)
///   target_share = softmax over countries and "elsewhere" of focus_e (value + V + opportunity)             (H3)
///   effort = capacity_e (1 - distraction_e W) (1 + vacuum_e (1 - w))                                       (H4)
///   m = effort/effort0 target_share/target_share0 (1 - rs_shield rs)/(1 - rs_shield rs0)
///   H relaxes to 1 - (1 - H0)^m                                                                            (H5)
///   V <- V + rho(learn_rate) (learn_gain ((mean tension of i's disputes - its start) + (a at start - a)) - V)   (H6)
/// The utility of elsewhere is fixed so that its share at the reference is `elsewhere`: a weakness common to all draws
/// pressure. Reads trust, fragmentation, resilience, dependence, tension, alignment, war, US attention. Writes pressure
/// [0, 1] and propensity. Source: docs/model/hybrid_pressure.md.
template <class Real, int L>
class HybridPressure {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  HybridPressure(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

  /// (H2) with given coefficients.
  P opportunity(HybridPressureParameters<P> const& p, View<Real, L> const& view, int adversary, int country) const;

 private:
  /// Utilities of the countries and what their softmax divides by (its logarithm, elsewhere included).
  struct Aim {
    Scratch<Real, L> utility;
    P log_total;
  };
  struct Pusher {  // an actor's constants
    P capacity, distraction, vacuum, focus, effort_reference;
    Real capacity_factor;  // of the scenario: scales effort, never the reference's
    F value;
    F log_spared;  // ln(1 - H0) by country
    P elsewhere_utility;
    Aim reference;
  };
  Pusher make_pusher(int adversary, Reference<Real, L> const& reference) const;
  Aim aim(HybridPressureParameters<P> const& p, Pusher const& pusher, View<Real, L> const& view, int adversary) const;
  P effort(Pusher const& pusher, State<Real, L> const& state) const;
  void learn(Month<Real, L> const& month, State<Real, L>& next) const;

  Setup<Real, L> const& setup_;
  HybridPressureParameters<P> p_;
  P share_, noise_scale_, learning_share_;
  F shield_reference_, start_alignment_, start_tension_;
  std::vector<std::vector<int>> disputes_of_;  // by country
  std::vector<Pusher> pushers_;
};

/// Totals over actors: pressure Hi = 1 - prod(1 - H) and dependence dep = 1 - prod(1 - adversity D).        (H7)
template <class Real, int L>
class PressureTotals {
 public:
  explicit PressureTotals(Setup<Real, L> const& setup);
  void derive(State<Real, L> const& state, Derived<Real, L>& derived) const;

 private:
  Field<Real, L> adversity_;  // by adversary
};

}  // namespace detente
