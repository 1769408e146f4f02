// The transport network of a month: section 2.11.
#include "tools/bench/peers/scalar_world.hpp"

#include <limits>

namespace detente::bench {
namespace {

constexpr double least_passage = 0.05;

template <class Real>
void derive_money(ScalarPlace<Real> const& place, ScalarState<Real> const& state, ScalarLevers<Real> const& levers,
                  ScalarDerived<Real>& derived) {
  std::vector<Real>& per_unbuilt = derived.work;  // by corridor [MEUR/year for a km unbuilt]
  per_unbuilt.assign(static_cast<std::size_t>(place.corridors), Real(0));
  for (int r = 0; r < place.segments; ++r) {
    Real const unbuilt = place.length[r] * (1 - state.quality[r]);
    for (int const c : place.corridors_of[r]) per_unbuilt[c] += unbuilt;
  }
  for (int c = 0; c < place.corridors; ++c) {
    Real const money = levers.infrastructure * levers.infrastructure_shares[c];
    per_unbuilt[c] = per_unbuilt[c] > 0 ? money / per_unbuilt[c] : 0;
  }
  for (int r = 0; r < place.segments; ++r) {
    Real const unbuilt = place.length[r] * (1 - state.quality[r]);
    Real money = 0;
    for (int const c : place.corridors_of[r]) money += per_unbuilt[c] * unbuilt;
    derived.segment_money[r] = money;
  }
}

template <class Real>
void derive_throughput(ScalarPlace<Real> const& place, ScalarDerived<Real>& derived) {
  place.network.prepare(derived.capacity, derived.work);
  derived.throughput = place.network.whole();  // (T4)
  derived.robust_throughput = derived.throughput;
  for (int k = 0; k < place.corridors + place.countries; ++k) {
    derived.throughput_without[k] = place.network.without(k);
    if (k < place.corridors)
      derived.robust_throughput = std::min(derived.robust_throughput, derived.throughput_without[k]);
  }
  derived.redundancy = derived.robust_throughput / std::max(derived.throughput, std::numeric_limits<Real>::min());
}

}  // namespace

template <class Real>
void derive_network(ScalarPlace<Real> const& place, MobilityParameters<Real> const& p, ScalarState<Real> const& state,
                    ScalarLevers<Real> const& levers, ScalarDerived<Real>& derived) {
  derive_money(place, state, levers, derived);
  for (int i = 0; i < place.countries; ++i) {
    Real const predictable = sigmoid(p.denial_slope * (derived.predictability[i] - p.denial_mid));
    derived.passage[i] = (1 - derived.closure[i]) * (1 - p.denial * (1 - predictable));  // (T1)
    derived.wait_left[i] = 1 - p.wait_cut * levers.access_mobility[i] * state.access[i];
  }
  derived.border_wait = 0;
  for (int r = 0; r < place.segments; ++r) {
    int const country = place.segment_country[r];
    Real const open = country >= 0 ? derived.passage[country] : 1;
    Real const wait_left = country >= 0 ? derived.wait_left[country] : 1;
    Real const quality = state.quality[r];
    Real const wait = place.border_hours[r] * wait_left;  // (T2)
    derived.wait[r] = wait;
    derived.border_wait += wait;
    Real const standard = p.cap_floor + (1 - p.cap_floor) * quality;
    derived.capacity[r] = place.full_capacity[r] * standard * open / (1 + wait / 24);  // (T3)
    Real const driving = place.length[r] / (p.speed * (1 + quality) / 2);
    derived.hours[r] = (driving + wait) / std::max(open, static_cast<Real>(least_passage));  // (T5)
  }
  derived.border_wait /= static_cast<Real>(std::max(place.borders, 1));
  derive_throughput(place, derived);
  derived.transit_hours = place.network.transit(derived.hours, derived.work);
}

template void derive_network(ScalarPlace<double> const&, MobilityParameters<double> const&, ScalarState<double> const&,
                             ScalarLevers<double> const&, ScalarDerived<double>&);
template void derive_network(ScalarPlace<float> const&, MobilityParameters<float> const&, ScalarState<float> const&,
                             ScalarLevers<float> const&, ScalarDerived<float>&);

}  // namespace detente::bench
