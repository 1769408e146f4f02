#include "models/crisis_load.hpp"

#include "engine/core/instances.hpp"

#include <algorithm>

namespace detente {

template <class Real, int L>
CrisisLoad<Real, L>::CrisisLoad(Setup<Real, L> const& setup)
    : region_(setup.region),
      usual_level_(setup.per_dispute(&Dispute::usual_level)),
      usual_recency_(setup.per_dispute(&Dispute::usual_recency)),
      usual_crisis_(setup.per_country(&Country::usual_crisis)),
      exposure_(exposures(setup)) {}

template <class Real, int L>
void CrisisLoad<Real, L>::derive_usual(Derived<Real, L>& derived) const {
  derived.level_felt = usual_level_;
  derived.recency_felt = usual_recency_;
  derived.crisis_load = usual_crisis_;
  derived.closure.assign(region_.countries.size(), P::Zero());
}

template <class Real, int L>
void CrisisLoad<Real, L>::derive_actual(MobilityParameters<P> const& p, State<Real, L> const& state,
                                        Derived<Real, L>& derived) const {
  derived.level_felt = state.level;
  derived.recency_felt = state.recency;
  Scratch<Real, L> const closure = closures<Real, L>(region_, exposure_, p.closure, state.level);  // (L1)
  std::copy(closure.begin(), closure.end(), derived.closure.begin());
  for (P& load : derived.crisis_load) load = P::Zero();
  for (int d = 0; d < region_.dispute_count(); ++d) {
    P const intensity = state.level[d] / static_cast<Real>(levels - 1);
    std::vector<CountryShare> const& exposed = region_.disputes[d].exposed;
    for (std::size_t k = 0; k < exposed.size(); ++k) {
      P& load = derived.crisis_load[exposed[k].country];
      load = load.max(exposure_[d][k] * intensity);  // (L2)
    }
  }
}

#define DETENTE_INSTANCE(Real, L) template class CrisisLoad<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
