#pragma once

#include "engine/io/part_store.hpp"

#include <string>

namespace detente {

/// Merges the parts of an ensemble into its result file, compressed chunks as they are, in an order that depends on
/// nothing but the specification: the bytes are the same however the parts came about. The file appears whole or not at
/// all. Throws IoError: a part that is missing or damaged, no space.
void write_result(std::string const& path, ResultSpec const& spec, PartStore const& parts);

}  // namespace detente
