#pragma once

#include "engine/core/record.hpp"
#include "models/lived.hpp"

#include <cassert>
#include <cstddef>
#include <functional>
#include <vector>

namespace detente {

/// The end of a run, as outcomes see it.
template <class Real, int L>
struct Ending {
  State<Real, L> const& state;
  Derived<Real, L> const& derived;
};

/// An outcome of a group: what it is, and what puts its columns at the end of a run, one for each of its labels. A
/// group of outcomes has a static list `rows()` of them, whose order is that of the columns: there is no other.
template <class Group, class Real, int L>
struct OutcomeRow {
  using Put = std::function<void(Group const& group, Ending<Real, L> const& ending, OutcomeWriter<L>& to)>;
  OutcomeInfo info;
  Put put;
};

/// Adds the outcomes of a group to the catalogue's.
template <class Group>
void describe_rows(std::vector<OutcomeInfo>& table) {
  for (auto const& row : Group::rows()) table.push_back(row.info);
}

/// Puts the columns of a group, in the order of its rows.
template <class Group, class Real, int L>
void finish_rows(Group const& group, Ending<Real, L> const& ending, OutcomeWriter<L>& to) {
  for (OutcomeRow<Group, Real, L> const& row : Group::rows()) {
    [[maybe_unused]] std::size_t const before = to.size();
    row.put(group, ending, to);
    assert((!row.info.dimensions.empty() || to.size() == before + 1) && "an outcome without labels is one column");
  }
}

}  // namespace detente
