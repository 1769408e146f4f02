// A country's state, what follows from it, and its predictors.
#include "tools/bench/peers/objects_country.hpp"

#include "tools/bench/peers/objects_world.hpp"

#include <limits>

namespace detente::bench {

CountryAgent::CountryAgent(detente::Country const& it, int at, Region const& region)
    : facts(it),
      index(at),
      stock(region.suppliers.size()),
      industry(region.products.size()),
      supplier_share(region.suppliers.size()) {}

void CountryAgent::meet(std::vector<DisputeAgent*> disputes_of_its_own,
                        std::vector<std::pair<DisputeAgent*, double>> exposed_to,
                        std::vector<RelationAgent*> relations) {
  disputes_ = std::move(disputes_of_its_own);
  exposed_to_ = std::move(exposed_to);
  relations_ = std::move(relations);
}

void CountryAgent::set_reference(ObjectWorld& world) {
  cooperate.begin(facts.stance[0]);
  hedge.begin(facts.stance[1]);
  defy.begin(facts.stance[2]);
  oversight.begin(facts.oversight);
  capture.begin(facts.capture);
  resilience.begin(facts.resilience);
  fragmentation.begin(facts.fragmentation);
  stability.begin(facts.stability);
  alignment.begin(facts.alignment);
  trust.begin(facts.trust);
  double const campaigns = 1.0 / facts.election_period + facts.early_election * (1 - facts.stability) / 12;
  campaign.begin(std::min(campaigns / in_a_month(world.p().drivers.election_decay), 1.0));  // (0b)
  spending.begin(1);
  contract.begin(facts.contract);
  peacekeepers.begin(facts.peacekeepers.at(world.region().start));
  double const gain = world.p().contributions.exp_gain * peacekeepers.now / full_deployment(world);
  double const turnover = gain + world.p().contributions.exp_decay;
  experience.begin(gain / std::max(turnover, std::numeric_limits<double>::min()));  // (0d)
  double const equipment = facts.equipment_share * facts.spending_share * facts.gdp;
  for (std::size_t s = 0; s < stock.size(); ++s) stock[s].begin(equipment * facts.stock_shares[s] * facts.stock_years);
  for (std::size_t q = 0; q < industry.size(); ++q) industry[q].begin(facts.industry[q]);
  alignment_reference = facts.alignment;
}

void CountryAgent::set_access_reference() { access.begin(offer * eligibility); }

void CountryAgent::anchor(ObjectWorld& world) {
  stance_utility_reference_ = stance_utilities(world);
  trust.anchor(trust_predictor(world));
  inflow_reference_ = inflow(world);
  std::array<double, 6> const eta = predictors(world);
  std::size_t k = 0;
  for (Index* one : {&oversight, &capture, &resilience, &fragmentation, &stability, &alignment}) one->anchor(eta[k++]);
  supplier_share_reference_ = supplier_share;
  for (std::size_t s = 0; s < stock.size(); ++s)
    supplier_utility_reference_.push_back(supplier_utility(world, static_cast<int>(s)));
  IndustryParameters<double> const& p = world.p().industry;
  double total = 0;
  for (Staged const& output : industry) total += output.now;
  for (Staged const& output : industry) {
    split_.push_back(total > 0 ? output.now / total : 1.0 / static_cast<double>(industry.size()));
    upkeep_.push_back(p.industry_decay * output.now * p.capital_per_output / std::max(1 - leakage, 0.01) -
                      split_.back() * investment(world));
  }
}

void CountryAgent::begin(ObjectWorld& world) {
  Shift const& shift = world.scenario().shift;
  GovernanceParameters<double> const& g = world.p().governance;
  auto const start = [&](Index& index_value, std::vector<double> const& by) {
    index_value.begin(std::clamp(index_value.now + (by.empty() ? 0 : by[index]), 0.0, 1.0));
  };
  start(oversight, shift.oversight);
  start(capture, shift.capture);
  start(alignment, shift.alignment);
  start(trust, shift.trust);
  start(resilience, shift.resilience);
  start(fragmentation, shift.fragmentation);
  start(stability, shift.stability);
  oversight.set_speed(g.oversight_rate, g.oversight_vol);
  capture.set_speed(g.capture_rate, g.capture_vol);
  resilience.set_speed(g.resilience_rate, g.resilience_vol);
  fragmentation.set_speed(g.fragmentation_rate, g.fragmentation_vol);
  stability.set_speed(g.stability_rate, g.stability_vol);
  alignment.set_speed(world.p().alignment.alignment_rate, world.p().alignment.alignment_vol);
  trust.set_speed(world.p().inclusion.trust_up, world.p().inclusion.trust_vol);
  start_alignment = alignment.now;
  start_tension = mean_tension();
  if (!world.dice.is_on()) return;
  double const u = world.dice.uniform();
  set_stance(u < facts.stance[0] ? 0 : u < facts.stance[0] + facts.stance[1] ? 1 : 2);
  for (Staged* one : {&cooperate, &hedge, &defy}) one->advance();
}

void CountryAgent::observe(ObjectWorld& world) {
  observe_crises(world);
  observe_totals(world);
  observe_inclusion(world);
  observe_stock(world);
}

void CountryAgent::observe_crises(ObjectWorld& world) {
  closure = 0;
  crisis_load = 0;
  if (world.feels_usual_levels()) {
    crisis_load = facts.usual_crisis;
    return;
  }
  for (auto const& [dispute, exposure] : exposed_to_) {
    closure = std::max(closure, exposure * world.p().mobility.closure[dispute->rung()]);  // (L1)
    crisis_load = std::max(crisis_load, exposure * dispute->level.now / 5);               // (L2)
  }
}

void CountryAgent::observe_totals(ObjectWorld& world) {
  double spared = 1;
  double free = 1;
  for (auto const& adversary : world.adversaries) {
    spared *= 1 - adversary->pressure[index].now;
    free *= 1 - adversary->facts.adversity * adversary->dependence[index].now;
  }
  pressure = 1 - spared;  // (H7)
  dependence = 1 - free;
  predictability = alignment.now * free;
  GovernanceParameters<double> const& p = world.p().governance;
  governance = oversight.now * (1 - capture.now);  // (G6)
  leakage = p.leak_max * capture.now * (1 - oversight.now);
  leakage_eu = leakage * (1 - p.safeguard * (world.levers().verification + world.levers().audit) / 2);
  information_leakage = capture.now * dependence * (1 - p.safeguard * world.levers().verification);
}

void CountryAgent::observe_inclusion(ObjectWorld& world) {
  InclusionParameters<double> const& p = world.p().inclusion;
  ScalarLevers<double> const& levers = world.levers();
  offer = p.access_weight[0] * levers.access_mobility[index] + p.access_weight[1] * levers.access_governance[index] +
          p.access_weight[2] * levers.access_industry[index];  // (I1)
  double const score = (governance + alignment.now) / 2 - p.score_leak * information_leakage;
  double const met = sigmoid_of(p.elig_slope * (score - levers.benchmark));
  eligibility = 1 - levers.conditionality + levers.conditionality * met;  // (I2)
  gap = std::max(0.0, levers.alignment_demand - access.now);              // (I3)
  double const member = p.reward_membership * (levers.promise[index] + levers.pace[index]) / 2;
  reward = trust.now * (member + p.reward_access * access.now);  // (I4)
  reachable_reward =
      levers.conditionality * levers.verification * trust.now * (member + p.reward_access * offer);  // (I5)
}

void CountryAgent::observe_stock(ObjectWorld& world) {
  double total = std::numeric_limits<double>::min();
  for (Staged const& arms : stock) total += arms.now;
  double compatible = 0;
  western_share = 0;
  opacity = 0;
  for (std::size_t s = 0; s < stock.size(); ++s) {
    Supplier const& supplier = world.region().suppliers[s];
    supplier_share[s] = stock[s].now / total;
    compatible += supplier.compat * supplier_share[s];
    opacity += supplier.opacity * supplier_share[s];
    if (supplier.western) western_share += supplier_share[s];
  }
  double const xi = world.p().procurement.xi;
  interoperability = (1 - xi) * compatible + xi * experience.now;  // (P4)
}

void CountryAgent::observe_presence() {
  mission_presence = 0;
  for (DisputeAgent const* dispute : disputes_) mission_presence = std::max(mission_presence, dispute->presence);
}

double CountryAgent::spending_meur(ObjectWorld& world) const {
  double const growth = world.is_held() ? 1 : std::exp(facts.growth * world.month / 12);
  return facts.spending_share * facts.gdp * growth * spending.now;  // (P5)
}

double CountryAgent::safe_money(ObjectWorld& world) const {
  return world.p().industry.safe_share * world.levers().access_industry[index] * access.now * facts.gdp /
         world.settings.mean_gdp;  // (Q2)
}

double CountryAgent::closure_at_end(ObjectWorld& world) const {
  double closed = 0;
  for (auto const& [dispute, exposure] : exposed_to_) {
    auto const level = static_cast<std::size_t>(dispute->level.next);
    closed = std::max(closed, exposure * world.p().mobility.closure[level]);
  }
  return closed;
}

double CountryAgent::mean_tension() const {
  double sum = 0;
  for (DisputeAgent const* dispute : disputes_) sum += dispute->tension.now;
  return sum / static_cast<double>(std::max<std::size_t>(disputes_.size(), 1));
}

CountryAgent::Stances CountryAgent::stance_utilities(ObjectWorld& world) const {
  DecisionsParameters<double> const& p = world.p().decisions;
  double cost = 0;
  for (DisputeAgent const* dispute : disputes_) cost += dispute->perceived_cost;
  cost /= static_cast<double>(std::max<std::size_t>(disputes_.size(), 1));
  return {p.st_reward * reward,                    // (S1)
          p.st_gap * gap + p.st_dep * dependence,  // (S2)
          p.st_campaign * facts.nationalism * campaign.now + p.st_instab * (1 - stability.now) +
              p.st_backing * dependence - p.st_cost * cost};  // (S3)
}

CountryAgent::Stances CountryAgent::stance_shares(ObjectWorld& world) const {
  Stances share = stance_utilities(world);
  double total = 0;
  for (std::size_t s = 0; s < share.size(); ++s) {
    share[s] = facts.stance[s] * std::exp(share[s] - stance_utility_reference_[s]);
    total += share[s];
  }
  for (double& one : share) one /= total;
  return share;
}

double CountryAgent::trust_predictor(ObjectWorld& world) const {
  InclusionParameters<double> const& p = world.p().inclusion;
  double const delivered = world.levers().pace[index] * eligibility * world.outside.eu_bandwidth.now;
  return p.trust_pace * (delivered - world.levers().promise[index]) - p.trust_gap * gap;  // (I7)
}

double CountryAgent::inflow(ObjectWorld& world) const {
  return facts.spending_share * spending.now + world.levers().capacity_building[index] / facts.gdp;
}

std::array<double, 6> CountryAgent::predictors(ObjectWorld& world) const {
  GovernanceParameters<double> const& g = world.p().governance;
  AlignmentParameters<double> const& a = world.p().alignment;
  double const audit = world.levers().audit;
  double const arriving = (1 - leakage_eu) * world.levers().resilience_aid[index];
  double const money = std::log(inflow(world) / inflow_reference_);
  return {
      g.gov_reward * reachable_reward + g.gov_audit * audit - g.gov_capture * capture.now,  // (G1)
      g.cap_spend * money * (1 - oversight.now) + g.cap_opaque * opacity + g.cap_pressure * pressure -
          g.cap_oversight * oversight.now - g.cap_audit * audit,                                              // (G2)
      g.res_aid * std::log(1 + arriving / g.res_scale) + g.res_gov * governance - g.res_pressure * pressure,  // (G3)
      g.frag_pressure * pressure + g.frag_crisis * crisis_load - g.frag_reward * reward,                      // (G4)
      g.stab_gov * governance - g.stab_shock * world.outside.shock.now - g.stab_pressure * pressure -
          g.stab_crisis * crisis_load,  // (G5)
      a.al_reward * reward - a.al_gap * gap - a.al_dep * dependence - a.al_capture * capture.now +
          a.al_us * facts.nato * world.outside.us_attention.now - a.al_campaign * facts.nationalism * campaign.now +
          world.p().decisions.al_stance * (cooperate.now - defy.now)};  // (A1)
}

double CountryAgent::supplier_utility(ObjectWorld& world, int supplier) const {
  ProcurementParameters<double> const& p = world.p().procurement;
  Supplier const& maker = world.region().suppliers[supplier];
  double utility = p.u_lock * supplier_share[supplier] + p.u_interop * alignment.now * maker.compat;
  if (maker.adversary >= 0) utility += p.u_dep * world.adversaries[maker.adversary]->dependence[index].now;
  if (maker.eu) utility += p.u_safe * world.levers().access_industry[index] * access.now;
  return utility;
}

double CountryAgent::investment(ObjectWorld& world) const {
  double domestic = 0;
  for (std::size_t s = 0; s < stock.size(); ++s) {
    if (world.region().suppliers[s].domestic) domestic += supplier_share[s];
  }
  return world.p().industry.industry_share * domestic * facts.equipment_share * spending_meur(world) +
         safe_money(world);
}

double CountryAgent::full_deployment(ObjectWorld& world) const {
  return world.p().contributions.n_ref_per_million * facts.population / 1e6;
}

}  // namespace detente::bench
