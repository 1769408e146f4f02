// Hybrid pressure: section 2.4.
#include "tools/bench/peers/scalar_world.hpp"

namespace detente::bench {
namespace {

constexpr double least_unshielded = 0.01;
constexpr double largest_multiple = 1e6;

template <class Real>
void learn(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  for (int i = 0; i < world.place.countries; ++i) {
    std::span<int const> const disputes = world.place.disputes_of[i];
    Real tension = 0;
    for (int const d : disputes) tension += month.now.tension[d];
    tension /= static_cast<Real>(std::max<std::size_t>(disputes.size(), 1));
    Real const payoff = world.p.hybrid_pressure.learn_gain *
                        (tension - world.start_tension[i] + world.start.alignment[i] - month.now.alignment[i]);
    next.propensity[i] = month.now.propensity[i] + world.learning_share * (payoff - month.now.propensity[i]);  // (H6)
  }
}

}  // namespace

template <class Real>
Real opportunity(HybridPressureParameters<Real> const& p, ScalarView<Real> const& view, int adversary, int country) {
  ScalarState<Real> const& s = view.state;
  int const countries = static_cast<int>(s.trust.size());
  Real const presence = p.pres_trust * s.trust[country] + p.pres_mission * view.derived.mission_presence[country] +
                        p.pres_us * s.us_attention;  // (H1)
  return p.w_frag * s.fragmentation[country] + p.w_res * (1 - s.resilience[country]) +
         p.w_dep * s.dependence[adversary * countries + country] + p.w_vacuum * (1 - presence) +
         p.w_leak * view.derived.information_leakage[country] * view.levers.access_governance[country];  // (H2)
}

template <class Real>
void step_pressure(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  ScalarState<Real> const& now = month.now;
  HybridPressureParameters<Real> const& p = world.p.hybrid_pressure;
  int const countries = world.place.countries;
  for (int e = 0; e < world.place.adversaries; ++e) {
    ScalarPusher<Real> const& pusher = world.pushers[e];
    Real* const pull = &next.pressure[e * countries];  // utilities first, then their exponentials, then pressure
    Real highest = pusher.elsewhere_utility;
    for (int i = 0; i < countries; ++i) {
      pull[i] = pusher.focus * (pusher.value[i] + now.propensity[i] + opportunity(p, month.view(), e, i));  // (H3)
      highest = std::max(highest, pull[i]);
    }
    Real total = std::exp(pusher.elsewhere_utility - highest);
    for (int i = 0; i < countries; ++i) total += pull[i] = std::exp(pull[i] - highest);
    Real const vigour = pusher.vigour * (1 - pusher.distraction * now.war_intensity) *
                        (1 + pusher.vacuum * (1 - now.us_attention)) / total;  // (H4)
    for (int i = 0; i < countries; ++i) {
      Real const unshielded = std::max(1 - p.rs_shield * now.resilience[i], static_cast<Real>(least_unshielded));
      Real const multiple =
          std::min(vigour * pull[i] / pusher.share_reference[i] * unshielded / world.shield_reference[i],
                   static_cast<Real>(largest_multiple));
      Real const target = 1 - std::exp(multiple * pusher.log_spared[i]);  // (H5)
      int const at = e * countries + i;
      pull[i] = relax(now.pressure[at], target, world.pressure_share, world.pressure_noise,
                      month.draws[Stream::pressure][at]);
    }
  }
  learn(world, month, next);
}

template double opportunity(HybridPressureParameters<double> const&, ScalarView<double> const&, int, int);
template float opportunity(HybridPressureParameters<float> const&, ScalarView<float> const&, int, int);
template void step_pressure(ScalarWorld<double> const&, ScalarMonth<double> const&, ScalarState<double>&);
template void step_pressure(ScalarWorld<float> const&, ScalarMonth<float> const&, ScalarState<float>&);

}  // namespace detente::bench
