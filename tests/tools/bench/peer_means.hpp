#pragma once

#include "engine/core/draws.hpp"
#include "engine/core/pack.hpp"
#include "models/regional_model.hpp"
#include "tests/tools/bench/peer_runs.hpp"
#include "tools/bench/peers/objects_peer.hpp"

#include <gtest/gtest.h>

namespace detente::bench {

/// A statistic of one column and its squared standard error.
struct Estimate {
  double value, variance;
};

/// Outcomes of many runs by column; what is missing is left out.
class Sample {
 public:
  explicit Sample(std::size_t columns) : values_(columns) {}
  void take(std::vector<double> const& outcomes) {
    for (std::size_t k = 0; k < outcomes.size(); ++k) {
      if (!std::isnan(outcomes[k])) values_[k].push_back(outcomes[k]);
    }
  }
  Estimate mean(std::size_t k) const { return {moment(k, 1, 0), variance(k).value / count(k)}; }
  Estimate variance(std::size_t k) const {
    double const centre = moment(k, 1, 0);
    double const second = moment(k, 2, centre);
    return {second, (moment(k, 4, centre) - second * second) / count(k)};
  }

 private:
  double count(std::size_t k) const { return static_cast<double>(values_[k].size()); }
  double moment(std::size_t k, int power, double centre) const {
    double sum = 0;
    for (double const value : values_[k]) sum += std::pow(value - centre, power);
    return sum / count(k);
  }
  std::vector<std::vector<double>> values_;
};

inline Sample kernel_sample(Experiment const& experiment, int arm, int runs) {
  constexpr int lanes = 16;
  RegionalModel<double, lanes> const model(experiment.model);
  Draws<double, lanes> draws(luck, model.slots());
  auto trajectory = model.trajectory(arm);
  std::vector<Pack<double, lanes>> columns;
  Sample sample(experiment.result.columns());
  for (int first = 0; first < runs; first += lanes) {
    LaneKeys<lanes> keys{};
    for (int lane = 0; lane < lanes; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(first + lane);
    draws.assign(keys);
    draws.begin_month(0);
    trajectory.start(draws);
    for (int month = 0; month < horizon; ++month) {
      draws.begin_month(month);
      trajectory.step(month, draws, nullptr);
    }
    trajectory.outcomes(columns);
    for (int lane = 0; lane < lanes; ++lane) {
      std::vector<double> outcomes;
      for (Pack<double, lanes> const& column : columns) outcomes.push_back(column[lane]);
      sample.take(outcomes);
    }
  }
  return sample;
}

/// One column of every kind of outcome: of what only luck moves, of what the ladder decides, of what drifts.
inline std::vector<std::string> const compared{"crisis_cost",
                                               "asset_value",
                                               "net_position",
                                               "crisis_cost.component[mission_surge]",
                                               "crisis_cost.component[stabilisation]",
                                               "crisis_cost.component[disruption]",
                                               "crisis_cost.component[leakage]",
                                               "crisis_cost.component[migration]",
                                               "crisis_cost.year[14]",
                                               "usable_output",
                                               "peak_level[BEL_PRI]",
                                               "months_at_2[BIH_CONST]",
                                               "episodes_at_3[BEL_PRI]",
                                               "spell_months[BEL_PRI]",
                                               "settled[BEL_PRI]",
                                               "settlements[MKD_INT]",
                                               "months_to_deescalate",
                                               "surge",
                                               "transit_hours",
                                               "mean.alignment[SRB]",
                                               "mean.trust[BIH]",
                                               "mean.g[XKX]",
                                               "mean.fragmentation[BIH]",
                                               "mean.pressure[SRB]",
                                               "mean.western_share[SRB]",
                                               "mean.tension[BEL_PRI]",
                                               "end.stability[MNE]",
                                               "end.spending[ALB]",
                                               "mean.eu_bandwidth",
                                               "alignment_spread",
                                               "trust_spread",
                                               "stance_share[defy]"};

/// Indices whose variance is compared too, which is how loud their noise is.
inline std::vector<std::string> const spread_out{"end.oversight[ALB]", "end.capture[BIH]",      "end.alignment[MNE]",
                                                 "end.trust[MKD]",     "end.resilience[SRB]",   "end.stability[XKX]",
                                                 "end.spending[ALB]",  "end.fragmentation[BIH]"};

/// Holds if the statistics of the outcomes above agree between `runs` runs of either, within 4.5 standard errors of
/// their difference: 40 of them raise a false alarm with a probability of 40 * 7e-6 = 3e-4 for another pair of seeds.
inline void expect_the_same_distribution(int runs) {
  Experiment const experiment = both_policies();
  ObjectsPeer peer(experiment.model.arms[0], horizon, Noise::on);
  Sample const kernel = kernel_sample(experiment, 0, runs);
  Sample objects(experiment.result.columns());
  std::vector<double> outcomes;
  for (int run = 0; run < runs; ++run) {
    peer.run(luck, static_cast<std::uint32_t>(run), 0, outcomes);
    objects.take(outcomes);
  }

  auto const expect_near = [](Estimate a, Estimate b, std::string const& what) {
    EXPECT_NEAR(a.value, b.value, 4.5 * std::sqrt(a.variance + b.variance)) << what;
  };
  auto const is_in = [](std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::size_t found = 0;
  for (std::size_t k = 0; k < experiment.result.columns(); ++k) {
    std::string const name = experiment.result.column_name(k);
    found += is_in(compared, name) + is_in(spread_out, name);
    if (is_in(compared, name)) expect_near(objects.mean(k), kernel.mean(k), "mean of " + name);
    if (is_in(spread_out, name)) expect_near(objects.variance(k), kernel.variance(k), "variance of " + name);
  }
  EXPECT_EQ(found, compared.size() + spread_out.size());
}

}  // namespace detente::bench
