#pragma once

#include "models/experiment.hpp"
#include "tools/detente/crew.hpp"

#include <functional>

namespace detente {

/// Where a process computes parts: alone or beside others of its crew.
struct PartWork {
  Assignment const& assignment;
  Experiment const& experiment;
  PartStore& store;
  PartSource& source;
  StopRequest const& stop;
  Crew& crew;
  std::function<void(Progress const&)> show = {};  // what all have done, after each block of this process
};

/// Computes parts and stores each, until there are no more or something asks to stop; then waits for the others. Throws
/// what went wrong here or in one of them.
Crew::End compute_parts(PartWork const& work);

}  // namespace detente
