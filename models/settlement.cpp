#include "models/settlement.hpp"

#include "engine/core/instances.hpp"
#include "models/escalation.hpp"

namespace detente {
namespace {

constexpr int violence = 4;  // from this level on no agreement survives
constexpr int unrest = 2;    // from this level on nothing is settled

}  // namespace

template <class Real, int L>
Settlement<Real, L>::Settlement(Setup<Real, L> const& setup, std::vector<DisputeView<Real, L>> const& reference)
    : setup_(setup),
      p_(setup.parameters.escalation),
      log_settle_(logarithm(p_.settle0)),
      log_unsettle_(logarithm(p_.unsettle0)),
      reference_(reference) {}

template <class Real, int L>
typename Settlement<Real, L>::Terms Settlement<Real, L>::settle_terms(DisputeView<Real, L> const& view,
                                                                      int dispute) const {
  DisputeView<Real, L> const& start = reference_[dispute];
  Terms terms;  // (Z1)
  terms[Driver::base] = log_settle_;
  terms[Driver::reward] = p_.s_reward * (view.reward - start.reward);
  terms[Driver::mediation] = p_.s_effort * (view.effort - start.effort);
  terms[Driver::pressure] = -p_.s_pres * (view.pressure - start.pressure);
  terms[Driver::defiance] = -p_.s_defy * (view.defiance - start.defiance);
  return terms;
}

template <class Real, int L>
typename Settlement<Real, L>::Terms Settlement<Real, L>::unsettle_terms(DisputeView<Real, L> const& view,
                                                                        int dispute) const {
  DisputeView<Real, L> const& start = reference_[dispute];
  Terms terms;  // (Z2)
  terms[Driver::base] = log_unsettle_;
  terms[Driver::pressure] = p_.s_pres * (view.pressure - start.pressure);
  terms[Driver::reward] = -p_.s_reward * (view.reward - start.reward);
  return terms;
}

template <class Real, int L>
typename Settlement<Real, L>::Change Settlement<Real, L>::change(Month<Real, L> const& month, int dispute,
                                                                 P const& next_level) const {
  if (setup_.scenario.holds_reference) return {P::Zero(), P::Zero(), P::Zero()};
  constexpr Real one = static_cast<Real>(1);
  P const& now = month.now.settlement[dispute];
  P const& u = month.luck.uniform(Stream::settlement, dispute);
  P const violent = at_level_or_more(next_level, violence);
  P const open_to_talk = one - at_level_or_more(month.now.level[dispute], unrest);
  P const settles = less(u, rho(month.derived.settle_rate[dispute])) * open_to_talk * (one - now) * (one - violent);
  P const fails = less(u, rho(month.derived.unsettle_rate[dispute])) * now * (one - violent);
  return {settles, fails, now * violent};
}

template <class Real, int L>
void Settlement<Real, L>::report(EventSink& sink, int dispute, Change const& change, P const& next_level,
                                 DisputeView<Real, L> const& view) const {
  P const none = P::Zero();
  P const holds = P::Ones();
  Terms violence_alone;
  violence_alone[Driver::level] = next_level;
  record_with_terms(sink, EventCode::settlement, dispute, change.settles, none, holds, settle_terms(view, dispute));
  record_with_terms(sink, EventCode::breakdown, dispute, change.fails, holds, none, unsettle_terms(view, dispute));
  record_with_terms(sink, EventCode::breakdown, dispute, change.torn, holds, none, violence_alone);
}

#define DETENTE_INSTANCE(Real, L) template class Settlement<Real, L>;
DETENTE_EACH_PACK(DETENTE_INSTANCE)
#undef DETENTE_INSTANCE

}  // namespace detente
