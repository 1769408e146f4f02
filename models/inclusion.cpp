#include "models/inclusion.hpp"

#include "engine/core/instances.hpp"

namespace detente {

template <class Real, int L>
Inclusion<Real, L>::Inclusion(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : region_(setup.region),
      p_(setup.parameters.inclusion),
      access_share_(rho(p_.access_rate)),
      trust_up_(rho(p_.trust_up)),
      trust_down_(rho(p_.trust_down)),
      trust_(reference.start.trust, p_.trust_up, p_.trust_vol) {
  for (int i = 0; i < region_.country_count(); ++i)
    trust_.anchor(i, trust_eta(setup.base.inclusion, reference.view(), i));
}

template <class Real, int L>
typename Inclusion<Real, L>::P Inclusion<Real, L>::trust_eta(InclusionParameters<P> const& p, View<Real, L> const& view,
                                                             int country) const {
  P const delivered = view.levers.pace[country] * view.derived.eligibility[country] * view.state.eu_bandwidth;
  P const credibility = p.trust_pace * (delivered - view.levers.promise[country]);
  P const unfairness = p.trust_gap * view.derived.gap[country];
  return credibility - unfairness;  // (I7)
}

template <class Real, int L>
void Inclusion<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  State<Real, L> const& now = month.now;
  for (int i = 0; i < region_.country_count(); ++i) {
    P const granted = month.derived.offer[i] * month.derived.eligibility[i];
    next.access[i] = now.access[i] + access_share_ * now.eu_bandwidth * (granted - now.access[i]);  // (I6)

    P const target = trust_.target(i, trust_eta(p_, month.view(), i));
    P const share = select(less(now.trust[i], target), trust_up_, trust_down_);
    next.trust[i] = relax(now.trust[i], target, share, trust_.noise_scale(), month.luck.normal(Stream::trust, i));
  }
}

template <class Real, int L>
void derive_eligibility(InclusionParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                        Levers<Real, L> const& levers, Derived<Real, L>& derived) {
  using P = Pack<Real, L>;
  auto const& [mobility, governance, industry] = p.access_weight;
  for (std::size_t i = 0; i < derived.offer.size(); ++i) {
    derived.offer[i] = mobility * levers.access_mobility[i] + governance * levers.access_governance[i] +
                       industry * levers.access_industry[i];  // (I1)
    P const merit = (derived.governance[i] + state.alignment[i]) * static_cast<Real>(0.5);
    P const score = merit - p.score_leak * derived.information_leakage[i];
    P const met = sigmoid(p.elig_slope * (score - levers.benchmark));
    derived.eligibility[i] = static_cast<Real>(1) - levers.conditionality + levers.conditionality * met;  // (I2)
  }
}

template <class Real, int L>
void derive_reward(InclusionParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                   Levers<Real, L> const& levers, Derived<Real, L>& derived) {
  using P = Pack<Real, L>;
  for (std::size_t i = 0; i < derived.reward.size(); ++i) {
    P const& trust = state.trust[i];
    P const membership = p.reward_membership * (levers.promise[i] + levers.pace[i]) * static_cast<Real>(0.5);
    P const open_part = membership + p.reward_access * derived.offer[i];
    derived.gap[i] = (levers.alignment_demand - state.access[i]).max(static_cast<Real>(0));         // (I3)
    derived.reward[i] = trust * (membership + p.reward_access * state.access[i]);                   // (I4)
    derived.reachable_reward[i] = levers.conditionality * levers.verification * trust * open_part;  // (I5)
  }
}

#define DETENTE_INSTANCE(Real, L)                                                                    \
  template void derive_eligibility(InclusionParameters<Pack<Real, L>> const&, State<Real, L> const&, \
                                   Levers<Real, L> const&, Derived<Real, L>&);                       \
  template void derive_reward(InclusionParameters<Pack<Real, L>> const&, State<Real, L> const&,      \
                              Levers<Real, L> const&, Derived<Real, L>&);                            \
  template class Inclusion<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
