#include "models/procurement.hpp"

#include "engine/core/instances.hpp"
#include "models/events.hpp"

#include <cmath>
#include <limits>

namespace detente {
namespace {

constexpr double least_spending = 0.3;          // of the start: no army shrinks below it here (assumption)
constexpr double least_supplier_weight = 0.01;  // a supplier without stock can still win a contract

}  // namespace

template <class Real, int L>
Procurement<Real, L>::Procurement(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.procurement),
      contract_probability_(rho(p_.contract_rate)),
      stock_left_(P::Constant(1) - rho(p_.stock_decay)),
      spend_noise_(p_.spend_vol * static_cast<Real>(std::sqrt(dt_years))),
      gdp_(setup.per_country(&Country::gdp)),
      growth_(setup.per_country(&Country::growth)),
      spending_share_(setup.per_country(&Country::spending_share)),
      equipment_share_(setup.per_country(&Country::equipment_share)),
      rivals_(setup.region.countries.size()) {
  Region const& region = setup.region;
  for (int s = 0; s < region.supplier_count(); ++s) {
    compat_.push_back(setup.pick([&](Region const& r) { return r.suppliers[s].compat; }));
    eu_suppliers_ += region.suppliers[s].eu ? 1 : 0;
  }
  for (int i = 0; i < region.country_count(); ++i) {
    for (int s = 0; s < region.supplier_count(); ++s) {
      P const appeal = setup.pick([&](Region const& r) { return r.countries[i].appeal[s] + setup.scenario.appeal[s]; });
      P const share = reference.derived.supplier_share[i * region.supplier_count() + s];
      base_weight_.push_back(share.max(static_cast<Real>(least_supplier_weight)) * exponential(appeal));
      utility_reference_.push_back(supplier_utility(setup.base.procurement, reference.view(), i, s));
    }
  }
  for (int q = 0; q < region.pair_count(); ++q) {
    CountryPair const& pair = region.pairs[q];
    rivals_[pair.first].push_back(
        {pair.second, q, setup.pick([&](Region const& r) { return r.pairs[q].rivalry_of_first; })});
    rivals_[pair.second].push_back(
        {pair.first, q, setup.pick([&](Region const& r) { return r.pairs[q].rivalry_of_second; })});
  }
}

template <class Real, int L>
typename Procurement<Real, L>::P Procurement<Real, L>::spending_drift(State<Real, L> const& state, int country,
                                                                      P const& plan) const {
  P const fatigue = p_.fatigue * (state.spending[country] - plan);
  P rivals = P::Zero();
  for (Rival const& rival : rivals_[country]) {
    rivals += rival.rivalry * state.mistrust[rival.pair] * (state.spending[rival.country] - static_cast<Real>(1));
  }
  return p_.reaction * rivals - fatigue;
}

template <class Real, int L>
typename Procurement<Real, L>::P Procurement<Real, L>::next_spending(Month<Real, L> const& month, int country) const {
  YearMonth const date{setup_.region.start.index + month.index};
  P const planned =
      setup_.pick([&](Region const& r) { return r.countries[country].spending_plan.at(date) * setup_.scenario.plans; });
  P const plan = setup_.scenario.holds_reference ? P(P::Ones()) : planned;
  P const& y = month.now.spending[country];
  P const change = static_cast<Real>(dt_years) * spending_drift(month.now, country, plan);
  P const kick = spend_noise_ * y * month.luck.normal(Stream::spending, country);
  P const ceiling = p_.share_max / spending_share_[country];
  return (y + change + kick).max(static_cast<Real>(least_spending)).min(ceiling);  // (P1)
}

template <class Real, int L>
typename Procurement<Real, L>::P Procurement<Real, L>::supplier_utility(ProcurementParameters<P> const& p,
                                                                        View<Real, L> const& view, int country,
                                                                        int supplier) const {
  Supplier const& maker = setup_.region.suppliers[supplier];
  P const lock_in = p.u_lock * view.derived.supplier_share[country * setup_.region.supplier_count() + supplier];
  P const interoperability = p.u_interop * view.state.alignment[country] * compat_[supplier];
  P utility = lock_in + interoperability;
  if (maker.adversary >= 0)
    utility += p.u_dep * view.state.dependence[maker.adversary * setup_.region.country_count() + country];
  if (maker.eu) utility += p.u_safe * view.levers.access_industry[country] * view.state.access[country];
  return utility;
}

template <class Real, int L>
typename Procurement<Real, L>::P Procurement<Real, L>::next_contract(Month<Real, L> const& month, int country) const {
  P const& now = month.now.contract[country];
  if (setup_.scenario.holds_reference) return now;
  int const suppliers = setup_.region.supplier_count();
  P const& u = month.luck.uniform(Stream::contract, country);
  P const awarded = less(u, contract_probability_);
  if ((awarded == 0).all()) return now;
  Scratch<Real, L> weight(suppliers);
  P total = P::Zero();
  for (int s = 0; s < suppliers; ++s) {
    P const departure = supplier_utility(p_, month.view(), country, s) - utility_reference_[country * suppliers + s];
    weight[s] = base_weight_[country * suppliers + s] * exponential(departure);  // (P2)
    total += weight[s];
  }
  P const point = u / contract_probability_ * total;
  P winner = P::Zero();
  P passed = P::Zero();
  for (int s = 0; s + 1 < suppliers; ++s) {
    passed += weight[s];
    winner += static_cast<Real>(1) - less(point, passed);
  }
  P const next = select(awarded, winner, now);
  P const changed = static_cast<Real>(1) - equals(P(next - now), static_cast<Real>(0));
  record_where(month.events, EventCode::contract, country, changed, now, next);
  return next;
}

template <class Real, int L>
void Procurement<Real, L>::next_stock(Month<Real, L> const& month, int country, State<Real, L>& next) const {
  int const suppliers = setup_.region.supplier_count();
  constexpr Real one = static_cast<Real>(1);
  P const money = spending_meur(setup_, spending_share_[country], gdp_[country], growth_[country],
                                month.now.spending[country], month.index);
  P const arriving = (one - month.derived.leakage[country]) * equipment_share_[country] * money;
  P const aid = (one - month.derived.leakage_eu[country]) * month.levers.capacity_building[country];
  P const aid_each = eu_suppliers_ > 0 ? P(aid / static_cast<Real>(eu_suppliers_)) : P(P::Zero());
  for (int s = 0; s < suppliers; ++s) {
    int const at = country * suppliers + s;
    P const main = equals(month.now.contract[country], static_cast<Real>(s)) * (one - p_.side);
    P const mix = p_.side * month.derived.supplier_share[at];
    P bought = arriving * (main + mix);
    if (setup_.region.suppliers[s].eu) bought += aid_each;
    next.stock[at] = month.now.stock[at] * stock_left_ + static_cast<Real>(dt_years) * bought;  // (P3)
  }
}

template <class Real, int L>
void Procurement<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  for (int i = 0; i < setup_.region.country_count(); ++i) {
    next.spending[i] = next_spending(month, i);
    next.contract[i] = next_contract(month, i);
    if (!setup_.scenario.holds_reference) next_stock(month, i, next);
  }
  if (setup_.scenario.holds_reference) next.stock = month.now.stock;
}

template <class Real, int L>
StockShares<Real, L>::StockShares(Setup<Real, L> const& setup) : region_(setup.region) {
  for (int s = 0; s < region_.supplier_count(); ++s) {
    compat_.push_back(setup.pick([&](Region const& r) { return r.suppliers[s].compat; }));
    opacity_.push_back(setup.pick([&](Region const& r) { return r.suppliers[s].opacity; }));
  }
}

template <class Real, int L>
void StockShares<Real, L>::derive(ProcurementParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                                  Derived<Real, L>& derived) const {
  using P = Pack<Real, L>;
  int const suppliers = region_.supplier_count();
  for (int i = 0; i < region_.country_count(); ++i) {
    P total = P::Constant(std::numeric_limits<Real>::min());  // no stock at all: shares of 0
    for (int s = 0; s < suppliers; ++s) total += state.stock[i * suppliers + s];
    P compatible = P::Zero();
    P western = P::Zero();
    P opaque = P::Zero();
    for (int s = 0; s < suppliers; ++s) {
      P const share = state.stock[i * suppliers + s] / total;
      derived.supplier_share[i * suppliers + s] = share;
      compatible += compat_[s] * share;
      opaque += opacity_[s] * share;
      if (region_.suppliers[s].western) western += share;
    }
    derived.interoperability[i] = (static_cast<Real>(1) - p.xi) * compatible + p.xi * state.experience[i];  // (P4)
    derived.western_share[i] = western;
    derived.opacity[i] = opaque;
  }
}

#define DETENTE_INSTANCE(Real, L)      \
  template class Procurement<Real, L>; \
  template class StockShares<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
