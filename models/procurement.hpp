#pragma once

#include "models/step.hpp"

namespace detente {

/// Budgets and arms. Spending follows plans and neighbours (Richardson, relative form):
///   y <- y + dt (-fatigue (y - plan) + reaction sum_j rivalry_ij mu_ij (y_j - 1)) + spend_vol sqrt(dt) y eps,
///   limited to [0.3, share_max/share0]                                                                     (P1)
/// A new main supplier is drawn with hazard contract_rate in proportion to
///   max(share0[s], 0.01) exp(appeal[s] + u[s] - u0[s]),
///   u = u_lock share[s] + u_interop a compat[s] + u_dep D(actor of s) + u_safe access.industry A eu[s]     (P2)
/// and supplies from the next month:
///   K[s] <- K[s] exp(-stock_decay dt) + dt ((1 - leak) equip (1[s is contract] (1 - side) + side share[s])
///           + (1 - leak_eu) assistance[s])                                                                 (P3)
/// Reads spending, mistrust, shares, alignment, dependence, access, leaks. Writes spending [relative to the start],
/// contract [index], stock [MEUR]. Source: docs/model/procurement.md.
template <class Real, int L>
class Procurement {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Procurement(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

  /// Change of spending per year without noise: plan and neighbours.
  P spending_drift(State<Real, L> const& state, int country, P const& plan) const;
  /// u[s] of (P2).
  P supplier_utility(ProcurementParameters<P> const& p, View<Real, L> const& view, int country, int supplier) const;

 private:
  struct Rival {
    int country, pair;
    P rivalry;
  };
  P next_spending(Month<Real, L> const& month, int country) const;
  P next_contract(Month<Real, L> const& month, int country) const;
  void next_stock(Month<Real, L> const& month, int country, State<Real, L>& next) const;

  Setup<Real, L> const& setup_;
  ProcurementParameters<P> p_;
  P contract_probability_, stock_left_, spend_noise_;
  F gdp_, growth_, spending_share_, equipment_share_, compat_;
  F base_weight_, utility_reference_;       // [country * suppliers + supplier]
  std::vector<std::vector<Rival>> rivals_;  // by country
  int eu_suppliers_ = 0;
};

/// Shares of the stock by supplier and what follows from them: interoperability p = (1 - xi) sum compat share + xi X,
/// western share, opacity.                                                                                  (P4)
template <class Real, int L>
class StockShares {
 public:
  explicit StockShares(Setup<Real, L> const& setup);
  void derive(ProcurementParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
              Derived<Real, L>& derived) const;

 private:
  Region const& region_;
  Field<Real, L> compat_, opacity_;
};

/// Money a country spends, in its months: share0 gdp0 exp(growth t) y [MEUR/year]; growth is 0 in a held world.   (P5)
template <class Real, int L>
Pack<Real, L> spending_meur(Setup<Real, L> const& setup, Pack<Real, L> const& share, Pack<Real, L> const& gdp,
                            Pack<Real, L> const& growth, Pack<Real, L> const& spending, int month) {
  using P = Pack<Real, L>;
  Real const years = setup.scenario.holds_reference ? 0 : static_cast<Real>(month * dt_years);
  return share * gdp * exponential(P(growth * years)) * spending;
}

}  // namespace detente
