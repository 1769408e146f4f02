#include "models/outcomes_cost.hpp"

#include "engine/core/calendar.hpp"
#include "engine/core/instances.hpp"
#include "models/contributions.hpp"
#include "models/world.hpp"

namespace detente {
namespace {

constexpr double least_war = 0.01;  // of the war's intensity at the start, which support is relative to

template <int L>
std::vector<Sum<L>> zeros(std::size_t count) {
  return std::vector<Sum<L>>(count, Sum<L>::Zero());
}

}  // namespace

template <class Real, int L>
CostOutcomes<Real, L>::CostOutcomes(World<Real, L> const& world, int months)
    : world_(&world),
      months_(months),
      prices_(world.setup().parameters.shadow_prices),
      by_component_(zeros<L>(crisis_components)),
      by_dispute_(zeros<L>(world.setup().region.disputes.size())),
      by_country_(zeros<L>(world.setup().region.countries.size())),
      by_year_(zeros<L>((months + months_per_year - 1) / months_per_year)),
      by_payer_(zeros<L>(payers)) {
  Region const& region = world.setup().region;
  for (std::string const& product : region.products) {
    all_products_.push_back(true);
    ammunition_.push_back(product == "ammunition" || product == "propellant");
  }
  for (int i = 0; i < region.country_count(); ++i) {
    support_reference_.push_back(world.setup().pick([&](Region const& r) {
      double sum = 0;
      for (double const kind : r.countries[i].support) sum += kind;
      return sum;
    }));
  }
  for (Sum<L>* sum :
       {&crisis_, &policy_, &asset_, &output_, &ammunition_output_, &peacekeeper_years_, &ukraine_support_})
    *sum = Sum<L>::Zero();
}

template <class Real, int L>
std::vector<typename CostOutcomes<Real, L>::Row> const& CostOutcomes<Real, L>::rows() {
  using Put = typename Row::Put;
  auto const sum = [](Sum<L> CostOutcomes::*of) -> Put {
    return [of](CostOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) { to.put(it.*of); };
  };
  auto const sums = [](std::vector<Sum<L>> CostOutcomes::*of) -> Put {
    return [of](CostOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) { to.put(it.*of); };
  };
  auto const mean = [](Sum<L> CostOutcomes::*of) -> Put {
    return [of](CostOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) { to.put(it.*of / it.months_); };
  };
  Put const net = [](CostOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) {
    to.put(it.asset_ - it.crisis_);
  };
  Put const by_component = [](CostOutcomes const& it, Ending<Real, L> const&, OutcomeWriter<L>& to) {
    to.put(it.by_component_);
    to.put(it.policy_);  // the last component
  };
  static std::vector<Row> const table{
      {{"crisis_cost", "MEUR", "crisis-management cost, the Union's part, net present value", {}},
       sum(&CostOutcomes::crisis_)},
      {{"policy_cost", "MEUR", "policy money, net present value", {}}, sum(&CostOutcomes::policy_)},
      {{"asset_value", "MEUR", "what the region contributes, at shadow prices, net present value", {}},
       sum(&CostOutcomes::asset_)},
      {{"net_position", "MEUR", "asset value less crisis-management cost", {}}, net},
      {{"crisis_cost.component",
        "MEUR",
        "crisis-management cost by component; policy is beside, not inside",
        {"component"}},
       by_component},
      {{"crisis_cost.dispute", "MEUR", "mediation and stabilisation in one dispute, the Union's part", {"dispute"}},
       sums(&CostOutcomes::by_dispute_)},
      {{"crisis_cost.country", "MEUR", "misinvestment and leakage in one country, the Union's part", {"country"}},
       sums(&CostOutcomes::by_country_)},
      {{"crisis_cost.year", "MEUR", "crisis-management cost by year, discounted to the start", {"year"}},
       sums(&CostOutcomes::by_year_)},
      {{"cost.payer", "MEUR", "crisis-management cost of all payers, net present value", {"payer"}},
       sums(&CostOutcomes::by_payer_)},
      {{"usable_output", "MEUR/year", "arms output that the Union can use, mean", {}}, mean(&CostOutcomes::output_)},
      {{"usable_ammunition", "MEUR/year", "the same of ammunition and propellant", {}},
       mean(&CostOutcomes::ammunition_output_)},
      {{"peacekeeper_years", "person-years", "peacekeepers abroad, in all", {}},
       sum(&CostOutcomes::peacekeeper_years_)},
      {{"ukraine_support", "MEUR", "support to Ukraine, in all, undiscounted", {}},
       sum(&CostOutcomes::ukraine_support_)},
  };
  return table;
}

template <class Real, int L>
typename CostOutcomes<Real, L>::P CostOutcomes<Real, L>::usable_output(Lived<Real, L> const& lived,
                                                                       std::vector<bool> const& counted) const {
  int const products = static_cast<int>(counted.size());
  P usable = P::Zero();
  for (int i = 0; i < world_->setup().region.country_count(); ++i) {
    P output = P::Zero();
    for (int q = 0; q < products; ++q) {
      if (counted[q]) output += lived.now.industry[i * products + q];
    }
    usable += output * lived.derived.interoperability[i] * lived.now.alignment[i];
  }
  return usable;
}

template <class Real, int L>
typename CostOutcomes<Real, L>::P CostOutcomes<Real, L>::support(Lived<Real, L> const& lived) const {
  State<Real, L> const& reference = world_->reference().state;
  P const war = lived.now.war_intensity / reference.war_intensity.max(static_cast<Real>(least_war));
  P sum = P::Zero();
  for (std::size_t i = 0; i < support_reference_.size(); ++i) {
    P const will = lived.now.alignment[i] / reference.alignment[i].max(static_cast<Real>(least_war));
    sum += support_reference_[i] * will * war * lived.now.spending[i];
  }
  return sum;
}

template <class Real, int L>
void CostOutcomes<Real, L>::observe(Lived<Real, L> const& lived) {
  Sum<L> const discount = wide(world_->cost().discount(lived.month));
  for (int k = 0; k < crisis_components; ++k) {
    by_component_[k] += discount * wide(lived.cost.eu[k]);
    for (int who = 0; who < payers; ++who) by_payer_[who] += discount * wide(lived.cost.part[k][who]);
  }
  Sum<L> const crisis = discount * wide(lived.cost.crisis);
  crisis_ += crisis;
  by_year_[lived.month / months_per_year] += crisis;
  policy_ += discount * wide(lived.cost.eu[static_cast<int>(Component::policy)]);
  for (std::size_t d = 0; d < by_dispute_.size(); ++d) by_dispute_[d] += discount * wide(lived.cost.by_dispute[d]);
  for (std::size_t i = 0; i < by_country_.size(); ++i) by_country_[i] += discount * wide(lived.cost.by_country[i]);

  P peacekeepers = P::Zero();
  for (P const& persons : lived.now.peacekeepers) peacekeepers += persons;
  P const output = usable_output(lived, all_products_);
  P const given = support(lived);
  P const start = world_->reference().derived.throughput;
  // A network through which nothing got at the start is no yardstick: its throughput is worth nothing.
  P const throughput =
      (start > 0).select(lived.derived.throughput / start.max(std::numeric_limits<Real>::min()), Real(0));
  P const yearly = prices_.output * output + prices_.throughput * throughput + prices_.peacekeeper_year * peacekeepers +
                   prices_.support * given;
  asset_ += discount * wide(yearly) / months_per_year;
  output_ += wide(output);
  ammunition_output_ += wide(usable_output(lived, ammunition_));
  peacekeeper_years_ += wide(peacekeepers) / months_per_year;
  ukraine_support_ += wide(given) / months_per_year;
}

#define DETENTE_INSTANCE(Real, L) template class CostOutcomes<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
