#include "models/world.hpp"

#include "engine/core/instances.hpp"

namespace detente {

template <class Real, int L>
World<Real, L>::World(Setup<Real, L> const& setup, Levers<Real, L> const& status_quo)
    : setup_(setup),
      conditions_(setup_),
      reference_(make_reference(setup_, conditions_, status_quo)),
      drivers_(setup_, reference_),
      stances_(setup_, reference_),
      inclusion_(setup_, reference_),
      pressure_(setup_, reference_),
      governance_(setup_, reference_),
      alignment_(setup_, reference_),
      procurement_(setup_, reference_),
      mistrust_(setup_, reference_),
      industry_(setup_, reference_),
      contributions_(setup_, reference_),
      mobility_(setup_, reference_),
      missions_(setup_, reference_),
      tension_(setup_, reference_),
      perceived_cost_(setup_, reference_),
      escalation_(setup_, reference_),
      cost_(setup_, reference_) {}

template <class Real, int L>
State<Real, L> World<Real, L>::start(Luck<Real, L> const& luck) const {
  State<Real, L> state = reference_.start;
  if (setup_.scenario.us_hold)
    state.us_regime = P::Constant(static_cast<Real>(static_cast<int>(*setup_.scenario.us_hold)));
  start_stances(setup_, luck, state);
  return state;
}

template <class Real, int L>
void World<Real, L>::derive(State<Real, L> const& state, Levers<Real, L> const& levers, Derived<Real, L>& derived,
                            int month) const {
  using Felt = typename Conditions<Real, L>::Levels;
  conditions_.derive(setup_.parameters, state, levers, setup_.feels_usual_levels() ? Felt::usual : Felt::actual, month,
                     derived);
  perceived_cost_.derive(state, derived);
  escalation_.derive(state, derived);
}

// What couples what. Every process also reads its own variable; "derived" is what follows from the month's start.
template <class Real, int L>
void World<Real, L>::step(Month<Real, L> const& month, State<Real, L>& next) const {
  drivers_(month,
           next);  // levels, stability                           -> regime, attention, war, shock, bandwidth, campaign
  stances_(month, next);    // reward, gap, dependence, campaign, cost     -> cooperate, hedge, defy
  inclusion_(month, next);  // offer, eligibility, gap, bandwidth          -> access, trust
  pressure_(month, next);   // trust, missions, fragmentation, resilience  -> pressure, propensity
  governance_(
      month,
      next);  // reward, pressure, crises, spending, arms    -> oversight, capture, resilience, fragmentation, stability
  alignment_(month, next);      // reward, gap, stance, arms, pressure         -> alignment, dependence
  procurement_(month, next);    // mistrust, alignment, dependence, access     -> spending, contract, stock
  mistrust_(month, next);       // spending, campaign, level, pressure, access -> mistrust
  industry_(month, next);       // spending, arms, access, leakage             -> industry
  contributions_(month, next);  // alignment, crises, shock                    -> peacekeepers, experience, crossings
  mobility_(month, next);       // money, leakage                              -> quality
  missions_(month, next);       // level, attention, bandwidth, throughput     -> strength, legacy
  tension_(month, next);        // pressure, mistrust, stability, effort       -> tension
  escalation_(month, next);     // rates of the ladder and of agreements       -> level, recency, settlement
}

template <class Real, int L>
void World<Real, L>::account(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const {
  cost_(month, next, cost);
  missions_.report(month, next);
}

#define DETENTE_INSTANCE(Real, L) template class World<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)

}  // namespace detente
