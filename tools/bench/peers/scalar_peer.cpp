#include "tools/bench/peers/scalar_peer.hpp"

namespace detente::bench {

template <class Real>
ScalarPeer<Real>::ScalarPeer(ArmInputs const& arm, int months, Noise noise)
    : months_(months),
      noise_(noise),
      world_(arm, months),
      draws_(StreamLayout(arm.inputs.region), noise),
      now_(world_.start),
      next_(world_.start),
      derived_(arm.inputs.region),
      outcomes_(world_, months) {
  cost_.by_dispute.resize(arm.inputs.region.disputes.size());
  cost_.by_country.resize(arm.inputs.region.countries.size());
  cost_.closure.resize(arm.inputs.region.countries.size());
  cost_.spent.resize(arm.inputs.region.countries.size());
}

template <class Real>
void ScalarPeer<Real>::run(std::uint64_t seed, std::uint32_t sample, std::uint32_t replication,
                           std::vector<double>& outcomes, Trace* trace) {
  draws_.assign(seed, sample, replication);
  start();
  derive(0);
  if (trace != nullptr) {
    cost_.crisis = missing;
    for (auto& part : cost_.part) part.fill(missing);
    record(*trace);
  }
  for (int month = 0; month < months_; ++month) {
    step(month);
    derive(month + 1);
    if (trace != nullptr) record(*trace);
  }
  outcomes_.finish(now_, derived_, outcomes);
}

template <class Real>
void ScalarPeer<Real>::start() {
  now_ = world_.start;
  if (noise_ == Noise::on) {
    for (int i = 0; i < world_.place.countries; ++i) {
      std::array<Real, stances> const& usual = world_.place.usual_stance[i];
      Real const u = draws_.initial_stance(i);
      now_.cooperate[i] = u < usual[0] ? 1 : 0;
      now_.hedge[i] = u >= usual[0] && u < usual[0] + usual[1] ? 1 : 0;
      now_.defy[i] = 1 - now_.cooperate[i] - now_.hedge[i];
    }
  }
  outcomes_.begin();
}

template <class Real>
void ScalarPeer<Real>::derive(int month) {
  Felt const felt = world_.held && noise_ == Noise::off ? Felt::usual : Felt::actual;
  derive_conditions(world_.place, world_.p, now_, world_.plan.levers[month], felt, derived_);
  derive_perceived_cost(world_, now_, derived_);
}

template <class Real>
void ScalarPeer<Real>::step(int month) {
  draws_.begin_month(month);
  ScalarMonth<Real> const view{month, now_, derived_, world_.plan.levers[month], draws_, noise_};
  step_drivers(world_, view, next_);
  step_society(world_, view, next_);
  step_pressure(world_, view, next_);
  step_arms(world_, view, next_);
  step_security(world_, view, next_);
  step_disputes(world_, view, next_);
  account(world_, view, next_, cost_);
  outcomes_.observe(view, next_, cost_);
  std::swap(now_, next_);
}

template <class Real>
void ScalarPeer<Real>::record(Trace& trace) const {
  ScalarState<Real> const& s = now_;
  ScalarDerived<Real> const& d = derived_;
  trace.begin_month();
  trace.put(s.us_regime);
  for (Real const value : {s.us_attention, s.war_intensity, s.shock, s.eu_bandwidth, s.crossings}) trace.put(value);
  for (auto const* field : {&s.cooperate, &s.hedge, &s.defy, &s.oversight, &s.capture, &s.alignment, &s.trust,
                            &s.access, &s.resilience, &s.fragmentation, &s.stability, &s.campaign, &s.spending})
    trace.put(*field);
  trace.put(s.contract);
  for (auto const* field : {&s.peacekeepers, &s.experience, &s.propensity, &s.stock, &s.industry, &s.pressure,
                            &s.dependence, &s.mistrust, &s.tension})
    trace.put(*field);
  trace.put(s.level);
  for (auto const* field : {&s.recency,       &s.settlement,  &s.strength,
                            &s.legacy,        &s.quality,     &d.governance,
                            &d.leakage,       &d.leakage_eu,  &d.information_leakage,
                            &d.pressure,      &d.dependence,  &d.interoperability,
                            &d.western_share, &d.eligibility, &d.gap,
                            &d.reward,        &d.crisis_load, &d.closure,
                            &d.presence,      &d.effort,      &d.perceived_cost})
    trace.put(*field);
  int const disputes = world_.place.disputes;
  for (int k = 0; k < disputes; ++k) trace.put(up_rate(world_, s, d, k));
  for (int k = 0; k < disputes; ++k) trace.put(down_rate(world_, s, d, k));
  for (int k = 0; k < disputes; ++k) trace.put(settle_rate(world_, d, k));
  for (int k = 0; k < disputes; ++k) trace.put(unsettle_rate(world_, d, k));
  trace.put(d.throughput);
  trace.put(d.throughput_without);
  for (Real const value : {d.robust_throughput, d.redundancy, d.transit_hours, d.border_wait}) trace.put(value);
  trace.put(cost_.crisis);
  for (auto const& part : cost_.part) trace.put(part[static_cast<std::size_t>(Payer::eu)]);
}

template class ScalarPeer<double>;
template class ScalarPeer<float>;

}  // namespace detente::bench
