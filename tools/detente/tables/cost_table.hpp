#pragma once

#include "engine/io/result_file.hpp"

#include <string>

namespace detente {

/// The comparison as text, a table for each scenario, at most 80 columns wide.
std::string cost_tables(ResultFile const& result);

}  // namespace detente
