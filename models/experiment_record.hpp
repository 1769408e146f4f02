#pragma once

#include "engine/core/record.hpp"

#include <optional>

namespace detente {

class ConfigNode;

/// A part is in memory as a whole.
inline constexpr int most_part_runs = 1 << 18;

/// Reads what is kept beside the outcomes (`record`): the summary over all runs, histories and events of the first
/// ones. Without the block nothing is. `spec` has the catalogue, the runs and the size of a block. Faults are collected
/// in the tree.
Recording read_recording(std::optional<ConfigNode> const& record, ResultSpec const& spec);

/// Reads how many runs of an arm are stored at once (`record.part_runs`); without the key as many as `spec` says.
int read_part_runs(std::optional<ConfigNode> const& record, ResultSpec const& spec);

}  // namespace detente
