#pragma once

#include "models/anchored_index.hpp"

namespace detente {

/// Tension of a dispute, an anchored index. A bar is the mean over the parties by weight.
///   eta = ten_pressure bar(Hi) + ten_mistrust mu + ten_instab (1 - bar(x)) + ten_campaign bar(E nationalism)
///         - ten_mediation effort - ten_reward bar(R) + ten_defy bar(1[defy])                               (E1)
/// mu is the mistrust of the dispute's pair, 0 if it is internal. Writes tension [0, 1]. Source:
/// docs/model/escalation.md.
template <class Real, int L>
class Tension {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Tension(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;
  P eta(EscalationParameters<P> const& p, P const& ten_defy, View<Real, L> const& view, int dispute) const;

 private:
  Region const& region_;
  EscalationParameters<P> p_;
  P ten_defy_;
  F nationalism_;
  AnchoredIndex<Real, L> tension_;
};

}  // namespace detente
