#include "engine/core/design.hpp"

#include "engine/core/draws.hpp"
#include "engine/core/keyed_draws.hpp"
#include "tests/engine/core/identities.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

namespace detente {
namespace {

DesignSpec spec_of(DesignKind kind, int quantities, std::int64_t samples, std::int64_t batch = 0) {
  return {.kind = kind, .seed = 20261122, .samples = samples, .batch = batch, .identities = identities(quantities)};
}

/// The three kinds that sample at random, with 256 samples.
std::vector<DesignSpec> sampling_specs(int quantities) {
  return {spec_of(DesignKind::mc, quantities, 256), spec_of(DesignKind::lhs, quantities, 256, 32),
          spec_of(DesignKind::sobol, quantities, 256, 32)};
}

/// Draws of the first quantities, sample by sample.
std::vector<double> draws(Design const& design, std::uint32_t samples, int quantities) {
  std::vector<double> list;
  for (std::uint32_t sample = 0; sample < samples; ++sample)
    for (int quantity = 0; quantity < quantities; ++quantity) list.push_back(design.uniform(sample, quantity));
  return list;
}

/// Mean over a batch of a smooth function of six quantities whose mean over all u is 1.
double batch_mean(Design const& design, std::uint32_t batch, std::uint32_t size) {
  double sum = 0;
  for (std::uint32_t sample = batch * size; sample < (batch + 1) * size; ++sample) {
    double product = 1;
    for (int quantity = 0; quantity < 6; ++quantity) product *= 0.5 + design.uniform(sample, quantity);
    sum += product;
  }
  return sum / size;
}

/// Mean and root mean square of the errors of the means of 128 batches of 128 samples.
struct Errors {
  double mean = 0, root_mean_square = 0;
};

Errors integration_errors(DesignKind kind) {
  constexpr int batches = 128, size = 128;
  Design const design(spec_of(kind, 6, batches * size, kind == DesignKind::mc ? 0 : size));
  Errors errors;
  for (std::uint32_t batch = 0; batch < batches; ++batch) {
    double const error = batch_mean(design, batch, size) - 1;
    errors.mean += error / batches;
    errors.root_mean_square += error * error / batches;
  }
  errors.root_mean_square = std::sqrt(errors.root_mean_square);
  return errors;
}

// Would catch: another counter or key, which would move the numbers of every experiment there is.
TEST(Design, Monte_Carlo_draws_are_those_of_seed_sample_and_identity) {
  Design const design(spec_of(DesignKind::mc, 3, 100));
  auto const key = stable_hash("quantity 2");
  auto const words = threefry4x32(
      {77, 0, 0, 0}, {20261122, 0, static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)});

  EXPECT_EQ(design.uniform(77, 2), keyed_uniform(20261122, 77, key));
  EXPECT_EQ(design.uniform(77, 2), (words[0] * 0x1p20 + (words[1] >> 12) + 0.5) * 0x1p-52);
}

TEST(Design, Latin_hypercube_has_one_sample_in_every_stratum_of_every_quantity_in_each_batch) {
  constexpr std::uint32_t size = 50;
  Design const design(spec_of(DesignKind::lhs, 20, 4 * size, size));

  for (std::uint32_t batch = 0; batch < 4; ++batch) {
    for (int quantity = 0; quantity < 20; ++quantity) {
      std::set<int> strata;
      for (std::uint32_t k = 0; k < size; ++k)
        strata.insert(static_cast<int>(design.uniform(batch * size + k, quantity) * size));
      ASSERT_EQ(strata.size(), size) << batch << ", " << quantity;
    }
  }
}

// Would catch: a batch that repeats another's permutation, quantities that share one.
TEST(Design, Latin_hypercubes_of_batches_and_quantities_differ) {
  Design const design(spec_of(DesignKind::lhs, 2, 200, 100));
  int same_in_batches = 0, same_in_quantities = 0;
  for (std::uint32_t sample = 0; sample < 100; ++sample) {
    int const stratum = static_cast<int>(design.uniform(sample, 0) * 100);
    same_in_batches += stratum == static_cast<int>(design.uniform(sample + 100, 0) * 100);
    same_in_quantities += stratum == static_cast<int>(design.uniform(sample, 1) * 100);
  }

  EXPECT_LE(same_in_batches, 8);  // Poisson of mean 1: more than 8 with probability 1e-6
  EXPECT_LE(same_in_quantities, 8);
}

// n = 20,000, the place in the stratum is uniform: mean 0.5 and mean square 1/3, 4 s.e., false alarm 6e-5 each. Would
// catch: samples in the middle of their strata.
TEST(Design, Latin_hypercube_is_anywhere_in_its_stratum) {
  constexpr int samples = 20000;
  Design const design(spec_of(DesignKind::lhs, 1, samples, 50));
  double sum = 0, squares = 0;
  for (std::uint32_t sample = 0; sample < samples; ++sample) {
    double const place = std::fmod(design.uniform(sample, 0) * 50, 1);
    sum += place;
    squares += place * place;
  }

  EXPECT_NEAR(sum / samples, 0.5, 4 * std::sqrt(1 / 12.0 / samples));
  EXPECT_NEAR(squares / samples, 1 / 3.0, 4 * std::sqrt((1 / 5.0 - 1 / 9.0) / samples));
}

TEST(Design, Sobol_sets_have_one_point_in_every_interval_of_every_dimension) {
  constexpr std::uint32_t size = 64;
  Design const design(spec_of(DesignKind::sobol, 300, 3 * size, size));

  for (std::uint32_t set = 0; set < 3; ++set) {
    for (int quantity = 0; quantity < 300; ++quantity) {
      std::set<int> intervals;
      for (std::uint32_t k = 0; k < size; ++k)
        intervals.insert(static_cast<int>(design.uniform(set * size + k, quantity) * size));
      ASSERT_EQ(intervals.size(), size) << set << ", " << quantity;
    }
  }
}

// Two points of one set, shifted alike, differ in the same bits as the unshifted ones. Would catch: a shift by sample.
TEST(Design, Sobol_sets_are_the_sequence_with_a_shift_of_their_own) {
  Design const design(spec_of(DesignKind::sobol, 3, 64, 16));
  SobolSequence const sequence(3);
  auto const word = [&](std::uint32_t sample) {
    return static_cast<std::uint32_t>(design.uniform(sample, 2) * 0x1p32);
  };

  EXPECT_EQ(word(16 + 5) ^ word(16 + 9), sequence.coordinate(5, 2) ^ sequence.coordinate(9, 2));
  EXPECT_EQ(word(16 + 5) ^ word(16), sequence.coordinate(5, 2));
  EXPECT_NE(word(0), word(16));
}

// The variance of the function is (13/12)^6 - 1, of which a hypercube leaves what is not additive, less 6/12 (Stein
// 1987). n = 128 batches: the root mean square of their errors has a standard error of 1/sqrt(2 n) = 6 %, a little more
// where errors are not normal; 30 % are 4 of them, false alarm 6e-5 each. A Sobol' set's is 8.4 times smaller than
// chance's over 1,000 sets. Would catch: quantities that share a permutation, a dimension or a shift.
TEST(Design, Hypercubes_and_sobol_sets_integrate_a_smooth_function_better_than_chance) {
  double const by_chance = std::sqrt((std::pow(13 / 12.0, 6) - 1) / 128);
  double const by_hypercube = std::sqrt((std::pow(13 / 12.0, 6) - 1 - 6 / 12.0) / 128);

  EXPECT_NEAR(integration_errors(DesignKind::mc).root_mean_square, by_chance, 0.3 * by_chance);
  EXPECT_NEAR(integration_errors(DesignKind::lhs).root_mean_square, by_hypercube, 0.3 * by_hypercube);
  EXPECT_NEAR(integration_errors(DesignKind::sobol).root_mean_square, by_chance / 8.4, 0.3 * by_chance / 8.4);
}

// n = 128 batches, 4 s.e., false alarm 1e-4 each. Would catch: sets without a shift, which miss by the same everywhere.
TEST(Design, Batches_are_right_on_average) {
  for (DesignKind const kind : {DesignKind::lhs, DesignKind::sobol}) {
    Errors const errors = integration_errors(kind);

    EXPECT_LT(std::abs(errors.mean), 4 * errors.root_mean_square / std::sqrt(128.0)) << design_name(kind);
  }
}

TEST(Design, More_samples_and_quantities_change_no_earlier_draw) {
  std::vector<DesignSpec> const few = sampling_specs(5);
  std::vector<DesignSpec> more = sampling_specs(9);

  for (std::size_t k = 0; k < few.size(); ++k) {
    more[k].samples = 1024;

    EXPECT_EQ(draws(Design(few[k]), 256, 5), draws(Design(more[k]), 256, 5)) << design_name(few[k].kind);
  }
}

TEST(Design, Hypercubes_do_not_depend_on_the_order_of_quantities) {
  DesignSpec spec = spec_of(DesignKind::lhs, 3, 64, 32);
  Design const first(spec);
  std::swap(spec.identities[0], spec.identities[2]);
  Design const second(spec);

  EXPECT_EQ(first.uniform(40, 0), second.uniform(40, 2));
  EXPECT_EQ(first.uniform(40, 2), second.uniform(40, 0));
}

TEST(Design, Another_seed_draws_another_sample) {
  for (DesignSpec spec : sampling_specs(3)) {
    std::vector<double> const first = draws(Design(spec), 256, 3);
    spec.seed += std::uint64_t{1} << 32;
    std::vector<double> const second = draws(Design(spec), 256, 3);

    int same = 0;
    for (std::size_t k = 0; k < first.size(); ++k) same += first[k] == second[k];
    EXPECT_EQ(same, 0) << design_name(spec.kind);
  }
}

// Would catch: anything kept from one draw to the next.
TEST(Design, Draws_do_not_depend_on_what_was_drawn_before) {
  for (DesignSpec spec : sampling_specs(4)) {
    spec.correlations = {{1, 3, 0.6}};
    Design const design(spec);
    std::vector<double> const in_order = draws(design, 256, 4);

    for (std::uint32_t k = 0; k < 1024; ++k) {
      std::uint32_t const at = k * 389 % 1024;  // odd: every draw once, in another order
      ASSERT_EQ(design.uniform(at / 4, static_cast<int>(at % 4)), in_order[at]) << design_name(spec.kind);
    }
  }
}

TEST(Design, Draws_lie_between_0_and_1_and_touch_neither) {
  for (DesignSpec const& spec : sampling_specs(40)) {
    for (double const u : draws(Design(spec), 256, 40)) {
      ASSERT_GT(u, 0) << design_name(spec.kind);
      ASSERT_LT(u, 1) << design_name(spec.kind);
    }
  }
}

}  // namespace
}  // namespace detente
