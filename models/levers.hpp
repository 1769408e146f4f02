#pragma once

#include "engine/core/pack.hpp"
#include "models/condition.hpp"
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

/// One rule of a lever: while it is in force, the lever is set to `value` and not to its path. It is in force in a
/// month if its condition held at the start of that month or of one of the `months` - 1 before it. Of several rules of
/// a lever that are in force the first one acts.
struct LeverRule {
  std::string lever;  // flattened name: "mediation", "access.mobility.ALB"
  int number = 1;     // among the rules of the lever, from 1
  Condition condition;
  double value = 0;  // in the unit of the lever
  int months = 1;
  std::string text = {};  // the condition as written, and what it sets

  /// The same rule, however it is written.
  friend bool operator==(LeverRule const& a, LeverRule const& b) {
    return a.lever == b.lever && a.number == b.number && a.condition == b.condition && a.value == b.value &&
           a.months == b.months;
  }
};

/// What one policy sets: one path per lever and entity, flattened in the order of lever_table, and the rules that
/// depart from them, in the same order.
struct Policy {
  std::string id;
  std::vector<DatedPath> paths;
  std::vector<LeverRule> rules = {};
};

/// Ids of the entities over which a lever is set, {""} if it is set once for all.
std::vector<std::string> lever_ids(LeverInfo const& lever, Region const& region);

/// Names of the flattened levers: "mediation", "access.mobility.ALB", "infrastructure_shares.X", "missions.KFOR".
std::vector<std::string> lever_names(Region const& region);
std::vector<std::string> lever_units(Region const& region);

/// The region's own settings today (`status_quo` block of a region file): every lever must be set.
Policy read_status_quo(ConfigNode const& node, Region const& region);

/// A named policy: what it does not name keeps `status_quo`; a path that does not name the start sets out from there. A
/// lever is a number, a dated path or a described value, or `{base: one of these, when: [rules]}`, where a rule is
/// {if: condition (parse_condition), set: number, for: months, where: {name: number}}. Without `base` the lever keeps
/// the path of `status_quo`. infrastructure_shares takes no rules. Faults are collected in the tree.
Policy read_policy(ConfigNode const& node, std::string const& id, Policy const& status_quo, Region const& region);

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

/// Flattened values of a policy's paths, which are its levers where no rule acts, in each of `months` months from
/// `start`: values[month * levers + lever].
std::vector<double> lever_values(Policy const& policy, YearMonth start, int months);

}  // namespace detente
