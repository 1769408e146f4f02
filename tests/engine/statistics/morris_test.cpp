#include "engine/statistics/morris.hpp"

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

struct TestDesign {
  int trajectories = 0, replications = 1;
  std::uint64_t seed = 0;
};

/// Trajectories whose quantities move in turn by half of their range, from the lower half or back to it.
ElementaryEffects effects_of(LuckyModel const& model, TestDesign const& design) {
  std::vector<double> runs;
  std::vector<MorrisMove> moves;
  auto const draw = [&](int trajectory, std::size_t number) {
    return keyed_uniform(design.seed, static_cast<std::uint32_t>(trajectory), number);
  };
  auto const run = [&](std::vector<double> const& u) {
    for (int replication = 0; replication < design.replications; ++replication) {
      double luck = 0;
      if (model.luck > 0)
        luck = model.luck * normal_quantile(keyed_uniform(design.seed, static_cast<std::uint32_t>(runs.size()), 999));
      runs.push_back(model.f(u) + luck);
    }
  };
  auto const k = static_cast<std::size_t>(model.quantities);
  for (int trajectory = 0; trajectory < design.trajectories; ++trajectory) {
    std::vector<double> u(k);
    for (std::size_t i = 0; i < k; ++i) u[i] = draw(trajectory, i);
    run(u);
    for (std::size_t turn = 0; turn < k; ++turn) {
      std::size_t const i = (turn + static_cast<std::size_t>(trajectory)) % k;
      double const step = u[i] < 0.5 ? 0.5 : -0.5;
      u[i] += step;
      moves.push_back({static_cast<int>(i), step});
      run(u);
    }
  }
  return elementary_effects(runs, moves, model.quantities, design.replications);
}

double linear(std::vector<double> const& u) { return 2 * u[0] - 3 * u[1]; }

TEST(ElementaryEffects, Are_differences_by_step_in_the_order_of_quantities) {
  std::array<double, 6> const runs{10, 12, 11, 5, 4, 8};  // two trajectories of three samples
  std::array<MorrisMove, 4> const moves{{{1, 0.5}, {0, -0.5}, {0, 0.5}, {1, 0.25}}};

  ElementaryEffects const effects = elementary_effects(runs, moves, 2, 1);

  EXPECT_EQ(effects.effects, (std::vector<double>{2, 4, -2, 16}));
  EXPECT_EQ(effects.luck, (std::vector<double>{0, 0, 0, 0}));
}

// Would catch: the variance of a run in place of that of a mean, or a luck of one of the two samples only.
TEST(ElementaryEffects, Have_the_luck_of_both_samples) {
  std::array<double, 4> const runs{1, 3, 10, 14};  // two samples of two runs: means 2 and 12, variances 2 and 8
  std::array<MorrisMove, 1> const moves{{{0, 0.5}}};

  ElementaryEffects const effects = elementary_effects(runs, moves, 1, 2);

  EXPECT_EQ(effects.effects.front(), 20);
  EXPECT_EQ(effects.luck.front(), (2.0 / 2 + 8.0 / 2) / 0.25);
}

TEST(MorrisMeasures, Of_a_linear_model_are_its_coefficients_without_spread) {
  std::vector<MorrisMeasures> const measures =
      morris_measures(effects_of({.quantities = 2, .f = linear}, {.trajectories = 10}), few_resamples);

  EXPECT_NEAR(measures[0].mean.value, 2, 1e-14);  // rounding of differences of a few units
  EXPECT_NEAR(measures[1].mean.value, -3, 1e-14);
  EXPECT_NEAR(measures[1].mean_absolute.value, 3, 1e-14);
  EXPECT_NEAR(measures[1].mean_absolute.lower, 3, 1e-14);
  EXPECT_NEAR(measures[1].root_mean_square.value, 3, 1e-14);
  EXPECT_NEAR(measures[1].spread.value, 0, 1e-14);
  EXPECT_EQ(measures[1].floor.value, 0);
}

// Effects 1, -3, 2 by hand: mean 0, |mean| 2, mean square 14/3, variance 7. Would catch: n in place of n - 1.
TEST(MorrisMeasures, Are_those_of_the_effects) {
  MorrisMeasures const measures = morris_measures({1, {1, -3, 2}, {0, 0, 0}}, few_resamples).front();

  EXPECT_NEAR(measures.mean.value, 0, 1e-15);
  EXPECT_DOUBLE_EQ(measures.mean_absolute.value, 2);
  EXPECT_DOUBLE_EQ(measures.root_mean_square.value, std::sqrt(14.0 / 3));
  EXPECT_DOUBLE_EQ(measures.spread.value, std::sqrt(7));
}

// Would catch: luck taken out once where it is in twice, or left in the spread.
TEST(MorrisMeasures, Take_luck_out_of_squares_and_spread) {
  MorrisMeasures const measures = morris_measures({1, {1, -3, 2}, {2, 4, 3}}, few_resamples).front();

  EXPECT_DOUBLE_EQ(measures.root_mean_square.value, std::sqrt(14.0 / 3 - 3));
  EXPECT_DOUBLE_EQ(measures.spread.value, std::sqrt(7.0 - 3));
  EXPECT_DOUBLE_EQ(measures.floor.value, std::sqrt(2 / std::numbers::pi * 3));
}

// 2000 trajectories, R = 2, luck 1: an effect's luck is 2 * 1/2 / 0.25 = 4, so that mu* = sqrt(2/pi) * 2 = 1.596 with a
// s.e. of 2 sqrt((1 - 2/pi)/2000) = 0.027; the floor's is 0.013, the mean square's sqrt(2 * 16 + 16)/sqrt(2000) = 0.155
// about 0. At 4 s.e. P(false alarm) = 6e-5. Would catch: a floor of one sample's luck, 1.13.
TEST(MorrisMeasures, Of_a_quantity_without_effect_come_to_the_floor) {
  LuckyModel const model{.quantities = 3, .f = linear, .luck = 1};

  MorrisMeasures const measures =
      morris_measures(effects_of(model, {.trajectories = 2000, .replications = 2, .seed = 5}), few_resamples)[2];

  EXPECT_NEAR(measures.mean_absolute.value, 1.596, 4 * 0.027);
  EXPECT_NEAR(measures.floor.value, 1.596, 4 * 0.013);
  EXPECT_LT(measures.root_mean_square.value, std::sqrt(4 * 0.155));
  EXPECT_EQ(measures.root_mean_square.lower, 0);
  EXPECT_FALSE(measures.is_distinguishable);
}

// 1500 designs of 10 trajectories, R = 2: found in 3 to 4 % (2000 other designs); at most 5 % in theory, and 4 s.e.
// above that 7.3 %, P(false alarm) = 6e-5. Would catch: luck not taken out of the squares (every second one), or one
// replication's luck in the place of two.
TEST(MorrisMeasures, Seldom_tell_a_quantity_without_effect_from_one) {
  constexpr int trials = 1500;
  LuckyModel const model{.quantities = 1, .f = [](std::vector<double> const&) { return 1.0; }, .luck = 1};
  int found = 0;

  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    ElementaryEffects const effects = effects_of(model, {.trajectories = 10, .replications = 2, .seed = 1000 + trial});
    found += morris_measures(effects, {.seed = 1, .resamples = 20}).front().is_distinguishable ? 1 : 0;
  }

  EXPECT_LT(found, (0.05 + 4 * std::sqrt(0.05 * 0.95 / trials)) * trials);
}

// 40 trajectories, luck 1, R = 2: an effect has a s.d. of 2, its mean one of 0.32, so that 2 is 6 of it.
TEST(MorrisMeasures, Tell_an_effect_from_luck_by_its_mean) {
  LuckyModel const model{.quantities = 2, .f = linear, .luck = 1};

  std::vector<MorrisMeasures> const measures =
      morris_measures(effects_of(model, {.trajectories = 40, .replications = 2, .seed = 6}), few_resamples);

  EXPECT_TRUE(measures[0].is_distinguishable);
  EXPECT_TRUE(measures[1].is_distinguishable);
}

// The effect of u_0 is 12 (u_1 - 1/2): its mean is 0, its mean square 12. Luck's is 4, and a mean of 40 squares has a
// s.d. of 2 or so. Would catch: a test of the mean alone.
TEST(MorrisMeasures, Tell_an_effect_from_luck_by_its_squares_where_its_mean_is_0) {
  LuckyModel const model{
      .quantities = 2, .f = [](std::vector<double> const& u) { return 12 * (u[0] - 0.5) * (u[1] - 0.5); }, .luck = 1};

  MorrisMeasures const measures =
      morris_measures(effects_of(model, {.trajectories = 40, .replications = 2, .seed = 7}), few_resamples)[0];

  EXPECT_FALSE(measures.mean.excludes_zero());
  EXPECT_TRUE(measures.is_distinguishable);
  EXPECT_NEAR(measures.spread.value, std::sqrt(12),
              1.2);  // 4 s.d. of the square are 8, and the root has half of its share
}

// Would catch: a t-interval where nothing is left to chance: one effect in 10 says that there is one.
TEST(MorrisMeasures, Without_luck_any_effect_tells) {
  MorrisMeasures const rare = morris_measures({1, {0, 0, 0, 0.5}, {0, 0, 0, 0}}, few_resamples).front();
  MorrisMeasures const none = morris_measures({1, {0, 0, 0, 0}, {0, 0, 0, 0}}, few_resamples).front();

  EXPECT_TRUE(rare.is_distinguishable);
  EXPECT_FALSE(rare.mean.excludes_zero());
  EXPECT_FALSE(none.is_distinguishable);
}

TEST(MorrisMeasures, Leave_out_effects_that_miss_a_run) {
  std::array<double, 6> const runs{10, 12, missing, 5, 4, 8};
  std::array<MorrisMove, 4> const moves{{{0, 0.5}, {1, 0.5}, {0, 0.5}, {1, 0.5}}};

  std::vector<MorrisMeasures> const measures = morris_measures(elementary_effects(runs, moves, 2, 1), few_resamples);

  EXPECT_EQ(measures[0].mean.n, 2);
  EXPECT_EQ(measures[0].mean_absolute.value, 3);
  EXPECT_EQ(measures[1].mean.n, 1);
  EXPECT_EQ(measures[1].mean_absolute.value, 8);
  EXPECT_TRUE(std::isnan(measures[1].mean_absolute.lower));
}

TEST(MorrisMeasures, Are_missing_without_any_trajectory) {
  MorrisMeasures const measures = morris_measures({1, {missing, missing}, {missing, missing}}, few_resamples).front();

  EXPECT_TRUE(std::isnan(measures.mean_absolute.value));
  EXPECT_TRUE(std::isnan(measures.root_mean_square.value));
  EXPECT_FALSE(measures.is_distinguishable);
}

// u_0 squared without luck, 20 trajectories: mu* = 3 (2 u_low + 1/2), u_low uniform in (0, 1/2), is 3. Bounds hold it
// in 94.5 % of 2000 other designs; 500 have a s.e. of 0.010, and 0.90 is 4.4 s.e. below, P(false alarm) = 1e-5. Would
// catch: effects resampled one by one with those of other quantities.
TEST(MorrisMeasures, Bounds_of_mu_star_hold_it_nearly_as_often_as_they_say) {
  constexpr int trials = 500;
  LuckyModel const model{.quantities = 2, .f = [](std::vector<double> const& u) { return 3 * u[0] * u[0] + u[1]; }};
  int covered = 0;

  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    ElementaryEffects const effects = effects_of(model, {.trajectories = 20, .seed = 5000 + trial});
    Estimate const bounds = morris_measures(effects, {.seed = trial, .resamples = 200})[0].mean_absolute;
    covered += bounds.lower <= 3 && 3 <= bounds.upper ? 1 : 0;
  }

  EXPECT_GT(covered, 0.90 * trials);
  EXPECT_LT(covered, 0.99 * trials);
}

}  // namespace
}  // namespace detente
