#pragma once

#include "engine/core/record.hpp"
#include "models/lived.hpp"
#include "models/outcome_row.hpp"
#include "models/outcomes_cost.hpp"
#include "models/outcomes_ladder.hpp"
#include "models/outcomes_means.hpp"
#include "models/outcomes_response.hpp"

#include <vector>

namespace detente {

template <class Real, int L>
class World;

/// Everything that is one number a run. A new outcome goes into the group it belongs to: a line in observe and a row,
/// which says what it is and what it comes to.
template <class Real, int L>
class Outcomes {
 public:
  Outcomes(World<Real, L> const& world, int months)
      : cost_(world, months), ladder_(world, months), response_(world, months), means_(world, months) {}

  static std::vector<OutcomeInfo> table() {
    std::vector<OutcomeInfo> table;
    describe_rows<CostOutcomes<Real, L>>(table);
    describe_rows<LadderOutcomes<Real, L>>(table);
    describe_rows<ResponseOutcomes<Real, L>>(table);
    describe_rows<MeanOutcomes<Real, L>>(table);
    return table;
  }
  void observe(Lived<Real, L> const& lived) {
    cost_.observe(lived);
    ladder_.observe(lived);
    response_.observe(lived);
    means_.observe(lived);
  }
  /// Columns in the order of the table, labels fastest.
  void finish(State<Real, L> const& end, Derived<Real, L> const& end_derived, std::vector<Sum<L>>& columns) const {
    OutcomeWriter<L> writer(columns);
    Ending<Real, L> const ending{end, end_derived};
    finish_rows(cost_, ending, writer);
    finish_rows(ladder_, ending, writer);
    finish_rows(response_, ending, writer);
    finish_rows(means_, ending, writer);
  }

 private:
  CostOutcomes<Real, L> cost_;
  LadderOutcomes<Real, L> ladder_;
  ResponseOutcomes<Real, L> response_;
  MeanOutcomes<Real, L> means_;
};

}  // namespace detente
