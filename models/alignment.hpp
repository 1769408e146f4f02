#pragma once

#include "models/anchored_index.hpp"

namespace detente {

/// Alignment with the Union and dependence on other actors, anchored indices.
///   eta_alignment = al_reward R - al_gap gap - al_dep dep - al_capture k + al_us nato w
///                   - al_campaign nationalism E + al_stance (1[cooperate] - 1[defy])                        (A1)
///   eta_dependence = dep_arms (share of arms of e) + dep_pressure H + dep_gap gap - dep_reward R           (A2)
/// Reads reward, gap, dependence, capture, US attention, campaign, stances, stock shares, pressure. Writes alignment by
/// country and dependence by actor and country [0, 1]. Source: docs/model/alignment.md.
template <class Real, int L>
class Alignment {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Alignment(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

  P alignment_eta(AlignmentParameters<P> const& p, P const& al_stance, View<Real, L> const& view, int country) const;
  P dependence_eta(AlignmentParameters<P> const& p, View<Real, L> const& view, int adversary, int country) const;

 private:
  Region const& region_;
  AlignmentParameters<P> p_;
  P al_stance_;
  F nato_, nationalism_;
  AnchoredIndex<Real, L> alignment_, dependence_;
};

}  // namespace detente
