#pragma once

#include "models/step.hpp"

namespace detente {

/// The stance of governments: cooperate, hedge or defy. With probability rho(stance_rate) a month a government
/// reconsiders and draws s in proportion to base[s] exp(U[s] - U0[s]).
///   U[cooperate] = st_reward R                                                                             (S1)
///   U[hedge] = st_gap gap + st_dep dep                                                                     (S2)
///   U[defy] = st_campaign nationalism E + st_instab (1 - x) + st_backing dep - st_cost mean_d C            (S3)
/// One uniform decides both whether and what (u < rho, then u / rho). Without noise the state is the three shares.
/// Reads reward, gap, dependence, campaign, stability, perceived cost. Writes cooperate, hedge, defy [indicator or
/// share]. Source: docs/model/decisions.md.
template <class Real, int L>
class Stances {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;
  using Shares = std::array<P, stances>;

  Stances(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

  /// Utilities by stance with given coefficients.
  Shares utilities(DecisionsParameters<P> const& p, View<Real, L> const& view, int country) const;
  /// Probabilities of the choice, summing to 1.
  Shares choice(View<Real, L> const& view, int country) const;

 private:
  Setup<Real, L> const& setup_;
  DecisionsParameters<P> p_;
  P reconsiders_;
  F nationalism_;
  std::vector<Shares> base_, reference_utilities_;  // by country
  std::vector<std::vector<int>> disputes_of_;       // by country
};

/// Draws the stances with which the runs start from their usual shares; without noise the shares themselves.
template <class Real, int L>
void start_stances(Setup<Real, L> const& setup, Luck<Real, L> const& luck, State<Real, L>& start);

/// Diplomacy is scarce: effort_d = n mediation B share_d, share = softmax over disputes of
///   focus_eu (weight L/5 + th)                                                                              (S4)
/// Evenly spread it would be mediation B each. Also the parties' mean defiance and cooperation.
/// Reads eu_bandwidth, tension, stances, levels felt. Writes effort, defiance, cooperation [1]. Source:
/// docs/model/decisions.md.
template <class Real, int L>
class Diplomacy {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;

  explicit Diplomacy(Setup<Real, L> const& setup);
  void derive(DecisionsParameters<P> const& p, State<Real, L> const& state, Levers<Real, L> const& levers,
              Derived<Real, L>& derived) const;

 private:
  Region const& region_;
  F weight_;
};

}  // namespace detente
