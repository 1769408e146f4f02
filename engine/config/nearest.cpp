#include "engine/config/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace detente {
namespace {

constexpr std::size_t longest_word = 100;  // longer ones are no typing errors, and would cost time

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

/// Edits from a to b where no part is edited twice (optimal string alignment), with three rows of the usual table.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_above(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const substituted = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, substituted});
      bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
    std::swap(two_above, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

using Rank = std::tuple<std::size_t, std::size_t, std::string>;  // distance, distance with case, word

std::vector<Rank> ranked(std::string_view word, std::vector<std::string> const& candidates) {
  std::string const plain = lower_case(word);
  std::vector<Rank> ranks;
  for (std::string const& candidate : candidates) {
    if (candidate.empty() || candidate.size() > longest_word) continue;
    ranks.emplace_back(edit_distance(plain, lower_case(candidate)), edit_distance(word, candidate), candidate);
  }
  std::sort(ranks.begin(), ranks.end());
  return ranks;
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::vector<std::string> const& candidates) {
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  std::vector<Rank> const ranks = ranked(word, candidates);
  if (ranks.empty()) return std::nullopt;
  auto const& [distance, with_case, best] = ranks.front();
  bool const something_in_common = distance < std::max(word.size(), best.size());
  if (distance > word.size() / 3 + 1 || !something_in_common) return std::nullopt;
  return best;
}

std::vector<std::string> nearest_few(std::string_view word, std::vector<std::string> const& candidates,
                                     std::size_t count) {
  std::vector<std::string> few;
  for (Rank const& rank : ranked(word.substr(0, longest_word), candidates)) {
    if (few.size() == count) break;
    few.push_back(std::get<2>(rank));
  }
  return few;
}

}  // namespace detente
