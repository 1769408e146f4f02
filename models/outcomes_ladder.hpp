#pragma once

#include "models/outcome_row.hpp"

#include <array>
#include <vector>

namespace detente {

template <class Real, int L>
class World;

/// Crises of a run, by dispute: peaks, months and entries by level, completed spells with length and peak, relapses,
/// and agreements. Levels are those at the end of each month, 1 to T.
template <class Real, int L>
class LadderOutcomes {
 public:
  using Row = OutcomeRow<LadderOutcomes, Real, L>;

  LadderOutcomes(World<Real, L> const& world, int months);
  static std::vector<Row> const& rows();
  void observe(Lived<Real, L> const& lived);

 private:
  /// Maximal spells at a level or more: months and peak of the one that runs, and what the completed ones add up to.
  struct Spells {
    double least;  // level from which a month belongs to a spell
    Sum<L> running, running_peak, completed, months, peaks;

    explicit Spells(double level);
    /// Takes the level of one more month; returns 1 where a spell has just ended.
    Sum<L> take(Sum<L> const& level);
  };
  struct DisputeRecord {
    Sum<L> peak, months_at_2, months_at_3, first_at_4, first_at_5, settled, settlements, breakdowns;
    std::array<Sum<L>, 4> entries;  // into level 2, 3, 4, 5
    Spells above_0{1}, at_2{2}, at_3{3};
    Sum<L> last_end;  // month in which the last spell at 2+ that had reached 3 ended, 0 for none
    explicit DisputeRecord(Sum<L> const& start_level);
  };
  static void add_dispute_rows(std::vector<Row>& rows);
  static void add_region_rows(std::vector<Row>& rows);
  Sum<L> open_conflict() const;
  /// Ended spells whose next `horizon` months were seen: those that 3 has `answered`, and those that still wait for it.
  Sum<L> spells_seen(Sum<L> const& answered, int horizon) const;
  Sum<L> months_to_deescalate() const;
  void observe_relapse(DisputeRecord& record, Sum<L> const& level, Sum<L> const& peak_before, Sum<L> const& ended,
                       int month);

  int months_;
  std::vector<DisputeRecord> disputes_;
  Sum<L> relapse_24_, relapse_24_of_, relapse_60_, relapse_60_of_;
};

}  // namespace detente
