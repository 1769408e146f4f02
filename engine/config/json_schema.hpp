#pragma once

#include "engine/config/form.hpp"

#include <string>

namespace detente {

/// Whether ids that a file would name (see is_placeholder) are left open although others have been seen.
enum class KnownIds { open, closed };

/// The JSON Schema (draft 2020-12) of a file, `form` being what its reader asks for and `root` that of the tree that it
/// becomes part of. A file that the schema refuses is refused by the reader too, but for a map written partly nested
/// and partly with dotted keys; the reader finds more: it knows what values mean together. `form` has to name its
/// schema.
std::string json_schema(Form& root, Form const& form, KnownIds ids);

}  // namespace detente
