#pragma once

#include "models/model_spec.hpp"
#include "tools/evidence/checks/check_row.hpp"

namespace detente {

/// A recorded move, agreement or breakdown beside the hazards that acted when it came.
struct ExplainedEvent {
  enum class Kind { up, down, settlement, breakdown, torn };

  Kind kind = Kind::up;
  double rate = 0;           // of this kind, in this dispute and run, in this month [1/year]
  double level = 0;          // at the end of the month
  std::vector<float> terms;  // by Driver
  std::string where = {};    // "status_quo, run 3, month 17, BEL_PRI"
};

/// The events of so many runs of an arm, with the rates that acted.
std::vector<ExplainedEvent> explained_events(ArmInputs const& arm, int months, int runs, std::uint64_t seed);

/// Contributions of drivers to an event against the logarithm of the rate that acted (E3, E4, Z1, Z2), as far as single
/// precision, in which they are stored, can tell.
std::vector<CheckRow> check_causes(std::vector<ExplainedEvent> const& events);

}  // namespace detente
