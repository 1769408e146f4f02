#pragma once

#include "tools/search/tuning_file.hpp"

namespace detente {

/// Reads the block `tune` into a search whose experiment and configuration stand. Faults are reported as usual.
void read_tune_block(ConfigNode const& node, Tuning& tuning);

}  // namespace detente
