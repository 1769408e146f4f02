#pragma once

#include "engine/core/pack.hpp"
#include "models/region.hpp"

#include <cstddef>
#include <vector>

namespace detente {

template <class Real, int L>
struct Levers;

/// Where a flattened lever is kept: a pack, or an entry of a field.
template <class Real, int L>
struct LeverPlace {
  Pack<Real, L> Levers<Real, L>::*pack = nullptr;
  Field<Real, L> Levers<Real, L>::*field = nullptr;
  int entity = 0;

  Pack<Real, L>& in(Levers<Real, L>& levers) const {
    return pack != nullptr ? levers.*pack : (levers.*field)[static_cast<std::size_t>(entity)];
  }
};

/// The places of all levers, in the order of lever_names.
template <class Real, int L>
std::vector<LeverPlace<Real, L>> lever_places(Region const& region);

/// The levers of a month in L runs.
template <class Real, int L>
struct Levers {
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  P alignment_demand, conditionality, benchmark, verification, audit;    // [1]
  P infrastructure;                                                      // [MEUR/year]
  P coordination, mediation;                                             // [1]
  P frontex_officers;                                                    // [persons]
  F access_mobility, access_governance, access_industry, promise, pace;  // by country [1]
  F capacity_building, resilience_aid;                                   // by country [MEUR/year]
  F infrastructure_shares;                                               // by corridor [1], sum 1
  F missions;                                                            // by mission, relative to the start

  explicit Levers(Region const& region);
  /// Sets every lever from the flattened values of one month, the same in all lanes.
  void assign(Region const& region, double const* values);
};

}  // namespace detente
