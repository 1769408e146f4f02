#pragma once

#include "tools/bench/peers/ladder_record.hpp"
#include "tools/bench/peers/scalar_world.hpp"

namespace detente::bench {

/// All outcomes of one run (models/outcomes.hpp), summed in double.
template <class Real>
class ScalarOutcomes {
 public:
  ScalarOutcomes(ScalarWorld<Real> const& world, int months);

  void begin();
  void observe(ScalarMonth<Real> const& month, ScalarState<Real> const& next, ScalarCost const& cost);
  /// In the order of the catalogue, labels fastest.
  void finish(ScalarState<Real> const& end, ScalarDerived<Real> const& end_derived,
              std::vector<double>& outcomes) const;

 private:
  using Doubles = std::vector<double>;
  struct Sums {  // everything that begins at 0
    double crisis = 0, policy = 0, asset = 0, output = 0, ammunition = 0, peacekeepers = 0, support = 0;
    Doubles by_component, by_dispute, by_country, by_year, by_payer;
    double throughput = 0, throughput_min = std::numeric_limits<double>::max(), robust = 0, redundancy = 0, transit = 0,
           wait = 0, infrastructure = 0;
    Doubles without;
    std::vector<Doubles> means;
    double spending_meur = 0, bandwidth = 0, crossings = 0, alignment_spread = 0, trust_spread = 0;
    std::array<double, stances> stance{};
    std::vector<LadderRecord> ladder;
    Relapses relapses;
    SurgeRecord surge;
    std::vector<SurgeCase> surges;
  };

  void observe_cost(ScalarMonth<Real> const& month, ScalarCost const& cost);
  void observe_contribution(ScalarMonth<Real> const& month);
  void observe_ladder(ScalarMonth<Real> const& month, ScalarState<Real> const& next);
  void observe_response(ScalarMonth<Real> const& month, ScalarState<Real> const& next);
  void observe_means(ScalarMonth<Real> const& month);
  void finish_response(ScalarState<Real> const& end, std::vector<double>& outcomes) const;

  ScalarWorld<Real> const& world_;
  int months_;
  std::vector<char> is_ammunition_;
  Sums empty_, sums_;
};

}  // namespace detente::bench
