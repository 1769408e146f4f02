#pragma once

#include "tools/explain/run_story.hpp"

#include <string>
#include <vector>

namespace detente {

/// Two runs of the same number under two policies: the same sample, the same luck.
struct RunPair {
  RunView const& first;
  RunView const& second;
};

/// A lever that the policies set differently.
struct LeverParting {
  std::string name, unit;
  int month = 0;                 // the first in which they differ
  int widest_month = 0;          // the first in which they differ most
  double first = 0, second = 0;  // values in the widest month
};

/// Which of two runs.
enum class Side { first, second };

/// An event of one run that the other has not: no event of the same month, kind, entity and end there.
struct OneSided {
  Side side = Side::first;
  ToldEvent told;
  double other_level = 0;  // where the dispute stood at that month's start in the other run; NaN unless it is a move
  double other_rate = 0;   // of moving the same way there [1/year]; NaN unless it is a move
};

/// When a variable first differs by more than 1 % of its declared range, in the entity where it does so first.
struct VariableParting {
  std::string variable, unit, entity;  // entity as people write it, "" for the world
  int month = 0;
  double first = 0, second = 0;  // values in that month
  int widest_month = 0;          // of the same entity
  double widest_first = 0, widest_second = 0;
};

/// Net present values [MEUR].
struct CostDifference {
  std::string component;
  double first = 0, second = 0;
  bool is_beside = false;  // policy money: no part of crisis-management cost
};

/// Why two policies end differently in one run.
struct DifferenceStory {
  std::vector<std::string> first_rules,
      second_rules;                        // what the policies' rules say; they depart from the levers' paths
  std::vector<LeverParting> levers;        // whose paths differ, in the order in which they part
  std::size_t shared_events = 0;           // that both runs have
  std::vector<OneSided> events;            // in the order of time, the first run's first
  std::vector<VariableParting> variables;  // in the order in which they part; those that do not are left out
  double first_cost = 0, second_cost = 0;  // crisis-management cost [MEUR]
  std::vector<CostDifference> costs;       // the largest difference first, policy last
};

/// Share of its declared range by which a variable must differ to have parted.
inline constexpr double parted_share = 0.01;

/// Levers that differ between the arms of two runs.
std::vector<LeverParting> lever_partings(RunPair const& pair);
/// Variables of the default summary that part.
std::vector<VariableParting> variable_partings(RunPair const& pair);
/// Events of one run alone; `shared` becomes the number of those that both have.
std::vector<OneSided> one_sided_events(RunPair const& pair, std::size_t& shared);

DifferenceStory tell_difference(RunPair const& pair);

}  // namespace detente
