#include "models/state.hpp"

#include "engine/core/instances.hpp"

#include <initializer_list>

namespace detente {

template <class Real, int L>
State<Real, L>::State(Region const& region) {
  for (P* pack : {&us_regime, &us_attention, &war_intensity, &shock, &eu_bandwidth, &crossings}) *pack = P::Zero();
  auto const size = [](int count, std::initializer_list<F*> fields) {
    for (F* field : fields) field->assign(static_cast<std::size_t>(count), P::Zero());
  };
  int const countries = region.country_count();
  size(countries,
       {&cooperate, &hedge, &defy, &oversight, &capture, &alignment, &trust, &access, &resilience, &fragmentation,
        &stability, &campaign, &spending, &contract, &peacekeepers, &experience, &propensity});
  size(countries * region.supplier_count(), {&stock});
  size(countries * region.product_count(), {&industry});
  size(countries * region.adversary_count(), {&pressure, &dependence});
  size(region.pair_count(), {&mistrust});
  size(region.dispute_count(), {&tension, &level, &recency, &settlement});
  size(region.mission_count(), {&strength, &legacy});
  size(region.segment_count(), {&quality});
}

#define DETENTE_INSTANCE(Real, L) template struct State<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
