#pragma once

#include "engine/core/elementary.hpp"

namespace detente {

// The elementary functions of one number, with the same bits as in every lane of a pack.

/// Natural logarithm of x > 0 (normal numbers), with a relative error below 4e-16.
inline double logarithm_of(double x) { return logarithm(Pack<double, 1>::Constant(x))[0]; }
/// e^x for all x, with a relative error below 4e-16; 0 below -708 and the largest finite value above 709.
inline double exponential_of(double x) { return exponential(Pack<double, 1>::Constant(x))[0]; }

}  // namespace detente
