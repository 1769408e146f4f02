// Budgets, procurement, mistrust, industry: sections 2.7 to 2.9.
#include "tools/bench/peers/scalar_world.hpp"

namespace detente::bench {
namespace {

constexpr double least_spending = 0.3;

template <class Real>
Real next_spending(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, int i) {
  ProcurementParameters<Real> const& p = world.p.procurement;
  ScalarState<Real> const& now = month.now;
  Real const y = now.spending[i];
  Real rivals = 0;
  for (ScalarRival<Real> const& rival : world.rivals[i])
    rivals += rival.rivalry * now.mistrust[rival.pair] * (now.spending[rival.country] - 1);
  Real const plan = world.plan.spending[month.index * world.place.countries + i];
  Real const drift = p.reaction * rivals - p.fatigue * (y - plan);
  Real const moved = y + month_years<Real> * drift + world.spend_noise * y * month.draws[Stream::spending][i];
  return std::min(std::max(moved, static_cast<Real>(least_spending)),
                  p.share_max / world.place.spending_share[i]);  // (P1)
}

template <class Real>
int next_contract(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, int i) {
  int const now = month.now.contract[i];
  Real const u = month.draws[Stream::contract][i];
  if (world.held || u >= world.contract_probability) return now;
  int const suppliers = world.place.suppliers;
  auto const weight = [&](int s) {
    int const at = i * suppliers + s;
    Real const departure =
        supplier_utility(world.place, world.p.procurement, month.view(), i, s) - world.supplier_utility_reference[at];
    return world.base_weight[at] * std::exp(departure);  // (P2)
  };
  Real total = 0;
  for (int s = 0; s < suppliers; ++s) total += weight(s);
  Real const point = u / world.contract_probability * total;
  Real passed = 0;
  for (int s = 0; s + 1 < suppliers; ++s) {
    passed += weight(s);
    if (point < passed) return s;
  }
  return suppliers - 1;
}

template <class Real>
void next_stock(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, int i, Real money, Real* next) {
  ScalarPlace<Real> const& place = world.place;
  Real const side = world.p.procurement.side;
  Real const arriving = (1 - month.derived.leakage[i]) * place.equipment_share[i] * money;
  Real const aid = (1 - month.derived.leakage_eu[i]) * month.levers.capacity_building[i];
  Real const aid_each = place.eu_suppliers > 0 ? aid / static_cast<Real>(place.eu_suppliers) : 0;
  for (int s = 0; s < place.suppliers; ++s) {
    int const at = i * place.suppliers + s;
    Real const main = month.now.contract[i] == s ? 1 - side : 0;
    Real const bought =
        arriving * (main + side * month.derived.supplier_share[at]) + (place.is_eu_supplier[s] != 0 ? aid_each : 0);
    next[s] = month.now.stock[at] * world.stock_left + month_years<Real> * bought;  // (P3)
  }
}

template <class Real>
void step_industry(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, int i, Real money,
                   ScalarState<Real>& next) {
  IndustryParameters<Real> const& p = world.p.industry;
  int const products = world.place.products;
  Real const kept = 1 - month.derived.leakage[i];
  Real const invested = investment(world.place, p, month.view(), i, money);
  for (int q = 0; q < products; ++q) {
    int const at = i * products + q;
    Real const joint = world.plan.coproduction[month.index * world.place.countries * products + at];
    Real const put_in = kept * (world.split[at] * invested + joint + world.upkeep[at]);
    Real const growth = put_in / p.capital_per_output - p.industry_decay * month.now.industry[at];
    next.industry[at] = std::max(month.now.industry[at] + month_years<Real> * growth, Real(0));  // (Q1)
  }
}

}  // namespace

template <class Real>
Real supplier_utility(ScalarPlace<Real> const& place, ProcurementParameters<Real> const& p,
                      ScalarView<Real> const& view, int country, int supplier) {
  Real utility = p.u_lock * view.derived.supplier_share[country * place.suppliers + supplier] +
                 p.u_interop * view.state.alignment[country] * place.compat[supplier];
  int const adversary = place.supplier_adversary[supplier];
  if (adversary >= 0) utility += p.u_dep * view.state.dependence[adversary * place.countries + country];
  if (place.is_eu_supplier[supplier] != 0)
    utility += p.u_safe * view.levers.access_industry[country] * view.state.access[country];
  return utility;
}

template <class Real>
Real mistrust_eta(ScalarPlace<Real> const& place, MistrustParameters<Real> const& p, Real split_cost,
                  ScalarView<Real> const& view, int pair) {
  CountryPair const& between = place.region.pairs[pair];
  int const i = between.first;
  int const j = between.second;
  ScalarState<Real> const& s = view.state;
  Real const split = 1 - split_cost * std::abs(place.nato[i] - place.nato[j]);
  Real const coordination = clip01(view.levers.coordination + s.access[i] * s.access[j]) * split;  // (M2)
  Real const level = between.dispute >= 0 ? view.derived.level_felt[between.dispute] : 0;
  return p.mis_arms * (s.spending[i] - 1 + (s.spending[j] - 1)) * (1 - coordination) +
         p.mis_campaign * (place.nationalism[i] * s.campaign[i] + place.nationalism[j] * s.campaign[j]) / 2 +
         p.mis_crisis * level / 5 + p.mis_pressure * (view.derived.pressure[i] + view.derived.pressure[j]) / 2 -
         p.mis_coord * coordination;  // (M1)
}

template <class Real>
Real investment(ScalarPlace<Real> const& place, IndustryParameters<Real> const& p, ScalarView<Real> const& view,
                int country, Real money) {
  Real domestic = 0;
  for (int s = 0; s < place.suppliers; ++s) {
    if (place.is_domestic[s] != 0) domestic += view.derived.supplier_share[country * place.suppliers + s];
  }
  return p.industry_share * domestic * place.equipment_share[country] * money + view.derived.safe[country];  // (Q2)
}

template <class Real>
void step_arms(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  ScalarPlace<Real> const& place = world.place;
  for (int i = 0; i < place.countries; ++i) {
    Real const money = world.plan.money[month.index * place.countries + i] * month.now.spending[i];  // (P5)
    next.spending[i] = next_spending(world, month, i);
    next.contract[i] = next_contract(world, month, i);
    if (!world.held) next_stock(world, month, i, money, &next.stock[i * place.suppliers]);
    step_industry(world, month, i, money, next);
  }
  if (world.held) next.stock = month.now.stock;
  for (int pair = 0; pair < place.pairs; ++pair) {
    Real const eta = mistrust_eta(place, world.p.mistrust, world.p.decisions.split_cost, month.view(), pair);
    next.mistrust[pair] = world.mistrust.next(pair, month.now.mistrust[pair], eta, month.draws[Stream::mistrust][pair]);
  }
}

template double supplier_utility(ScalarPlace<double> const&, ProcurementParameters<double> const&,
                                 ScalarView<double> const&, int, int);
template double mistrust_eta(ScalarPlace<double> const&, MistrustParameters<double> const&, double,
                             ScalarView<double> const&, int);
template double investment(ScalarPlace<double> const&, IndustryParameters<double> const&, ScalarView<double> const&,
                           int, double);
template void step_arms(ScalarWorld<double> const&, ScalarMonth<double> const&, ScalarState<double>&);
template float supplier_utility(ScalarPlace<float> const&, ProcurementParameters<float> const&,
                                ScalarView<float> const&, int, int);
template float mistrust_eta(ScalarPlace<float> const&, MistrustParameters<float> const&, float,
                            ScalarView<float> const&, int);
template float investment(ScalarPlace<float> const&, IndustryParameters<float> const&, ScalarView<float> const&, int,
                          float);
template void step_arms(ScalarWorld<float> const&, ScalarMonth<float> const&, ScalarState<float>&);

}  // namespace detente::bench
