#pragma once

#include <span>
#include <vector>

namespace detente {

/// A run of months in which a dispute stands at some level or more.
struct LevelSpell {
  int begin = 0, end = 0;  // month of the first, and of the first after it
  int months = 0;
  int peak = 0;
  bool begins_inside = false;  // it did not stand there at the start
  bool is_completed = false;   // it ends within the path
};

/// Adds the spells at `at` or more of a path of levels, month by month.
void add_spells(std::span<float const> path, int at, std::vector<LevelSpell>& spells);

}  // namespace detente
