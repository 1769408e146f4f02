#pragma once

#include "models/month_cost.hpp"
#include "tools/bench/peers/ladder_record.hpp"
#include "tools/bench/peers/objects_ledger.hpp"

namespace detente::bench {

/// Collects the outcomes of one run from its agents, month by month, as a data collector does.
class ObjectOutcomes {
 public:
  explicit ObjectOutcomes(ObjectWorld& world);
  /// Between step and advance.
  void observe(ObjectWorld& world, Ledger const& ledger);
  /// In the order of the catalogue, labels fastest; after the last advance.
  void finish(ObjectWorld& world, std::vector<double>& outcomes) const;

 private:
  void observe_cost(ObjectWorld& world, Ledger const& ledger);
  void observe_contribution(ObjectWorld& world);
  void observe_ladder(ObjectWorld& world);
  void observe_response(ObjectWorld& world);
  void observe_means(ObjectWorld& world);
  void finish_cost(std::vector<double>& outcomes) const;
  void finish_response(ObjectWorld& world, std::vector<double>& outcomes) const;
  void finish_means(ObjectWorld& world, std::vector<double>& outcomes) const;

  using Doubles = std::vector<double>;
  int months_;
  double crisis_ = 0, policy_ = 0, asset_ = 0, output_ = 0, ammunition_ = 0, peacekeepers_ = 0, support_ = 0;
  std::array<double, crisis_components> by_component_{};
  std::array<double, payers> by_payer_{};
  Doubles by_dispute_, by_country_, by_year_;
  std::vector<LadderRecord> ladder_;
  Relapses relapses_;
  SurgeRecord surge_;
  std::vector<SurgeCase> surges_;
  double throughput_ = 0, throughput_min_ = std::numeric_limits<double>::max(), robust_ = 0, redundancy_ = 0,
         transit_ = 0, wait_ = 0, infrastructure_ = 0;
  Doubles without_;
  std::vector<Doubles> country_means_;  // [variable][country]
  Doubles mistrust_, tension_, perceived_cost_;
  double spending_meur_ = 0, bandwidth_ = 0, crossings_ = 0, alignment_spread_ = 0, trust_spread_ = 0;
  std::array<double, stances> stance_{};
};

}  // namespace detente::bench
