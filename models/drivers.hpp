#pragma once

#include "models/anchored_index.hpp"

namespace detente {

/// The outside world. US engagement is a Markov chain on three regimes, attention follows it; the war follows its path;
/// shocks arrive and fade; attention in Brussels is what crises, war and shocks leave; campaigns come by the calendar
/// or early.
///   regime: leaves a with probability 1 - exp(-sum_b rates dt), for b in proportion to the rates          (D1)
///   w <- w + rho(relax_rate) (levels[regime now] - w)                                                      (D2)
///   W relaxes to its path (rate, vol)                                                                      (D3)
///   S <- S exp(-decay dt) + J; J exponential with probability rho(shock.rate), else 0                      (D4)
///   B <- B + rho(rate) (clip01(1 - drain_level sum_d weight L/5 - drain_war W - drain_shock S) - B)        (D5)
///   E <- 1 when a campaign starts, else E exp(-decay dt)                                                   (D6)
/// Reads us_regime, us_attention, war_intensity, shock, eu_bandwidth, campaign, stability, levels. Writes the first
/// six. Source: docs/model/drivers.md.
template <class Real, int L>
class Drivers {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  Drivers(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

 private:
  P next_regime(Month<Real, L> const& month) const;
  P next_shock(Month<Real, L> const& month) const;
  P bandwidth_target(Month<Real, L> const& month) const;
  P next_campaign(Month<Real, L> const& month, int country) const;

  Setup<Real, L> const& setup_;
  DriversParameters<P> p_;
  P attention_share_, war_share_, war_noise_, shock_probability_, shock_left_, bandwidth_share_, campaign_left_;
  P war_reference_;
  F early_election_, dispute_weight_;
};

/// What attention in Brussels tends to, (D5): [0, 1].
template <class P>
P free_bandwidth(DriversParameters<P> const& p, P const& crises, P const& war, P const& shock) {
  P const drain = p.bandwidth_drain_level * crises + p.bandwidth_drain_war * war + p.bandwidth_drain_shock * shock;
  return clip01(P::Constant(1) - drain);
}

}  // namespace detente
