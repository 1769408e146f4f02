#include "tools/bench/peers/scalar_state.hpp"

#include <initializer_list>

namespace detente::bench {
namespace {

template <class Real>
void size(int count, std::initializer_list<std::vector<Real>*> fields) {
  for (std::vector<Real>* field : fields) field->assign(static_cast<std::size_t>(count), Real(0));
}

}  // namespace

template <class Real>
ScalarState<Real>::ScalarState(Region const& region)
    : contract(region.countries.size(), 0), level(region.disputes.size(), 0) {
  int const countries = region.country_count();
  size<Real>(countries, {&cooperate, &hedge, &defy, &oversight, &capture, &alignment, &trust, &access, &resilience,
                         &fragmentation, &stability, &campaign, &spending, &peacekeepers, &experience, &propensity});
  size<Real>(countries * region.supplier_count(), {&stock});
  size<Real>(countries * region.product_count(), {&industry});
  size<Real>(countries * region.adversary_count(), {&pressure, &dependence});
  size<Real>(region.pair_count(), {&mistrust});
  size<Real>(region.dispute_count(), {&tension, &recency, &settlement});
  size<Real>(region.mission_count(), {&strength, &legacy});
  size<Real>(region.segment_count(), {&quality});
}

template <class Real>
ScalarLevers<Real>::ScalarLevers(Region const& region, double const* values)
    : LeverSettings<Real, std::vector<Real>>(region, Real(0)) {
  ScalarLevers::for_each_place(region, [&](auto const& place) { place.in(*this) = static_cast<Real>(*values++); });
}

template <class Real>
ScalarDerived<Real>::ScalarDerived(Region const& region) {
  int const countries = region.country_count();
  size<Real>(countries, {&governance,
                         &leakage,
                         &leakage_eu,
                         &dependence,
                         &predictability,
                         &pressure,
                         &interoperability,
                         &western_share,
                         &opacity,
                         &information_leakage,
                         &offer,
                         &eligibility,
                         &gap,
                         &reward,
                         &reachable_reward,
                         &crisis_load,
                         &closure,
                         &mission_presence,
                         &safe,
                         &passage,
                         &wait_left});
  size<Real>(countries * region.supplier_count(), {&supplier_share});
  size<Real>(region.dispute_count(),
             {&level_felt, &recency_felt, &presence, &effort, &perceived_cost, &defiance, &cooperation, &bar_pressure,
              &bar_reward, &bar_fragmentation, &bar_dependence, &bar_campaign, &bar_nationalist_campaign,
              &bar_stability, &joint_interoperability, &least_governance, &neighbours});
  size<Real>(region.segment_count(), {&segment_money, &wait, &capacity, &hours});
  size<Real>(region.corridor_count() + countries, {&throughput_without});
}

template struct ScalarState<double>;
template struct ScalarState<float>;
template struct ScalarLevers<double>;
template struct ScalarLevers<float>;
template struct ScalarDerived<double>;
template struct ScalarDerived<float>;

}  // namespace detente::bench
