#pragma once

#include "models/experiment.hpp"

#include <functional>

namespace detente {

/// The function that computes a block of an experiment, in its precision. May be called from several threads at once;
/// `experiment` must outlive it.
std::function<BlockRecord(BlockId const&)> make_kernel(Experiment const& experiment);

}  // namespace detente
