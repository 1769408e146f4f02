#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// The candidate nearest to `word` by edit distance (insertions, deletions, substitutions and swaps of neighbours count
/// 1 each; upper and lower case are alike), if it is at most a third of the word's length + 1 away, hence a likely
/// typing error. Ties: the one nearer in case, then the first in alphabetical order.
std::optional<std::string> nearest(std::string_view word, std::vector<std::string> const& candidates);

/// The candidates sorted from nearest to farthest, ties in alphabetical order; at most `count` of them.
std::vector<std::string> nearest_few(std::string_view word, std::vector<std::string> const& candidates,
                                     std::size_t count);

}  // namespace detente
