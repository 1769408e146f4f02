#pragma once

#include "models/experiment.hpp"
#include "tools/detente/session/crew.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace detente {

/// Where a process computes parts: alone or beside others of its crew.
struct PartWork {
  Assignment const& assignment;
  Experiment const& experiment;
  PartStore& store;
  StopRequest const& stop;
  Crew& crew;
  std::function<void(Progress const&)> show = {};  // what all have done, after each block of this process
};

/// Computes parts and stores each, until there are no more or something asks to stop; then waits for the others. Throws
/// what went wrong here or in one of them.
Crew::End compute_parts(PartWork const& work, PartSource& source);

/// How an ensemble with a rule for stopping ended.
struct EnoughEnd {
  Crew::End end;
  std::int64_t samples = 0;  // with which it ends; 0 if something asked to stop before
  bool is_reached = false;   // all targets
  std::string text = {};     // of the last check
};

/// Computes parts check by check, until the targets are reached or there are no more samples. What is stored already is
/// judged first. By a process alone. `report` is told of every check.
EnoughEnd compute_until_enough(PartWork const& work, std::function<void(std::string const&)> const& report);

}  // namespace detente
