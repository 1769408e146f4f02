#pragma once

#include "engine/core/distribution.hpp"
#include "models/uncertainty.hpp"

namespace detente {

class ConfigNode;

/// Reads {distribution: uniform | triangular | normal, min, max, mode, scale: linear | logarithmic}. A harmless law
/// where there is a fault.
Distribution read_law(ConfigNode const& node);

/// Reads the `uncertainties` block of an experiment:
///   from_evidence   list of prefixes of parameter keys, and `region` for its numbers: each moves as its evidence says
///                   (status or confidence)
///   posterior       a fit (schema detente/posterior@1), whose rows are drawn whole; of this region, if it names one
///   <key>           {distribution: uniform | triangular | normal, min, max, mode, scale: linear | logarithmic}
/// and the list of samples of a design (design.from: its columns and rows). What is named by its key, or stands in the
/// posterior or the list, is left out of from_evidence. The design itself is read_design's. `root` is the experiment
/// with `parameters` and `region` in place; call it only without faults so far. Half-widths of confidence: exact 0,
/// approximate 10 %, judgement 25 %.
Uncertainty read_uncertainty(ConfigNode const& root, Inputs const& inputs);

}  // namespace detente
