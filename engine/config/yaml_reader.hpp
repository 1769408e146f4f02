#pragma once

#include "engine/config/config_data.hpp"

namespace detente {

/// Reads one source of the store as YAML: one document of maps, lists and scalars, at most 64 deep. Refused, each with
/// its place: what SourceText::first_flaw finds, bad syntax, duplicate keys, merge keys (`<<`), anchors, aliases, tags,
/// further documents. A dotted key becomes nested maps, unless it is quoted or begins with a digit. All faults go to
/// the store's diagnostics. Returns the root, of kind null if nothing is written; a null pointer if the text cannot be
/// understood at all.
ConfigData* read_yaml(ConfigStore& store, int source);

}  // namespace detente
