#pragma once

#include "tools/bench/peers/objects_agent.hpp"

#include <vector>

namespace detente::bench {

class DisputeAgent;
class RelationAgent;

/// A country: its government decides on a stance, on budgets and on arms; its institutions drift.
class CountryAgent : public Agent {
 public:
  CountryAgent(detente::Country const& facts, int index, Region const& region);

  /// Who is a party to what; after all disputes exist.
  void meet(std::vector<DisputeAgent*> disputes_of_its_own, std::vector<std::pair<DisputeAgent*, double>> exposed_to,
            std::vector<RelationAgent*> relations);
  /// Goes to the values at the reference; takes the predictors there; begins a run from the start, maybe shifted.
  void set_reference(ObjectWorld& world);
  void set_access_reference();
  void anchor(ObjectWorld& world);
  void begin(ObjectWorld& world);

  /// What follows from the state: before presence and diplomacy are known, and after.
  void observe(ObjectWorld& world);
  void observe_presence();

  void step(ObjectWorld& world) override;
  void advance() override;

  double spending_meur(ObjectWorld& world) const;
  double safe_money(ObjectWorld& world) const;
  double mean_tension() const;
  /// (L1) at the levels of the month's end.
  double closure_at_end(ObjectWorld& world) const;

  detente::Country const& facts;
  int const index;

  Staged cooperate, hedge, defy;
  Index oversight, capture, resilience, fragmentation, stability, alignment, trust;
  Staged access, campaign, spending, contract, peacekeepers, experience, propensity;
  std::vector<Staged> stock, industry;

  // what follows from the state
  double governance = 0, leakage = 0, leakage_eu = 0, information_leakage = 0, dependence = 0, predictability = 0,
         pressure = 0, interoperability = 0, western_share = 0, opacity = 0, offer = 0, eligibility = 0, gap = 0,
         reward = 0, reachable_reward = 0, crisis_load = 0, closure = 0, mission_presence = 0;
  std::vector<double> supplier_share;
  double alignment_reference = 0, start_alignment = 0, start_tension = 0;

 private:
  using Stances = std::array<double, stances>;

  void observe_crises(ObjectWorld& world);
  void observe_totals(ObjectWorld& world);
  void observe_inclusion(ObjectWorld& world);
  void observe_stock(ObjectWorld& world);
  Stances stance_utilities(ObjectWorld& world) const;
  Stances stance_shares(ObjectWorld& world) const;
  void set_stance(int stance);
  double trust_predictor(ObjectWorld& world) const;
  double inflow(ObjectWorld& world) const;
  std::array<double, 6> predictors(ObjectWorld& world) const;
  double supplier_utility(ObjectWorld& world, int supplier) const;
  double investment(ObjectWorld& world) const;
  double full_deployment(ObjectWorld& world) const;

  void reconsider_stance(ObjectWorld& world);
  void campaign_or_not(ObjectWorld& world);
  void follow_the_union(ObjectWorld& world);
  void govern(ObjectWorld& world);
  void set_budget(ObjectWorld& world);
  void choose_supplier(ObjectWorld& world);
  void buy_arms(ObjectWorld& world);
  void produce(ObjectWorld& world);
  void send_peacekeepers(ObjectWorld& world);

  std::vector<DisputeAgent*> disputes_;
  std::vector<std::pair<DisputeAgent*, double>> exposed_to_;
  std::vector<RelationAgent*> relations_;
  Stances stance_utility_reference_{};
  double inflow_reference_ = 1;
  std::vector<double> supplier_share_reference_, supplier_utility_reference_, split_, upkeep_;
};

}  // namespace detente::bench
