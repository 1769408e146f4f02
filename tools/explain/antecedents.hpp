#pragma once

#include "tools/explain/run_view.hpp"

#include <string>
#include <vector>

namespace detente {

/// What a driver added to a log hazard; the rate is exp(log_factor) times what it would be with the driver at its
/// reference.
struct Term {
  std::string driver;
  double log_factor = 0;
};

/// An event that came before another and moved one of its drivers the way in which that driver stood.
struct Antecedent {
  std::string driver;
  std::size_t event = 0;  // position in the run's events
};

/// Whether an event with contributions was torn: an agreement ended by violence, whose contribution is a level and no
/// term of a rate.
bool is_torn(RunView const& run, Event const& event);

/// Whether the driver's own quantity (tension, presence of missions, effort ...) stood above its reference, by the sign
/// of its term and the sign with which equations (E3), (E4), (Z1) and (Z2) weigh it.
bool stands_above(RunView const& run, Event const& event, Term const& term);

/// Earlier events that moved the drivers of an event, in the order of its terms, the latest first. An event counts if
/// the model lets its kind move the driver directly, if it happened in the 24 months before (an agreement that still
/// holds: at any time before), to the dispute, one of its parties, its missions, another dispute or the world, and if
/// it moved the driver to the side on which the term stands. Of stances, campaigns, missions and moves elsewhere only
/// the last of each entity counts, since that is what holds. `terms` are those worth an answer.
std::vector<Antecedent> antecedents_of(RunView const& run, std::size_t event, std::vector<Term> const& terms);

}  // namespace detente
