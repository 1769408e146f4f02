#pragma once

#include "engine/core/pack.hpp"
#include "engine/core/record.hpp"
#include "models/derived.hpp"
#include "models/month_cost.hpp"
#include "models/state.hpp"

#include <variant>
#include <vector>

namespace detente {

/// A variable that can be recorded and where it is kept: a field (one pack per entity, in the order of its dimensions)
/// or a single pack of the state, of what follows from it, or of a month's cost.
template <class Real, int L>
struct Observable {
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  VariableInfo info;
  std::variant<F State<Real, L>::*, P State<Real, L>::*, F Derived<Real, L>::*, P Derived<Real, L>::*,
               F MonthCost<Real, L>::*, P MonthCost<Real, L>::*>
      where;

  P const& of(State<Real, L> const& state, Derived<Real, L> const& derived, MonthCost<Real, L> const& cost,
              int entity) const;
};

/// The table of everything that can be recorded month by month, in the order of the catalogue.
template <class Real, int L>
std::vector<Observable<Real, L>> observables();

/// The sets of the region as dimensions of results, with cost components, payers, drivers, stances and years.
std::vector<Dimension> dimensions_of(Region const& region, int months);

}  // namespace detente
