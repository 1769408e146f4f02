#include "models/escalation.hpp"

#include "engine/core/instances.hpp"

#include <algorithm>
#include <limits>

namespace detente {
namespace {

constexpr int grey_zone_violence = 2;  // from here on missions hold back: violence, not words
constexpr int stand_off = 3;
constexpr int no_leap = 3;  // from here on a leap would end at 5
constexpr double largest_recency = 2.0;
constexpr double largest_log_rate = 12.0;  // 160,000 a year: beyond it a month's probability is 1 in any precision

/// Disputes that share a party with this one, in order.
std::vector<int> neighbours_of(Region const& region, std::vector<std::vector<int>> const& disputes_of, int dispute) {
  std::vector<int> neighbours;
  for (CountryShare const& party : region.disputes[dispute].parties)
    neighbours.insert(neighbours.end(), disputes_of[party.country].begin(), disputes_of[party.country].end());
  std::sort(neighbours.begin(), neighbours.end());
  neighbours.erase(std::unique(neighbours.begin(), neighbours.end()), neighbours.end());
  std::erase(neighbours, dispute);
  return neighbours;
}

bool differ_in_nato(Region const& region, Dispute const& dispute) {
  bool members = false;
  bool others = false;
  for (CountryShare const& party : dispute.parties)
    (region.countries[party.country].nato > 0.5 ? members : others) = true;
  return members && others;
}

}  // namespace

template <class Real, int L>
PerceivedCost<Real, L>::PerceivedCost(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : region_(setup.region), p_(setup.parameters.escalation) {
  for (int d = 0; d < region_.dispute_count(); ++d) {
    cost_logit_.push_back(logit(setup.pick([&](Region const& r) { return r.disputes[d].escalation_cost; })));
    predictor_reference_.push_back(predictor(setup.base.escalation, reference.state, reference.derived, d));
  }
}

template <class Real, int L>
typename PerceivedCost<Real, L>::P PerceivedCost<Real, L>::predictor(EscalationParameters<P> const& p,
                                                                     State<Real, L> const& state,
                                                                     Derived<Real, L> const& derived,
                                                                     int dispute) const {
  Dispute const& parties = region_.disputes[dispute];
  P const missions = p.c_presence * derived.presence[dispute];
  P const allies = p.c_us * state.us_attention;
  P const reward = p.c_reward * party_mean<Real, L>(parties, derived.reward);
  P const fragmentation = p.c_frag * party_mean<Real, L>(parties, state.fragmentation);
  P const backing = p.c_backing * party_mean<Real, L>(parties, derived.dependence);
  return missions + allies + reward - fragmentation - backing;
}

template <class Real, int L>
void PerceivedCost<Real, L>::derive(State<Real, L> const& state, Derived<Real, L>& derived) const {
  for (int d = 0; d < region_.dispute_count(); ++d) {
    P const departure = predictor(p_, state, derived, d) - predictor_reference_[d];
    derived.perceived_cost[d] = sigmoid(cost_logit_[d] + departure);  // (E2)
  }
}

template <class Real, int L>
Escalation<Real, L>::Escalation(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.escalation),
      split_cost_(setup.parameters.decisions.split_cost),
      d_cooperate_(setup.parameters.decisions.d_cooperate),
      mission_effect_(setup.parameters.missions.mission_effect),
      recency_left_(P::Constant(1) - rho(p_.rec_decay)),
      usual_level_(setup.per_dispute(&Dispute::usual_level)),
      reference_([&] {
        std::vector<DisputeView<Real, L>> views;
        for (int d = 0; d < setup.region.dispute_count(); ++d) {
          views.push_back(look_at(reference.state, reference.derived, d, setup.base.decisions.split_cost));
        }
        return views;
      }()),
      settlement_(setup, reference_) {
  for (int k = 0; k < levels - 1; ++k) {
    log_up_[k] = logarithm(p_.up0[k]);
    log_down_[k] = logarithm(p_.down0[k]);
  }
  std::vector<double> const& shift = setup.scenario.shift.up_offset;
  std::vector<std::vector<int>> const disputes_of = disputes_by_country(setup.region);
  for (int d = 0; d < setup.region.dispute_count(); ++d) {
    std::array<P, levels - 1> offset;
    for (int k = 0; k < levels - 1; ++k) {
      offset[k] =
          setup.pick([&](Region const& r) { return r.disputes[d].up_offset[k] + (shift.empty() ? 0.0 : shift[d]); });
    }
    up_offset_.push_back(offset);
    neighbours_.push_back(neighbours_of(setup.region, disputes_of, d));
    P const spared = static_cast<Real>(1) - setup.base.missions.mission_effect * reference_[d].presence;
    log_guard_reference_.push_back(logarithm(spared.max(std::numeric_limits<Real>::min())));
  }
}

template <class Real, int L>
DisputeView<Real, L> Escalation<Real, L>::look_at(State<Real, L> const& state, Derived<Real, L> const& derived,
                                                  int dispute, P const& split_cost) const {
  Dispute const& parties = setup_.region.disputes[dispute];
  auto const bar = [&](F const& by_country) { return party_mean<Real, L>(parties, by_country); };
  DisputeView<Real, L> view{.pressure = bar(derived.pressure),
                            .reward = bar(derived.reward),
                            .fragmentation = bar(state.fragmentation),
                            .dependence = bar(derived.dependence),
                            .campaign = bar(state.campaign),
                            .joint_interoperability = bar(derived.interoperability),
                            .least_governance = P::Constant(std::numeric_limits<Real>::max()),
                            .tension = state.tension[dispute],
                            .perceived_cost = derived.perceived_cost[dispute],
                            .recency = derived.recency_felt[dispute],
                            .neighbours = P::Zero(),
                            .presence = derived.presence[dispute],
                            .effort = derived.effort[dispute],
                            .cooperation = derived.cooperation[dispute],
                            .defiance = derived.defiance[dispute]};
  if (differ_in_nato(setup_.region, parties)) view.joint_interoperability *= static_cast<Real>(1) - split_cost;
  for (CountryShare const& party : parties.parties)
    view.least_governance = view.least_governance.min(derived.governance[party.country]);
  if (!neighbours_.empty()) {
    for (int const other : neighbours_[dispute])
      view.neighbours += (derived.level_felt[other] - usual_level_[other]) / static_cast<Real>(5);
  }
  return view;
}

template <class Real, int L>
typename Escalation<Real, L>::Terms Escalation<Real, L>::up_terms(State<Real, L> const& state,
                                                                  DisputeView<Real, L> const& view, int dispute) const {
  DisputeView<Real, L> const& start = reference_[dispute];
  P const& level = state.level[dispute];
  P const spared = (static_cast<Real>(1) - mission_effect_ * view.presence).max(std::numeric_limits<Real>::min());
  P const guard = logarithm(spared) - log_guard_reference_[dispute];
  Terms terms;
  terms[Driver::base] = at_level(log_up_, level);  // (E3)
  terms[Driver::offset] = at_level(up_offset_[dispute], level);
  terms[Driver::tension] = p_.b_ten * (view.tension - start.tension);
  terms[Driver::pressure] = p_.b_pres * (view.pressure - start.pressure);
  terms[Driver::perceived_cost] = -p_.b_cost * (view.perceived_cost - start.perceived_cost);
  terms[Driver::governance] = -p_.b_gov * (view.least_governance - start.least_governance);
  terms[Driver::recency] = p_.b_rec * (view.recency - start.recency);
  terms[Driver::campaign] = p_.b_camp * (view.campaign - start.campaign);
  terms[Driver::contagion] = p_.contagion * view.neighbours;
  terms[Driver::missions] = select(at_level_or_more(level, grey_zone_violence), guard, static_cast<Real>(0));
  terms[Driver::settlement] = p_.settled_effect * state.settlement[dispute];
  return terms;
}

template <class Real, int L>
typename Escalation<Real, L>::Terms Escalation<Real, L>::down_terms(State<Real, L> const& state,
                                                                    DisputeView<Real, L> const& view,
                                                                    int dispute) const {
  DisputeView<Real, L> const& start = reference_[dispute];
  Terms terms;
  terms[Driver::base] = at_level(log_down_, P(state.level[dispute] - static_cast<Real>(1)));  // (E4)
  terms[Driver::mediation] = p_.d_med * (view.effort - start.effort);
  terms[Driver::missions] = p_.d_presence * (view.presence - start.presence);
  terms[Driver::interoperability] = p_.d_interop * (view.joint_interoperability - start.joint_interoperability);
  terms[Driver::pressure] = -p_.d_pres * (view.pressure - start.pressure);
  terms[Driver::cooperation] = d_cooperate_ * (view.cooperation - start.cooperation);
  return terms;
}

template <class Real, int L>
void Escalation<Real, L>::derive(State<Real, L> const& state, Derived<Real, L>& derived) const {
  auto const rate_of = [](Terms const& terms) {
    return exponential(terms.sum().min(static_cast<Real>(largest_log_rate)));
  };
  constexpr Real none = static_cast<Real>(0);
  for (int d = 0; d < setup_.region.dispute_count(); ++d) {
    DisputeView<Real, L> const view = look_at(state, derived, d, split_cost_);
    P const top = at_level_or_more(state.level[d], levels - 1);
    P const bottom = below_level(state.level[d], 1);
    derived.up_rate[d] = select(top, none, rate_of(up_terms(state, view, d)));
    derived.down_rate[d] = select(bottom, none, rate_of(down_terms(state, view, d)));
    derived.settle_rate[d] = rate_of(settlement_.settle_terms(view, d));
    derived.unsettle_rate[d] = rate_of(settlement_.unsettle_terms(view, d));
  }
}

template <class Real, int L>
typename Escalation<Real, L>::P Escalation<Real, L>::next_level(Month<Real, L> const& month, int dispute) const {
  P const& level = month.now.level[dispute];
  P const& up = month.derived.up_rate[dispute];
  P const& down = month.derived.down_rate[dispute];
  P const& u = month.luck.uniform(Stream::escalation, dispute);
  P const probability = rho(P(up + down));
  P const point = u / probability * (up + down);  // uniform on (0, up + down) where a move happens
  P const may_leap = static_cast<Real>(1) - at_level_or_more(level, no_leap);
  P const leaps = less(point, P(p_.leap * up)) * may_leap;
  P const ends = less(P(point - up), P(p_.drop * down));
  P const raised = level + static_cast<Real>(1) + leaps;
  P const lowered = select(ends, static_cast<Real>(0), P(level - static_cast<Real>(1)));
  P const moved = select(less(point, up), raised, lowered);
  return select(less(u, probability), moved, level);  // (E5)
}

template <class Real, int L>
void Escalation<Real, L>::report(Month<Real, L> const& month, int dispute, P const& next,
                                 typename Settlement<Real, L>::Change const& change) const {
  P const& level = month.now.level[dispute];
  P const went_up = less(level, next);
  P const went_down = less(next, level);
  bool const moved = (went_up + went_down != 0).any();
  if (!moved && !change.any()) return;
  DisputeView<Real, L> const view = look_at(month.now, month.derived, dispute, split_cost_);
  if (moved) {
    record_with_terms(*month.events, EventCode::move, dispute, went_up, level, next,
                      up_terms(month.now, view, dispute));
    record_with_terms(*month.events, EventCode::move, dispute, went_down, level, next,
                      down_terms(month.now, view, dispute));
  }
  if (change.any()) settlement_.report(*month.events, dispute, change, next, view);
}

template <class Real, int L>
void Escalation<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  for (int d = 0; d < setup_.region.dispute_count(); ++d) {
    P const& level = month.now.level[d];
    P const reached = next_level(month, d);
    P const stood_off = at_level_or_more(reached, stand_off) * below_level(level, stand_off);
    P const remembered = (month.now.recency[d] * recency_left_ + stood_off).min(static_cast<Real>(largest_recency));
    next.level[d] = reached;
    next.recency[d] = setup_.feels_usual_levels() ? month.now.recency[d] : remembered;  // (E6)
    typename Settlement<Real, L>::Change const change = settlement_.change(month, d, reached);
    next.settlement[d] = change.applied_to(month.now.settlement[d]);
    if (month.events != nullptr) report(month, d, reached, change);
  }
}

#define DETENTE_INSTANCE(Real, L)        \
  template class PerceivedCost<Real, L>; \
  template class Escalation<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
