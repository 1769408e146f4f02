#include "models/drivers.hpp"

#include "engine/core/instances.hpp"
#include "models/events.hpp"

namespace detente {

template <class Real, int L>
Drivers<Real, L>::Drivers(Setup<Real, L> const& setup, Reference<Real, L> const& reference)
    : setup_(setup),
      p_(setup.parameters.drivers),
      attention_share_(rho(p_.us_relax_rate)),
      war_share_(rho(p_.war_rate)),
      war_noise_(noise_scale_of(p_.war_vol)),
      shock_probability_(rho(p_.shock_rate)),
      shock_left_(P::Constant(1) - rho(p_.shock_decay)),
      bandwidth_share_(rho(p_.bandwidth_rate)),
      campaign_left_(P::Constant(1) - rho(p_.election_decay)),
      war_reference_(reference.state.war_intensity),
      early_election_(setup.per_country(&Country::early_election)),
      dispute_weight_(setup.per_dispute(&Dispute::weight)) {}

template <class Real, int L>
void Drivers<Real, L>::operator()(Month<Real, L> const& month, State<Real, L>& next) const {
  bool const held = setup_.scenario.holds_reference;
  State<Real, L> const& now = month.now;
  YearMonth const date{setup_.region.start.index + month.index};
  P const war_path = held ? war_reference_ : P::Constant(static_cast<Real>(setup_.scenario.war_path.at(date)));

  next.us_regime = next_regime(month);
  next.us_attention = now.us_attention + attention_share_ * (at_level(p_.us_levels, now.us_regime) - now.us_attention);
  next.war_intensity = relax(now.war_intensity, war_path, war_share_, war_noise_, month.luck.normal(Stream::war, 0));
  next.shock = held ? now.shock : next_shock(month);
  next.eu_bandwidth = now.eu_bandwidth + bandwidth_share_ * (bandwidth_target(month) - now.eu_bandwidth);
  for (int i = 0; i < setup_.region.country_count(); ++i)
    next.campaign[i] = held ? now.campaign[i] : next_campaign(month, i);
}

template <class Real, int L>
typename Drivers<Real, L>::P Drivers<Real, L>::next_regime(Month<Real, L> const& month) const {
  P const& now = month.now.us_regime;
  if (setup_.scenario.us_hold) return now;
  std::array<P, us_regimes> rate;
  for (int to = 0; to < us_regimes; ++to) {
    std::array<P, us_regimes> const from{p_.us_rates[0][to], p_.us_rates[1][to], p_.us_rates[2][to]};
    rate[to] = select(equals(now, static_cast<Real>(to)), static_cast<Real>(0), at_level(from, now));
  }
  P const total = rate[0] + rate[1] + rate[2];
  P const& u = month.luck.uniform(Stream::us_regime, 0);
  P const probability = rho(total);
  P const leaves = less(u, probability);
  P const point = u / probability * total;  // uniform on (0, total) where it leaves
  P const beyond_first = select(less(point, rate[0] + rate[1]), static_cast<Real>(1), P::Constant(2));
  P const target = select(less(point, rate[0]), static_cast<Real>(0), beyond_first);
  P const next = select(leaves, target, now);
  record_where(month.events, EventCode::regime, 0,
               P(static_cast<Real>(1) - equals(P(next - now), static_cast<Real>(0))), now, next);
  return next;
}

template <class Real, int L>
typename Drivers<Real, L>::P Drivers<Real, L>::next_shock(Month<Real, L> const& month) const {
  P const arrives = less(month.luck.uniform(Stream::shock_arrival, 0), shock_probability_);
  P const size = -p_.shock_mean * logarithm(month.luck.uniform(Stream::shock_size, 0));
  P const left = month.now.shock * shock_left_;
  P const next = select(arrives, P(left + size), left);
  record_where(month.events, EventCode::shock, 0, arrives, left, next);
  return next;
}

template <class Real, int L>
typename Drivers<Real, L>::P Drivers<Real, L>::bandwidth_target(Month<Real, L> const& month) const {
  P crises = P::Zero();
  for (int d = 0; d < setup_.region.dispute_count(); ++d)
    crises += dispute_weight_[d] * month.derived.level_felt[d] / static_cast<Real>(5);
  return free_bandwidth(p_, crises, month.now.war_intensity, month.now.shock);
}

template <class Real, int L>
typename Drivers<Real, L>::P Drivers<Real, L>::next_campaign(Month<Real, L> const& month, int country) const {
  Country const& constants = setup_.region.countries[country];
  int const since = setup_.region.start.index + month.index - constants.first_election.index;
  bool const by_calendar = since >= 0 && since % constants.election_period == 0;
  P const hazard = early_election_[country] * (static_cast<Real>(1) - month.now.stability[country]);
  P const early = less(month.luck.uniform(Stream::early_election, country), rho(hazard));
  P const starts = by_calendar ? P(P::Ones()) : early;
  P const kind = P::Constant(by_calendar ? 0 : 1);
  record_where(month.events, EventCode::election, country, starts, kind, P(P::Ones()));
  return select(starts, static_cast<Real>(1), P(month.now.campaign[country] * campaign_left_));
}

#define DETENTE_INSTANCE(Real, L) template class Drivers<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
