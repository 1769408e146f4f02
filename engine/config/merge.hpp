#pragma once

#include "engine/config/config_data.hpp"

namespace detente {

/// A deep copy into another store (or the same), with its sources where they are not there yet. What was asked for of
/// it counts as asked for in the copy too.
ConfigData* copy_into(ConfigStore& store, ConfigData const& data);

/// Lays one map over another of the same store, which it uses up. Plain maps merge deeply, anything else replaces what
/// was there, with one exception: what is put on a described value without being one (a number, text, list or dated
/// map) becomes its `value`, and the evidence stays; a plain map does so by merging into a `value` that is a plain map,
/// else it replaces the whole. Described values and dated maps are never merged with others of their kind.
void merge_map(ConfigData& base, ConfigData& patch);

/// Puts `data` where `old` stands, keeping the evidence of a described value that meets a value without.
void replace_value(ConfigData& old, ConfigData* data);

}  // namespace detente
