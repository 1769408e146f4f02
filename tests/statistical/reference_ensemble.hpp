#pragma once

#include "engine/config/config_tree.hpp"
#include "engine/core/block_plan.hpp"
#include "engine/run/run_block.hpp"
#include "engine/statistics/estimate.hpp"
#include "models/experiment.hpp"
#include "models/regional_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>

namespace detente {

/// Runs behind every row of the golden file.
inline constexpr double their_runs = 8000;

struct Golden {
  double mean, sd, share;
};

inline std::map<std::string, Golden> read_golden() {
  std::ifstream file(DETENTE_SOURCE_DIR "/tests/statistical/golden/status_quo_ensemble.csv");
  std::map<std::string, Golden> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string name, mean, sd, share;
    std::getline(fields, name, ',');
    std::getline(fields, mean, ',');
    std::getline(fields, sd, ',');
    std::getline(fields, share, ',');
    rows[name] = {std::stod(mean), std::stod(sd), std::stod(share)};
  }
  return rows;
}

/// The name under which the other implementation knows one column of an outcome; `label` is empty without a dimension.
inline std::string their_name(OutcomeInfo const& outcome, std::string const& label) {
  if (outcome.name == "crisis_cost.component") return "cost." + label;
  if (outcome.name == "crisis_cost.dispute") return "cost.dispute." + label;
  if (outcome.name.starts_with("throughput_without.")) return "throughput_without." + label;
  bool const is_averaged = outcome.name.starts_with("mean.");
  return label.empty() || is_averaged ? outcome.name : outcome.name + "." + label;
}

/// Runs of the status quo: by their name, the outcome of every run (averaged over labels for `mean.`).
inline std::map<std::string, std::vector<double>> simulate(std::size_t runs, std::uint64_t seed) {
  Experiment experiment =
      read_experiment(ConfigTree::load(DETENTE_SOURCE_DIR "/configs/western_balkans/experiments/status_quo.yaml"),
                      [&](ConfigTree& tree) {
                        tree.set("design.samples", std::to_string(runs));
                        tree.set("experiment.seed", std::to_string(seed));
                        tree.unset("record");
                      });
  RegionalModel<double, 16> const model(experiment.model);
  Catalogue const& catalogue = experiment.result.catalogue;
  std::map<std::string, std::vector<double>> values;
  BlockPlan const plan(experiment.result);
  for (std::int64_t index = 0; index < plan.blocks(); ++index) {
    BlockRecord const record = run_block(model, experiment.result, plan.block(index));
    std::size_t column = 0;
    for (OutcomeInfo const& outcome : catalogue.outcomes) {
      std::size_t const labels = catalogue.size_of(outcome.dimensions);
      for (std::size_t k = 0; k < labels; ++k, ++column) {
        std::string const label =
            outcome.dimensions.empty() ? "" : catalogue.dimension(outcome.dimensions[0]).labels[k];
        std::vector<double>& all = values[their_name(outcome, label)];
        all.resize(runs);
        for (int r = 0; r < record.id.runs; ++r) {
          double const share = outcome.name.starts_with("mean.") ? 1.0 / static_cast<double>(labels) : 1.0;
          all[static_cast<std::size_t>(record.id.first_run + r)] +=
              share * record.outcomes[column * static_cast<std::size_t>(record.id.runs) + static_cast<std::size_t>(r)];
        }
      }
    }
  }
  return values;
}

/// Our means against theirs, in standard errors of the difference: z by outcome. Left out are outcomes whose standard
/// deviation is over 3 times their mean: they come from wars so rare that their mean is not normal at these numbers.
/// An outcome we lack is an infinite z.
inline std::map<std::string, double> compare_means(std::map<std::string, std::vector<double>> const& ours) {
  std::map<std::string, double> z;
  for (auto const& [name, theirs] : read_golden()) {
    bool const is_rare = theirs.sd > 3 * std::abs(theirs.mean);
    if (is_rare) continue;
    auto const found = ours.find(name);
    if (found == ours.end()) {
      z[name] = HUGE_VAL;
      continue;
    }
    Estimate const mean = mean_interval(found->second);
    double const error = theirs.sd * std::sqrt(1 / (their_runs * theirs.share) + 1 / static_cast<double>(mean.n));
    double const rounding = 1e-5 * std::abs(theirs.mean) + 1e-12;  // six digits are given
    z[name] = (mean.value - theirs.mean) / std::max(error, rounding);
  }
  return z;
}

/// Some 200 outcomes at 4.5 standard errors: P(false alarm) = 200 x 6.8e-6 = 0.0014, and the seed is fixed.
inline void expect_means_agree(std::map<std::string, std::vector<double>> const& ours) {
  std::map<std::string, double> const z = compare_means(ours);
  double sum_of_squares = 0;
  for (auto const& [name, one] : z) {
    EXPECT_LT(std::abs(one), 4.5) << name;
    sum_of_squares += one * one;
  }
  EXPECT_GT(z.size(), 190U);
  // Over about 60 independent dimensions the mean square of z has a standard error of about 0.2.
  EXPECT_LT(sum_of_squares / static_cast<double>(z.size()), 1.8);
}

/// Share of runs with open conflict, 1.5 %: normal approximation at 4.5 standard errors of the difference.
inline void expect_conflict_agrees(std::map<std::string, std::vector<double>> const& ours) {
  Golden const theirs = read_golden().at("open_conflict");
  std::vector<double> const& runs = ours.at("open_conflict");
  double const n = static_cast<double>(runs.size());
  double const share = std::accumulate(runs.begin(), runs.end(), 0.0) / n;

  EXPECT_NEAR(share, theirs.mean, 4.5 * std::sqrt(theirs.mean * (1 - theirs.mean) * (1 / their_runs + 1 / n)));
}

}  // namespace detente
