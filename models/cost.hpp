#pragma once

#include "models/step.hpp"

namespace detente {

/// What a month cost, in million euro, by component. Policy money stands beside crisis management, never inside.
enum class Component : int {
  mission_baseline,
  post_conflict,
  mission_surge,
  mediation,
  stabilisation,
  disruption,
  readiness_delay,
  misinvestment,
  leakage,
  migration,
  policy
};
inline constexpr int crisis_components = static_cast<int>(Component::policy);  // all but policy, the last
inline constexpr int components = crisis_components + 1;

/// Names of the components, in the order of Component.
std::vector<std::string> component_names();

/// One month's cost in L runs [MEUR].
template <class Real, int L>
struct MonthCost {
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  std::array<std::array<P, payers>, components> part;  // [component][payer]
  F by_dispute;  // the Union's part of what is done in one dispute: mediation and stabilisation there
  F by_country;  // the Union's part of what is lost in one country: misinvestment and leakage there
  P crisis;      // the Union's part of all but policy
  F eu;          // the Union's part by component

  explicit MonthCost(Region const& region);
};

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
