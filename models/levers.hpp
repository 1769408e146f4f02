#pragma once

#include "engine/core/pack.hpp"
#include "models/region.hpp"

#include <string>
#include <vector>

namespace detente {

/// Over what a lever is set: once for all, or by entity of a set.
enum class LeverScope { world, country, corridor, mission };

struct LeverInfo {
  std::string name;  // "access.mobility"
  std::string unit;
  Bounds valid;
  LeverScope scope;
  std::string meaning;
};

/// The levers that a policy can set, in the order in which they are stored.
std::vector<LeverInfo> const& lever_table();

/// What one policy sets: one path per lever and entity, flattened in the order of lever_table.
struct Policy {
  std::string id;
  std::vector<DatedPath> paths;
};

/// Names of the flattened levers: "mediation", "access.mobility.ALB", "infrastructure_shares.X", "missions.KFOR".
std::vector<std::string> lever_names(Region const& region);
std::vector<std::string> lever_units(Region const& region);

/// The region's own settings today (`status_quo` block of a region file): every lever must be set.
Policy read_status_quo(ConfigNode const& node, Region const& region);

/// A named policy: what it does not name keeps `status_quo`; a path that does not name the start sets out from there.
Policy read_policy(ConfigNode const& node, std::string const& id, Policy const& status_quo, Region const& region);

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

/// Flattened values of a policy in each of `months` months from `start`: values[month * levers + lever].
std::vector<double> lever_values(Policy const& policy, YearMonth start, int months);

}  // namespace detente
