#pragma once

#include "engine/core/event_sink.hpp"
#include "engine/core/record.hpp"

#include <string>
#include <vector>

namespace detente {

/// Kinds of events, in the order of the catalogue; `rule` is there only if a policy has rules.
enum class EventCode : int { move, settlement, breakdown, regime, shock, election, contract, surge, stance, rule };

/// The kinds of events, in the order of EventCode; those of rules apart (lever_rules.hpp).
std::vector<EventKind> event_kinds();

/// Drivers of moves, settlements and breakdowns: the terms of their log hazards. `base` and `offset` are what the level
/// and the dispute bring by themselves; `level` stands alone when violence ends a settlement.
enum class Driver : int {
  base,
  offset,
  tension,
  pressure,
  perceived_cost,
  governance,
  recency,
  campaign,
  contagion,
  missions,
  settlement,
  mediation,
  interoperability,
  cooperation,
  reward,
  defiance,
  level
};
inline constexpr int drivers = static_cast<int>(Driver::level) + 1;

/// Names of the drivers, in the order of Driver.
std::vector<std::string> driver_names();

/// Reports an event for every lane in which `happened` is 1; `from` and `to` are packs.
template <class P>
void record_where(EventSink* sink, EventCode code, int entity, P const& happened, P const& from, P const& to) {
  if (sink == nullptr || (happened == 0).all()) return;
  for (int lane = 0; lane < static_cast<int>(happened.size()); ++lane) {
    if (happened[lane] == 0) continue;
    sink->record(static_cast<int>(code), lane, entity, static_cast<double>(from[lane]), static_cast<double>(to[lane]),
                 {});
  }
}

}  // namespace detente
