#include "models/tension.hpp"

#include "engine/core/instances.hpp"

namespace detente {

template <class Real, int L>
Tension<Real, L>::Tension(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : region_(setup.region),
      p_(setup.parameters.escalation),
      ten_defy_(setup.parameters.decisions.ten_defy),
      nationalism_(setup.per_country(&Country::nationalism)),
      tension_(reference.start.tension, p_.tension_rate, p_.tension_vol) {
  for (int d = 0; d < region_.dispute_count(); ++d) {
    tension_.anchor(d, eta(setup.base.escalation, setup.base.decisions.ten_defy, reference.view(), d));
  }
}

template <class Real, int L>
typename Tension<Real, L>::P Tension<Real, L>::eta(EscalationParameters<P> const& p, P const& ten_defy,
                                                   View<Real, L> const& view, int dispute) const {
  Dispute const& parties = region_.disputes[dispute];
  P campaigns = P::Zero();
  for (CountryShare const& party : parties.parties) {
    int const i = party.country;
    campaigns += static_cast<Real>(party.share) * nationalism_[i] * view.state.campaign[i];
  }
  P const mistrust_of_pair = parties.pair >= 0 ? view.state.mistrust[parties.pair] : P(P::Zero());
  P const pressure = p.ten_pressure * party_mean<Real, L>(parties, view.derived.pressure);
  P const mistrust = p.ten_mistrust * mistrust_of_pair;
  P const instability = p.ten_instab * (static_cast<Real>(1) - party_mean<Real, L>(parties, view.state.stability));
  P const campaign = p.ten_campaign * campaigns;
  P const mediation = p.ten_mediation * view.derived.effort[dispute];
  P const reward = p.ten_reward * party_mean<Real, L>(parties, view.derived.reward);
  P const defiance = ten_defy * view.derived.defiance[dispute];
  return pressure + mistrust + instability + campaign - mediation - reward + defiance;  // (E1)
}

template <class Real, int L>
void Tension<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  for (int d = 0; d < region_.dispute_count(); ++d) {
    P const predictor = eta(p_, ten_defy_, month.view(), d);
    next.tension[d] = tension_.next(d, month.now.tension[d], predictor, month.luck.normal(Stream::tension, d));
  }
}

#define DETENTE_INSTANCE(Real, L) template class Tension<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
