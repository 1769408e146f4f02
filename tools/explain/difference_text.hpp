#pragma once

#include "tools/explain/difference_story.hpp"
#include "tools/explain/run_text.hpp"

#include <string>
#include <vector>

namespace detente {

/// Positions of the one-sided events that are told, in the order of time. A digest has the first event with drivers of
/// the 4 disputes that part first, the 3 gravest moves up, and the first event of all.
std::vector<std::size_t> told_partings(RunPair const& pair, DifferenceStory const& story, Detail detail);

/// The story of a difference for people.
std::string difference_text(RunPair const& pair, DifferenceStory const& story, Detail detail);

}  // namespace detente
