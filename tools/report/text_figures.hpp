#pragma once

#include "tools/report/text_table.hpp"

namespace detente {

/// What of a figure's numbers a text can hold: tables, and rows of heights for what changes over time. `--format json`
/// has all.
std::vector<ReadableTable> tables_of(nlohmann::ordered_json const& figure);

}  // namespace detente
