#pragma once

#include "models/step.hpp"

namespace detente {

/// What partners contribute: peacekeepers abroad, the experience they bring home, and fewer irregular crossings.
///   N <- N + rho(peace_rate) (N0(t) (a/a0) (1 - z)/(1 - usual_crisis) - N)                                 (B1)
///   X <- clip01(X + dt (exp_gain N/N_ref (1 - X) - exp_decay X)), N_ref = n_ref_per_million population/1e6 (B2)
///   F <- F + rho(cross_rate) (exp(-cross_elast (officers/officers0 mean a - mean a0))
///        (1 + cross_shock S)/(1 + cross_shock S0) - F)                                                     (B3)
/// Reads alignment, crisis load, peacekeepers, experience, shock. Writes peacekeepers [persons], experience [0, 1],
/// crossings [index, start = 1]. Source: docs/model/contributions.md.
template <class Real, int L>
class Contributions {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Contributions(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

 private:
  P next_crossings(Month<Real, L> const& month) const;

  Setup<Real, L> const& setup_;
  ContributionsParameters<P> p_;
  P peace_share_, cross_share_, officers_reference_, alignment_mean_reference_, shock_reference_;
  F alignment_reference_, calm_reference_, full_deployment_;
};

/// The deployment that counts as full, N_ref of (B2), by country [persons].
template <class Real, int L>
Field<Real, L> full_deployment(Setup<Real, L> const& setup, ContributionsParameters<Pack<Real, L>> const& p) {
  Field<Real, L> field;
  for (Pack<Real, L> const& population : setup.per_country(&Country::population)) {
    field.push_back(p.n_ref_per_million * population / static_cast<Real>(1e6));
  }
  return field;
}

}  // namespace detente
