#include "models/world.hpp"

#include "engine/core/instances.hpp"

namespace detente {
namespace {

constexpr auto nobody = [](char const*) {};

}  // namespace

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
  derive(state, levers, derived, month, nobody);
}

template <class Real, int L>
void World<Real, L>::step(Month<Real, L> const& month, State<Real, L>& next) const {
  step(month, next, nobody);
}

template <class Real, int L>
void World<Real, L>::account(Month<Real, L> const& month, State<Real, L> const& next, MonthCost<Real, L>& cost) const {
  cost_(month, next, cost);
  missions_.report(month, next);
}

#define DETENTE_INSTANCE(Real, L) template class World<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
