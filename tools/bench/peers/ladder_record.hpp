#pragma once

#include "engine/core/missing.hpp"

#include <array>
#include <vector>

namespace detente::bench {

/// sum / count, missing where nothing was counted.
inline double ratio_or_missing(double sum, double count) { return count > 0 ? sum / count : missing; }

/// Maximal spells at a level or more in one dispute.
struct Spells {
  int least;  // level from which a month belongs to a spell
  int running = 0, running_peak = 0;
  double completed = 0, months = 0, peaks = 0;

  /// Takes the level of one more month; true if a spell has just ended.
  bool take(int level);
};

/// How often level 3 came again after a spell that had reached it, over all disputes.
struct Relapses {
  double within_24 = 0, of_24 = 0, within_60 = 0, of_60 = 0;
};

/// One month of a dispute: its end against its start.
struct DisputeMonth {
  int month;  // 1 is the end of the first
  int level_before, level;
  double settlement_before, settlement;
};

/// What the outcomes ask of one dispute.
class LadderRecord {
 public:
  explicit LadderRecord(int start_level);
  void take(DisputeMonth const& it, int months, Relapses& relapses);
  friend void put_ladder(std::vector<LadderRecord> const& disputes, Relapses relapses, int months,
                         std::vector<double>& outcomes);

 private:
  void take_relapse(DisputeMonth const& it, int months, Relapses& relapses);

  int peak_ = 0;
  double months_at_2_ = 0, months_at_3_ = 0, first_at_4_ = missing, first_at_5_ = missing;
  std::array<double, 4> entries_{};  // into level 2, 3, 4, 5
  Spells above_0_{1}, at_2_{2}, at_3_{3};
  double settled_ = 0, settlements_ = 0, breakdowns_ = 0;
  int waiting_since_ = 0;  // month in which the last spell at 2+ that had reached 3 ended, 0 for none
};

/// Appends the outcomes of the ladder in the order of the catalogue.
void put_ladder(std::vector<LadderRecord> const& disputes, Relapses relapses, int months,
                std::vector<double>& outcomes);

/// Surges of missions over a run.
struct SurgeRecord {
  double share = 0, months = 0, asked = 0, met = 0, months_to_meet = 0;

  /// surge, months_to_surge, surge_met.
  void put(std::vector<double>& outcomes) const;
};

/// The surge of one mission, month by month.
class SurgeCase {
 public:
  /// `above`: persons above mandate and legacy; `called`: persons called from the reserve.
  void take(bool alarmed, double above, double called, double reserve, SurgeRecord& record);

 private:
  int months_ = 0;
  bool met_ = false;
};

}  // namespace detente::bench
