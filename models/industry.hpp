#pragma once

#include "models/step.hpp"

namespace detente {

/// Arms industry, by country and product:
///   Q <- max(0, Q + dt ((1 - leak) (split (own + safe) + coproduction + upkeep)/capital_per_output
///                        - industry_decay Q))                                                            (Q1)
///   own = industry_share (share of domestic suppliers) equip,
///   safe = safe_share access.industry A gdp0/(mean gdp0)                                                 (Q2)
/// `split` is the initial split over products, `upkeep` what keeps Q at rest at the reference without co-production.
/// Reads industry, stock shares, spending, access, leaks. Writes industry [MEUR/year of output]. Source:
/// docs/model/industry.md.
template <class Real, int L>
class Industry {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Industry(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

 private:
  /// own + safe of (Q2) in MEUR/year.
  P investment(IndustryParameters<P> const& p, View<Real, L> const& view, int country, int month) const;

  Setup<Real, L> const& setup_;
  IndustryParameters<P> p_;
  F gdp_, growth_, spending_share_, equipment_share_, relative_gdp_;
  F split_, upkeep_;  // [country * products + product]
};

/// EU money for the industry of a country, `safe` of (Q2) [MEUR/year].
template <class Real, int L>
Pack<Real, L> safe_money(IndustryParameters<Pack<Real, L>> const& p, Pack<Real, L> const& relative_gdp,
                         State<Real, L> const& state, Levers<Real, L> const& levers, int country) {
  return p.safe_share * levers.access_industry[country] * state.access[country] * relative_gdp;
}

/// gdp0 of every country over the mean gdp0.
template <class Real, int L>
Field<Real, L> relative_gdp(Setup<Real, L> const& setup) {
  Field<Real, L> gdp = setup.per_country(&Country::gdp);
  Pack<Real, L> total = Pack<Real, L>::Zero();
  for (Pack<Real, L> const& one : gdp) total += one;
  for (Pack<Real, L>& one : gdp) one = one * static_cast<Real>(gdp.size()) / total;
  return gdp;
}

}  // namespace detente
