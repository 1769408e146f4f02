#include "models/mistrust.hpp"

#include "engine/core/instances.hpp"

namespace detente {

template <class Real, int L>
Mistrust<Real, L>::Mistrust(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : region_(setup.region),
      p_(setup.parameters.mistrust),
      split_cost_(setup.parameters.decisions.split_cost),
      nato_(setup.per_country(&Country::nato)),
      nationalism_(setup.per_country(&Country::nationalism)),
      mistrust_(reference.start.mistrust, p_.mistrust_rate, p_.mistrust_vol) {
  for (int pair = 0; pair < region_.pair_count(); ++pair) {
    mistrust_.anchor(pair, eta(setup.base.mistrust, setup.base.decisions.split_cost, reference.view(), pair));
  }
}

template <class Real, int L>
typename Mistrust<Real, L>::P Mistrust<Real, L>::eta(MistrustParameters<P> const& p, P const& split_cost,
                                                     View<Real, L> const& view, int pair) const {
  CountryPair const& between = region_.pairs[pair];
  int const i = between.first;
  int const j = between.second;
  State<Real, L> const& s = view.state;
  constexpr Real half = static_cast<Real>(0.5);
  constexpr Real one = static_cast<Real>(1);

  P const split = one - split_cost * (nato_[i] - nato_[j]).abs();
  P const coordination = clip01(view.levers.coordination + s.access[i] * s.access[j]) * split;  // (M2)
  P const level = between.dispute >= 0 ? view.derived.level_felt[between.dispute] : P(P::Zero());
  P const armament = p.mis_arms * ((s.spending[i] - one) + (s.spending[j] - one)) * (one - coordination);
  P const campaigns = p.mis_campaign * (nationalism_[i] * s.campaign[i] + nationalism_[j] * s.campaign[j]) * half;
  P const crisis = p.mis_crisis * level / static_cast<Real>(5);
  P const pressure = p.mis_pressure * (view.derived.pressure[i] + view.derived.pressure[j]) * half;
  P const openness = p.mis_coord * coordination;
  return armament + campaigns + crisis + pressure - openness;  // (M1)
}

template <class Real, int L>
void Mistrust<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  for (int pair = 0; pair < region_.pair_count(); ++pair) {
    P const predictor = eta(p_, split_cost_, month.view(), pair);
    next.mistrust[pair] =
        mistrust_.next(pair, month.now.mistrust[pair], predictor, month.luck.normal(Stream::mistrust, pair));
  }
}

#define DETENTE_INSTANCE(Real, L) template class Mistrust<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
