#include "models/governance.hpp"

#include "engine/core/instances.hpp"

namespace detente {

template <class Real, int L>
Governance<Real, L>::Governance(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : region_(setup.region),
      followed_(setup.scenario.follow),
      p_(setup.parameters.governance),
      spending_share_(setup.per_country(&Country::spending_share)),
      gdp_(setup.per_country(&Country::gdp)),
      oversight_(reference.start.oversight, p_.oversight_rate, p_.oversight_vol),
      capture_(reference.start.capture, p_.capture_rate, p_.capture_vol),
      resilience_(reference.start.resilience, p_.resilience_rate, p_.resilience_vol),
      fragmentation_(reference.start.fragmentation, p_.fragmentation_rate, p_.fragmentation_vol),
      stability_(reference.start.stability, p_.stability_rate, p_.stability_vol) {
  View<Real, L> const view = reference.view();
  Coefficients const& base = setup.base.governance;
  for (int i = 0; i < region_.country_count(); ++i) {
    inflow_reference_.push_back(spending_share_[i] * view.state.spending[i] +
                                view.levers.capacity_building[i] / gdp_[i]);
    oversight_.anchor(i, oversight_eta(base, view, i));
    capture_.anchor(i, capture_eta(base, view, i));
    resilience_.anchor(i, resilience_eta(base, view, i));
    fragmentation_.anchor(i, fragmentation_eta(base, view, i));
    stability_.anchor(i, stability_eta(base, view, i));
  }
}

template <class Real, int L>
typename Governance<Real, L>::P Governance<Real, L>::oversight_eta(Coefficients const& p, View<Real, L> const& view,
                                                                   int country) const {
  P const reform = p.gov_reward * view.derived.reachable_reward[country];
  P const scrutiny = p.gov_audit * view.levers.audit;
  P const erosion = p.gov_capture * view.state.capture[country];
  return reform + scrutiny - erosion;  // (G1)
}

template <class Real, int L>
typename Governance<Real, L>::P Governance<Real, L>::capture_eta(Coefficients const& p, View<Real, L> const& view,
                                                                 int country) const {
  P const& oversight = view.state.oversight[country];
  P const inflow =
      spending_share_[country] * view.state.spending[country] + view.levers.capacity_building[country] / gdp_[country];
  P const unchecked = static_cast<Real>(1) - oversight;
  P const money = p.cap_spend * logarithm(inflow / inflow_reference_[country]) * unchecked;
  P const opaque = p.cap_opaque * view.derived.opacity[country];
  P const pressure = p.cap_pressure * view.derived.pressure[country];
  P const restraint = p.cap_oversight * oversight + p.cap_audit * view.levers.audit;
  return money + opaque + pressure - restraint;  // (G2)
}

template <class Real, int L>
typename Governance<Real, L>::P Governance<Real, L>::resilience_eta(Coefficients const& p, View<Real, L> const& view,
                                                                    int country) const {
  P const arriving = (static_cast<Real>(1) - view.derived.leakage_eu[country]) * view.levers.resilience_aid[country];
  P const aid = p.res_aid * logarithm(static_cast<Real>(1) + arriving / p.res_scale);
  P const governance = p.res_gov * view.derived.governance[country];
  P const wear = p.res_pressure * view.derived.pressure[country];
  return aid + governance - wear;  // (G3)
}

template <class Real, int L>
typename Governance<Real, L>::P Governance<Real, L>::fragmentation_eta(Coefficients const& p, View<Real, L> const& view,
                                                                       int country) const {
  P const pressure = p.frag_pressure * view.derived.pressure[country];
  P const crises = p.frag_crisis * view.derived.crisis_load[country];
  P const cohesion = p.frag_reward * view.derived.reward[country];
  return pressure + crises - cohesion;  // (G4)
}

template <class Real, int L>
typename Governance<Real, L>::P Governance<Real, L>::stability_eta(Coefficients const& p, View<Real, L> const& view,
                                                                   int country) const {
  P const governance = p.stab_gov * view.derived.governance[country];
  P const shocks = p.stab_shock * view.state.shock;
  P const pressure = p.stab_pressure * view.derived.pressure[country];
  P const crises = p.stab_crisis * view.derived.crisis_load[country];
  return governance - shocks - pressure - crises;  // (G5)
}

template <class Real, int L>
void Governance<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  State<Real, L> const& now = month.now;
  View<Real, L> const view = month.view();
  Luck<Real, L> const& luck = month.luck;
  for (int i = 0; i < region_.country_count(); ++i) {
    next.oversight[i] =
        oversight_.next(i, now.oversight[i], oversight_eta(p_, view, i), luck.normal(Stream::oversight, i));
    next.capture[i] = capture_.next(i, now.capture[i], capture_eta(p_, view, i), luck.normal(Stream::capture, i));
    next.resilience[i] =
        resilience_.next(i, now.resilience[i], resilience_eta(p_, view, i), luck.normal(Stream::resilience, i));
    next.fragmentation[i] = fragmentation_.next(i, now.fragmentation[i], fragmentation_eta(p_, view, i),
                                                luck.normal(Stream::fragmentation, i));
    next.stability[i] =
        stability_.next(i, now.stability[i], stability_eta(p_, view, i), luck.normal(Stream::stability, i));
  }
  follow_paths(followed_, YearMonth{region_.start.index + month.index + 1}, next);
}

template <class Real, int L>
void derive_governance(GovernanceParameters<Pack<Real, L>> const& p, State<Real, L> const& state,
                       Levers<Real, L> const& levers, Derived<Real, L>& derived) {
  using P = Pack<Real, L>;
  P const scrutiny = (levers.verification + levers.audit) * static_cast<Real>(0.5);
  for (std::size_t i = 0; i < derived.governance.size(); ++i) {
    P const& oversight = state.oversight[i];
    P const& capture = state.capture[i];
    derived.governance[i] = oversight * (static_cast<Real>(1) - capture);  // (G6)
    derived.leakage[i] = p.leak_max * capture * (static_cast<Real>(1) - oversight);
    derived.leakage_eu[i] = derived.leakage[i] * (static_cast<Real>(1) - p.safeguard * scrutiny);
    derived.information_leakage[i] =
        capture * derived.dependence[i] * (static_cast<Real>(1) - p.safeguard * levers.verification);
  }
}

#define DETENTE_INSTANCE(Real, L)                                                                    \
  template void derive_governance(GovernanceParameters<Pack<Real, L>> const&, State<Real, L> const&, \
                                  Levers<Real, L> const&, Derived<Real, L>&);                        \
  template class Governance<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
