#include "models/decisions.hpp"

#include "engine/core/instances.hpp"
#include "models/events.hpp"

#include <limits>

namespace detente {
namespace {

/// Index of the share in which a point of (0, 1) falls.
template <class P>
P chosen(std::array<P, stances> const& share, P const& point) {
  using Real = typename P::Scalar;
  P const beyond_first = select(less(point, share[0] + share[1]), static_cast<Real>(1), P::Constant(2));
  return select(less(point, share[0]), static_cast<Real>(0), beyond_first);
}

template <class Real, int L>
void set_stance(State<Real, L>& state, int country, Pack<Real, L> const& stance) {
  state.cooperate[country] = equals(stance, static_cast<Real>(0));
  state.hedge[country] = equals(stance, static_cast<Real>(1));
  state.defy[country] = equals(stance, static_cast<Real>(2));
}

template <class Real, int L>
std::vector<std::array<Pack<Real, L>, stances>> base_shares(Setup<Real, L> const& setup) {
  std::vector<std::array<Pack<Real, L>, stances>> base(setup.region.countries.size());
  for (int i = 0; i < setup.region.country_count(); ++i) {
    for (int s = 0; s < stances; ++s)
      base[i][s] = setup.pick([&](Region const& r) { return r.countries[i].stance[s]; });
  }
  return base;
}

}  // namespace

template <class Real, int L>
Stances<Real, L>::Stances(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.decisions),
      reconsiders_(rho(p_.stance_rate)),
      nationalism_(setup.per_country(&Country::nationalism)),
      base_(base_shares(setup)),
      disputes_of_(disputes_by_country(setup.region)) {
  for (int i = 0; i < setup.region.country_count(); ++i) {
    reference_utilities_.push_back(utilities(setup.base.decisions, reference.view(), i));
  }
}

template <class Real, int L>
typename Stances<Real, L>::Shares Stances<Real, L>::utilities(DecisionsParameters<P> const& p,
                                                              View<Real, L> const& view, int country) const {
  P const& dependence = view.derived.dependence[country];
  P const cost = mean_of<Real, L>(view.derived.perceived_cost, disputes_of_[country]);
  P const campaign = p.st_campaign * nationalism_[country] * view.state.campaign[country];
  P const instability = p.st_instab * (static_cast<Real>(1) - view.state.stability[country]);
  P const backing = p.st_backing * dependence;
  P const restraint = p.st_cost * cost;
  return {p.st_reward * view.derived.reward[country],                    // (S1)
          p.st_gap * view.derived.gap[country] + p.st_dep * dependence,  // (S2)
          campaign + instability + backing - restraint};                 // (S3)
}

template <class Real, int L>
typename Stances<Real, L>::Shares Stances<Real, L>::choice(View<Real, L> const& view, int country) const {
  Shares const u = utilities(p_, view, country);
  Shares departure;
  for (int s = 0; s < stances; ++s) departure[s] = u[s] - reference_utilities_[country][s];
  // Of the stances that are ever taken: one with a base share of 0 must not push the others below what a number can
  // hold.
  P highest = P::Constant(-std::numeric_limits<Real>::max());
  for (int s = 0; s < stances; ++s)
    highest = select(less(P(P::Zero()), base_[country][s]), P(highest.max(departure[s])), highest);
  Shares share;
  P total = P::Zero();
  for (int s = 0; s < stances; ++s) {
    share[s] = base_[country][s] * exponential(departure[s] - highest);
    total += share[s];
  }
  for (P& s : share) s /= total;
  return share;
}

template <class Real, int L>
void Stances<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  State<Real, L> const& now = month.now;
  for (int i = 0; i < setup_.region.country_count(); ++i) {
    Shares const share = choice(month.view(), i);
    if (setup_.noise == Noise::off) {
      next.cooperate[i] = share[0];
      next.hedge[i] = share[1];
      next.defy[i] = share[2];
      continue;
    }
    P const& u = month.luck.uniform(Stream::stance, i);
    P const old_stance = now.hedge[i] + static_cast<Real>(2) * now.defy[i];
    P const stance = select(less(u, reconsiders_), chosen(share, P(u / reconsiders_)), old_stance);
    set_stance(next, i, stance);
    P const changed = static_cast<Real>(1) - equals(P(stance - old_stance), static_cast<Real>(0));
    record_where(month.events, EventCode::stance, i, changed, old_stance, stance);
  }
}

template <class Real, int L>
void start_stances(Setup<Real, L> const& setup, Luck<Real, L> const& luck, State<Real, L>& start) {
  auto const base = base_shares(setup);
  for (int i = 0; i < setup.region.country_count(); ++i) {
    if (setup.noise == Noise::on) {
      set_stance(start, i, chosen(base[i], luck.uniform(Stream::initial_stance, i)));
    } else {
      start.cooperate[i] = base[i][0];
      start.hedge[i] = base[i][1];
      start.defy[i] = base[i][2];
    }
  }
}

template <class Real, int L>
Diplomacy<Real, L>::Diplomacy(Setup<Real, L> const& setup)
    : region_(setup.region), weight_(setup.per_dispute(&Dispute::weight)) {}

template <class Real, int L>
void Diplomacy<Real, L>::derive(DecisionsParameters<P> const& p, State<Real, L> const& state,
                                Levers<Real, L> const& levers, Derived<Real, L>& derived) const {
  int const disputes = region_.dispute_count();
  if (disputes == 0) return;
  P highest = P::Constant(-std::numeric_limits<Real>::infinity());
  for (int d = 0; d < disputes; ++d) {
    P const urgency = weight_[d] * derived.level_felt[d] / static_cast<Real>(5) + state.tension[d];
    derived.effort[d] = p.focus_eu * urgency;  // (S4)
    highest = highest.max(derived.effort[d]);
  }
  P total = P::Zero();
  for (int d = 0; d < disputes; ++d) {
    derived.effort[d] = exponential(derived.effort[d] - highest);
    total += derived.effort[d];
  }
  P const budget = static_cast<Real>(disputes) * levers.mediation * state.eu_bandwidth;
  for (int d = 0; d < disputes; ++d) {
    derived.effort[d] = budget * derived.effort[d] / total;
    derived.defiance[d] = party_mean<Real, L>(region_.disputes[d], state.defy);
    derived.cooperation[d] = party_mean<Real, L>(region_.disputes[d], state.cooperate);
  }
}

#define DETENTE_INSTANCE(Real, L)                                                            \
  template void start_stances(Setup<Real, L> const&, Luck<Real, L> const&, State<Real, L>&); \
  template class Stances<Real, L>;                                                           \
  template class Diplomacy<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
