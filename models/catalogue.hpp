#pragma once

#include "models/regional_model.hpp"

namespace detente {

/// What this model can record.
Catalogue catalogue_of(ModelSpec const& spec);

/// The paths of all levers in every arm, from which rules depart.
LeverPaths lever_paths_of(ModelSpec const& spec);

}  // namespace detente
