#pragma once

#include "tools/explain/run_story.hpp"

#include <string>
#include <vector>

namespace detente {

// Numbers and lists in stories.

inline constexpr std::size_t most_components = 5;         // of a cost, in a digest
inline constexpr char const* story_indent = "         ";  // of lines that explain the one above

/// Million euro: whole ones, or with a decimal below 10; "-" for what is not known.
std::string money_text(double meur);
/// Three digits, no exponent below a million: "0.0123", "12.3", "1230"; "-" for what is not known.
std::string number_text(double value);
/// "perceived cost" of "perceived_cost".
std::string spaced(std::string const& id);
/// What the terms did: "likelier by tension (2.1 times), recency (1.4 times); less likely by missions (0.6 times)".
/// Says so if none matters.
std::string terms_text(std::vector<Term> const& terms);
/// The first names of a list and how many more there are: "a, b and 3 more".
std::string first_few(std::vector<std::string> const& names, std::size_t most);

}  // namespace detente
