#include "models/derived.hpp"

#include "engine/core/instances.hpp"

#include <initializer_list>

namespace detente {

template <class Real, int L>
Derived<Real, L>::Derived(Region const& region) {
  auto const size = [](int count, std::initializer_list<F*> fields) {
    for (F* field : fields) field->assign(static_cast<std::size_t>(count), P::Zero());
  };
  for (P* pack : {&throughput, &robust_throughput, &redundancy, &transit_hours, &border_wait}) *pack = P::Zero();
  int const countries = region.country_count();
  size(countries, {&governance, &leakage, &leakage_eu, &dependence, &predictability, &pressure, &interoperability,
                   &western_share, &opacity, &information_leakage, &offer, &eligibility, &gap, &reward,
                   &reachable_reward, &crisis_load, &closure, &mission_presence});
  size(countries * region.supplier_count(), {&supplier_share});
  size(region.dispute_count(), {&level_felt, &recency_felt, &presence, &effort, &perceived_cost, &defiance,
                                &cooperation, &up_rate, &down_rate, &settle_rate, &unsettle_rate});
  size(region.segment_count(), {&segment_money, &wait, &capacity});
  size(region.corridor_count() + countries, {&throughput_without});
}

#define DETENTE_INSTANCE(Real, L) template struct Derived<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
