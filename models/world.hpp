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
  /// The same; `done` is called with the name of every process that has just ended, as by a stopwatch.
  template <class Done>
  void derive(State<Real, L> const& state, Levers<Real, L> const& levers, Derived<Real, L>& derived, int month,
              Done&& done) const;
  template <class Done>
  void step(Month<Real, L> const& month, State<Real, L>& next, Done&& done) const;
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

template <class Real, int L>
template <class Done>
void World<Real, L>::derive(State<Real, L> const& state, Levers<Real, L> const& levers, Derived<Real, L>& derived,
                            int month, Done&& done) const {
  using Felt = typename Conditions<Real, L>::Levels;
  conditions_.derive(setup_.parameters, state, levers, setup_.feels_usual_levels() ? Felt::usual : Felt::actual, month,
                     derived, done);
  perceived_cost_.derive(state, derived);
  done("perceived cost");
  escalation_.derive(state, derived);
  done("rates of the ladder");
}

// What couples what. Every process also reads its own variable; "derived" is what follows from the month's start.
template <class Real, int L>
template <class Done>
void World<Real, L>::step(Month<Real, L> const& month, State<Real, L>& next, Done&& done) const {
  // levels, stability -> regime, attention, war, shock, bandwidth, campaign
  drivers_(month, next);
  done("drivers");
  // reward, gap, dependence, campaign, cost -> cooperate, hedge, defy
  stances_(month, next);
  done("stances");
  // offer, eligibility, gap, bandwidth -> access, trust
  inclusion_(month, next);
  done("inclusion");
  // trust, missions, fragmentation, resilience -> pressure, propensity
  pressure_(month, next);
  done("hybrid pressure");
  // reward, pressure, crises, spending, arms -> oversight, capture, resilience, fragmentation, stability
  governance_(month, next);
  done("governance");
  // reward, gap, stance, arms, pressure -> alignment, dependence
  alignment_(month, next);
  done("alignment");
  // mistrust, alignment, dependence, access -> spending, contract, stock
  procurement_(month, next);
  done("procurement");
  // spending, campaign, level, pressure, access -> mistrust
  mistrust_(month, next);
  done("mistrust");
  // spending, arms, access, leakage -> industry
  industry_(month, next);
  done("industry");
  // alignment, crises, shock -> peacekeepers, experience, crossings
  contributions_(month, next);
  done("contributions");
  // money, leakage -> quality
  mobility_(month, next);
  done("mobility");
  // level, attention, bandwidth, throughput -> strength, legacy
  missions_(month, next);
  done("missions");
  // pressure, mistrust, stability, effort -> tension
  tension_(month, next);
  done("tension");
  // rates of the ladder and of agreements -> level, recency, settlement
  escalation_(month, next);
  done("escalation");
}

}  // namespace detente
