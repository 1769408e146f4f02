// The distribution of draws, on fixed seeds. Every statistic that is compared has a known standard error under the
// hypothesis that draws are what they claim to be; at 4 standard errors the false-alarm rate is 6e-5 a comparison.
#include "engine/core/draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

constexpr int drawn_lanes = 16;
constexpr int drawn_slots = 16;
constexpr int drawn_months = 4096;
constexpr int drawn_numbers = drawn_lanes * drawn_slots * drawn_months;  // 1,048,576
double const root_of_numbers = std::sqrt(static_cast<double>(drawn_numbers));

std::vector<DrawSlot> slots_of(DrawKind kind) {
  std::vector<DrawSlot> list;
  for (std::uint32_t i = 0; i < drawn_slots; ++i)
    list.push_back({.stream = 10 + i / 4, .entity = 100 + i % 4, .kind = kind});
  return list;
}

/// n draws: [(month * slots + slot) * lanes + lane]; lanes are replications 0, 1 of samples 0..7.
template <class Real>
std::vector<double> sample_of(DrawKind kind, std::uint64_t seed) {
  Draws<Real, drawn_lanes> draws(seed, slots_of(kind));
  LaneKeys<drawn_lanes> keys;
  for (std::uint32_t lane = 0; lane < drawn_lanes; ++lane) {
    keys.sample[lane] = lane / 2;
    keys.replication[lane] = lane % 2;
  }
  draws.assign(keys);
  std::vector<double> values;
  values.reserve(drawn_numbers);
  for (int month = 0; month < drawn_months; ++month) {
    draws.begin_month(month);
    for (int slot = 0; slot < drawn_slots; ++slot)
      values.insert(values.end(), draws[slot].data(), draws[slot].data() + drawn_lanes);
  }
  return values;
}

std::vector<double> const& normals() {
  static std::vector<double> const values = sample_of<double>(DrawKind::normal, 1);
  return values;
}
std::vector<double> const& uniforms() {
  static std::vector<double> const values = sample_of<double>(DrawKind::uniform, 1);
  return values;
}

/// Mean of f over the values.
template <class Function>
double mean_of(std::vector<double> const& values, Function f) {
  double sum = 0;
  for (double const x : values) sum += f(x);
  return sum / static_cast<double>(values.size());
}

// Chi-square over 256 equal cells, 255 degrees of freedom: mean 255, standard deviation sqrt(510) = 22.6.
double evenness(std::vector<double> const& values) {
  constexpr int cells = 256;
  std::vector<double> counts(cells, 0);
  for (double const u : values) counts[static_cast<std::size_t>(u * cells)] += 1;
  double const expected = static_cast<double>(values.size()) / cells;
  double sum = 0;
  for (double const count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

TEST(Uniforms, Lie_inside_the_open_interval) {
  std::vector<double> const single = sample_of<float>(DrawKind::uniform, 1);

  EXPECT_GT(*std::min_element(uniforms().begin(), uniforms().end()), 0);
  EXPECT_LT(*std::max_element(uniforms().begin(), uniforms().end()), 1);
  EXPECT_GT(*std::min_element(single.begin(), single.end()), 0);
  EXPECT_LT(*std::max_element(single.begin(), single.end()), 1);
}

// n = 1,048,576; s.e. of the mean sqrt(1/12/n) = 2.8e-4, of the mean square about 1/2 sqrt(1/180/n) = 7.3e-5.
TEST(Uniforms, Have_mean_one_half_and_variance_one_twelfth) {
  double const mean = mean_of(uniforms(), [](double u) { return u; });
  double const variance = mean_of(uniforms(), [](double u) { return (u - 0.5) * (u - 0.5); });

  EXPECT_NEAR(mean, 0.5, 4 * std::sqrt(1.0 / 12) / root_of_numbers);
  EXPECT_NEAR(variance, 1.0 / 12, 4 * std::sqrt(1.0 / 180) / root_of_numbers);
}

// n = 1,048,576 in 256 cells. Both ends: too even is as wrong as too uneven. The upper tail of chi-square is a little
// heavier than a normal's: P(false alarm) = 1e-4.
TEST(Uniforms, Fill_256_cells_evenly) {
  std::vector<double> const single = sample_of<float>(DrawKind::uniform, 1);

  EXPECT_NEAR(evenness(uniforms()), 255, 4 * std::sqrt(510.0));
  EXPECT_NEAR(evenness(single), 255, 4 * std::sqrt(510.0));
}

struct Shape {
  double mean, variance, skew, kurtosis;  // raw moments 1 to 4 of values that should be standard normal
};
Shape shape_of(std::vector<double> const& values) {
  return {mean_of(values, [](double x) { return x; }), mean_of(values, [](double x) { return x * x; }),
          mean_of(values, [](double x) { return x * x * x; }), mean_of(values, [](double x) { return x * x * x * x; })};
}

// n = 1,048,576; the variances of x, x^2, x^3 and x^4 are 1, 2, 15 and 96: s.e. 0.0010, 0.0014, 0.0038, 0.0096.
// Would catch: a factor in the radius (variance), cosines only of half a turn (mean, skew), tails cut off (kurtosis).
TEST(Normals, Have_the_moments_of_a_standard_normal) {
  Shape const shape = shape_of(normals());

  EXPECT_NEAR(shape.mean, 0, 4 / root_of_numbers);
  EXPECT_NEAR(shape.variance, 1, 4 * std::sqrt(2.0) / root_of_numbers);
  EXPECT_NEAR(shape.skew, 0, 4 * std::sqrt(15.0) / root_of_numbers);
  EXPECT_NEAR(shape.kurtosis, 3, 4 * std::sqrt(96.0) / root_of_numbers);
}

TEST(Normals, Have_the_moments_of_a_standard_normal_in_single_precision) {
  Shape const shape = shape_of(sample_of<float>(DrawKind::normal, 2));

  EXPECT_NEAR(shape.mean, 0, 4 / root_of_numbers);
  EXPECT_NEAR(shape.variance, 1, 4 * std::sqrt(2.0) / root_of_numbers);
  EXPECT_NEAR(shape.skew, 0, 4 * std::sqrt(15.0) / root_of_numbers);
  EXPECT_NEAR(shape.kurtosis, 3, 4 * std::sqrt(96.0) / root_of_numbers);
}

// Kolmogorov and Smirnov: P(sqrt(n) D > 2.3) = 2 exp(-2 * 2.3^2) = 5e-5.
TEST(Normals, Have_the_distribution_function_of_a_standard_normal) {
  std::vector<double> sorted = normals();
  std::sort(sorted.begin(), sorted.end());
  double distance = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    double const exact = 0.5 * std::erfc(-sorted[i] / std::sqrt(2.0));
    distance = std::max({distance, std::abs(exact - static_cast<double>(i) / drawn_numbers),
                         std::abs(exact - (i + 1.0) / drawn_numbers)});
  }

  EXPECT_LT(root_of_numbers * distance, 2.3);
}

struct Dependence {
  double linear = 0, of_squares = 0;  // correlations of x, y and of x^2, y^2, in standard errors
};

/// Of all pairs (i, i + step) with i such that `pairs(i)`, of values that should be standard normal and independent.
template <class Predicate>
Dependence dependence(std::vector<double> const& values, std::size_t step, Predicate pairs) {
  double linear = 0;
  double squares = 0;
  double count = 0;
  for (std::size_t i = 0; i + step < values.size(); ++i) {
    if (!pairs(i)) continue;
    double const x = values[i];
    double const y = values[i + step];
    linear += x * y;                           // variance 1
    squares += (x * x - 1) * (y * y - 1) / 2;  // variance 1
    count += 1;
  }
  return {linear / std::sqrt(count), squares / std::sqrt(count)};
}

constexpr std::size_t month_step = static_cast<std::size_t>(drawn_slots) * drawn_lanes;
int month_in_group(std::size_t i) { return static_cast<int>(i / month_step % 4); }

// Months 0, 1 and 2, 3 of a group are the two normals of one pair, months 1, 2 come of two pairs, 3, 0 of two calls.
// n = 262,144 pairs each. Would catch: one radius for all four months (squares), or sine and cosine of different
// angles.
TEST(Normals, Of_months_in_a_row_are_independent) {
  Dependence const within_first =
      dependence(normals(), month_step, [](std::size_t i) { return month_in_group(i) == 0; });
  Dependence const across_pairs =
      dependence(normals(), month_step, [](std::size_t i) { return month_in_group(i) == 1; });
  Dependence const within_second =
      dependence(normals(), month_step, [](std::size_t i) { return month_in_group(i) == 2; });
  Dependence const across_calls =
      dependence(normals(), month_step, [](std::size_t i) { return month_in_group(i) == 3; });

  EXPECT_LT(std::abs(within_first.linear), 4);
  EXPECT_LT(std::abs(within_first.of_squares), 4.5);  // heavier tails than a normal's: P(false alarm) stays below 6e-5
  EXPECT_LT(std::abs(across_pairs.linear), 4);
  EXPECT_LT(std::abs(across_pairs.of_squares), 4.5);
  EXPECT_LT(std::abs(within_second.linear), 4);
  EXPECT_LT(std::abs(within_second.of_squares), 4.5);
  EXPECT_LT(std::abs(across_calls.linear), 4);
  EXPECT_LT(std::abs(across_calls.of_squares), 4.5);
}

// n = 524,288 pairs of replications and 917,504 of samples.
TEST(Normals, Of_neighbouring_runs_are_independent) {
  Dependence const replications = dependence(normals(), 1, [](std::size_t i) { return i % 2 == 0; });
  Dependence const samples = dependence(normals(), 2, [](std::size_t i) { return i % drawn_lanes < drawn_lanes - 2; });

  EXPECT_LT(std::abs(replications.linear), 4);
  EXPECT_LT(std::abs(replications.of_squares), 4.5);
  EXPECT_LT(std::abs(samples.linear), 4);
  EXPECT_LT(std::abs(samples.of_squares), 4.5);
}

// n = 786,432 pairs each.
TEST(Normals, Of_neighbouring_entities_and_streams_are_independent) {
  Dependence const entities = dependence(normals(), drawn_lanes, [](std::size_t i) { return i / drawn_lanes % 4 < 3; });
  Dependence const streams =
      dependence(normals(), 4 * drawn_lanes, [](std::size_t i) { return i / drawn_lanes % drawn_slots < 12; });

  EXPECT_LT(std::abs(entities.linear), 4);
  EXPECT_LT(std::abs(entities.of_squares), 4.5);
  EXPECT_LT(std::abs(streams.linear), 4);
  EXPECT_LT(std::abs(streams.of_squares), 4.5);
}

// n = 1,048,576 pairs.
TEST(Normals, Of_neighbouring_seeds_are_independent) {
  std::vector<double> both = normals();
  std::vector<double> const other = sample_of<double>(DrawKind::normal, 2);
  both.insert(both.end(), other.begin(), other.end());

  Dependence const seeds = dependence(both, drawn_numbers, [](std::size_t) { return true; });

  EXPECT_LT(std::abs(seeds.linear), 4);
  EXPECT_LT(std::abs(seeds.of_squares), 4.5);
}

}  // namespace
}  // namespace detente
