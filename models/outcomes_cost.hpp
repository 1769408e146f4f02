#pragma once

#include "models/outcome_row.hpp"
#include "models/parameters.hpp"

#include <vector>

namespace detente {

template <class Real, int L>
class World;

/// Money of a run: net present values of crisis-management cost by component, dispute, country, year and payer, of
/// policy, and of what the region contributes at shadow prices (asset value); usable output, peacekeepers, support.
template <class Real, int L>
class CostOutcomes {
 public:
  using P = Pack<Real, L>;
  using Row = OutcomeRow<CostOutcomes, Real, L>;

  CostOutcomes(World<Real, L> const& world, int months);
  static std::vector<Row> const& rows();
  void observe(Lived<Real, L> const& lived);

 private:
  P usable_output(Lived<Real, L> const& lived, std::vector<bool> const& counted) const;
  P support(Lived<Real, L> const& lived) const;

  World<Real, L> const* world_;
  int months_;
  ShadowPrices<P> prices_;
  std::vector<bool> all_products_, ammunition_;
  Field<Real, L> support_reference_;  // by country, over all kinds [MEUR/year]
  std::vector<Sum<L>> by_component_, by_dispute_, by_country_, by_year_, by_payer_;
  Sum<L> crisis_, policy_, asset_, output_, ammunition_output_, peacekeeper_years_, ukraine_support_;
};

}  // namespace detente
