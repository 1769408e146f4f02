#include "engine/statistics/sobol_indices.hpp"

#include "engine/core/missing.hpp"
#include "engine/statistics/bootstrap.hpp"
#include "engine/statistics/sample_means.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detente {
namespace {

constexpr int role_a = 0, role_b = 1, first_mixed_role = 2;
constexpr std::int64_t fewest_sets = 8;           // of which an interval can be made
constexpr std::int64_t most_observations = 1024;  // more make an interval no better, but slower

/// By role and base point: means of the replications, and the variance that luck gives them.
struct PointMoments {
  Eigen::ArrayXXd means, luck;
};

PointMoments point_moments(std::span<double const> runs, SaltelliShape const& shape) {
  assert(shape.quantities > 0 && "a design has quantities");
  std::vector<SampleMean> const samples = sample_means(runs, shape.replications);
  Eigen::Index const roles = shape.quantities + first_mixed_role;
  Eigen::Index const points = static_cast<Eigen::Index>(samples.size()) / roles;
  assert(points * roles == static_cast<Eigen::Index>(samples.size()) && "runs are whole base points");
  PointMoments moments{Eigen::ArrayXXd(roles, points), Eigen::ArrayXXd(roles, points)};
  for (Eigen::Index k = 0; k < points * roles; ++k) {
    moments.means(k % roles, k / roles) = samples[static_cast<std::size_t>(k)].mean;
    moments.luck(k % roles, k / roles) = samples[static_cast<std::size_t>(k)].luck;
  }
  return moments;
}

std::vector<Eigen::Index> whole_points(PointMoments const& moments) {
  std::vector<Eigen::Index> whole;
  for (Eigen::Index point = 0; point < moments.means.cols(); ++point)
    if (!moments.means.col(point).isNaN().any()) whole.push_back(point);
  return whole;
}

/// Mean of the base points' outcomes under A.
double mean_level(PointMoments const& moments, std::vector<Eigen::Index> const& points) {
  double sum = 0;
  for (Eigen::Index const point : points) sum += moments.means(role_a, point);
  return sum / static_cast<double>(points.size());
}

/// Where the sums of an observation stand.
struct Layout {
  int quantities;

  int roles() const { return quantities + first_mixed_role; }
  int points() const { return 0; }
  int levels() const { return 1; }                           // of each role: y
  int squares() const { return levels() + roles(); }         // of each role: y^2
  int lucks() const { return squares() + roles(); }          // of each role: variance that luck gives y
  int product() const { return lucks() + roles(); }          // A B
  int products() const { return product() + 1; }             // of each quantity: B AB_i
  int distances() const { return products() + quantities; }  // of each quantity: (A - AB_i)^2
  int count() const { return distances() + quantities; }
};

/// Consecutive base points that are resampled as one.
std::int64_t points_per_observation(std::int64_t points, int points_per_set) {
  std::int64_t const set = std::max(1, points_per_set);
  std::int64_t const unit = points / set >= fewest_sets ? set : 1;
  std::int64_t const units = (points + unit - 1) / unit;
  return unit * ((units + most_observations - 1) / most_observations);
}

/// What each observation adds to the sums. Outcomes are taken from `level`, so that little is lost in differences.
Eigen::ArrayXXd observed_sums(PointMoments const& moments, std::vector<Eigen::Index> const& whole, double level,
                              std::int64_t points_per_unit) {
  Layout const at{static_cast<int>(moments.means.rows()) - first_mixed_role};
  std::int64_t const points = moments.means.cols();
  Eigen::ArrayXXd sums = Eigen::ArrayXXd::Zero(at.count(), (points + points_per_unit - 1) / points_per_unit);
  for (Eigen::Index const point : whole) {
    Eigen::ArrayXd const y = moments.means.col(point) - level;
    Eigen::ArrayXd const mixed = y.tail(at.quantities);
    auto sum = sums.col(point / points_per_unit);
    sum[at.points()] += 1;
    sum.segment(at.levels(), at.roles()) += y;
    sum.segment(at.squares(), at.roles()) += y.square();
    sum.segment(at.lucks(), at.roles()) += moments.luck.col(point);
    sum[at.product()] += y[role_a] * y[role_b];
    sum.segment(at.products(), at.quantities) += y[role_b] * mixed;
    sum.segment(at.distances(), at.quantities) += (y[role_a] - mixed).square();
  }
  return sums;
}

/// Means over base points, by the places of Layout.
class Means {
 public:
  Means(Eigen::ArrayXd const& sums, Layout const& at) : at_(at), means_(sums / sums[at.points()]) {}

  double luck(int role) const { return means_[at_.lucks() + role]; }
  double centre(int role, int other) const { return (level(role) + level(other)) / 2; }
  /// Noise-free variance of two roles, about their common mean.
  double variance(int role, int other) const {
    double const mean = centre(role, other);
    return (square(role) + square(other) - luck(role) - luck(other)) / 2 - mean * mean;
  }
  double covariance_of_a_and_b(double mean) const { return about(mean, at_.product(), role_a); }
  double covariance_of_b_and(int quantity, double mean) const {
    return about(mean, at_.products() + quantity, first_mixed_role + quantity);
  }
  double distance(int quantity) const { return means_[at_.distances() + quantity]; }
  /// Noise-free variance, mean over the roles, each about its own mean.
  double uncertain(double points) const {
    double sum = 0;
    for (int role = 0; role < at_.roles(); ++role)
      sum += (square(role) - level(role) * level(role)) * points / (points - 1) - luck(role);
    return sum / at_.roles();
  }
  double mean_luck() const {
    double sum = 0;
    for (int role = 0; role < at_.roles(); ++role) sum += luck(role);
    return sum / at_.roles();
  }

 private:
  double level(int role) const { return means_[at_.levels() + role]; }
  double square(int role) const { return means_[at_.squares() + role]; }
  /// Mean product, at a place, of B and a role about `mean`.
  double about(double mean, int place, int role) const {
    return means_[place] - mean * (level(role_b) + level(role)) + mean * mean;
  }

  Layout at_;
  Eigen::ArrayXd means_;
};

double ratio(double part, double whole) { return whole > 0 ? part / whole : missing; }

/// S_i, ST_i, ST_i - S_i of all i; then 1 - sum of S_i, V_theta and the share of luck.
Eigen::ArrayXd statistics_of(Eigen::ArrayXd const& sums, Layout const& at, int replications, double rounding) {
  Means const means(sums, at);
  int const k = at.quantities;
  Eigen::ArrayXd statistics(3 * k + 3);
  double interactions = 1;
  for (int i = 0; i < k; ++i) {
    int const mixed = first_mixed_role + i;
    double const apart = (means.distance(i) - means.luck(role_a) - means.luck(mixed)) / 2;
    double const total = ratio(apart, means.variance(role_a, mixed));
    double const centre = means.centre(role_b, mixed);
    double const control = std::clamp(1 - total, 0.0, 1.0);
    double const shared = means.covariance_of_b_and(i, centre) - control * means.covariance_of_a_and_b(centre);
    double const first = ratio(shared, means.variance(role_b, mixed));
    interactions -= first;
    statistics[i] = first;
    statistics[k + i] = total;
    statistics[2 * k + i] = total - first;
  }
  double const uncertain = means.uncertain(sums[at.points()]);
  double const chance = means.mean_luck() * replications;
  bool const is_varying = uncertain + chance > rounding;
  statistics[3 * k] = interactions;
  statistics[3 * k + 1] = is_varying ? uncertain : 0;
  statistics[3 * k + 2] = is_varying ? chance / (uncertain + chance) : missing;
  return statistics;
}

SobolIndices indices_of(std::vector<Estimate> estimates, std::size_t quantities) {
  Estimate const& uncertain = estimates[3 * quantities + 1];
  if (!(uncertain.lower > 0)) {
    Estimate const unknown{missing, missing, missing, uncertain.n};
    std::fill_n(estimates.begin(), 3 * quantities + 1, unknown);
  }
  auto const k = static_cast<std::ptrdiff_t>(quantities);
  auto const begin = estimates.begin();
  return {.first = {begin, begin + k},
          .total = {begin + k, begin + 2 * k},
          .interactions = {begin + 2 * k, begin + 3 * k},
          .all_interactions = estimates[3 * quantities],
          .uncertain = uncertain,
          .chance = estimates[3 * quantities + 2]};
}

}  // namespace

bool is_distinguishable_from_zero(Estimate const& index) { return index.lower > 0; }

SobolIndices sobol_indices(std::span<double const> runs, SaltelliShape const& shape, Bootstrap const& bootstrap) {
  PointMoments const moments = point_moments(runs, shape);
  std::vector<Eigen::Index> const whole = whole_points(moments);
  auto const quantities = static_cast<std::size_t>(shape.quantities);
  std::int64_t const points = static_cast<std::int64_t>(whole.size());
  if (points < 2) {
    SobolIndices unknown =
        indices_of(std::vector<Estimate>(3 * quantities + 3, {missing, missing, missing, points}), quantities);
    unknown.base_points = points;
    return unknown;
  }
  double const level = mean_level(moments, whole);
  double const rounding = 1e-24 * level * level;  // variance of what differs in the last digits only
  Layout const at{shape.quantities};
  std::int64_t const unit = points_per_observation(moments.means.cols(), shape.base_points_per_set);
  auto const statistics = [&](Eigen::ArrayXd const& sums) {
    return statistics_of(sums, at, shape.replications, rounding);
  };
  SobolIndices indices =
      indices_of(bootstrap_estimates(observed_sums(moments, whole, level, unit), statistics, bootstrap), quantities);
  indices.base_points = points;
  return indices;
}

}  // namespace detente
