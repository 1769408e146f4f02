#pragma once

#include "engine/config/dated_path.hpp"
#include "engine/core/calendar.hpp"
#include "models/condition.hpp"
#include "models/lever_info.hpp"
#include "models/region.hpp"

#include <string>
#include <vector>

namespace detente {

class ConfigNode;

/// The levers that a policy can set, as LeverSettings describes them: in the order in which they are stored.
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

/// Ids of the entities that have a lever, in the order of their set; {""} if it is set once for all.
std::vector<std::string> lever_ids(LeverInfo const& lever, Region const& region);

/// Name of a lever as it is set for one entity, "access.mobility.ALB"; that of the lever itself if `id` is empty.
std::string flattened_name(LeverInfo const& lever, std::string const& id);

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

/// Flattened values of a policy's paths, which are its levers where no rule acts, in each of `months` months from
/// `start`: values[month * levers + lever].
std::vector<double> lever_values(Policy const& policy, YearMonth start, int months);

}  // namespace detente
