#pragma once

#include "engine/core/record.hpp"

namespace detente {

struct ModelSpec;

/// What this model can record.
Catalogue catalogue_of(ModelSpec const& spec);

/// The paths of all levers in every arm, from which rules depart.
LeverPaths lever_paths_of(ModelSpec const& spec);

}  // namespace detente
