#pragma once

#include "engine/core/record.hpp"
#include "models/uncertainty.hpp"

namespace detente {

class ConfigNode;

/// Of an arm: numbers of runs are int32 in results.
inline constexpr std::int64_t most_runs = std::int64_t{1} << 31;

/// Reads how samples are chosen (`design`, and `uncertainties.correlations`) into the uncertainty's design and the
/// specification's samples and replications. `uncertainty` has its quantities, `spec` its seed. Keys:
///
/// type: mc, lhs, sobol, factorial, list, morris or saltelli.
///
/// samples: of mc, lhs and sobol; those of the others follow. Of list: only the first so many rows.
///
/// batch: of lhs and sobol, samples of one independent set, 128 if absent; of saltelli, base points of one, 1 to have
/// none.
///
/// levels: of factorial, one number for all or a list; of morris, one number, 4 if absent.
///
/// trajectories: of morris, k + 1 samples each.
///
/// base: of saltelli, points of k + 2 samples each.
///
/// from: of list, a CSV file: a column for each number, or for the common factor of a coefficient that is a list
/// ("<key>.factor"); a row for each sample.
///
/// replications: 1 if absent.
///
/// Faults are collected in the tree.
void read_design(ConfigNode const& root, Uncertainty& uncertainty, ResultSpec& spec);

}  // namespace detente
