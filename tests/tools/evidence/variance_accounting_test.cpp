#include "tools/evidence/variance_accounting.hpp"

#include "engine/config/config_tree.hpp"
#include "engine/core/keyed_draws.hpp"
#include "models/input_sampler.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace detente {
namespace {

using OutcomeOfToy = double (*)(double x1, double x2, double luck);

/// An outcome of two uncertain numbers and luck, all independent with mean 0 and variance 1.
struct Toy {
  OutcomeOfToy outcome;
  std::int64_t samples = 4096;
  int replications = 2;
  std::uint64_t seed = 1;
};

/// Which draws an ensemble is made of.
struct Identities {
  std::uint64_t x1, x2, luck;
};

constexpr Identities first_draws{1, 2, 1000}, x1_kept{1, 22, 2000}, x2_kept{11, 2, 3000};

SampleMoments ensemble(Toy const& toy, Identities const& identities) {
  std::vector<double> runs;
  for (std::int64_t k = 0; k < toy.samples; ++k) {
    auto const draw = [&](std::uint64_t identity) {
      return std::sqrt(3.0) * (2 * keyed_uniform(toy.seed, static_cast<std::uint32_t>(k), identity) - 1);
    };
    for (int replication = 0; replication < toy.replications; ++replication) {
      std::uint64_t const luck = identities.luck + static_cast<std::uint64_t>(replication);
      runs.push_back(toy.outcome(draw(identities.x1), draw(identities.x2), draw(luck)));
    }
  }
  return sample_moments(runs, toy.replications);
}

VarianceShares shares_of(Toy const& toy) {
  return variance_shares(ensemble(toy, first_draws), {ensemble(toy, x1_kept), ensemble(toy, x2_kept)});
}

/// x1, x2, interactions, chance.
std::array<Estimate, 4> all_of(VarianceShares const& shares) {
  return {shares.groups[0], shares.groups[1], shares.interactions, shares.chance};
}

double sum_linear(double x1, double x2, double luck) { return 10 + 2 * x1 + x2 + 2 * luck; }
double sum_and_product(double x1, double x2, double luck) { return x1 + x2 + 2 * x1 * x2 + luck; }
double luck_alone(double, double, double luck) { return luck; }

// Shares of 4 + 1 + 4 = 9. Standard errors of 4096 samples: 0.009, 0.012, 0.014 and 0.006; tolerances four.
// Would catch: chance in the means of two runs that is not taken off (2 of 11: interactions 0.18), groups that changed
// places, shares of V_theta instead of V.
TEST(VarianceShares, Of_a_sum_are_its_squared_coefficients) {
  VarianceShares const shares = shares_of({sum_linear});

  EXPECT_NEAR(shares.mean.value, 10, 0.1);
  EXPECT_NEAR(shares.variance, 9, 0.4);
  EXPECT_NEAR(shares.groups[0].value, 4.0 / 9, 0.036);
  EXPECT_NEAR(shares.groups[1].value, 1.0 / 9, 0.048);
  EXPECT_NEAR(shares.interactions.value, 0, 0.056);
  EXPECT_NEAR(shares.chance.value, 4.0 / 9, 0.024);
  EXPECT_NEAR(shares.uncertain.value, 5.0 / 9, 0.024);
  EXPECT_EQ(shares.mean.n, 4096);
}

// Shares of 1 + 1 + 4 + 1 = 7. Standard errors of 4096 samples: 0.019, 0.019, 0.026 and 0.003; tolerances four.
// Would catch: an index of all that a group takes part in (5/7) in place of what it does alone (1/7).
TEST(VarianceShares, What_two_groups_do_together_is_of_neither) {
  VarianceShares const shares = shares_of({sum_and_product});

  EXPECT_NEAR(shares.groups[0].value, 1.0 / 7, 0.076);
  EXPECT_NEAR(shares.groups[1].value, 1.0 / 7, 0.076);
  EXPECT_NEAR(shares.interactions.value, 4.0 / 7, 0.104);
  EXPECT_NEAR(shares.chance.value, 1.0 / 7, 0.012);
}

// Standard error of 4096 samples: 0.009; tolerance four. Would catch: a spread of chance that is put down to what is
// uncertain.
TEST(VarianceShares, Pure_noise_is_all_chance) {
  VarianceShares const shares = shares_of({luck_alone});

  EXPECT_NEAR(shares.chance.value, 1, 0.036);
  EXPECT_LE(shares.uncertain.lower, 0);
  EXPECT_LE(shares.groups[0].lower, 0);
  EXPECT_LE(shares.groups[1].lower, 0);
}

// That the test above can fail: a second ensemble in the luck of the first.
TEST(VarianceShares, Luck_that_is_shared_would_show_as_a_group) {
  Toy const toy{luck_alone};

  VarianceShares const shares = variance_shares(ensemble(toy, first_draws), {ensemble(toy, {1, 22, first_draws.luck})});

  EXPECT_GT(shares.groups[0].lower, 0.3);
}

TEST(VarianceShares, Sum_to_one) {
  for (Toy const& toy : {Toy{sum_linear, 64}, Toy{sum_and_product, 64}, Toy{luck_alone, 64, 3}}) {
    double sum = 0;
    for (Estimate const& share : all_of(shares_of(toy))) sum += share.value;
    EXPECT_NEAR(sum, 1, thousands_of_roundings);
  }
}

/// Intervals of 400 toys of 256 samples, against the true shares. Coverage has a standard error of 0.011, the spread of
/// the estimates one of 3.5 %; four of each are allowed, and the mean of the estimates four of its own.
void expect_honest_intervals(OutcomeOfToy outcome, std::array<double, 4> const& truth) {
  constexpr int toys = 400;
  std::array<std::vector<double>, 4> values;
  std::array<double, 4> covered{};
  std::array<double, 4> half_widths{};
  for (int k = 0; k < toys; ++k) {
    std::array<Estimate, 4> const shares = all_of(shares_of({outcome, 256, 2, static_cast<std::uint64_t>(k)}));
    for (std::size_t which = 0; which < shares.size(); ++which) {
      Estimate const& share = shares[which];
      values[which].push_back(share.value);
      covered[which] += (share.lower <= truth[which] && truth[which] <= share.upper ? 1.0 : 0.0) / toys;
      half_widths[which] += (share.upper - share.lower) / 2 / toys;
    }
  }
  for (std::size_t which = 0; which < truth.size(); ++which) {
    Estimate const mean = mean_interval(values[which]);
    double const standard_error = (mean.upper - mean.lower) / 2 / 1.966;  // t, 399
    double const spread = standard_error * std::sqrt(double{toys});
    EXPECT_NEAR(covered[which], 0.95, 0.044) << which;
    EXPECT_NEAR(mean.value, truth[which], 4 * standard_error) << which;
    EXPECT_NEAR(half_widths[which] / (1.969 * spread), 1, 0.14) << which;  // t, 255
  }
}

// Would catch: intervals of runs taken for samples, or of the numerator alone; a bias of the ratio.
TEST(VarianceShares, Intervals_hold_the_true_share_in_95_of_100_toys) {
  expect_honest_intervals(sum_linear, {4.0 / 9, 1.0 / 9, 0, 4.0 / 9});
  expect_honest_intervals(sum_and_product, {1.0 / 7, 1.0 / 7, 4.0 / 7, 1.0 / 7});
}

// Would catch: a missing run that makes all shares missing, or one whose sample is left out of one ensemble alone.
TEST(VarianceShares, Leave_out_samples_with_a_missing_run) {
  Toy const toy{sum_linear, 64};
  SampleMoments first = ensemble(toy, first_draws);
  std::vector<SampleMoments> seconds{ensemble(toy, x1_kept), ensemble(toy, x2_kept)};
  first.means[63] = 1000;
  std::vector<double> const runs{1, std::nan(""), 2, 4};
  seconds[1].means[63] = sample_moments(runs, 2).means[0];

  VarianceShares const shares = variance_shares(first, seconds);
  VarianceShares const expected = shares_of({sum_linear, 63});

  EXPECT_EQ(shares.chance.n, 63);
  for (std::size_t which = 0; which < 4; ++which) {
    EXPECT_DOUBLE_EQ(all_of(shares)[which].value, all_of(expected)[which].value);
    EXPECT_DOUBLE_EQ(all_of(shares)[which].upper, all_of(expected)[which].upper);
  }
  EXPECT_EQ(sample_moments(runs, 2).means[1], 3);
  EXPECT_EQ(sample_moments(runs, 2).variances[1], 2);
}

// 400 toys of 256 samples in which luck alone brings a rare event, once in 50 runs. Standard error of the coverage:
// 0.011 at 0.95; four are allowed. Would catch: intervals that shrink to nothing just below 0 where no sample has the
// event in both ensembles.
TEST(VarianceShares, Intervals_hold_the_0_of_a_rare_outcome) {
  OutcomeOfToy const rare = [](double, double, double luck) { return luck > std::sqrt(3.0) * 0.96 ? 1.0 : 0.0; };
  int covered = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Estimate const share = shares_of({rare, 256, 2, seed}).groups[0];
    covered += share.lower <= 0 && share.upper >= 0 ? 1 : 0;
  }
  EXPECT_GE(covered, 400 * (0.95 - 0.044));
}

// One sample in a hundred differs, in one run of two: with 4096 samples in each of three ensembles, some 120 in which
// something varies. Would catch: an outcome that a handful of runs decide, whose shares are shown like others.
TEST(VarianceShares, Tell_how_many_samples_a_rare_outcome_rests_on) {
  Toy const rare{[](double, double, double luck) { return luck > std::sqrt(3.0) * 0.99 ? 1.0 : 0.0; }};
  Toy const once{[](double, double, double luck) { return luck > std::sqrt(3.0) * 0.9998 ? 1.0 : 0.0; }};

  EXPECT_NEAR(shares_of(rare).effective_samples, 120, 44);
  EXPECT_LT(shares_of(once).effective_samples, fewest_effective_samples);
  EXPECT_GT(shares_of({sum_linear}).effective_samples, 2000);
}

// Would catch: rounding that is taken for a spread.
TEST(VarianceShares, Are_unknown_where_nothing_varies_or_nothing_is_left) {
  VarianceShares const constant = shares_of({[](double, double, double) { return 0.1; }, 64, 3});
  VarianceShares const single = shares_of({sum_linear, 1});

  EXPECT_NEAR(constant.mean.value, 0.1, 1e-15);
  EXPECT_EQ(constant.variance, 0);
  EXPECT_TRUE(std::isnan(constant.chance.value));
  EXPECT_TRUE(std::isnan(single.groups[1].value));
}

Experiment uncertain_experiment() {
  return read_experiment(ConfigTree::load(DETENTE_SOURCE_DIR "/configs/western_balkans/experiments/uncertain.yaml"),
                         [](ConfigTree& tree) {
                           tree.set("uncertainties",
                                    "{from_evidence: [governance, procurement, escalation, region], "
                                    "escalation.b_ten: {distribution: triangular, min: 1.0, mode: 2.0, max: 3.0}}");
                         });
}

// Would catch: a group whose numbers move too, a number that stays as it is in all ensembles, luck that stays.
TEST(WithGroupKept, Draws_all_other_numbers_and_the_luck_anew) {
  Experiment const first = uncertain_experiment();
  std::vector<double> const usual = input_values(first.model.arms.front().inputs);
  Uncertainty const& known = first.model.uncertainty;
  InputSampler const sampler(known);
  std::vector<std::string> const groups = evidence_groups(known);
  EXPECT_EQ(groups, (std::vector<std::string>{"estimated", "literature", "judgement", "region", "experiment"}));

  for (std::string const& group : groups) {
    Experiment const second = with_group_kept(first, group);
    InputSampler const again(second.model.uncertainty);
    EXPECT_NE(second.result.seed, first.result.seed);
    EXPECT_TRUE(second.result.parameters.empty());
    for (std::size_t k = 0; k < known.quantities.size(); ++k) {
      UncertainQuantity const& quantity = known.quantities[k];
      bool const has_no_room = sampler.value(k, usual, 7) == sampler.value(k, usual, 8);  // an index at its end
      if (has_no_room) continue;
      bool const is_same = sampler.value(k, usual, 7) == again.value(k, usual, 7);
      EXPECT_EQ(is_same, evidence_group(quantity) == group) << quantity.key << " for " << group;
    }
  }
}

// Would catch: a fit that counts as nothing, or rows in order that stay when all else is drawn anew.
TEST(WithGroupKept, Keeps_or_redraws_a_posterior_as_a_whole) {
  Experiment first;
  UncertainQuantity fitted;
  fitted.status = "estimated";
  fitted.moves = UncertainQuantity::Moves::together;
  UncertainQuantity judged;
  judged.status = "judgement";
  first.model.uncertainty.quantities = {fitted, judged};
  first.model.uncertainty.posterior = {.numbers = {0}, .rows = {{1}, {2}}, .is_in_order = true, .identity = 9};

  Posterior const kept = with_group_kept(first, "estimated").model.uncertainty.posterior;
  Posterior const redrawn = with_group_kept(first, "judgement").model.uncertainty.posterior;

  EXPECT_TRUE(kept.is_in_order);
  EXPECT_EQ(kept.identity, 9U);
  EXPECT_FALSE(redrawn.is_in_order);
  EXPECT_NE(redrawn.identity, 9U);
}

}  // namespace
}  // namespace detente
