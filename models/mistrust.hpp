#pragma once

#include "models/anchored_index.hpp"

namespace detente {

/// Mistrust of a pair of countries, an anchored index.
///   eta = mis_arms ((y_i - 1) + (y_j - 1)) (1 - coord) + mis_campaign (nationalism_i E_i + nationalism_j E_j)/2
///         + mis_crisis L/5 + mis_pressure (Hi_i + Hi_j)/2 - mis_coord coord                                (M1)
///   coord = clip01(coordination + A_i A_j) (1 - split_cost |nato_i - nato_j|)                              (M2)
/// L is the level of the pair's dispute, 0 if it has none. Reads spending, campaign, level, pressure, access. Writes
/// mistrust [0, 1]. Source: docs/model/mistrust.md.
template <class Real, int L>
class Mistrust {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Mistrust(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;
  P eta(MistrustParameters<P> const& p, P const& split_cost, View<Real, L> const& view, int pair) const;

 private:
  Region const& region_;
  MistrustParameters<P> p_;
  P split_cost_;
  F nato_, nationalism_;
  AnchoredIndex<Real, L> mistrust_;
};

}  // namespace detente
