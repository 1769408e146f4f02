// Contributions, quality of roads, missions: sections 2.10 to 2.12.
#include "tools/bench/peers/scalar_world.hpp"

#include <numeric>

namespace detente::bench {
namespace {

constexpr double largest_exponent = 50.0;
constexpr double largest_help = 1.5;

template <class Real>
void step_contributions(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  ContributionsParameters<Real> const& p = world.p.contributions;
  ScalarState<Real> const& now = month.now;
  int const countries = world.place.countries;
  Real const* const planned = &world.plan.peacekeepers[month.index * countries];
  for (int i = 0; i < countries; ++i) {
    Real const n = now.peacekeepers[i];
    Real const factor = now.alignment[i] * (1 - month.derived.crisis_load[i]) * world.willingness[i];
    next.peacekeepers[i] = n + world.peace_share * (planned[i] * factor - n);  // (B1)
    Real const x = now.experience[i];
    Real const gain = p.exp_gain * n / world.full_deployment[i] * (1 - x);
    next.experience[i] = clip01(x + month_years<Real> * (gain - p.exp_decay * x));  // (B2)
  }
  Real const mean_alignment =
      std::accumulate(now.alignment.begin(), now.alignment.end(), Real(0)) / static_cast<Real>(countries);
  Real const cooperation = month.levers.frontex_officers / world.officers_reference * mean_alignment;
  Real const exponent =
      std::min(-p.cross_elast * (cooperation - world.alignment_mean_reference), static_cast<Real>(largest_exponent));
  Real const pushed = (1 + p.cross_shock * now.shock) / (1 + p.cross_shock * world.reference.shock);
  next.crossings = now.crossings + world.cross_share * (std::exp(exponent) * pushed - now.crossings);  // (B3)
}

template <class Real>
void step_quality(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  if (world.held) {
    next.quality = month.now.quality;
    return;
  }
  Real const wear = world.p.mobility.wear;
  for (int r = 0; r < world.place.segments; ++r) {
    int const country = world.place.segment_country[r];
    Real const kept = country >= 0 ? 1 - month.derived.leakage_eu[country] : 1;
    Real const q = month.now.quality[r];
    Real const built = kept * month.derived.segment_money[r] / world.place.segment_cost[r];
    next.quality[r] = clip01(q + month_years<Real> * (built - wear * (q - world.start.quality[r])));  // (T6)
  }
}

template <class Real>
void step_missions(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  ScalarState<Real> const& now = month.now;
  Real const start_throughput = world.reference_derived.throughput;
  Real const open = start_throughput > 0 ? month.derived.throughput / start_throughput : 1;
  Real const deploys = world.deploy_share * (1 + std::min(open, static_cast<Real>(largest_help))) / 2;
  for (int m = 0; m < world.place.missions; ++m) {
    Mission const& mission = world.place.region.missions[m];
    Real level = 0;
    Real needed = 0;
    for (std::size_t k = 0; k < mission.disputes.size(); ++k) {
      Real const felt = month.derived.level_felt[mission.disputes[k]];
      level = std::max(level, felt);
      if (felt >= Real(4.5)) needed = std::max(needed, world.force_after_war[m][k]);
    }
    Real const want = month.levers.missions[m] * world.reference.strength[m] + now.legacy[m] +
                      called_reserve(world.place, world.p.missions, now, m, level);  // (N1)
    Real const share = std::min(now.strength[m] < want ? deploys : world.withdraw_share, Real(1));
    next.strength[m] = now.strength[m] + share * (want - now.strength[m]);  // (N2)
    next.legacy[m] = std::max(now.legacy[m] * world.legacy_left, needed);   // (N3)
  }
}

}  // namespace

template <class Real>
Real called_reserve(ScalarPlace<Real> const& place, MissionsParameters<Real> const& p, ScalarState<Real> const& state,
                    int mission, Real level) {
  Real const backing =
      place.region.missions[mission].authority == Authority::nato ? state.us_attention : state.eu_bandwidth;
  return place.reserve[mission] * (1 + backing) / 2 * clip01((level - p.surge_level + 1) / 3);
}

template <class Real>
void step_security(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  step_contributions(world, month, next);
  step_quality(world, month, next);
  step_missions(world, month, next);
}

template double called_reserve(ScalarPlace<double> const&, MissionsParameters<double> const&,
                               ScalarState<double> const&, int, double);
template void step_security(ScalarWorld<double> const&, ScalarMonth<double> const&, ScalarState<double>&);
template float called_reserve(ScalarPlace<float> const&, MissionsParameters<float> const&, ScalarState<float> const&,
                              int, float);
template void step_security(ScalarWorld<float> const&, ScalarMonth<float> const&, ScalarState<float>&);

}  // namespace detente::bench
