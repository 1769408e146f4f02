// Tension, the ladder and agreements: section 2.13.
#include "tools/bench/peers/scalar_world.hpp"

#include <limits>

namespace detente::bench {
namespace {

constexpr double largest_log_rate = 12.0;
constexpr double largest_recency = 2.0;

template <class Real>
Real rate_of(Real log_rate) {
  return std::exp(std::min(log_rate, static_cast<Real>(largest_log_rate)));
}

template <class Real>
int next_level(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, int d) {
  int const level = month.now.level[d];
  Real const up = up_rate(world, month.now, month.derived, d);
  Real const down = down_rate(world, month.now, month.derived, d);
  Real const u = month.draws[Stream::escalation][d];
  Real const probability = rho(up + down);
  if (u >= probability) return level;
  Real const point = u / probability * (up + down);
  if (point < up) return level + (level <= 2 && point < world.p.escalation.leap * up ? 2 : 1);
  return point - up < world.p.escalation.drop * down ? 0 : level - 1;  // (E5)
}

template <class Real>
Real next_settlement(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, int d, int reached) {
  Real const now = month.now.settlement[d];
  if (world.held) return now;
  bool const is_violent = reached >= 4;
  Real const u = month.draws[Stream::settlement][d];
  if (now > 0) return is_violent || u < rho(unsettle_rate(world, month.derived, d)) ? 0 : now;
  if (is_violent || month.now.level[d] > 1) return now;
  return u < rho(settle_rate(world, month.derived, d)) ? 1 : now;
}

}  // namespace

template <class Real>
Real perceived_cost_predictor(EscalationParameters<Real> const& p, ScalarState<Real> const& state,
                              ScalarDerived<Real> const& derived, int dispute) {
  return p.c_presence * derived.presence[dispute] + p.c_us * state.us_attention +
         p.c_reward * derived.bar_reward[dispute] - p.c_frag * derived.bar_fragmentation[dispute] -
         p.c_backing * derived.bar_dependence[dispute];
}

template <class Real>
void derive_perceived_cost(ScalarWorld<Real> const& world, ScalarState<Real> const& state,
                           ScalarDerived<Real>& derived) {
  for (int d = 0; d < world.place.disputes; ++d)
    derived.perceived_cost[d] = sigmoid(world.cost_logit_less_reference[d] +
                                        perceived_cost_predictor(world.p.escalation, state, derived, d));  // (E2)
}

template <class Real>
Real tension_eta(ScalarPlace<Real> const& place, EscalationParameters<Real> const& p, Real ten_defy,
                 ScalarView<Real> const& view, int dispute) {
  ScalarDerived<Real> const& d = view.derived;
  int const pair = place.region.disputes[dispute].pair;
  Real const mistrust = pair >= 0 ? view.state.mistrust[pair] : 0;
  return p.ten_pressure * d.bar_pressure[dispute] + p.ten_mistrust * mistrust +
         p.ten_instab * (1 - d.bar_stability[dispute]) + p.ten_campaign * d.bar_nationalist_campaign[dispute] -
         p.ten_mediation * d.effort[dispute] - p.ten_reward * d.bar_reward[dispute] +
         ten_defy * d.defiance[dispute];  // (E1)
}

template <class Real>
Real up_rate(ScalarWorld<Real> const& world, ScalarState<Real> const& state, ScalarDerived<Real> const& derived,
             int d) {
  EscalationParameters<Real> const& p = world.p.escalation;
  int const level = state.level[d];
  if (level == levels - 1) return 0;
  Real log_rate = world.up_constant[d][level] + p.b_ten * state.tension[d] + p.b_pres * derived.bar_pressure[d] -
                  p.b_cost * derived.perceived_cost[d] - p.b_gov * derived.least_governance[d] +
                  p.b_rec * derived.recency_felt[d] + p.b_camp * derived.bar_campaign[d] +
                  p.contagion * derived.neighbours[d] + p.settled_effect * state.settlement[d];  // (E3)
  if (level >= 2) {
    Real const spared = 1 - world.p.missions.mission_effect * derived.presence[d];
    log_rate += std::log(std::max(spared, std::numeric_limits<Real>::min())) - world.log_guard_reference[d];
  }
  return rate_of(log_rate);
}

template <class Real>
Real down_rate(ScalarWorld<Real> const& world, ScalarState<Real> const& state, ScalarDerived<Real> const& derived,
               int d) {
  EscalationParameters<Real> const& p = world.p.escalation;
  int const level = state.level[d];
  if (level == 0) return 0;
  return rate_of(world.down_constant[d][level] + p.d_med * derived.effort[d] + p.d_presence * derived.presence[d] +
                 p.d_interop * derived.joint_interoperability[d] - p.d_pres * derived.bar_pressure[d] +
                 world.p.decisions.d_cooperate * derived.cooperation[d]);  // (E4)
}

template <class Real>
Real settle_rate(ScalarWorld<Real> const& world, ScalarDerived<Real> const& derived, int d) {
  EscalationParameters<Real> const& p = world.p.escalation;
  return rate_of(world.settle_constant[d] + p.s_reward * derived.bar_reward[d] + p.s_effort * derived.effort[d] -
                 p.s_pres * derived.bar_pressure[d] - p.s_defy * derived.defiance[d]);  // (Z1)
}

template <class Real>
Real unsettle_rate(ScalarWorld<Real> const& world, ScalarDerived<Real> const& derived, int d) {
  EscalationParameters<Real> const& p = world.p.escalation;
  return rate_of(world.unsettle_constant[d] + p.s_pres * derived.bar_pressure[d] -
                 p.s_reward * derived.bar_reward[d]);  // (Z2)
}

template <class Real>
void step_disputes(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  ScalarState<Real> const& now = month.now;
  for (int d = 0; d < world.place.disputes; ++d) {
    Real const eta = tension_eta(world.place, world.p.escalation, world.p.decisions.ten_defy, month.view(), d);
    next.tension[d] = world.tension.next(d, now.tension[d], eta, month.draws[Stream::tension][d]);
    int const reached = next_level(world, month, d);
    next.level[d] = reached;
    Real const stood_off = reached >= 3 && now.level[d] < 3 ? 1 : 0;
    bool const is_still = world.held && month.noise == Noise::off;
    next.recency[d] = is_still ? now.recency[d]
                               : std::min(now.recency[d] * world.recency_left + stood_off,
                                          static_cast<Real>(largest_recency));  // (E6)
    next.settlement[d] = next_settlement(world, month, d, reached);
  }
}

template double perceived_cost_predictor(EscalationParameters<double> const&, ScalarState<double> const&,
                                         ScalarDerived<double> const&, int);
template void derive_perceived_cost(ScalarWorld<double> const&, ScalarState<double> const&, ScalarDerived<double>&);
template double tension_eta(ScalarPlace<double> const&, EscalationParameters<double> const&, double,
                            ScalarView<double> const&, int);
template double up_rate(ScalarWorld<double> const&, ScalarState<double> const&, ScalarDerived<double> const&, int);
template double down_rate(ScalarWorld<double> const&, ScalarState<double> const&, ScalarDerived<double> const&, int);
template double settle_rate(ScalarWorld<double> const&, ScalarDerived<double> const&, int);
template double unsettle_rate(ScalarWorld<double> const&, ScalarDerived<double> const&, int);
template void step_disputes(ScalarWorld<double> const&, ScalarMonth<double> const&, ScalarState<double>&);
template float perceived_cost_predictor(EscalationParameters<float> const&, ScalarState<float> const&,
                                        ScalarDerived<float> const&, int);
template void derive_perceived_cost(ScalarWorld<float> const&, ScalarState<float> const&, ScalarDerived<float>&);
template float tension_eta(ScalarPlace<float> const&, EscalationParameters<float> const&, float,
                           ScalarView<float> const&, int);
template float up_rate(ScalarWorld<float> const&, ScalarState<float> const&, ScalarDerived<float> const&, int);
template float down_rate(ScalarWorld<float> const&, ScalarState<float> const&, ScalarDerived<float> const&, int);
template float settle_rate(ScalarWorld<float> const&, ScalarDerived<float> const&, int);
template float unsettle_rate(ScalarWorld<float> const&, ScalarDerived<float> const&, int);
template void step_disputes(ScalarWorld<float> const&, ScalarMonth<float> const&, ScalarState<float>&);

}  // namespace detente::bench
