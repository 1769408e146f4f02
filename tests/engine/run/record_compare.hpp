#pragma once

#include "engine/core/record.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace detente {

/// Same numbers in the same places; missing equals missing.
template <class Number>
bool same_numbers(std::vector<Number> const& a, std::vector<Number> const& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])))) return false;
  }
  return true;
}

inline bool same_event(Event const& a, Event const& b) {
  return std::tie(a.run, a.month, a.kind, a.entity, a.from, a.to, a.contributions) ==
         std::tie(b.run, b.month, b.kind, b.entity, b.from, b.to, b.contributions);
}

inline bool same_events(std::vector<Event> const& a, std::vector<Event> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_event);
}

/// Contributions of an event of a model with two drivers, empty if it has none. Their row does not matter.
inline std::vector<float> contributions_of(Event const& event, BlockRecord const& record) {
  if (event.contributions < 0) return {};
  auto const first = record.contributions.begin() + std::ptrdiff_t{2} * event.contributions;
  return {first, first + 2};
}

inline bool same_events(BlockRecord const& a, BlockRecord const& b) {
  return std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(), [&](Event x, Event y) {
    bool const same_terms = contributions_of(x, a) == contributions_of(y, b);
    x.contributions = y.contributions = -1;
    return same_event(x, y) && same_terms;
  });
}

/// What differs between two records of the same block, by name; empty if nothing does.
inline std::string difference(BlockRecord const& a, BlockRecord const& b) {
  std::string names;
  if (a.id.index != b.id.index || a.id.arm != b.id.arm || a.id.first_run != b.id.first_run) names += "id ";
  if (!same_numbers(a.outcomes, b.outcomes)) names += "outcomes ";
  if (!same_numbers(a.history, b.history)) names += "history ";
  if (!same_events(a, b)) names += "events ";
  if (a.contributions.size() != b.contributions.size()) names += "contributions ";
  if (a.summary.sum != b.summary.sum) names += "sum ";
  if (a.summary.sum_of_squares != b.summary.sum_of_squares) names += "sum_of_squares ";
  if (a.summary.year_end_bins != b.summary.year_end_bins) names += "year_end_bins ";
  return names;
}

}  // namespace detente
