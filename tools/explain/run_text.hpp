#pragma once

#include "tools/explain/run_story.hpp"

#include <string>
#include <vector>

namespace detente {

/// How much of a story is printed: what matters most in about forty lines, or every event.
enum class Detail { digest, all };

/// Positions of the events that are told, in the order of time. A digest has the moves up that reach highest (6, the
/// earlier first among equals), the first 2 agreements that were made or failed, and the first 2 events of kinds that
/// are told alone (event_words.hpp).
std::vector<std::size_t> told_events(RunView const& run, RunStory const& story, Detail detail);

/// One event with its drivers and what came before: one to three lines.
std::string told_text(RunView const& run, ToldEvent const& told);

/// The story of a run for people.
std::string run_text(RunView const& run, RunStory const& story, Detail detail);

}  // namespace detente
