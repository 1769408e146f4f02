// The sampler of fits, on toys with a known posterior.
#include "tools/evidence/abc_smc.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/standard_normal.hpp"
#include "engine/statistics/estimate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace detente {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// One observation of every coordinate with a standard error: under the prior N(0, 1) the posterior is normal, its mean
/// observed / (1 + error^2) and its variance error^2 / (1 + error^2).
AbcProblem normal_toy(std::vector<double> const& observed, double error, std::uint64_t seed) {
  AbcProblem problem{.coordinates = static_cast<int>(observed.size()), .observed = {}, .simulate = {}, .seed = seed};
  problem.observed = Eigen::Map<VectorXd const>(observed.data(), static_cast<Index>(observed.size()));
  problem.simulate = [error](MatrixXd const& coordinates, std::uint64_t luck) {
    MatrixXd statistics = coordinates;
    for (Index i = 0; i < statistics.rows(); ++i) {
      for (Index k = 0; k < statistics.cols(); ++k)
        statistics(i, k) +=
            error * normal_quantile(keyed_uniform(luck, static_cast<std::uint32_t>(i), static_cast<std::uint64_t>(k)));
    }
    return statistics;
  };
  return problem;
}

MatrixXd fit(AbcProblem const& problem, AbcSettings const& settings, int draws) {
  AbcState state;
  while (!state.is_finished(settings)) state = next_generation(problem, settings, std::move(state));
  return posterior_draws(state, problem, draws);
}

double mean_of(MatrixXd const& draws, Index k) { return draws.col(k).mean(); }
double variance_of(MatrixXd const& draws, Index k) {
  return (draws.col(k).array() - mean_of(draws, k)).square().sum() / static_cast<double>(draws.rows() - 1);
}

// 4,000 particles, fixed seed. Posterior of the toy with error 0.5: variance 0.2, so a mean of independent draws has a
// standard error of 0.007; draws share ancestors, so three times that, and five of these, are allowed: false alarms
// below 1e-6. Would catch: a step that changes the prior, weights forgotten, a regression of the wrong sign.
TEST(AbcSmc, Finds_the_posterior_of_normal_observations) {
  AbcProblem const problem = normal_toy({1.5, -0.5, 0}, 0.5, 1);
  MatrixXd const draws = fit(problem, {.particles = 4000, .generations = 6, .keep = 0.5, .moves = 6}, 4000);

  for (Index k = 0; k < 3; ++k) {
    EXPECT_NEAR(mean_of(draws, k), problem.observed[k] / 1.25, 0.1) << k;
    EXPECT_NEAR(variance_of(draws, k), 0.2, 0.05) << k;
  }
}

// A statistic that says nothing of a coordinate leaves it at its prior: mean 0, variance 1. Would catch: a step that
// draws coordinates together, a regression on noise.
TEST(AbcSmc, Leaves_what_the_record_does_not_inform_at_its_prior) {
  AbcProblem problem = normal_toy({1.0, 0.0}, 0.3, 2);
  auto const both = problem.simulate;
  problem.observed.conservativeResize(1);
  problem.simulate = [both](MatrixXd const& coordinates, std::uint64_t luck) {
    return MatrixXd(both(coordinates, luck).leftCols(1));
  };
  MatrixXd const draws = fit(problem, {.particles = 4000, .generations = 5, .keep = 0.5, .moves = 6}, 4000);

  EXPECT_NEAR(mean_of(draws, 0), 1 / 1.09, 0.1);
  EXPECT_NEAR(mean_of(draws, 1), 0, 0.15);
  EXPECT_NEAR(variance_of(draws, 1), 1, 0.2);
}

// Ranks of 200 true values among 49 draws: even if fits are right. Chi-square of ten bins, 9 degrees of freedom: above
// 33.7 by chance in 1 of 10,000. Would catch: a posterior too narrow or shifted.
TEST(AbcSmc, Ranks_of_true_values_are_even) {
  std::vector<double> bins(10, 0.0);
  for (int record = 0; record < 200; ++record) {
    auto const seed = static_cast<std::uint64_t>(1000 + record);
    AbcProblem problem = normal_toy({0, 0}, 0.7, seed);
    VectorXd const truth = prior_draw(seed, "truth", 2);
    problem.observed = problem.simulate(truth.transpose(), seed + 77).row(0).transpose();
    MatrixXd const draws = fit(problem, {.particles = 300, .generations = 3, .keep = 0.5, .moves = 4}, 49);
    bins[static_cast<std::size_t>((draws.col(0).array() < truth[0]).count() / 5)] += 1;
  }

  double chi_square = 0;
  for (double const count : bins) chi_square += (count - 20) * (count - 20) / 20;
  EXPECT_LT(chi_square, 33.7);
}

// Would catch: a state that forgets its step, draws that depend on how often the process was started.
TEST(AbcSmc, Goes_on_from_a_kept_state_to_the_same_bits) {
  AbcProblem const problem = normal_toy({1, -1}, 0.5, 3);
  AbcSettings const settings{.particles = 64, .generations = 4, .keep = 0.5, .moves = 2};
  AbcState once;
  while (!once.is_finished(settings)) once = next_generation(problem, settings, std::move(once));

  AbcState half = next_generation(problem, settings, {});
  half = next_generation(problem, settings, std::move(half));
  AbcState const kept = half;
  AbcState again = kept;
  while (!again.is_finished(settings)) again = next_generation(problem, settings, std::move(again));

  EXPECT_EQ(posterior_draws(once, problem, 50), posterior_draws(again, problem, 50));
}

// Would catch: a failed run taken for a near one, an infinite distance in the regression.
TEST(AbcSmc, Runs_that_fail_are_infinitely_far) {
  AbcProblem problem = normal_toy({0.5}, 0.5, 4);
  auto const whole = problem.simulate;
  problem.simulate = [whole](MatrixXd const& coordinates, std::uint64_t luck) {
    MatrixXd statistics = whole(coordinates, luck);
    for (Index i = 0; i < statistics.rows(); ++i) {
      if (coordinates(i, 0) > 0) statistics(i, 0) = std::numeric_limits<double>::quiet_NaN();
    }
    return statistics;
  };
  MatrixXd const draws = fit(problem, {.particles = 400, .generations = 3, .keep = 0.4, .moves = 3}, 200);

  EXPECT_TRUE(draws.allFinite());
  EXPECT_LT(mean_of(draws, 0), 0.2);
}

TEST(AbcSmc, Tolerance_falls_from_generation_to_generation) {
  AbcProblem const problem = normal_toy({1, -1}, 0.5, 5);
  AbcSettings const settings{.particles = 400, .generations = 5, .keep = 0.5, .moves = 2};
  AbcState state;
  while (!state.is_finished(settings)) state = next_generation(problem, settings, std::move(state));

  ASSERT_EQ(state.generations.size(), 6U);
  for (std::size_t g = 1; g < state.generations.size(); ++g)
    EXPECT_LT(state.generations[g].tolerance, state.generations[g - 1].tolerance);
}

}  // namespace
}  // namespace detente
