#pragma once

#include "models/outcomes_cost.hpp"
#include "models/outcomes_ladder.hpp"
#include "models/outcomes_means.hpp"
#include "models/outcomes_response.hpp"

namespace detente {

/// Everything that is one number a run. A new outcome goes into the group it belongs to: a line in describe, one in
/// observe, one in finish, in the same place of the order.
template <class Real, int L>
class Outcomes {
 public:
  Outcomes(World<Real, L> const& world, int months)
      : cost_(world, months), ladder_(world, months), response_(world, months), means_(world, months) {}

  static std::vector<OutcomeInfo> table() {
    std::vector<OutcomeInfo> table;
    CostOutcomes<Real, L>::describe(table);
    LadderOutcomes<Real, L>::describe(table);
    ResponseOutcomes<Real, L>::describe(table);
    MeanOutcomes<Real, L>::describe(table);
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
    cost_.finish(writer);
    ladder_.finish(writer);
    response_.finish(end, writer);
    means_.finish(end, end_derived, writer);
  }

 private:
  CostOutcomes<Real, L> cost_;
  LadderOutcomes<Real, L> ladder_;
  ResponseOutcomes<Real, L> response_;
  MeanOutcomes<Real, L> means_;
};

}  // namespace detente
