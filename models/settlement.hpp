#pragma once

#include "models/hazard_terms.hpp"
#include "models/step.hpp"

namespace detente {

template <class Real, int L>
struct DisputeView;

/// Agreements. While none holds and the level is at most 1, a dispute settles in a month with probability rho(settle),
///   ln settle = ln settle0 + s_reward (bar(R) - bar(R0)) + s_effort (effort - start) - s_pres (Hbar - Hbar0)
///               - s_defy (bar(1[defy]) - start)                                                             (Z1)
/// while one holds it breaks down with probability rho(unsettle),
///   ln unsettle = ln unsettle0 + s_pres (Hbar - Hbar0) - s_reward (bar(R) - bar(R0))                        (Z2)
/// and it is gone at once where the month ends at level 4 or more. One uniform decides. In a held world nothing settles
/// or breaks. Source: docs/model/escalation.md.
template <class Real, int L>
class Settlement {
 public:
  using P = Pack<Real, L>;
  using Terms = HazardTerms<P>;

  struct Change {
    P settles, fails, torn;  // indicators; torn: by violence
    bool any() const { return (settles + fails + torn != 0).any(); }
    P applied_to(P const& settlement) const { return settlement + settles - fails - torn; }
  };

  Settlement(Setup<Real, L> const& setup, std::vector<DisputeView<Real, L>> const& reference);

  Terms settle_terms(DisputeView<Real, L> const& view, int dispute) const;
  Terms unsettle_terms(DisputeView<Real, L> const& view, int dispute) const;
  /// What happens in a month, given the level at its end.
  Change change(Month<Real, L> const& month, int dispute, P const& next_level) const;
  void report(EventSink& sink, int dispute, Change const& change, P const& next_level,
              DisputeView<Real, L> const& view) const;

 private:
  Setup<Real, L> const& setup_;
  EscalationParameters<P> p_;
  P log_settle_, log_unsettle_;
  std::vector<DisputeView<Real, L>> reference_;
};

}  // namespace detente
