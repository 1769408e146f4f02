#pragma once

#include "tools/explain/difference_story.hpp"

#include <nlohmann/json_fwd.hpp>

namespace detente {

/// A story as data, schema detente/story@1, kind `run` (docs/explain.md). Every event, whatever a digest leaves out;
/// what is not known is null.
nlohmann::ordered_json run_json(RunView const& run, RunStory const& story);

/// The same of a difference, kind `difference`.
nlohmann::ordered_json difference_json(RunPair const& pair, DifferenceStory const& story);

}  // namespace detente
