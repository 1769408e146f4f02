#include "tools/evidence/level_spells.hpp"

#include <algorithm>

namespace detente {

void add_spells(std::span<float const> path, int at, std::vector<LevelSpell>& spells) {
  int const length = static_cast<int>(path.size());
  for (int month = 0; month < length;) {
    auto const level = [&](int when) { return static_cast<int>(path[static_cast<std::size_t>(when)] + 0.5F); };
    if (level(month) < at) {
      ++month;
      continue;
    }
    LevelSpell spell{
        .begin = month, .end = month, .months = 0, .peak = 0, .begins_inside = month > 0, .is_completed = false};
    while (spell.end < length && level(spell.end) >= at) spell.peak = std::max(spell.peak, level(spell.end++));
    spell.months = spell.end - spell.begin;
    spell.is_completed = spell.end < length;
    spells.push_back(spell);
    month = spell.end;
  }
}

}  // namespace detente
