#pragma once

#include "engine/config/config_data.hpp"

#include <string>

namespace detente {

/// Reads a file with all it extends (maps merge deeply, later wins) into the store. `named_at` is the place that names
/// the file; without a source the fault is reported at the start of the file itself. At most 64 MB a file and 100 files
/// a store. Returns the root, a map without the key `extends`; null if the file itself could not be read.
ConfigData* load_file(ConfigStore& store, std::string const& file, Place const& named_at = {});

/// The same from a text.
ConfigData* load_text(ConfigStore& store, std::string const& text, std::string const& name, std::string const& folder);

/// Reads a file of comma-separated values with a head line as the map {columns: [...], rows: [[...], ...]}. Faults, and
/// a null pointer, as of a file; also for a row that has not as many fields as the head.
ConfigData* load_table(ConfigStore& store, std::string const& file, Place const& named_at);

/// A file name as written in `folder`, ready to be opened.
std::string resolve_file(std::string const& folder, std::string const& written);

/// Checks that the root of a file names `schema` ("kind@version"). Faults are reported at `place`, about `subject`.
void check_schema(ConfigData const& root, std::string const& schema, Place const& place, std::string const& subject);

}  // namespace detente
