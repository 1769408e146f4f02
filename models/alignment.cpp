#include "models/alignment.hpp"

#include "engine/core/instances.hpp"

namespace detente {

template <class Real, int L>
Alignment<Real, L>::Alignment(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : region_(setup.region),
      p_(setup.parameters.alignment),
      al_stance_(setup.parameters.decisions.al_stance),
      nato_(setup.per_country(&Country::nato)),
      nationalism_(setup.per_country(&Country::nationalism)),
      alignment_(reference.start.alignment, p_.alignment_rate, p_.alignment_vol),
      dependence_(reference.start.dependence, p_.dependence_rate, p_.dependence_vol) {
  int const countries = region_.country_count();
  for (int i = 0; i < countries; ++i) {
    alignment_.anchor(i, alignment_eta(setup.base.alignment, setup.base.decisions.al_stance, reference.view(), i));
    for (int e = 0; e < region_.adversary_count(); ++e) {
      dependence_.anchor(e * countries + i, dependence_eta(setup.base.alignment, reference.view(), e, i));
    }
  }
}

template <class Real, int L>
typename Alignment<Real, L>::P Alignment<Real, L>::alignment_eta(AlignmentParameters<P> const& p, P const& al_stance,
                                                                 View<Real, L> const& view, int country) const {
  State<Real, L> const& s = view.state;
  P const reward = p.al_reward * view.derived.reward[country];
  P const gap = p.al_gap * view.derived.gap[country];
  P const dependence = p.al_dep * view.derived.dependence[country];
  P const capture = p.al_capture * s.capture[country];
  P const allies = p.al_us * nato_[country] * s.us_attention;
  P const campaign = p.al_campaign * nationalism_[country] * s.campaign[country];
  P const stance = al_stance * (s.cooperate[country] - s.defy[country]);
  return reward - gap - dependence - capture + allies - campaign + stance;  // (A1)
}

template <class Real, int L>
typename Alignment<Real, L>::P Alignment<Real, L>::dependence_eta(AlignmentParameters<P> const& p,
                                                                  View<Real, L> const& view, int adversary,
                                                                  int country) const {
  int const suppliers = region_.supplier_count();
  P share = P::Zero();
  for (int s = 0; s < suppliers; ++s) {
    if (region_.suppliers[s].adversary == adversary) share += view.derived.supplier_share[country * suppliers + s];
  }
  P const arms = p.dep_arms * share;
  P const pressure = p.dep_pressure * view.state.pressure[adversary * region_.country_count() + country];
  P const gap = p.dep_gap * view.derived.gap[country];
  P const reward = p.dep_reward * view.derived.reward[country];
  return arms + pressure + gap - reward;  // (A2)
}

template <class Real, int L>
void Alignment<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  View<Real, L> const view = month.view();
  int const countries = region_.country_count();
  for (int i = 0; i < countries; ++i) {
    P const eta = alignment_eta(p_, al_stance_, view, i);
    next.alignment[i] = alignment_.next(i, month.now.alignment[i], eta, month.luck.normal(Stream::alignment, i));
    for (int e = 0; e < region_.adversary_count(); ++e) {
      int const at = e * countries + i;
      next.dependence[at] = dependence_.next(at, month.now.dependence[at], dependence_eta(p_, view, e, i),
                                             month.luck.normal(Stream::dependence, at));
    }
  }
}

#define DETENTE_INSTANCE(Real, L) template class Alignment<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
