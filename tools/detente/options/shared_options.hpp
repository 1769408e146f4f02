#pragma once

#include "tools/detente/session/progress_display.hpp"
#include "tools/kernel/target.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace detente {

/// How help, manual and completion show what an option takes: "{auto,bar,lines}".
std::string one_of(std::vector<std::string> const& choices);
template <class Value>
std::string one_of(std::map<std::string, Value> const& choices) {
  std::vector<std::string> names;
  for (auto const& [name, value] : choices) names.push_back(name);
  return one_of(names);
}

/// Adds --threads of a program that works alone: 0 stays 0, and means as many as the machine has.
void add_threads_option(CLI::App& options, int& threads);

/// Adds --target: nothing stays nothing, and means the best that the machine runs.
void add_target_option(CLI::App& options, std::optional<Target>& target);

/// Adds --progress.
void add_progress_option(CLI::App& options, ProgressStyle& progress);

}  // namespace detente
