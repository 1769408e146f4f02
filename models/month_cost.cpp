#include "models/month_cost.hpp"

#include "engine/core/instances.hpp"

namespace detente {

std::vector<std::string> component_names() {
  return {"mission_baseline", "post_conflict", "mission_surge", "mediation", "stabilisation", "disruption",
          "readiness_delay",  "misinvestment", "leakage",       "migration", "policy"};
}

template <class Real, int L>
MonthCost<Real, L>::MonthCost(Region const& region)
    : by_dispute(region.disputes.size(), P::Zero()),
      by_country(region.countries.size(), P::Zero()),
      crisis(P::Zero()),
      eu(components, P::Zero()) {
  for (auto& parts : part) parts.fill(P::Zero());
}

#define DETENTE_INSTANCE(Real, L) template struct MonthCost<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
