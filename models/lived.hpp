#pragma once

#include "engine/core/pack.hpp"
#include "models/derived.hpp"
#include "models/levers.hpp"
#include "models/month_cost.hpp"
#include "models/state.hpp"

#include <cstddef>
#include <limits>
#include <vector>

namespace detente {

/// A month that was lived, as outcomes see it: what was known at its start, and its end.
template <class Real, int L>
struct Lived {
  int month;  // 0 is the first
  State<Real, L> const& now;
  Derived<Real, L> const& derived;
  Levers<Real, L> const& levers;
  State<Real, L> const& next;
  MonthCost<Real, L> const& cost;
};

/// Sums over months are double whatever the precision of the runs.
#ifdef DETENTE_SUM_NUMBER  // the build has its own (tools/bench/counting)
using SumNumber = DETENTE_SUM_NUMBER;
#else
using SumNumber = double;
#endif
template <int L>
using Sum = Pack<SumNumber, L>;

template <class P>
Sum<static_cast<int>(P::RowsAtCompileTime)> wide(P const& pack) {
  return pack.template cast<SumNumber>();
}

/// Mean of what was counted, NaN (missing) where nothing was.
template <int L>
Sum<L> ratio_or_missing(Sum<L> const& sum, Sum<L> const& count) {
  Sum<L> result;
  for (int lane = 0; lane < L; ++lane)
    result[lane] = count[lane] > 0 ? sum[lane] / count[lane] : std::numeric_limits<double>::quiet_NaN();
  return result;
}

/// Takes the outcomes of L runs, one column after the other, in the order of the catalogue.
template <int L>
class OutcomeWriter {
 public:
  explicit OutcomeWriter(std::vector<Sum<L>>& columns) : columns_(columns) { columns_.clear(); }
  std::size_t size() const { return columns_.size(); }
  void put(Sum<L> const& column) { columns_.push_back(column); }
  void put(std::vector<Sum<L>> const& columns) { columns_.insert(columns_.end(), columns.begin(), columns.end()); }
  /// Each divided by `by`.
  void put_scaled(std::vector<Sum<L>> const& columns, double by) {
    for (Sum<L> const& column : columns) columns_.push_back(column / by);
  }

 private:
  std::vector<Sum<L>>& columns_;
};

}  // namespace detente
