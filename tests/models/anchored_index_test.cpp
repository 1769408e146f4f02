#include "models/anchored_index.hpp"

#include "engine/core/keyed_draws.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace detente {
namespace {

using Single = Pack<double, 1>;
using Wide = Pack<double, 16>;

Single one(double value) { return Single::Constant(value); }

constexpr int chain_slots = 64;
constexpr int chains = chain_slots * 16;

/// A mean over chains with its standard error, from the spread of the chains' own means over time.
struct Estimate {
  double mean, standard_error;
};

/// Runs independent chains of relax at a constant target, each from the target, and averages f(x) over the months after
/// the burn-in.
Estimate average(double target, double rate, double vol, int burn_in, int months,
                 std::function<Wide(Wide const&)> const& f) {
  std::vector<DrawSlot> slots;
  for (int k = 0; k < chain_slots; ++k)
    slots.push_back({8, stable_hash("chain " + std::to_string(k)), DrawKind::normal});
  Draws<double, 16> draws(2026, slots);
  LaneKeys<16> keys{};
  for (int lane = 0; lane < 16; ++lane) keys.sample[lane] = static_cast<std::uint32_t>(lane);
  draws.assign(keys);
  Wide const m = Wide::Constant(target);
  Wide const share = rho(Wide(Wide::Constant(rate)));
  Wide const scale = noise_scale_of(Wide(Wide::Constant(vol)));
  std::vector<Wide> x(chain_slots, m);
  std::vector<Wide> sum(chain_slots, Wide::Zero());
  for (int month = 0; month < burn_in + months; ++month) {
    draws.begin_month(month);
    for (int k = 0; k < chain_slots; ++k) {
      x[k] = relax(x[k], m, share, scale, draws[k]);
      if (month >= burn_in) sum[k] += f(x[k]);
    }
  }
  double total = 0, squares = 0;
  for (Wide const& s : sum) {
    total += (s / months).sum();
    squares += (s / months).square().sum();
  }
  double const mean = total / chains;
  return {mean, std::sqrt((squares / chains - mean * mean) / (chains - 1))};
}

/// (R2).
double stationary_variance(double m, double rate, double vol) {
  double const left = std::exp(-rate / 12);
  double const s = vol * vol / 12;
  return s * m * (1 - m) / (1 - left * left + s);
}

/// Variance of the Beta law of the diffusion in continuous time.
double beta_variance(double m, double rate, double vol) { return m * (1 - m) / (2 * rate / (vol * vol) + 1); }

// Would catch: a step with the wrong sign, without the root, or with dt in place of its root.
TEST(Relax, R1_pulls_towards_the_target_and_is_kicked_by_noise) {
  Single const scale = noise_scale_of(one(0.24));

  double const next = relax(one(0.3), one(0.7), one(0.05), scale, one(1.5))[0];

  double const kick = 0.24 * std::sqrt(0.3 * 0.7 / 12) * 1.5;
  EXPECT_NEAR(next, 0.3 + 0.05 * 0.4 + kick, 1e-15);  // rounding
}

TEST(Relax, R1_without_noise_approaches_exponentially) {
  Single x = one(0.9);
  Single const share = rho(one(0.5));

  for (int month = 0; month < 60; ++month) x = relax(x, one(0.2), share, one(0), one(0));

  EXPECT_NEAR(x[0], 0.2 + 0.7 * std::exp(-0.5 * 5), 1e-14);  // 60 roundings
}

TEST(Relax, R1_rests_at_its_target) { EXPECT_EQ(relax(one(0.37), one(0.37), one(0.05), one(0.1), one(0))[0], 0.37); }

TEST(Relax, R1_is_not_kicked_at_the_bounds) {
  EXPECT_EQ(relax(one(0), one(0), one(0.05), one(5), one(3))[0], 0.0);
  EXPECT_EQ(relax(one(1), one(1), one(0.05), one(5), one(-3))[0], 1.0);
}

// Would catch: a missing clip, or the root of a negative number just outside the bounds.
TEST(Relax, R1_stays_within_the_bounds_whatever_the_kick) {
  for (double const x : {0.0, 1e-9, 0.5, 1 - 1e-9, 1.0}) {
    for (double const eps : {-40.0, 40.0}) {
      double const next = relax(one(x), one(0.5), one(1), one(300), one(eps))[0];
      EXPECT_TRUE(next >= 0 && next <= 1) << x << " kicked by " << eps << " gives " << next;
    }
  }
}

TEST(Relax, R1_treats_every_lane_alone) {
  Wide const x = Wide::LinSpaced(16, 0.02, 0.95);
  Wide const target = Wide::LinSpaced(16, 0.9, 0.1);
  Wide const share = Wide::LinSpaced(16, 0.0, 1.0);
  Wide const scale = Wide::LinSpaced(16, 0.5, 0.0);
  Wide const eps = Wide::LinSpaced(16, -3, 3);

  Wide const next = relax(x, target, share, scale, eps);

  for (int lane = 0; lane < 16; ++lane) {
    EXPECT_EQ(next[lane], relax(one(x[lane]), one(target[lane]), one(share[lane]), one(scale[lane]), one(eps[lane]))[0])
        << lane;
  }
}

TEST(Relax, R1_in_single_precision_agrees_lane_by_lane) {
  using Narrow = Pack<float, 16>;
  Narrow const x = Narrow::LinSpaced(16, 0.02F, 0.95F);
  Narrow const target = Narrow::LinSpaced(16, 0.9F, 0.1F);

  Narrow const next =
      relax(x, target, Narrow(Narrow::Constant(0.1F)), Narrow(Narrow::Constant(0.05F)), Narrow(Narrow::Constant(1.5F)));

  for (int lane = 0; lane < 16; ++lane) {
    double const exact = relax(one(x[lane]), one(target[lane]), one(0.1F), one(0.05F), one(1.5))[0];
    EXPECT_NEAR(next[lane], exact, 3e-7) << lane;  // a few roundings of single precision
  }
}

// 1024 chains of 3000 months, autocorrelation time 48 months for the mean and 24 for the variance: standard errors of
// 0.0003 and 0.4 % of the variance. Bounds are 4 standard errors, measured between chains: P(false alarm) = 6e-5 each.
constexpr double tested_target = 0.4, tested_rate = 0.5, tested_vol = 0.15;

// Would catch: noise that pushes, or a pull that is not to the target.
TEST(Relax, R2_stationary_mean_is_the_target) {
  Estimate const mean = average(tested_target, tested_rate, tested_vol, 300, 3000, [](Wide const& x) { return x; });

  EXPECT_LT(mean.standard_error, 0.0005);
  EXPECT_NEAR(mean.mean, tested_target, 4 * mean.standard_error);
}

// Would catch: the noise of another month length, or rho replaced by rate dt (variance 4 % off, 9 standard errors).
TEST(Relax, R2_stationary_variance_is_exact_at_monthly_steps) {
  double const exact = stationary_variance(tested_target, tested_rate, tested_vol);

  Estimate const variance = average(tested_target, tested_rate, tested_vol, 300, 3000,
                                    [](Wide const& x) { return Wide((x - tested_target).square()); });

  EXPECT_LT(variance.standard_error, 0.006 * exact);
  EXPECT_NEAR(variance.mean, exact, 4 * variance.standard_error);
}

TEST(Relax, R2_variance_of_the_Beta_law_is_4_percent_too_small_at_monthly_steps) {
  double const ratio = beta_variance(0.4, 0.5, 0.15) / stationary_variance(0.4, 0.5, 0.15);

  EXPECT_NEAR(ratio, 0.96, 0.002);  // 0.9598
}

TEST(Relax, R2_variance_tends_to_the_Beta_laws_as_steps_shrink) {
  double worst = 1;
  for (double const by : {1.0, 0.1, 0.01}) {  // rate and squared vol shrink together: the same law, smaller steps
    double const off = 1 - beta_variance(0.4, 0.5 * by, 0.15 * std::sqrt(by)) /
                               stationary_variance(0.4, 0.5 * by, 0.15 * std::sqrt(by));
    EXPECT_LT(off, worst) << by;
    worst = off / 9;  // the error is of first order in the step
  }
}

/// P(x < q) of Beta(2, 8), in closed form.
double beta_2_8(double q) { return 1 - std::pow(1 - q, 9) - 9 * q * std::pow(1 - q, 8); }

// At rate 0.05 and vol 0.1 the limit is Beta(2, 8), clearly skewed, and the step is small: the variance differs by 0.4
// %. 1024 chains of 6000 months, autocorrelation time 480 months: standard error about 0.0028. A normal law of the same
// mean and variance would have 0.150 below the tested point, where Beta(2, 8) has 0.109.
TEST(Relax, R2_law_is_Beta_in_the_limit_of_small_steps) {
  double const q = 0.075;

  Estimate const below = average(0.2, 0.05, 0.1, 1500, 6000, [q](Wide const& x) { return less(x, q); });

  EXPECT_LT(below.standard_error, 0.004);
  EXPECT_NEAR(below.mean, beta_2_8(q),
              4 * below.standard_error + 0.002);  // 4 s.e. (6e-5), and 0.002 for the finite step
}

/// An index of one entity that starts at `start`, at rate 0.3 and vol 0.2.
AnchoredIndex<double, 1> index_from(double start) { return {Field<double, 1>{one(start)}, one(0.3), one(0.2)}; }

// Would catch: an anchor that forgets the reference predictor, so that the status quo would drift.
TEST(AnchoredIndex, R3_status_quo_is_at_rest) {
  for (double const start : {0.01, 0.2, 0.5, 0.83, 0.99}) {
    AnchoredIndex<double, 1> index = index_from(start);
    index.anchor(0, one(1.7));

    EXPECT_NEAR(index.target(0, one(1.7))[0], start, 1e-15) << start;  // rounding of logit and sigmoid
    EXPECT_NEAR(index.next(0, one(start), one(1.7), one(0))[0], start, 1e-15) << start;
  }
}

TEST(AnchoredIndex, R3_departure_of_the_predictor_moves_the_log_odds) {
  AnchoredIndex<double, 1> index = index_from(0.2);
  index.anchor(0, one(-0.5));

  double const target = index.target(0, one(0.5))[0];

  double const odds = 0.25 * std::exp(1.0);  // odds of 0.2, times e
  EXPECT_NEAR(target, odds / (1 + odds), 1e-15);
}

TEST(AnchoredIndex, R3_starts_at_the_bounds_are_anchored_just_inside) {
  EXPECT_NEAR(index_from(0).target(0, one(0))[0], 0.01, few_roundings);
  EXPECT_NEAR(index_from(0.004).target(0, one(0))[0], 0.01, few_roundings);
  EXPECT_NEAR(index_from(1).target(0, one(0))[0], 0.99, few_roundings);
}

// Would catch: rates or noise of the wrong scale inside the index.
TEST(AnchoredIndex, R3_next_is_one_step_of_relax_to_the_target) {
  AnchoredIndex<double, 1> const index = index_from(0.4);

  double const next = index.next(0, one(0.6), one(1), one(-0.8))[0];

  double const target = 1 / (1 + 1.5 * std::exp(-1.0));  // odds of 0.4 are 2/3
  double const pull = (1 - std::exp(-0.3 / 12)) * (target - 0.6);
  double const kick = 0.2 * std::sqrt(0.6 * 0.4 / 12) * -0.8;
  EXPECT_NEAR(next, 0.6 + pull + kick, 1e-15);
}

TEST(AnchoredIndex, R3_entities_keep_their_own_anchors) {
  AnchoredIndex<double, 1> index(Field<double, 1>{one(0.2), one(0.7)}, one(0.3), one(0.2));
  index.anchor(1, one(2));

  EXPECT_NEAR(index.target(0, one(0))[0], 0.2, few_roundings);
  EXPECT_NEAR(index.target(1, one(2))[0], 0.7, few_roundings);
}

// Would catch: an overflow of the exponential, which would give no number.
TEST(AnchoredIndex, R3_target_saturates_at_extreme_predictors) {
  AnchoredIndex<double, 1> const index = index_from(0.5);

  EXPECT_EQ(index.target(0, one(1e6))[0], 1.0);
  EXPECT_NEAR(index.target(0, one(-1e6))[0], 0.0, 1e-300);
}

TEST(AnchoredIndex, R3_treats_every_lane_alone) {
  Wide const start = Wide::LinSpaced(16, 0.0, 1.0);
  Wide const rate = Wide::LinSpaced(16, 0.1, 5.0);
  Wide const vol = Wide::LinSpaced(16, 0.3, 0.0);
  Wide const anchor = Wide::LinSpaced(16, -1, 2);
  Wide const eta = Wide::LinSpaced(16, 1, -1);
  AnchoredIndex<double, 16> wide(Field<double, 16>{start}, rate, vol);
  wide.anchor(0, anchor);

  Wide const next = wide.next(0, Wide::LinSpaced(16, 0.9, 0.1), eta, Wide::LinSpaced(16, -2, 2));

  for (int lane = 0; lane < 16; ++lane) {
    AnchoredIndex<double, 1> single(Field<double, 1>{one(start[lane])}, one(rate[lane]), one(vol[lane]));
    single.anchor(0, one(anchor[lane]));
    Wide const x = Wide::LinSpaced(16, 0.9, 0.1);
    Wide const eps = Wide::LinSpaced(16, -2, 2);
    EXPECT_EQ(next[lane], single.next(0, one(x[lane]), one(eta[lane]), one(eps[lane]))[0]) << lane;
  }
}

}  // namespace
}  // namespace detente
