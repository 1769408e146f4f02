#include "models/contributions.hpp"

#include "engine/core/instances.hpp"

namespace detente {
namespace {

template <class Real, int L>
Pack<Real, L> mean(Field<Real, L> const& field) {
  Pack<Real, L> sum = Pack<Real, L>::Zero();
  for (Pack<Real, L> const& value : field) sum += value;
  return sum / static_cast<Real>(field.size());
}

constexpr double largest_exponent = 50.0;  // of crossings: beyond any that means something, and still finite
constexpr double least_calm = 0.01;        // of 1 - usual_crisis: a country always in crisis would divide by 0

}  // namespace

template <class Real, int L>
Contributions<Real, L>::Contributions(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.contributions),
      peace_share_(rho(p_.peace_rate)),
      cross_share_(rho(p_.cross_rate)),
      officers_reference_(reference.levers.frontex_officers.max(static_cast<Real>(1))),
      alignment_mean_reference_(mean<Real, L>(reference.state.alignment)),
      shock_reference_(reference.state.shock),
      alignment_reference_(reference.state.alignment),
      full_deployment_(full_deployment(setup, p_)) {
  for (int i = 0; i < setup.region.country_count(); ++i) {
    P const usual = setup.pick([&](Region const& r) { return r.countries[i].usual_crisis; });
    calm_reference_.push_back((static_cast<Real>(1) - usual).max(static_cast<Real>(least_calm)));
  }
}

template <class Real, int L>
void Contributions<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  State<Real, L> const& now = month.now;
  Scenario const& scenario = setup_.scenario;
  constexpr Real one = static_cast<Real>(1);
  for (int i = 0; i < setup_.region.country_count(); ++i) {
    YearMonth const date{setup_.region.start.index + (scenario.holds_reference ? 0 : month.index)};
    double const factor = scenario.holds_reference ? 1.0 : scenario.deployments;
    P const planned = setup_.pick([&](Region const& r) { return r.countries[i].peacekeepers.at(date) * factor; });
    P const willing = now.alignment[i] / alignment_reference_[i].max(static_cast<Real>(0.01));
    P const spared = (one - month.derived.crisis_load[i]) / calm_reference_[i];
    next.peacekeepers[i] =
        now.peacekeepers[i] + peace_share_ * (planned * willing * spared - now.peacekeepers[i]);  // (B1)

    P const& x = now.experience[i];
    P const gain = p_.exp_gain * now.peacekeepers[i] / full_deployment_[i] * (one - x);
    next.experience[i] = clip01(x + static_cast<Real>(dt_years) * (gain - p_.exp_decay * x));  // (B2)
  }
  next.crossings = next_crossings(month);
}

template <class Real, int L>
typename Contributions<Real, L>::P Contributions<Real, L>::next_crossings(Month<Real, L> const& month) const {
  P const cooperation = month.levers.frontex_officers / officers_reference_ * mean<Real, L>(month.now.alignment);
  P const exponent =
      (-p_.cross_elast * (cooperation - alignment_mean_reference_)).min(static_cast<Real>(largest_exponent));
  P const deterred = exponential(exponent);
  P const pushed = (static_cast<Real>(1) + p_.cross_shock * month.now.shock) /
                   (static_cast<Real>(1) + p_.cross_shock * shock_reference_);
  return month.now.crossings + cross_share_ * (deterred * pushed - month.now.crossings);  // (B3)
}

#define DETENTE_INSTANCE(Real, L) template class Contributions<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
