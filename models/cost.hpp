#pragma once

#include "models/month_cost.hpp"
#include "models/step.hpp"

#include <array>
#include <vector>

namespace detente {

/// The cost of a month, by component (K1 to K11, docs/model/cost.md has the formulas), payer and place. Levels,
/// strengths, legacy, crossings and war are those of the month's end; leaks, transit and the money spent are the
/// month's own. Reads `next` and the month; writes a MonthCost.
template <class Real, int L>
class Cost {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Cost(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const;

  /// e^(-discount_rate t) for the month that starts at t.
  P discount(int month) const;

 private:
  using Parts = std::array<P, payers>;
  void missions(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const;
  void disputes(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const;
  void transport(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const;
  void countries(Month<Real, L> const& month, MonthCost<Real, L>& cost) const;
  P policy(Month<Real, L> const& month) const;
  P closed_share(State<Real, L> const& next) const;
  /// Splits an amount into the Union's share and the rest, which falls to `other`.
  Parts split(P const& amount, P const& eu_share, Payer other) const;

  Setup<Real, L> const& setup_;
  CostParameters<P> p_;
  IndustryParameters<P> industry_;
  std::array<P, levels> closure_;
  P transit_reference_;
  F strength_reference_, weight_, relative_gdp_, capacity_km_;
  struct MissionPrice {
    P person_year, surge_person_year;
    Parts share;
  };
  std::vector<MissionPrice> price_;
  std::vector<F> exposure_;  // [dispute][position in Dispute::exposed]
};

}  // namespace detente
