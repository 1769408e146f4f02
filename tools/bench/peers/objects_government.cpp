// What a country does in a month.
#include "tools/bench/peers/objects_country.hpp"
#include "tools/bench/peers/objects_world.hpp"

namespace detente::bench {

void CountryAgent::set_stance(int stance) {
  cooperate.next = stance == 0 ? 1 : 0;
  hedge.next = stance == 1 ? 1 : 0;
  defy.next = stance == 2 ? 1 : 0;
}

void CountryAgent::reconsider_stance(ObjectWorld& world) {
  if (!world.dice.is_on()) {
    Stances const share = stance_shares(world);
    cooperate.next = share[0];
    hedge.next = share[1];
    defy.next = share[2];
    return;
  }
  if (!world.dice.happens(in_a_month(world.p().decisions.stance_rate))) return;
  Stances const share = stance_shares(world);
  double const u = world.dice.uniform();
  set_stance(u < share[0] ? 0 : u < share[0] + share[1] ? 1 : 2);
}

void CountryAgent::campaign_or_not(ObjectWorld& world) {
  campaign.next = campaign.now;
  if (world.is_held()) return;
  int const since = world.date().index - facts.first_election.index;
  bool const by_calendar = since >= 0 && since % facts.election_period == 0;
  bool const early = world.dice.happens(in_a_month(facts.early_election * (1 - stability.now)));
  campaign.next = by_calendar || early ? 1 : campaign.now * std::exp(-world.p().drivers.election_decay / 12);  // (D6)
}

void CountryAgent::follow_the_union(ObjectWorld& world) {
  InclusionParameters<double> const& p = world.p().inclusion;
  double const speed = in_a_month(p.access_rate) * world.outside.eu_bandwidth.now;
  access.next = access.now + speed * (offer * eligibility - access.now);  // (I6)
  double const target = trust.target(trust_predictor(world));
  trust.relax(target, in_a_month(trust.now < target ? p.trust_up : p.trust_down), world.dice.normal());
}

void CountryAgent::govern(ObjectWorld& world) {
  std::array<double, 6> const eta = predictors(world);
  std::size_t k = 0;
  for (Index* one : {&oversight, &capture, &resilience, &fragmentation, &stability, &alignment})
    one->step(eta[k++], world.dice.normal());
  HybridPressureParameters<double> const& p = world.p().hybrid_pressure;
  double const payoff = p.learn_gain * (mean_tension() - start_tension + start_alignment - alignment.now);
  propensity.next = propensity.now + in_a_month(p.learn_rate) * (payoff - propensity.now);  // (H6)
}

void CountryAgent::set_budget(ObjectWorld& world) {
  ProcurementParameters<double> const& p = world.p().procurement;
  double const plan = world.is_held() ? 1 : facts.spending_plan.at(world.date()) * world.scenario().plans;
  double rivals = 0;
  for (RelationAgent const* relation : relations_) {
    CountryPair const& pair = relation->facts;
    bool const is_first = pair.first == index;
    CountryAgent const& other = *world.countries[is_first ? pair.second : pair.first];
    rivals +=
        (is_first ? pair.rivalry_of_first : pair.rivalry_of_second) * relation->mistrust.now * (other.spending.now - 1);
  }
  double const drift = p.reaction * rivals - p.fatigue * (spending.now - plan);
  double const kick = p.spend_vol * std::sqrt(1.0 / 12) * spending.now * world.dice.normal();
  spending.next =
      std::min(std::max(spending.now + drift / 12 + kick, 0.3), p.share_max / facts.spending_share);  // (P1)
}

void CountryAgent::choose_supplier(ObjectWorld& world) {
  contract.next = contract.now;
  if (world.is_held() || !world.dice.happens(in_a_month(world.p().procurement.contract_rate))) return;
  std::vector<double> weight;
  double total = 0;
  for (std::size_t s = 0; s < stock.size(); ++s) {
    double const departure = supplier_utility(world, static_cast<int>(s)) - supplier_utility_reference_[s];
    weight.push_back(std::max(supplier_share_reference_[s], 0.01) *
                     std::exp(facts.appeal[s] + world.scenario().appeal[s] + departure));  // (P2)
    total += weight.back();
  }
  double point = world.dice.uniform() * total;
  for (std::size_t s = 0; s < weight.size(); ++s) {
    contract.next = static_cast<double>(s);
    point -= weight[s];
    if (point < 0) return;
  }
}

void CountryAgent::buy_arms(ObjectWorld& world) {
  ProcurementParameters<double> const& p = world.p().procurement;
  std::vector<Supplier> const& suppliers = world.region().suppliers;
  auto const eu_suppliers = std::count_if(suppliers.begin(), suppliers.end(), [](Supplier const& s) { return s.eu; });
  double const arriving = (1 - leakage) * facts.equipment_share * spending_meur(world);
  double const aid = (1 - leakage_eu) * world.levers().capacity_building[index];
  for (std::size_t s = 0; s < stock.size(); ++s) {
    stock[s].next = stock[s].now;
    if (world.is_held()) continue;
    double const main = static_cast<std::size_t>(contract.now) == s ? 1 - p.side : 0;
    double bought = arriving * (main + p.side * supplier_share[s]);
    if (suppliers[s].eu) bought += aid / static_cast<double>(eu_suppliers);
    stock[s].next = stock[s].now * std::exp(-p.stock_decay / 12) + bought / 12;  // (P3)
  }
}

void CountryAgent::produce(ObjectWorld& world) {
  IndustryParameters<double> const& p = world.p().industry;
  double const invested = investment(world);
  for (std::size_t q = 0; q < industry.size(); ++q) {
    double const joint = world.is_held() ? 0 : facts.coproduction[q].at(world.date()) * world.scenario().coproduction;
    double const money = (1 - leakage) * (split_[q] * invested + joint + upkeep_[q]);
    double const growth = money / p.capital_per_output - p.industry_decay * industry[q].now;
    industry[q].next = std::max(0.0, industry[q].now + growth / 12);  // (Q1)
  }
}

void CountryAgent::send_peacekeepers(ObjectWorld& world) {
  ContributionsParameters<double> const& p = world.p().contributions;
  double const planned = world.is_held() ? facts.peacekeepers.at(world.region().start)
                                         : facts.peacekeepers.at(world.date()) * world.scenario().deployments;
  double const willing = alignment.now / std::max(alignment_reference, 0.01);
  double const spared = (1 - crisis_load) / std::max(1 - facts.usual_crisis, 0.01);
  peacekeepers.next =
      peacekeepers.now + in_a_month(p.peace_rate) * (planned * willing * spared - peacekeepers.now);  // (B1)
  double const gain = p.exp_gain * peacekeepers.now / full_deployment(world) * (1 - experience.now);
  experience.next = std::clamp(experience.now + (gain - p.exp_decay * experience.now) / 12, 0.0, 1.0);  // (B2)
}

void CountryAgent::step(ObjectWorld& world) {
  reconsider_stance(world);
  campaign_or_not(world);
  follow_the_union(world);
  govern(world);
  set_budget(world);
  choose_supplier(world);
  buy_arms(world);
  produce(world);
  send_peacekeepers(world);
}

void CountryAgent::advance() {
  for (Index* one : {&oversight, &capture, &resilience, &fragmentation, &stability, &alignment, &trust}) one->advance();
  for (Staged* one :
       {&cooperate, &hedge, &defy, &access, &campaign, &spending, &contract, &peacekeepers, &experience, &propensity})
    one->advance();
  for (Staged& arms : stock) arms.advance();
  for (Staged& output : industry) output.advance();
}

}  // namespace detente::bench
