#pragma once

#include "engine/core/record.hpp"

#include <string>
#include <vector>

namespace detente {

/// Of an ensemble in memory nothing is recorded but the histories of these variables, in the order of the catalogue, of
/// all runs. Names that the catalogue has not are left out.
void keep_histories(ResultSpec& spec, std::vector<std::string> const& variables);

}  // namespace detente
