// The outside world, stances, inclusion, governance, alignment: sections 2.1 to 2.3, 2.5, 2.6.
#include "tools/bench/peers/scalar_world.hpp"

namespace detente::bench {
namespace {

int chosen(std::span<float const, 3> share, float point) {
  if (point < share[0]) return 0;
  return point < share[0] + share[1] ? 1 : 2;
}

int chosen(std::span<double const, 3> share, double point) {
  if (point < share[0]) return 0;
  return point < share[0] + share[1] ? 1 : 2;
}

template <class Real>
std::array<Real, stances> stance_choice(ScalarWorld<Real> const& world, ScalarView<Real> const& view, int country) {
  std::array<Real, stances> const u = stance_utilities(world.place, world.p.decisions, view, country);
  std::array<Real, stances> const& base = world.place.usual_stance[country];
  std::array<Real, stances> const& u0 = world.stance_utility_reference[country];
  Real highest = std::numeric_limits<Real>::lowest();
  for (int s = 0; s < stances; ++s) {
    if (base[s] > 0) highest = std::max(highest, u[s] - u0[s]);
  }
  std::array<Real, stances> share;
  Real total = 0;
  for (int s = 0; s < stances; ++s) total += share[s] = base[s] * std::exp(u[s] - u0[s] - highest);
  for (Real& one : share) one /= total;
  return share;
}

template <class Real>
void step_stance(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, int i, ScalarState<Real>& next) {
  if (month.noise == Noise::off) {
    std::array<Real, stances> const share = stance_choice(world, month.view(), i);
    next.cooperate[i] = share[0];
    next.hedge[i] = share[1];
    next.defy[i] = share[2];
    return;
  }
  next.cooperate[i] = month.now.cooperate[i];
  next.hedge[i] = month.now.hedge[i];
  next.defy[i] = month.now.defy[i];
  Real const u = month.draws[Stream::stance][i];
  if (u >= world.reconsiders) return;
  int const stance = chosen(stance_choice(world, month.view(), i), u / world.reconsiders);
  next.cooperate[i] = stance == 0 ? 1 : 0;
  next.hedge[i] = stance == 1 ? 1 : 0;
  next.defy[i] = stance == 2 ? 1 : 0;
}

template <class Real>
int next_regime(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month) {
  int const now = month.now.us_regime;
  if (world.arm.scenario.us_hold) return now;
  Real const u = month.draws[Stream::us_regime][0];
  Real const probability = world.leave_probability[now];
  if (u >= probability) return now;
  std::array<Real, us_regimes> rate = world.p.drivers.us_rates[now];
  rate[now] = 0;
  return chosen(rate, u / probability * (rate[0] + rate[1] + rate[2]));
}

}  // namespace

template <class Real>
std::array<Real, stances> stance_utilities(ScalarPlace<Real> const& place, DecisionsParameters<Real> const& p,
                                           ScalarView<Real> const& view, int country) {
  Real cost = 0;
  std::span<int const> const disputes = place.disputes_of[country];
  for (int const d : disputes) cost += view.derived.perceived_cost[d];
  cost /= static_cast<Real>(std::max<std::size_t>(disputes.size(), 1));
  Real const dependence = view.derived.dependence[country];
  return {p.st_reward * view.derived.reward[country],                    // (S1)
          p.st_gap * view.derived.gap[country] + p.st_dep * dependence,  // (S2)
          p.st_campaign * place.nationalism[country] * view.state.campaign[country] +
              p.st_instab * (1 - view.state.stability[country]) + p.st_backing * dependence -
              p.st_cost * cost};  // (S3)
}

template <class Real>
void step_drivers(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  ScalarState<Real> const& now = month.now;
  DriversParameters<Real> const& p = world.p.drivers;
  next.us_regime = next_regime(world, month);
  next.us_attention =
      now.us_attention + world.attention_share * (p.us_levels[now.us_regime] - now.us_attention);  // (D2)
  next.war_intensity = relax(now.war_intensity, world.plan.war[month.index], world.war_share, world.war_noise,
                             month.draws[Stream::war][0]);  // (D3)
  Real crises = 0;
  for (int d = 0; d < world.place.disputes; ++d) crises += world.place.weight[d] * month.derived.level_felt[d];
  Real const drain = p.bandwidth_drain_level * crises / 5 + p.bandwidth_drain_war * now.war_intensity +
                     p.bandwidth_drain_shock * now.shock;
  next.eu_bandwidth = now.eu_bandwidth + world.bandwidth_share * (clip01(1 - drain) - now.eu_bandwidth);  // (D5)
  next.shock = now.shock;
  next.campaign = now.campaign;
  if (world.held) return;
  next.shock *= world.shock_left;
  if (month.draws[Stream::shock_arrival][0] < world.shock_probability)
    next.shock -= p.shock_mean * std::log(month.draws[Stream::shock_size][0]);  // (D4)
  for (int i = 0; i < world.place.countries; ++i) {
    bool const starts =
        world.plan.campaign_by_calendar[month.index * world.place.countries + i] != 0 ||
        month.draws[Stream::early_election][i] < rho(world.place.early_election[i] * (1 - now.stability[i]));
    next.campaign[i] = starts ? 1 : now.campaign[i] * world.campaign_left;  // (D6)
  }
}

template <class Real>
Real trust_eta(InclusionParameters<Real> const& p, ScalarView<Real> const& view, int country) {
  Real const delivered = view.levers.pace[country] * view.derived.eligibility[country] * view.state.eu_bandwidth;
  return p.trust_pace * (delivered - view.levers.promise[country]) - p.trust_gap * view.derived.gap[country];  // (I7)
}

template <class Real>
Real inflow(ScalarPlace<Real> const& place, ScalarView<Real> const& view, int country) {
  return place.spending_share[country] * view.state.spending[country] +
         view.levers.capacity_building[country] / place.gdp[country];
}

template <class Real>
std::array<Real, 5> governance_eta(GovernanceParameters<Real> const& p, ScalarView<Real> const& view, int country,
                                   Real log_inflow) {
  ScalarState<Real> const& s = view.state;
  ScalarDerived<Real> const& d = view.derived;
  Real const pressure = d.pressure[country];
  Real const arriving = (1 - d.leakage_eu[country]) * view.levers.resilience_aid[country];
  return {
      p.gov_reward * d.reachable_reward[country] + p.gov_audit * view.levers.audit -
          p.gov_capture * s.capture[country],  // (G1)
      p.cap_spend * log_inflow * (1 - s.oversight[country]) + p.cap_opaque * d.opacity[country] +
          p.cap_pressure * pressure - p.cap_oversight * s.oversight[country] - p.cap_audit * view.levers.audit,  // (G2)
      p.res_aid * std::log(1 + arriving / p.res_scale) + p.res_gov * d.governance[country] -
          p.res_pressure * pressure,                                                                            // (G3)
      p.frag_pressure * pressure + p.frag_crisis * d.crisis_load[country] - p.frag_reward * d.reward[country],  // (G4)
      p.stab_gov * d.governance[country] - p.stab_shock * s.shock - p.stab_pressure * pressure -
          p.stab_crisis * d.crisis_load[country]};  // (G5)
}

template <class Real>
Real alignment_eta(ScalarPlace<Real> const& place, AlignmentParameters<Real> const& p, Real al_stance,
                   ScalarView<Real> const& view, int country) {
  ScalarState<Real> const& s = view.state;
  return p.al_reward * view.derived.reward[country] - p.al_gap * view.derived.gap[country] -
         p.al_dep * view.derived.dependence[country] - p.al_capture * s.capture[country] +
         p.al_us * place.nato[country] * s.us_attention -
         p.al_campaign * place.nationalism[country] * s.campaign[country] +
         al_stance * (s.cooperate[country] - s.defy[country]);  // (A1)
}

template <class Real>
Real dependence_eta(ScalarPlace<Real> const& place, AlignmentParameters<Real> const& p, ScalarView<Real> const& view,
                    int adversary, int country) {
  Real arms = 0;
  for (int s = 0; s < place.suppliers; ++s) {
    if (place.supplier_adversary[s] == adversary) arms += view.derived.supplier_share[country * place.suppliers + s];
  }
  return p.dep_arms * arms + p.dep_pressure * view.state.pressure[adversary * place.countries + country] +
         p.dep_gap * view.derived.gap[country] - p.dep_reward * view.derived.reward[country];  // (A2)
}

template <class Real>
void step_society(ScalarWorld<Real> const& world, ScalarMonth<Real> const& month, ScalarState<Real>& next) {
  ScalarState<Real> const& now = month.now;
  ScalarView<Real> const view = month.view();
  int const countries = world.place.countries;
  auto const draw = [&month](Stream stream, int i) { return month.draws[stream][i]; };
  for (int i = 0; i < countries; ++i) {
    step_stance(world, month, i, next);
    Real const granted = month.derived.offer[i] * month.derived.eligibility[i];
    next.access[i] = now.access[i] + world.access_share * now.eu_bandwidth * (granted - now.access[i]);  // (I6)
    Real const target = world.trust.target(i, trust_eta(world.p.inclusion, view, i));
    next.trust[i] = relax(now.trust[i], target, now.trust[i] < target ? world.trust_up : world.trust_down,
                          world.trust.noise_scale(), draw(Stream::trust, i));

    Real const log_inflow = std::log(inflow(world.place, view, i) / world.inflow_reference[i]);
    auto const eta = governance_eta(world.p.governance, view, i, log_inflow);
    next.oversight[i] = world.oversight.next(i, now.oversight[i], eta[0], draw(Stream::oversight, i));
    next.capture[i] = world.capture.next(i, now.capture[i], eta[1], draw(Stream::capture, i));
    next.resilience[i] = world.resilience.next(i, now.resilience[i], eta[2], draw(Stream::resilience, i));
    next.fragmentation[i] = world.fragmentation.next(i, now.fragmentation[i], eta[3], draw(Stream::fragmentation, i));
    next.stability[i] = world.stability.next(i, now.stability[i], eta[4], draw(Stream::stability, i));

    Real const al = alignment_eta(world.place, world.p.alignment, world.p.decisions.al_stance, view, i);
    next.alignment[i] = world.alignment.next(i, now.alignment[i], al, draw(Stream::alignment, i));
    for (int e = 0; e < world.place.adversaries; ++e) {
      int const at = e * countries + i;
      next.dependence[at] =
          world.dependence.next(at, now.dependence[at], dependence_eta(world.place, world.p.alignment, view, e, i),
                                draw(Stream::dependence, at));
    }
  }
}

template std::array<double, stances> stance_utilities(ScalarPlace<double> const&, DecisionsParameters<double> const&,
                                                      ScalarView<double> const&, int);
template void step_drivers(ScalarWorld<double> const&, ScalarMonth<double> const&, ScalarState<double>&);
template double trust_eta(InclusionParameters<double> const&, ScalarView<double> const&, int);
template double inflow(ScalarPlace<double> const&, ScalarView<double> const&, int);
template std::array<double, 5> governance_eta(GovernanceParameters<double> const&, ScalarView<double> const&, int,
                                              double);
template double alignment_eta(ScalarPlace<double> const&, AlignmentParameters<double> const&, double,
                              ScalarView<double> const&, int);
template double dependence_eta(ScalarPlace<double> const&, AlignmentParameters<double> const&,
                               ScalarView<double> const&, int, int);
template void step_society(ScalarWorld<double> const&, ScalarMonth<double> const&, ScalarState<double>&);
template std::array<float, stances> stance_utilities(ScalarPlace<float> const&, DecisionsParameters<float> const&,
                                                     ScalarView<float> const&, int);
template void step_drivers(ScalarWorld<float> const&, ScalarMonth<float> const&, ScalarState<float>&);
template float trust_eta(InclusionParameters<float> const&, ScalarView<float> const&, int);
template float inflow(ScalarPlace<float> const&, ScalarView<float> const&, int);
template std::array<float, 5> governance_eta(GovernanceParameters<float> const&, ScalarView<float> const&, int, float);
template float alignment_eta(ScalarPlace<float> const&, AlignmentParameters<float> const&, float,
                             ScalarView<float> const&, int);
template float dependence_eta(ScalarPlace<float> const&, AlignmentParameters<float> const&, ScalarView<float> const&,
                              int, int);
template void step_society(ScalarWorld<float> const&, ScalarMonth<float> const&, ScalarState<float>&);

}  // namespace detente::bench
