#pragma once

#include "models/parameters.hpp"
#include "models/region.hpp"

namespace detente {

/// Region and base coefficients of one sample.
struct Inputs {
  Region region;
  Parameters<double> parameters;
};

/// Whether anything random happens in the runs.
enum class Noise { on, off };

}  // namespace detente
