#pragma once

#include "engine/core/elementary.hpp"

namespace detente {

// The elementary functions of one number, with the same bits as in every lane of a pack.

inline double logarithm_of(double x) { return logarithm(Pack<double, 1>::Constant(x))[0]; }
inline double exponential_of(double x) { return exponential(Pack<double, 1>::Constant(x))[0]; }

}  // namespace detente
