#pragma once

#include "models/scenario.hpp"
#include "tools/bench/peers/scalar_state.hpp"

namespace detente::bench {

/// The region at its start with what only events move at its usual value; access is left at 0, and levels at today's
/// (predictors read the usual ones there).
template <class Real>
ScalarState<Real> reference_state(Region const& region, Parameters<Real> const& p);

/// The state in which runs begin but for the stances, which are drawn.
template <class Real>
ScalarState<Real> start_state(ScalarState<Real> const& reference, Region const& region, Scenario const& scenario);

}  // namespace detente::bench
