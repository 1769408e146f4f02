#pragma once

#include "models/experiment.hpp"

namespace detente {

/// Warns of what an experiment does that its author may not expect, and says the way out: parts of the road network
/// that are evaluated once a year.
void warn_of_surprises(Experiment const& experiment);

}  // namespace detente
