#include "engine/statistics/sobol_indices.hpp"

#include "engine/core/design.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/core/missing.hpp"
#include "engine/core/standard_normal.hpp"
#include "tests/engine/statistics/lucky_model.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

namespace detente {
namespace {

/// The uniforms of base points: those of A by quantity, then those of B.
using BasePoints = std::vector<std::vector<double>>;

BasePoints random_points(std::uint64_t seed, int points, int quantities) {
  BasePoints result;
  for (int point = 0; point < points; ++point) {
    result.emplace_back();
    for (int i = 0; i < 2 * quantities; ++i)
      result.back().push_back(keyed_uniform(seed, static_cast<std::uint32_t>(point), static_cast<std::uint64_t>(i)));
  }
  return result;
}

/// Sets of 8 points, every number with one point in each eighth.
BasePoints stratified_points(std::uint64_t seed, int points, int quantities) {
  BasePoints result = random_points(seed, points, quantities);
  for (std::size_t first = 0; first < result.size(); first += 8) {
    for (std::size_t i = 0; i < result.front().size(); ++i) {
      std::array<std::size_t, 8> rank{};
      for (std::size_t a = 0; a < 8; ++a)
        for (std::size_t b = 0; b < 8; ++b) rank[a] += result[first + b][i] < result[first + a][i] ? 1 : 0;
      for (std::size_t a = 0; a < 8; ++a) {
        double const place = keyed_uniform(seed + 1, static_cast<std::uint32_t>(first + a), i);
        result[first + a][i] = (static_cast<double>(rank[a]) + place) / 8;
      }
    }
  }
  return result;
}

std::vector<double> runs_of(LuckyModel const& model, BasePoints const& points, int replications, std::uint64_t seed) {
  auto const k = static_cast<std::size_t>(model.quantities);
  std::vector<double> runs;
  for (std::vector<double> const& point : points) {
    std::vector<double> const a(point.begin(), point.begin() + model.quantities);
    std::vector<double> const b(point.begin() + model.quantities, point.end());
    for (std::size_t role = 0; role < k + 2; ++role) {
      std::vector<double> u = role == 1 ? b : a;
      if (role > 1) u[role - 2] = b[role - 2];
      double const level = model.f(u);
      for (int replication = 0; replication < replications; ++replication) {
        double luck = 0;
        if (model.luck > 0)
          luck = model.luck * normal_quantile(keyed_uniform(seed, static_cast<std::uint32_t>(runs.size()), 99));
        runs.push_back(level + luck);
      }
    }
  }
  return runs;
}

/// 1, 2 and 3 times a uniform, and a fourth quantity without effect: V_theta = 14/12.
double additive(std::vector<double> const& u) { return u[0] + 2 * u[1] + 3 * u[2]; }
constexpr double additive_variance = 14.0 / 12;
/// Such that luck makes 39 % of the variance of the mean of two runs.
double const strong_luck = std::sqrt(2 * 0.39 / 0.61 * additive_variance);

double ishigami(std::vector<double> const& u) {
  auto const angle = [](double x) { return (2 * x - 1) * std::numbers::pi; };
  double const s = std::sin(angle(u[1]));
  return std::sin(angle(u[0])) + 7 * s * s + 0.1 * std::pow(angle(u[2]), 4) * std::sin(angle(u[0]));
}

/// Closed form: a term's variance is 1/(3 (1 + a)^2).
double sobol_g(std::vector<double> const& u) {
  constexpr std::array<double, 5> a{0, 1, 4.5, 9, 99};
  double product = 1;
  for (std::size_t i = 0; i < a.size(); ++i) product *= (std::abs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
  return product;
}

double product(std::vector<double> const& u) { return (u[0] - 0.5) * (u[1] - 0.5); }

LuckyModel const identity{.quantities = 1, .f = [](std::vector<double> const& u) { return u[0]; }};

// Standard errors below are those of 400 repetitions; 4 of them: P(false alarm) = 6e-5 for each number.

// 1024 base points. Would catch: AB_i taken for BA_i, or a quantity for its neighbour.
TEST(SobolIndices, Of_an_additive_model_are_the_shares_of_its_terms) {
  LuckyModel const model{.quantities = 4, .f = additive};
  std::vector<double> const runs = runs_of(model, random_points(1, 1024, 4), 1, 0);

  SobolIndices const indices = sobol_indices(runs, {.quantities = 4}, few_resamples);

  EXPECT_NEAR(indices.first[0].value, 1.0 / 14, 4 * 0.0115);
  EXPECT_NEAR(indices.first[1].value, 4.0 / 14, 4 * 0.0192);
  EXPECT_NEAR(indices.first[2].value, 9.0 / 14, 4 * 0.0146);
  EXPECT_NEAR(indices.total[0].value, 1.0 / 14, 4 * 0.0036);
  EXPECT_NEAR(indices.total[1].value, 4.0 / 14, 4 * 0.0145);
  EXPECT_NEAR(indices.total[2].value, 9.0 / 14, 4 * 0.0255);
  EXPECT_NEAR(indices.all_interactions.value, 0, 4 * 0.0216);
  EXPECT_NEAR(indices.uncertain.value, additive_variance, 4 * 0.021);
}

// Would catch: another estimate of S than of ST, or the variance of a role that is not compared.
TEST(SobolIndices, Without_luck_are_exactly_0_of_a_quantity_without_effect) {
  LuckyModel const model{.quantities = 4, .f = additive};

  SobolIndices const indices =
      sobol_indices(runs_of(model, random_points(1, 64, 4), 1, 0), {.quantities = 4}, few_resamples);

  EXPECT_EQ(indices.first[3].value, 0);
  EXPECT_EQ(indices.total[3].value, 0);
  EXPECT_EQ(indices.total[3].upper, 0);
  EXPECT_FALSE(is_distinguishable_from_zero(indices.total[3]));
  EXPECT_TRUE(is_distinguishable_from_zero(indices.total[0]));
  EXPECT_EQ(indices.chance.value, 0);
}

// Ishigami and Homma 1990, 2048 base points. Would catch: a total index without the interactions.
TEST(SobolIndices, Of_ishigamis_function_are_those_known) {
  LuckyModel const model{.quantities = 3, .f = ishigami};
  std::vector<double> const runs = runs_of(model, random_points(2, 2048, 3), 1, 0);

  SobolIndices const indices = sobol_indices(runs, {.quantities = 3}, few_resamples);

  EXPECT_NEAR(indices.first[0].value, 0.3139, 4 * 0.0160);
  EXPECT_NEAR(indices.first[1].value, 0.4424, 4 * 0.0143);
  EXPECT_NEAR(indices.first[2].value, 0, 4 * 0.0200);
  EXPECT_NEAR(indices.total[0].value, 0.5576, 4 * 0.0282);
  EXPECT_NEAR(indices.total[1].value, 0.4424, 4 * 0.0160);
  EXPECT_NEAR(indices.total[2].value, 0.2437, 4 * 0.0093);
  EXPECT_NEAR(indices.interactions[0].value, 0.2437, 4 * 0.0283);
  EXPECT_NEAR(indices.all_interactions.value, 0.2437, 4 * 0.0251);
}

// 2048 base points. S = v/(w - 1), ST = v w/(1 + v)/(w - 1), where v = 1/(3 (1 + a)^2) and w is the product of 1 + v.
// Would catch: an estimator that loses small indices beside large ones (Janon's alone has a s.e. of 0.02 for each).
TEST(SobolIndices, Of_sobols_g_function_are_those_known) {
  LuckyModel const model{.quantities = 5, .f = sobol_g};
  std::vector<double> const runs = runs_of(model, random_points(3, 2048, 5), 1, 0);

  SobolIndices const indices = sobol_indices(runs, {.quantities = 5}, few_resamples);

  EXPECT_NEAR(indices.first[0].value, 0.7164, 4 * 0.0110);
  EXPECT_NEAR(indices.first[1].value, 0.1791, 4 * 0.0148);
  EXPECT_NEAR(indices.first[2].value, 0.0237, 4 * 0.0055);
  EXPECT_NEAR(indices.first[3].value, 0.0072, 4 * 0.0032);
  EXPECT_NEAR(indices.first[4].value, 0.0001, 4 * 0.0003);
  EXPECT_NEAR(indices.total[0].value, 0.7873, 4 * 0.0241);
  EXPECT_NEAR(indices.total[1].value, 0.2423, 4 * 0.0098);
  EXPECT_NEAR(indices.total[2].value, 0.0343, 4 * 0.0015);
  EXPECT_NEAR(indices.total[3].value, 0.0105, 4 * 0.0005);
}

// 1024 base points. Would catch: interactions counted as effects of their quantities alone.
TEST(SobolIndices, Of_a_product_are_nothing_but_interactions) {
  LuckyModel const model{.quantities = 2, .f = product};
  std::vector<double> const runs = runs_of(model, random_points(4, 1024, 2), 1, 0);

  SobolIndices const indices = sobol_indices(runs, {.quantities = 2}, few_resamples);

  EXPECT_NEAR(indices.first[0].value, 0, 4 * 0.042);
  EXPECT_NEAR(indices.total[0].value, 1, 4 * 0.044);
  EXPECT_NEAR(indices.interactions[0].value, 1, 4 * 0.059);
  EXPECT_NEAR(indices.all_interactions.value, 1, 4 * 0.056);
}

// 1024 base points, two runs of each sample; the means of two are then taken for a model without luck.
TEST(SobolIndices, Luck_that_is_not_taken_out_gives_a_total_index_to_a_quantity_without_effect) {
  LuckyModel const model{.quantities = 4, .f = additive, .luck = strong_luck};
  std::vector<double> const runs = runs_of(model, random_points(5, 1024, 4), 2, 6);

  SobolIndices const uncorrected = sobol_indices(cluster_means(runs, 2), {.quantities = 4}, few_resamples);
  SobolIndices const corrected = sobol_indices(runs, {.quantities = 4, .replications = 2}, few_resamples);

  EXPECT_NEAR(uncorrected.total[3].value, 0.39, 4 * 0.0187);
  EXPECT_TRUE(is_distinguishable_from_zero(uncorrected.total[3]));
  EXPECT_NEAR(corrected.total[3].value, 0, 4 * 0.0332);
  EXPECT_FALSE(is_distinguishable_from_zero(corrected.total[3]));
}

// The same design. Would catch: luck left in the variance, which makes 0.61 of every S.
TEST(SobolIndices, Luck_changes_no_index) {
  LuckyModel const model{.quantities = 4, .f = additive, .luck = strong_luck};
  std::vector<double> const runs = runs_of(model, random_points(5, 1024, 4), 2, 6);

  SobolIndices const indices = sobol_indices(runs, {.quantities = 4, .replications = 2}, few_resamples);

  EXPECT_NEAR(indices.first[2].value, 9.0 / 14, 4 * 0.0398);
  EXPECT_NEAR(indices.total[2].value, 9.0 / 14, 4 * 0.0475);
  EXPECT_NEAR(indices.chance.value, 0.78 / (0.78 + 0.61), 4 * 0.0107);
}

// 400 designs of 64 base points and 2 runs, 200 resamples. In 4000 others the intervals of each of six indices held it
// in 93.0 to 93.9 %; the mean of six has a s.e. below 0.0125, and 0.885 is 4 of it below 0.935. The total index of the
// quantity without effect was above 0 in 1.8 %; 0.045 is 4 s.e. above that. P(false alarm) = 6e-5 each. Would catch:
// intervals of half the width, which hold it in 65 %, and luck that is not taken out.
TEST(SobolIndices, Intervals_hold_the_index_nearly_as_often_as_they_say) {
  constexpr int trials = 400;
  LuckyModel const model{.quantities = 4, .f = additive, .luck = 0.5};
  std::array<double, 3> const truth{1.0 / 14, 4.0 / 14, 9.0 / 14};
  int covered = 0;
  int found = 0;

  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    std::vector<double> const runs = runs_of(model, random_points(100 + trial, 64, 4), 2, 9000 + trial);
    SobolIndices const indices =
        sobol_indices(runs, {.quantities = 4, .replications = 2}, {.seed = trial, .resamples = 200});
    for (std::size_t i = 0; i < 3; ++i) {
      covered += indices.first[i].lower <= truth[i] && truth[i] <= indices.first[i].upper ? 1 : 0;
      covered += indices.total[i].lower <= truth[i] && truth[i] <= indices.total[i].upper ? 1 : 0;
    }
    found += is_distinguishable_from_zero(indices.total[3]) ? 1 : 0;
  }

  EXPECT_GT(covered, 0.885 * 6 * trials);
  EXPECT_LT(covered, 0.99 * 6 * trials);
  EXPECT_LT(found, 0.045 * trials);
}

TEST(SobolIndices, Base_points_that_miss_a_run_are_left_out) {
  LuckyModel const model{.quantities = 4, .f = additive, .luck = 0.1};
  std::vector<double> runs = runs_of(model, random_points(7, 100, 4), 2, 1);
  std::vector<double> const without(runs.begin() + 12, runs.end());  // 12 runs of a base point
  SaltelliShape const shape{.quantities = 4, .replications = 2};
  runs[7] = missing;

  SobolIndices const indices = sobol_indices(runs, shape, few_resamples);
  SobolIndices const expected = sobol_indices(without, shape, few_resamples);

  EXPECT_EQ(indices.base_points, 99);
  EXPECT_EQ(indices.first[1].value, expected.first[1].value);
  EXPECT_EQ(indices.total[2].value, expected.total[2].value);
}

// One uniform, whose square has little left to vary between sets of eight strata. Would catch: bounds by base points,
// which do not see that strata are worth having.
TEST(SobolIndices, Resample_whole_sets_if_there_are_enough) {
  std::vector<double> const runs = runs_of(identity, stratified_points(8, 512, 1), 1, 0);

  SobolIndices const by_set = sobol_indices(runs, {.quantities = 1, .base_points_per_set = 8}, few_resamples);
  SobolIndices const by_point = sobol_indices(runs, {.quantities = 1}, few_resamples);

  EXPECT_EQ(by_set.uncertain.n, 64);
  EXPECT_EQ(by_point.uncertain.n, 512);
  EXPECT_DOUBLE_EQ(by_set.uncertain.value, by_point.uncertain.value);
  EXPECT_LT(by_set.uncertain.upper - by_set.uncertain.lower,
            0.5 * (by_point.uncertain.upper - by_point.uncertain.lower));
}

TEST(SobolIndices, Resample_base_points_if_there_are_less_than_8_sets) {
  LuckyModel const model{.quantities = 3, .f = additive};
  std::vector<double> const runs = runs_of(model, random_points(8, 56, 3), 1, 0);

  EXPECT_EQ(sobol_indices(runs, {.quantities = 3, .base_points_per_set = 8}, few_resamples).first[0].n, 56);
  EXPECT_EQ(sobol_indices(runs, {.quantities = 3, .base_points_per_set = 7}, few_resamples).first[0].n, 8);
}

// Would catch: neighbours pooled across the end, or a remainder that is lost.
TEST(SobolIndices, Pool_neighbours_of_many_base_points) {
  std::vector<double> const runs = runs_of(identity, random_points(9, 2049, 1), 1, 0);

  SobolIndices const indices = sobol_indices(runs, {.quantities = 1}, few_resamples);

  EXPECT_EQ(indices.base_points, 2049);
  EXPECT_EQ(indices.uncertain.n, 683);                         // of 3
  EXPECT_NEAR(indices.uncertain.value, 1.0 / 12, 4 * 0.0015);  // s.e. at most 1/12 sqrt(0.8/2049)
  EXPECT_NEAR(indices.first[0].value, 1, 0.005);  // B equals AB_1; what is left is a product of two errors of 0.02
}

// Would catch: sums of squares of the outcomes themselves, in which their differences are lost.
TEST(SobolIndices, Keep_their_digits_far_from_0) {
  LuckyModel const near{.quantities = 3, .f = additive};
  LuckyModel const far{.quantities = 3, .f = [](std::vector<double> const& u) { return 1e8 + additive(u); }};
  BasePoints const points = random_points(10, 128, 3);

  SobolIndices const expected = sobol_indices(runs_of(near, points, 1, 0), {.quantities = 3}, few_resamples);
  SobolIndices const indices = sobol_indices(runs_of(far, points, 1, 0), {.quantities = 3}, few_resamples);

  EXPECT_NEAR(indices.first[1].value, expected.first[1].value, 1e-6);  // outcomes have 1e-8 left
  EXPECT_NEAR(indices.total[1].upper, expected.total[1].upper, 1e-6);
}

// Would catch: shares of a variance that is luck's alone, of any size and sign.
TEST(SobolIndices, Are_missing_where_nothing_but_luck_shows) {
  LuckyModel const model{.quantities = 2, .f = [](std::vector<double> const&) { return 3.0; }, .luck = 1};

  SobolIndices const indices = sobol_indices(runs_of(model, random_points(11, 128, 2), 2, 4),
                                             {.quantities = 2, .replications = 2}, few_resamples);

  EXPECT_TRUE(std::isnan(indices.first[0].value));
  EXPECT_TRUE(std::isnan(indices.all_interactions.value));
  EXPECT_FALSE(is_distinguishable_from_zero(indices.total[0]));
  EXPECT_GT(indices.chance.upper, 1);
}

TEST(SobolIndices, Are_missing_of_what_does_not_vary_but_in_its_last_digits) {
  LuckyModel const model{.quantities = 2, .f = [](std::vector<double> const& u) { return 3 + 4e-16 * u[0]; }};

  SobolIndices const indices =
      sobol_indices(runs_of(model, random_points(12, 64, 2), 1, 0), {.quantities = 2}, few_resamples);

  EXPECT_EQ(indices.uncertain.value, 0);
  EXPECT_TRUE(std::isnan(indices.total[0].value));
  EXPECT_TRUE(std::isnan(indices.chance.value));
}

TEST(SobolIndices, Are_missing_of_less_than_two_base_points) {
  SobolIndices const indices = sobol_indices({}, {.quantities = 2}, few_resamples);

  EXPECT_EQ(indices.base_points, 0);
  ASSERT_EQ(indices.first.size(), 2U);
  EXPECT_TRUE(std::isnan(indices.first[1].value));
  EXPECT_TRUE(std::isnan(indices.uncertain.value));
}

}  // namespace
}  // namespace detente
