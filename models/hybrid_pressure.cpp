#include "models/hybrid_pressure.hpp"

#include "engine/core/instances.hpp"

#include <limits>

namespace detente {
namespace {

// Limits that only absurd inputs reach; they keep ratios finite, and beyond them pressure is saturated anyway.
constexpr double least_effort = 1e-3;  // of an actor's capacity
constexpr double least_unshielded = 0.01;
constexpr double largest_multiple = 1e6;

}  // namespace

template <class Real, int L>
HybridPressure<Real, L>::HybridPressure(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.hybrid_pressure),
      share_(rho(p_.pressure_rate)),
      noise_scale_(noise_scale_of(p_.pressure_vol)),
      learning_share_(rho(p_.learn_rate)),
      start_alignment_(reference.start.alignment),
      disputes_of_(disputes_by_country(setup.region)) {
  for (int i = 0; i < setup.region.country_count(); ++i) {
    P const unshielded = static_cast<Real>(1) - setup.base.hybrid_pressure.rs_shield * reference.state.resilience[i];
    shield_reference_.push_back(unshielded.max(static_cast<Real>(least_unshielded)));
    start_tension_.push_back(mean_of<Real, L>(reference.start.tension, disputes_of_[i]));
  }
  for (int e = 0; e < setup.region.adversary_count(); ++e) pushers_.push_back(make_pusher(e, reference));
}

template <class Real, int L>
typename HybridPressure<Real, L>::Pusher HybridPressure<Real, L>::make_pusher(
    int adversary, Reference<Real, L> const& reference) const {
  auto const pick = [&](auto member) {
    return setup_.pick([&](Region const& r) { return r.adversary(adversary).*member; });
  };
  int const countries = setup_.region.country_count();
  Pusher pusher;
  pusher.capacity = pick(&Actor::capacity);
  pusher.capacity_factor = static_cast<Real>(setup_.scenario.capacity[adversary]);
  pusher.distraction = pick(&Actor::distraction);
  pusher.vacuum = pick(&Actor::vacuum);
  pusher.focus = pick(&Actor::focus);
  pusher.effort_reference = effort(pusher, reference.state).max(static_cast<Real>(least_effort) * pusher.capacity);
  for (int i = 0; i < countries; ++i) {
    pusher.value.push_back(setup_.pick([&](Region const& r) { return r.adversary(adversary).value[i]; }));
    P const start = reference.state.pressure[adversary * countries + i];
    pusher.log_spared.push_back(logarithm((static_cast<Real>(1) - start).max(std::numeric_limits<Real>::min())));
  }
  pusher.elsewhere_utility = P::Constant(-std::numeric_limits<Real>::infinity());
  Aim const inside = aim(setup_.base.hybrid_pressure, pusher, reference.view(), adversary);
  P const elsewhere = pick(&Actor::elsewhere);
  P const odds = elsewhere / (static_cast<Real>(1) - elsewhere);
  pusher.elsewhere_utility = inside.log_total + logarithm(odds.max(std::numeric_limits<Real>::min()));
  pusher.reference = aim(setup_.base.hybrid_pressure, pusher, reference.view(), adversary);
  return pusher;
}

template <class Real, int L>
typename HybridPressure<Real, L>::P HybridPressure<Real, L>::opportunity(HybridPressureParameters<P> const& p,
                                                                         View<Real, L> const& view, int adversary,
                                                                         int country) const {
  State<Real, L> const& s = view.state;
  P const presence = p.pres_trust * s.trust[country] + p.pres_mission * view.derived.mission_presence[country] +
                     p.pres_us * s.us_attention;  // (H1)
  P const fragmentation = p.w_frag * s.fragmentation[country];
  P const weakness = p.w_res * (static_cast<Real>(1) - s.resilience[country]);
  P const dependence = p.w_dep * s.dependence[adversary * setup_.region.country_count() + country];
  P const vacuum = p.w_vacuum * (static_cast<Real>(1) - presence);
  P const leaks = p.w_leak * view.derived.information_leakage[country] * view.levers.access_governance[country];
  return fragmentation + weakness + dependence + vacuum + leaks;  // (H2)
}

template <class Real, int L>
typename HybridPressure<Real, L>::Aim HybridPressure<Real, L>::aim(HybridPressureParameters<P> const& p,
                                                                   Pusher const& pusher, View<Real, L> const& view,
                                                                   int adversary) const {
  Aim result;
  P highest = pusher.elsewhere_utility;
  for (int i = 0; i < setup_.region.country_count(); ++i) {
    P const attraction = pusher.value[i] + view.state.propensity[i] + opportunity(p, view, adversary, i);
    result.utility.push_back(pusher.focus * attraction);  // (H3)
    highest = highest.max(result.utility.back());
  }
  P total = exponential(pusher.elsewhere_utility - highest);
  for (P const& utility : result.utility) total += exponential(utility - highest);
  result.log_total = highest + logarithm(total);
  return result;
}

template <class Real, int L>
typename HybridPressure<Real, L>::P HybridPressure<Real, L>::effort(Pusher const& pusher,
                                                                    State<Real, L> const& state) const {
  P const left_by_war = static_cast<Real>(1) - pusher.distraction * state.war_intensity;
  P const drawn_by_vacuum = static_cast<Real>(1) + pusher.vacuum * (static_cast<Real>(1) - state.us_attention);
  return pusher.capacity * left_by_war * drawn_by_vacuum;  // (H4)
}

template <class Real, int L>
void HybridPressure<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  int const countries = setup_.region.country_count();
  for (int e = 0; e < setup_.region.adversary_count(); ++e) {
    Pusher const& pusher = pushers_[e];
    Aim const now = aim(p_, pusher, month.view(), e);
    P const vigour = pusher.capacity_factor * effort(pusher, month.now) / pusher.effort_reference;
    for (int i = 0; i < countries; ++i) {
      P const log_share_change =
          (now.utility[i] - now.log_total) - (pusher.reference.utility[i] - pusher.reference.log_total);
      P const unshielded = static_cast<Real>(1) - p_.rs_shield * month.now.resilience[i];
      P const shield = unshielded.max(static_cast<Real>(least_unshielded)) / shield_reference_[i];
      P const multiple = (vigour * exponential(log_share_change) * shield).min(static_cast<Real>(largest_multiple));
      P const target = static_cast<Real>(1) - exponential(multiple * pusher.log_spared[i]);  // (H5)
      int const at = e * countries + i;
      next.pressure[at] =
          relax(month.now.pressure[at], target, share_, noise_scale_, month.luck.normal(Stream::pressure, at));
    }
  }
  learn(month, next);
}

template <class Real, int L>
void HybridPressure<Real, L>::learn(Month<Real, L> const& month, State<Real, L>& next) const {
  for (int i = 0; i < setup_.region.country_count(); ++i) {
    P const risen_tension = mean_of<Real, L>(month.now.tension, disputes_of_[i]) - start_tension_[i];
    P const lost_alignment = start_alignment_[i] - month.now.alignment[i];
    P const payoff = p_.learn_gain * (risen_tension + lost_alignment);
    next.propensity[i] = month.now.propensity[i] + learning_share_ * (payoff - month.now.propensity[i]);  // (H6)
  }
}

template <class Real, int L>
PressureTotals<Real, L>::PressureTotals(Setup<Real, L> const& setup) {
  for (int e = 0; e < setup.region.adversary_count(); ++e) {
    adversity_.push_back(setup.pick([&](Region const& r) { return r.adversary(e).adversity; }));
  }
}

template <class Real, int L>
void PressureTotals<Real, L>::derive(State<Real, L> const& state, Derived<Real, L>& derived) const {
  using P = Pack<Real, L>;
  std::size_t const countries = derived.pressure.size();
  for (std::size_t i = 0; i < countries; ++i) {
    P spared = P::Ones();
    P free = P::Ones();
    for (std::size_t e = 0; e < adversity_.size(); ++e) {
      spared *= static_cast<Real>(1) - state.pressure[e * countries + i];
      free *= static_cast<Real>(1) - adversity_[e] * state.dependence[e * countries + i];
    }
    derived.pressure[i] = static_cast<Real>(1) - spared;  // (H7)
    derived.dependence[i] = static_cast<Real>(1) - free;
    derived.predictability[i] = state.alignment[i] * free;
  }
}

#define DETENTE_INSTANCE(Real, L)         \
  template class HybridPressure<Real, L>; \
  template class PressureTotals<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
