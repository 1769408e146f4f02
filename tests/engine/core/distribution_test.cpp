#include "engine/core/distribution.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/standard_normal.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace detente {
namespace {

using Kind = Distribution::Kind;

// A triangular law comes to its ends as the root of the probability, at most 7e-6 from them here; the others are
// nearer.
TEST(Distribution, Runs_from_its_lowest_to_its_highest_value) {
  for (Kind const kind : {Kind::uniform, Kind::triangular, Kind::normal}) {
    for (bool const logarithmic : {false, true}) {
      Distribution const law{.kind = kind, .lowest = 0.5, .highest = 4, .mode = 1, .is_logarithmic = logarithmic};

      EXPECT_NEAR(law.quantile(1e-12), 0.5, 1e-5);
      EXPECT_NEAR(law.quantile(1 - 1e-12), 4, 1e-5);
      EXPECT_GE(law.quantile(1e-300), 0.5);
    }
  }
}

TEST(Distribution, Triangular_law_has_its_mode_where_the_density_peaks) {
  Distribution const law{.kind = Kind::triangular, .lowest = 0, .highest = 4, .mode = 1};

  EXPECT_DOUBLE_EQ(law.quantile(0.25), 1);                // (mode - lowest) / (highest - lowest)
  EXPECT_NEAR(law.quantile(0.25 / 4), 0.5, 1e-15);        // below the mode the law is quadratic
  EXPECT_NEAR(law.quantile(1 - 0.75 / 9), 4 - 1, 1e-15);  // above it too
}

TEST(Distribution, Logarithmic_law_is_the_law_of_the_logarithm) {
  Distribution const law{.kind = Kind::uniform, .lowest = 0.01, .highest = 100, .mode = 1, .is_logarithmic = true};

  EXPECT_NEAR(law.quantile(0.5), 1, tens_of_roundings);
  EXPECT_NEAR(law.quantile(0.25), 0.1, few_roundings);
}

TEST(Distribution, Normal_law_holds_its_middle_95_percent_between_its_ends) {
  Distribution const law{.kind = Kind::normal, .lowest = -1.959963984540054, .highest = 1.959963984540054};

  EXPECT_NEAR(law.quantile(0.5), 0, 1e-15);
  EXPECT_NEAR(law.quantile(0.25), normal_quantile(0.025 + 0.95 * 0.25), 1e-14);  // truncated at both ends
}

TEST(Distribution, Says_what_it_is) {
  EXPECT_EQ((Distribution{.kind = Kind::uniform, .lowest = 0.5, .highest = 2}.text()), "uniform 0.5 to 2");
  EXPECT_EQ((Distribution{.kind = Kind::normal, .lowest = 0.04, .highest = 0.1, .is_logarithmic = true}.text()),
            "log-normal, 95 % within 0.04 to 0.1, truncated there");
}

// n = 100,000; the mean of a uniform has the standard error 0.000913; 4 of them: false alarm 6e-5. Would catch: words
// put together so that some bits are always 0.
TEST(DesignUniform, Has_the_mean_and_spread_of_a_uniform) {
  constexpr int n = 100'000;
  double sum = 0;
  double squares = 0;
  for (std::uint32_t sample = 0; sample < n; ++sample) {
    double const u = keyed_uniform(20261122, sample, stable_hash("escalation.b_ten"));
    sum += u;
    squares += (u - 0.5) * (u - 0.5);
  }

  EXPECT_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(squares / n, 1.0 / 12, 4 * std::sqrt((1.0 / 80 - 1.0 / 144) / n));  // variance of (u - 1/2)^2
}

// n = 10,000 pairs; the correlation has the standard error 0.01. Would catch: the key of a number left out of its draw.
TEST(DesignUniform, Gives_every_number_and_every_seed_its_own_luck) {
  constexpr int n = 10'000;
  double with_other_number = 0;
  double with_other_seed = 0;
  for (std::uint32_t sample = 0; sample < n; ++sample) {
    double const u = keyed_uniform(1, sample, 7) - 0.5;
    with_other_number += u * (keyed_uniform(1, sample, 8) - 0.5);
    with_other_seed += u * (keyed_uniform(2, sample, 7) - 0.5);
  }

  EXPECT_NEAR(12 * with_other_number / n, 0, 0.04);
  EXPECT_NEAR(12 * with_other_seed / n, 0, 0.04);
}

}  // namespace
}  // namespace detente
