#pragma once

#include "models/events.hpp"
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
  using Terms = std::array<P, drivers>;

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

/// Sum of the terms of a log hazard.
template <class P>
P sum_of(std::array<P, drivers> const& terms) {
  P sum = terms[0];
  for (std::size_t k = 1; k < terms.size(); ++k) sum += terms[k];
  return sum;
}

/// Reports an event with the contributions of its drivers for every lane in which `happened` is 1.
template <class P>
void record_with_terms(EventSink& sink, EventCode code, int dispute, P const& happened, P const& from, P const& to,
                       std::array<P, drivers> const& terms) {
  for (int lane = 0; lane < static_cast<int>(happened.size()); ++lane) {
    if (happened[lane] == 0) continue;
    std::array<float, drivers> contributions;
    for (int k = 0; k < drivers; ++k) contributions[k] = static_cast<float>(terms[k][lane]);
    sink.record(static_cast<int>(code), lane, dispute, static_cast<double>(from[lane]), static_cast<double>(to[lane]),
                contributions);
  }
}

}  // namespace detente
