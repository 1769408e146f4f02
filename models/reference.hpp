#pragma once

#include "models/conditions.hpp"

namespace detente {

/// Builds the reference and the start of the runs in the lanes. `levers` are the status quo's in the first month. What
/// only events move stands at its usual value:
///   S0 = rho(shock.rate) shock.mean/rho(shock.decay)                                                       (0a)
///   E0 = min(1, (1/period in months + early (1 - x0) dt)/rho(election.decay))                              (0b)
///   B0 = free bandwidth (D5) at usual levels, W0 and S0                                                    (0c)
///   A0 = offer elig, X0 = r/(r + exp_decay) with r = exp_gain N0/N_ref                                     (0d)
/// Source: docs/model/initialization.md.
template <class Real, int L>
Reference<Real, L> make_reference(Setup<Real, L> const& setup, Conditions<Real, L> const& conditions,
                                  Levers<Real, L> const& levers);

}  // namespace detente
