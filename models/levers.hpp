#pragma once

#include "engine/core/pack.hpp"
#include "models/lever_settings.hpp"

namespace detente {

/// The levers of a month in L runs.
template <class Real, int L>
struct Levers : LeverSettings<Pack<Real, L>, Field<Real, L>> {
  /// Every lever is 0.
  explicit Levers(Region const& region);
  /// Sets every lever from the flattened values of one month (in the order of lever_names), the same in all lanes.
  void assign(Region const& region, double const* values);
};

}  // namespace detente
