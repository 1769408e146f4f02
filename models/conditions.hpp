#pragma once

#include "models/crisis_load.hpp"
#include "models/decisions.hpp"
#include "models/governance.hpp"
#include "models/hybrid_pressure.hpp"
#include "models/inclusion.hpp"
#include "models/missions.hpp"
#include "models/mobility.hpp"
#include "models/procurement.hpp"

namespace detente {

/// What follows from a state at a month's start, in the order in which one quantity needs another. Perceived cost and
/// the rates of the ladder, which need the reference, come after (Escalation).
template <class Real, int L>
class Conditions {
 public:
  using P = Pack<Real, L>;

  explicit Conditions(Setup<Real, L> const& setup)
      : crises_(setup), totals_(setup), stock_(setup), presence_(setup), diplomacy_(setup), network_(setup) {}

  enum class Levels { usual, actual };

  /// `done` is called with the name of each part that has just ended.
  template <class Done>
  void derive(Parameters<P> const& p, State<Real, L> const& state, Levers<Real, L> const& levers, Levels felt,
              int month, Derived<Real, L>& derived, Done&& done) const {
    if (felt == Levels::usual) {
      crises_.derive_usual(derived);
    } else {
      crises_.derive_actual(p.mobility, state, derived);
    }
    done("crises felt");
    totals_.derive(state, derived);                           // pressure, dependence, predictability
    derive_governance(p.governance, state, levers, derived);  // needs dependence
    derive_eligibility(p.inclusion, state, levers, derived);  // needs governance, leakage
    derive_reward(p.inclusion, state, levers, derived);       // needs the offer
    stock_.derive(p.procurement, state, derived);
    presence_.derive(p.missions, state, derived);
    diplomacy_.derive(p.decisions, state, levers, derived);  // needs levels felt
    done("other conditions");
    network_.derive(p.mobility, state, levers, month, derived);  // needs closure, predictability
    done("transport network");
  }
  void derive(Parameters<P> const& p, State<Real, L> const& state, Levers<Real, L> const& levers, Levels felt,
              int month, Derived<Real, L>& derived) const {
    derive(p, state, levers, felt, month, derived, [](char const*) {});
  }

 private:
  CrisisLoad<Real, L> crises_;
  PressureTotals<Real, L> totals_;
  StockShares<Real, L> stock_;
  MissionPresence<Real, L> presence_;
  Diplomacy<Real, L> diplomacy_;
  NetworkCondition<Real, L> network_;
};

}  // namespace detente
