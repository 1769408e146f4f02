// The distribution of a whole ensemble against an independent implementation of the same equations with other luck.

#include "engine/core/statistics.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/run_block.hpp"
#include "models/experiment.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

namespace detente {
namespace {

constexpr int runs = 2048;
constexpr double their_runs = 8000;

struct Golden {
  double mean, sd, share;
};

std::map<std::string, Golden> read_golden() {
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
std::string their_name(OutcomeInfo const& outcome, std::string const& label) {
  if (outcome.name == "crisis_cost.component") return "cost." + label;
  if (outcome.name == "crisis_cost.dispute") return "cost.dispute." + label;
  if (outcome.name.starts_with("throughput_without.")) return "throughput_without." + label;
  bool const is_averaged = outcome.name.starts_with("mean.");
  return label.empty() || is_averaged ? outcome.name : outcome.name + "." + label;
}

/// All runs of the status quo: by their name, the outcome of every run (averaged over labels for `mean.`).
std::map<std::string, std::vector<double>> simulate(std::uint64_t seed) {
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
  Plan const plan(experiment.result);
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

// n = 2,048 runs against 8,000 of theirs. z = difference / sqrt(sd^2 / 8000 + sd^2 / n), n counting the runs that have
// the outcome. Some 200 outcomes at 4.5 standard errors: P(false alarm) = 200 x 6.8e-6 = 0.0014, and the seed is fixed.
// Outcomes whose standard deviation is over 3 times their mean come from wars so rare that their mean is not normal at
// this n. Would catch: any rate, share or count of the model that is off by about a tenth of a standard deviation.
TEST(Ensemble, Means_of_all_outcomes_agree_with_an_independent_implementation) {
  std::map<std::string, Golden> const golden = read_golden();

  std::map<std::string, std::vector<double>> const ours = simulate(20261122);

  int compared = 0;
  double sum_of_squares = 0;
  for (auto const& [name, theirs] : golden) {
    auto const found = ours.find(name);
    if (found == ours.end()) {
      ADD_FAILURE() << "no outcome " << name;
      continue;
    }
    Estimate const mean = mean_interval(found->second);
    bool const is_rare = theirs.sd > 3 * std::abs(theirs.mean);
    if (is_rare) continue;
    double const error = theirs.sd * std::sqrt(1 / (their_runs * theirs.share) + 1 / static_cast<double>(mean.n));
    double const z =
        (mean.value - theirs.mean) / std::max(error, 1e-5 * std::abs(theirs.mean) + 1e-12);  // six digits are given
    EXPECT_LT(std::abs(z), 4.5) << name << ": " << mean.value << " against " << theirs.mean;
    sum_of_squares += z * z;
    ++compared;
  }
  EXPECT_GT(compared, 190);
  // Over about 60 independent dimensions the mean square of z has a standard error of about 0.2.
  EXPECT_LT(sum_of_squares / compared, 1.8);
}

// n = 2,048 pairs of runs; share of runs with open conflict 1.5 %: Wilson's interval at 4.5 s.e. for both.
TEST(Ensemble, Open_conflict_is_as_rare_as_elsewhere) {
  Golden const theirs = read_golden().at("open_conflict");
  std::vector<double> const ours = simulate(20261122).at("open_conflict");

  double count = 0;
  for (double const one : ours) count += one;
  double const share = count / runs;

  EXPECT_NEAR(share, theirs.mean, 4.5 * std::sqrt(theirs.mean * (1 - theirs.mean) * (1 / their_runs + 1.0 / runs)));
}

}  // namespace
}  // namespace detente
