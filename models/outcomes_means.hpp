#pragma once

#include "models/outcome_row.hpp"

#include <vector>

namespace detente {

template <class Real, int L>
class World;

/// Means over months and values at the end, by country, pair or dispute; spreads between countries; shares of stances.
template <class Real, int L>
class MeanOutcomes {
 public:
  using P = Pack<Real, L>;
  using Row = OutcomeRow<MeanOutcomes, Real, L>;

  MeanOutcomes(World<Real, L> const& world, int months);
  static std::vector<Row> const& rows();
  void observe(Lived<Real, L> const& lived);

 private:
  static void add_field_rows(std::vector<Row>& rows);
  static void add_region_rows(std::vector<Row>& rows);

  World<Real, L> const* world_;
  int months_;
  std::vector<std::vector<Sum<L>>> means_;  // [row of the table][entity]
  Sum<L> spending_meur_, bandwidth_, crossings_, alignment_spread_, trust_spread_;
  std::vector<Sum<L>> stances_;
  Field<Real, L> spending_unit_;  // by country: what 1 of spending is [MEUR/year]
};

}  // namespace detente
