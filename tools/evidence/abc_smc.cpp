#include "tools/evidence/abc_smc.hpp"

#include "engine/core/draws.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/core/standard_normal.hpp"
#include "engine/statistics/estimate.hpp"

#include <Eigen/Cholesky>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace detente {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double moved_share = 0.5;  // of the coordinates, in one step
constexpr double wanted_acceptance = 0.25;
constexpr double ridge = 1e-4;  // of the regression, a share of the observations

/// Draws by name: the same name, particle and seed give the same draw.
class NamedDraws {
 public:
  NamedDraws(std::uint64_t seed, std::string const& name) : seed_(seed), name_(stable_hash(name)) {}
  double uniform(Index particle) const { return keyed_uniform(seed_, static_cast<std::uint32_t>(particle), name_); }
  double normal(Index particle) const { return normal_quantile(uniform(particle)); }

 private:
  std::uint64_t seed_, name_;
};

MatrixXd normal_draws(std::uint64_t seed, std::string const& stage, Index particles, Index coordinates) {
  MatrixXd draws(particles, coordinates);
  for (Index k = 0; k < coordinates; ++k) {
    NamedDraws const named(seed, fmt::format("{}.{}", stage, k));
    for (Index i = 0; i < particles; ++i) draws(i, k) = named.normal(i);
  }
  return draws;
}

VectorXd scales_of(MatrixXd const& statistics) {
  VectorXd scales(statistics.cols());
  for (Index k = 0; k < statistics.cols(); ++k) {
    std::vector<double> values(statistics.col(k).begin(), statistics.col(k).end());
    double const middle = quantile(values, 0.5);
    for (double& value : values) value = std::abs(value - middle);
    scales[k] = quantile(values, 0.5);
    if (!std::isfinite(scales[k])) scales[k] = 0;
  }
  return scales;
}

VectorXd distances_of(MatrixXd const& statistics, VectorXd const& scales, VectorXd const& observed) {
  VectorXd result(statistics.rows());
  for (Index i = 0; i < statistics.rows(); ++i) {
    double sum = 0;
    double count = 0;
    for (Index k = 0; k < scales.size(); ++k) {
      if (!(scales[k] > 0)) continue;
      double const difference = (statistics(i, k) - observed[k]) / scales[k];
      sum += difference * difference;
      ++count;
    }
    double const distance = std::sqrt(sum / std::max(count, 1.0));
    result[i] = std::isfinite(distance) ? distance : std::numeric_limits<double>::infinity();
  }
  return result;
}

/// Particles beyond the tolerance become copies of others within it.
void resample(AbcState& state, VectorXd& distance, double tolerance, NamedDraws const& draws) {
  std::vector<Index> alive;
  for (Index i = 0; i < distance.size(); ++i) {
    if (distance[i] <= tolerance) alive.push_back(i);
  }
  for (Index i = 0; i < distance.size(); ++i) {
    if (distance[i] <= tolerance) continue;
    auto const at = static_cast<std::size_t>(draws.uniform(i) * static_cast<double>(alive.size()));
    Index const from = alive[std::min(at, alive.size() - 1)];
    state.coordinates.row(i) = state.coordinates.row(from);
    state.statistics.row(i) = state.statistics.row(from);
    distance[i] = distance[from];
  }
}

/// One step of every particle that leaves the prior unchanged.
MatrixXd proposals(MatrixXd const& coordinates, double step, std::uint64_t seed, std::string const& stage) {
  MatrixXd const fresh = normal_draws(seed, stage, coordinates.rows(), coordinates.cols());
  MatrixXd proposed = coordinates;
  double const kept = std::sqrt(1 - step * step);
  for (Index k = 0; k < coordinates.cols(); ++k) {
    NamedDraws const chosen(seed, fmt::format("{}.chosen.{}", stage, k));
    for (Index i = 0; i < coordinates.rows(); ++i) {
      if (chosen.uniform(i) < moved_share) proposed(i, k) = kept * coordinates(i, k) + step * fresh(i, k);
    }
  }
  return proposed;
}

/// Independent particles that the weights amount to: copies of one, which lie equally far, count once. Source: Kish
/// 1965.
double effective_particles(VectorXd const& distance, VectorXd const& weight) {
  std::map<double, double> weights;
  for (Index i = 0; i < distance.size(); ++i) weights[distance[i]] += weight[i];
  double sum = 0;
  double squares = 0;
  for (auto const& [away, total] : weights) {
    sum += total;
    squares += total * total;
  }
  return squares > 0 ? sum * sum / squares : 0;
}

/// Coordinates where the statistics are the observed ones, at which the design is (1, 0, 0, ...): a weighted linear
/// regression there, plus the particle's distance from its own. Distances from a regression with so many coefficients
/// are too small by the square root of the share of observations that it leaves.
MatrixXd regressed(MatrixXd const& coordinates, MatrixXd const& design, VectorXd const& weight, double effective) {
  MatrixXd const weighted = weight.asDiagonal() * design;
  MatrixXd normal_matrix = design.transpose() * weighted;
  normal_matrix.diagonal().array() += ridge * weight.sum();
  MatrixXd const means = normal_matrix.ldlt().solve(weighted.transpose() * coordinates);
  auto const coefficients = static_cast<double>(design.cols());
  double const widening = std::sqrt(effective / std::max(effective - coefficients, effective / 2));
  return means.row(0).replicate(design.rows(), 1) + widening * (coordinates - design * means);
}

AbcState first_generation(AbcProblem const& problem, AbcSettings const& settings, AbcState state) {
  state.coordinates = normal_draws(problem.seed, "prior", settings.particles, problem.coordinates);
  state.statistics = problem.simulate(state.coordinates, derived_seed(problem.seed, "prior"));
  state.scales = scales_of(state.statistics);
  state.generations.push_back({.tolerance = std::numeric_limits<double>::infinity(), .acceptance = 1, .step = 1});
  return state;
}

}  // namespace

bool AbcState::is_finished(AbcSettings const& settings) const {
  return static_cast<int>(generations.size()) > settings.generations ||
         (!generations.empty() && generations.back().acceptance < settings.least_acceptance);
}

VectorXd prior_draw(std::uint64_t seed, std::string const& name, int coordinates) {
  return normal_draws(seed, name, 1, coordinates).row(0).transpose();
}

VectorXd distances(AbcState const& state, VectorXd const& observed) {
  return distances_of(state.statistics, state.scales, observed);
}

AbcState next_generation(AbcProblem const& problem, AbcSettings const& settings, AbcState state) {
  if (state.generations.empty()) return first_generation(problem, settings, std::move(state));
  std::string const name = fmt::format("generation{}", state.generations.size());
  VectorXd distance = distances(state, problem.observed);
  double const tolerance = quantile({distance.data(), static_cast<std::size_t>(distance.size())}, settings.keep);
  if (!std::isfinite(tolerance))
    throw AbcFailure(
        fmt::format("{:.0f} % or more of the simulated runs come to no record; the priors reach where the "
                    "model has no result",
                    100 * (1 - settings.keep)));
  resample(state, distance, tolerance, NamedDraws(problem.seed, name + ".resample"));
  double accepted = 0;
  for (int move = 0; move < settings.moves; ++move) {
    std::string const stage = fmt::format("{}.move{}", name, move);
    MatrixXd const proposed = proposals(state.coordinates, state.next_step, problem.seed, stage);
    MatrixXd const simulated = problem.simulate(proposed, derived_seed(problem.seed, stage));
    VectorXd const away = distances_of(simulated, state.scales, problem.observed);
    for (Index i = 0; i < proposed.rows(); ++i) {
      if (!(away[i] <= tolerance)) continue;
      state.coordinates.row(i) = proposed.row(i);
      state.statistics.row(i) = simulated.row(i);
      ++accepted;
    }
  }
  double const acceptance = accepted / (static_cast<double>(settings.moves) * static_cast<double>(distance.size()));
  state.generations.push_back({.tolerance = tolerance, .acceptance = acceptance, .step = state.next_step});
  state.next_step = std::clamp(state.next_step * (acceptance < wanted_acceptance ? 0.8 : 1.25), 0.05, 1.0);
  return state;
}

MatrixXd posterior_draws(AbcState const& state, AbcProblem const& problem, int draws) {
  VectorXd const distance = distances(state, problem.observed);
  double farthest = 0;
  for (Index i = 0; i < distance.size(); ++i) {
    if (std::isfinite(distance[i])) farthest = std::max(farthest, distance[i]);
  }
  Index const count = state.coordinates.rows();
  VectorXd weight = VectorXd::Zero(count);  // Epanechnikov's, in the distance
  MatrixXd design = MatrixXd::Zero(count, state.scales.size() + 1);
  for (Index i = 0; i < count; ++i) {
    if (!std::isfinite(distance[i])) continue;
    double const share = farthest > 0 ? distance[i] / (1.001 * farthest) : 0;
    weight[i] = 1 - share * share;
    design(i, 0) = 1;
    for (Index k = 0; k < state.scales.size(); ++k) {
      if (state.scales[k] > 0) design(i, k + 1) = (state.statistics(i, k) - problem.observed[k]) / state.scales[k];
    }
  }
  MatrixXd const moved = regressed(state.coordinates, design, weight, effective_particles(distance, weight));

  std::vector<double> cumulative(static_cast<std::size_t>(count));
  std::partial_sum(weight.begin(), weight.end(), cumulative.begin());
  MatrixXd result(draws, moved.cols());
  double const start = NamedDraws(problem.seed, "draws").uniform(0);
  for (int k = 0; k < draws; ++k) {  // systematic: as many of each as its weight says
    double const point = (k + start) / draws * cumulative.back();
    auto const at = std::lower_bound(cumulative.begin(), cumulative.end(), point);
    result.row(k) = moved.row(std::min<Index>(at - cumulative.begin(), count - 1));
  }
  return result;
}

}  // namespace detente
