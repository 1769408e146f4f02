#pragma once

#include "models/outcome_row.hpp"

#include <vector>

namespace detente {

template <class Real, int L>
class World;

/// How missions and corridors answered: surges of missions that have a reserve, throughput, transit, and what
/// infrastructure money bought. A month belongs to a surge when a dispute of the mission stands at surge_level or more
/// at its start, which is what the mission sees; strength is that of its end.
template <class Real, int L>
class ResponseOutcomes {
 public:
  using P = Pack<Real, L>;
  using Row = OutcomeRow<ResponseOutcomes, Real, L>;

  ResponseOutcomes(World<Real, L> const& world, int months);
  static std::vector<Row> const& rows();
  void observe(Lived<Real, L> const& lived);

 private:
  struct Case {                      // the surge of one mission
    Sum<L> months = Sum<L>::Zero();  // since it was asked for, 0 if none runs
    Sum<L> met = Sum<L>::Zero();     // 1 once 90 % are there
  };
  Sum<L> gained(State<Real, L> const& end) const;  // quality, at its cost [MEUR]
  void observe_surge(Lived<Real, L> const& lived, int mission);

  World<Real, L> const* world_;
  int months_;
  std::vector<Case> cases_;  // by mission
  Sum<L> surge_, surge_months_, asked_, met_, months_to_meet_;
  Sum<L> throughput_, throughput_min_, robust_, redundancy_, transit_, wait_, infrastructure_;
  std::vector<Sum<L>> without_corridor_, without_country_;  // throughput, summed over months
};

}  // namespace detente
