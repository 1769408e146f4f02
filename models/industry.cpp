#include "models/industry.hpp"

#include "engine/core/instances.hpp"
#include "models/procurement.hpp"

namespace detente {
namespace {

constexpr double least_kept = 0.01;  // of money: where all of it leaks, no upkeep could hold the output

}  // namespace

template <class Real, int L>
Industry<Real, L>::Industry(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.industry),
      gdp_(setup.per_country(&Country::gdp)),
      growth_(setup.per_country(&Country::growth)),
      spending_share_(setup.per_country(&Country::spending_share)),
      equipment_share_(setup.per_country(&Country::equipment_share)),
      relative_gdp_(relative_gdp(setup)) {
  int const products = setup.region.product_count();
  IndustryParameters<P> const& base = setup.base.industry;
  for (int i = 0; i < setup.region.country_count(); ++i) {
    P total = P::Zero();
    for (int q = 0; q < products; ++q) total += reference.state.industry[i * products + q];
    P const kept = (static_cast<Real>(1) - reference.derived.leakage[i]).max(static_cast<Real>(least_kept));
    P const invested = investment(base, reference.view(), i, 0);
    for (int q = 0; q < products; ++q) {
      P const& output = reference.state.industry[i * products + q];
      P const even = P::Constant(static_cast<Real>(1) / static_cast<Real>(products));
      split_.push_back(select(less(P(P::Zero()), total), P(output / total), even));
      upkeep_.push_back(base.industry_decay * output * base.capital_per_output / kept - split_.back() * invested);
    }
  }
}

template <class Real, int L>
typename Industry<Real, L>::P Industry<Real, L>::investment(IndustryParameters<P> const& p, View<Real, L> const& view,
                                                            int country, int month) const {
  int const suppliers = setup_.region.supplier_count();
  P domestic = P::Zero();
  for (int s = 0; s < suppliers; ++s) {
    if (setup_.region.suppliers[s].domestic) domestic += view.derived.supplier_share[country * suppliers + s];
  }
  P const money = spending_meur(setup_, spending_share_[country], gdp_[country], growth_[country],
                                view.state.spending[country], month);
  P const own = p.industry_share * domestic * equipment_share_[country] * money;
  P const safe = safe_money(p, relative_gdp_[country], view.state, view.levers, country);
  return own + safe;  // (Q2)
}

template <class Real, int L>
void Industry<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  int const products = setup_.region.product_count();
  YearMonth const date{setup_.region.start.index + month.index};
  for (int i = 0; i < setup_.region.country_count(); ++i) {
    P const kept = static_cast<Real>(1) - month.derived.leakage[i];
    P const invested = investment(p_, month.view(), i, month.index);
    for (int q = 0; q < products; ++q) {
      int const at = i * products + q;
      P const joint = setup_.pick(
          [&](Region const& r) { return r.countries[i].coproduction[q].at(date) * setup_.scenario.coproduction; });
      P const coproduction = setup_.scenario.holds_reference ? P(P::Zero()) : joint;
      P const money = kept * (split_[at] * invested + coproduction + upkeep_[at]);
      P const growth = money / p_.capital_per_output - p_.industry_decay * month.now.industry[at];
      next.industry[at] =
          (month.now.industry[at] + static_cast<Real>(dt_years) * growth).max(static_cast<Real>(0));  // (Q1)
    }
  }
}

#define DETENTE_INSTANCE(Real, L) template class Industry<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
