#pragma once

#include "models/events.hpp"
#include "models/settlement.hpp"
#include "models/step.hpp"

namespace detente {

/// What a dispute's predictors read of its parties and surroundings. A bar is the mean over the parties by weight.
template <class Real, int L>
struct DisputeView {
  using P = Pack<Real, L>;

  P pressure, reward, fragmentation, dependence, campaign;  // bars
  P joint_interoperability;  // bar(p), less split_cost if the parties differ in NATO membership
  P least_governance;        // of the worse-governed party
  P tension, perceived_cost, recency, neighbours, presence, effort, cooperation, defiance;
};

/// What escalating is felt to cost the parties of a dispute.
///   C = sigmoid(logit(C0) + c_presence presence + c_us w + c_reward bar(R) - c_frag bar(f) - c_backing bar(dep)
///       - the same at the reference)                                                                       (E2)
/// Writes Derived::perceived_cost [0, 1]. Source: docs/model/escalation.md.
template <class Real, int L>
class PerceivedCost {
 public:
  using P = Pack<Real, L>;

  PerceivedCost(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  void derive(State<Real, L> const& state, Derived<Real, L>& derived) const;

 private:
  P predictor(EscalationParameters<P> const& p, State<Real, L> const& state, Derived<Real, L> const& derived,
              int dispute) const;

  Region const& region_;
  EscalationParameters<P> p_;
  Field<Real, L> cost_logit_, predictor_reference_;
};

/// The ladder. From level L, with 0 the reference and start its values,
///   ln up = ln up0[L] + up_offset[L] + b_ten (th - th0) + b_pres (Hbar - Hbar0) - b_cost (C - C0)
///           - b_gov (gmin - gmin0)
///           + b_rec (rec - rec0) + b_camp (Ebar - Ebar0) + contagion sum over d' sharing a party of (L' - usual')/5
///           + guard + settled_effect Z, guard = ln((1 - mission_effect presence)/(1 - .. presence0)) from level 2 (E3)
///   ln down = ln down0[L] + d_med (effort - start) + d_presence (presence - start) + d_interop (pjoint - start)
///             - d_pres (Hbar - Hbar0) + d_cooperate (bar(1[cooperate]) - start)                            (E4)
/// In a month a move happens with probability 1 - exp(-(up + down) dt), up with probability up/(up + down); a move up
/// skips a level with probability leap, never into 5; a move down ends the crisis with probability drop, else goes down
/// one. One uniform decides all.                                                                            (E5)
///   rec <- min(2, rec exp(-rec_decay dt) + 1[reached 3 or more from below 3])                              (E6)
/// Every move is an event with the terms of its log hazard. Writes level, recency, settlement. Source:
/// docs/model/escalation.md.
template <class Real, int L>
class Escalation {
 public:
  using P = Pack<Real, L>;
  using F = Field<Real, L>;
  using Terms = HazardTerms<P>;

  Escalation(Setup<Real, L> const& setup, Reference<Real, L> const& reference);
  /// Rates of moves and agreements [1/year]; needs everything else derived.
  void derive(State<Real, L> const& state, Derived<Real, L>& derived) const;
  void operator()(Month<Real, L> const& month, State<Real, L>& next) const;

  Terms up_terms(State<Real, L> const& state, DisputeView<Real, L> const& view, int dispute) const;
  Terms down_terms(State<Real, L> const& state, DisputeView<Real, L> const& view, int dispute) const;
  DisputeView<Real, L> look_at(State<Real, L> const& state, Derived<Real, L> const& derived, int dispute,
                               P const& split_cost) const;

 private:
  P next_level(Month<Real, L> const& month, int dispute) const;
  void report(Month<Real, L> const& month, int dispute, P const& next,
              typename Settlement<Real, L>::Change const& change) const;

  Setup<Real, L> const& setup_;
  EscalationParameters<P> p_;
  P split_cost_, d_cooperate_, mission_effect_, recency_left_;
  std::array<P, levels - 1> log_up_, log_down_;       // up from 0..4, down from 1..5
  std::vector<std::array<P, levels - 1>> up_offset_;  // by dispute
  std::vector<std::vector<int>> neighbours_;          // disputes that share a party
  F usual_level_;
  std::vector<DisputeView<Real, L>> reference_;
  F log_guard_reference_;
  Settlement<Real, L> settlement_;
};

}  // namespace detente
