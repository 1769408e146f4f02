#pragma once

#include "models/alignment.hpp"
#include "models/conditions.hpp"
#include "models/contributions.hpp"
#include "models/cost.hpp"
#include "models/drivers.hpp"
#include "models/escalation.hpp"
#include "models/industry.hpp"
#include "models/mistrust.hpp"
#include "models/reference.hpp"
#include "models/tension.hpp"

namespace detente {

/// All processes of one arm for the runs in the lanes: the wiring. Adding a process means a member here, a line in
/// step, and a stream if it draws.
template <class Real, int L>
class World {
 public:
  using P = Pack<Real, L>;

  /// `status_quo` are the levers of the first month without a policy.
  World(Setup<Real, L> const& setup, Levers<Real, L> const& status_quo);
  World(World const&) = delete;
  World& operator=(World const&) = delete;

  /// The state in which the runs begin; stances are drawn.
  State<Real, L> start(Luck<Real, L> const& luck) const;
  /// What follows from the state at the start of a month, once a month; what is evaluated once a year stays as it
  /// stands in `derived` unless the year begins.
  void derive(State<Real, L> const& state, Levers<Real, L> const& levers, Derived<Real, L>& derived,
              int month = 0) const;
  /// One month: every process reads `month` and writes its own part of `next`.
  void step(Month<Real, L> const& month, State<Real, L>& next) const;
  /// What the month cost, `next` being its end; reports the surges it called for.
  void account(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const;

  Setup<Real, L> const& setup() const { return setup_; }
  Reference<Real, L> const& reference() const { return reference_; }
  Cost<Real, L> const& cost() const { return cost_; }

 private:
  Setup<Real, L> setup_;
  Conditions<Real, L> conditions_;
  Reference<Real, L> reference_;
  Drivers<Real, L> drivers_;
  Stances<Real, L> stances_;
  Inclusion<Real, L> inclusion_;
  HybridPressure<Real, L> pressure_;
  Governance<Real, L> governance_;
  Alignment<Real, L> alignment_;
  Procurement<Real, L> procurement_;
  Mistrust<Real, L> mistrust_;
  Industry<Real, L> industry_;
  Contributions<Real, L> contributions_;
  Mobility<Real, L> mobility_;
  Missions<Real, L> missions_;
  Tension<Real, L> tension_;
  PerceivedCost<Real, L> perceived_cost_;
  Escalation<Real, L> escalation_;
  Cost<Real, L> cost_;
};

}  // namespace detente
