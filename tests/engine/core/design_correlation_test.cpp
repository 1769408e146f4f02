#include "engine/core/design.hpp"
#include "engine/statistics/estimate.hpp"
#include "tests/engine/core/identities.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace detente {
namespace {

using Pairs = std::vector<RankCorrelation>;

constexpr std::uint32_t correlated_samples = 4096, correlated_batch = 64;

DesignSpec spec_of(DesignKind kind, Pairs const& correlations) {
  return {.kind = kind,
          .seed = 11,
          .samples = correlated_samples,
          .batch = kind == DesignKind::mc ? 0 : correlated_batch,
          .identities = identities(6),
          .correlations = correlations};
}

constexpr std::array sampling_kinds{DesignKind::mc, DesignKind::lhs, DesignKind::sobol};

std::vector<double> column(Design const& design, int quantity, std::uint32_t first = 0,
                           std::uint32_t count = correlated_samples) {
  std::vector<double> list;
  for (std::uint32_t sample = first; sample < first + count; ++sample) list.push_back(design.uniform(sample, quantity));
  return list;
}

// n = 4096 samples, false alarm below 6e-5 each. The standard error of a rank correlation rho is 1.1 (1 -
// rho^2)/sqrt(n) at most, by chance; measured over 40 seeds and more, 0.6 of that at most in hypercubes and in Sobol'
// sets. Ranks of hypercubes fall short by up to 0.01 in batches of 64.
double tolerance(DesignKind kind, double rank) {
  double const by_chance = 1.1 * (1 - rank * rank) / std::sqrt(double{correlated_samples});
  if (kind == DesignKind::mc) return 4 * by_chance;
  return 4 * 0.6 * by_chance + (kind == DesignKind::lhs ? 0.01 : 0);
}

// Would catch: the wanted number taken for the linear correlation, a lost sign, the scores of the wrong quantity.
TEST(DesignCorrelation, Pairs_have_the_rank_correlation_that_is_wanted) {
  for (DesignKind const kind : sampling_kinds) {
    Design const design(spec_of(kind, {{0, 1, 0.7}, {4, 2, -0.5}}));

    EXPECT_NEAR(rank_correlation(column(design, 0), column(design, 1)), 0.7, tolerance(kind, 0.7)) << design_name(kind);
    EXPECT_NEAR(rank_correlation(column(design, 2), column(design, 4)), -0.5, tolerance(kind, 0.5))
        << design_name(kind);
    EXPECT_NEAR(rank_correlation(column(design, 1), column(design, 2)), 0, tolerance(DesignKind::mc, 0))
        << design_name(kind);
  }
}

TEST(DesignCorrelation, Three_quantities_have_all_their_correlations) {
  for (DesignKind const kind : sampling_kinds) {
    Design const design(spec_of(kind, {{1, 3, 0.6}, {3, 5, -0.4}, {1, 5, 0.3}}));

    EXPECT_NEAR(rank_correlation(column(design, 1), column(design, 3)), 0.6, tolerance(kind, 0.6)) << design_name(kind);
    EXPECT_NEAR(rank_correlation(column(design, 3), column(design, 5)), -0.4, tolerance(kind, 0.4))
        << design_name(kind);
    EXPECT_NEAR(rank_correlation(column(design, 1), column(design, 5)), 0.3, tolerance(kind, 0.3)) << design_name(kind);
  }
}

// Would catch: strata that two samples share after rearranging, places in them drawn anew.
TEST(DesignCorrelation, Rearranges_the_values_of_a_hypercube_within_each_batch) {
  Design const free(spec_of(DesignKind::lhs, {}));
  Design const correlated(spec_of(DesignKind::lhs, {{1, 3, 0.6}, {3, 5, -0.4}, {1, 5, 0.3}}));

  for (std::uint32_t first = 0; first < 8 * correlated_batch; first += correlated_batch) {
    for (int quantity = 0; quantity < 6; ++quantity) {
      std::vector<double> before = column(free, quantity, first, correlated_batch);
      std::vector<double> after = column(correlated, quantity, first, correlated_batch);
      std::sort(before.begin(), before.end());
      std::sort(after.begin(), after.end());
      ASSERT_EQ(before, after) << first << ", " << quantity;
    }
  }
}

// n = 4096 in 16 intervals, chi-square with 15 degrees of freedom, false alarm 1e-5 each. Would catch: scores whose
// variance is not 1, which pile up in the middle or at the ends.
TEST(DesignCorrelation, Leaves_every_quantity_uniform) {
  double const bound = quantile(complement(boost::math::chi_squared(15), 1e-5));
  for (DesignKind const kind : sampling_kinds) {
    Design const design(spec_of(kind, {{0, 1, 0.9}, {1, 2, -0.3}}));
    for (int const quantity : {1, 2}) {
      std::array<int, 16> counts{};
      for (double const u : column(design, quantity)) ++counts[static_cast<std::size_t>(u * 16)];
      double sum = 0;
      for (int const count : counts)
        sum += std::pow(count - correlated_samples / 16.0, 2) / (correlated_samples / 16.0);

      EXPECT_LT(sum, bound) << design_name(kind) << ", " << quantity;
    }
  }
}

TEST(DesignCorrelation, Changes_no_draw_of_the_first_of_a_group_nor_of_those_in_no_pair) {
  for (DesignKind const kind : sampling_kinds) {
    Design const free(spec_of(kind, {}));
    Design const correlated(spec_of(kind, {{1, 3, 0.6}, {3, 4, 0.5}}));

    for (int const quantity : {0, 1, 2, 5})
      EXPECT_EQ(column(free, quantity), column(correlated, quantity)) << design_name(kind) << ", " << quantity;
    EXPECT_NE(column(free, 3), column(correlated, 3)) << design_name(kind);
    EXPECT_NE(column(free, 4), column(correlated, 4)) << design_name(kind);
  }
}

TEST(DesignCorrelation, Correlations_with_later_quantities_change_no_earlier_draw) {
  for (DesignKind const kind : sampling_kinds) {
    Design const before(spec_of(kind, {{1, 3, 0.6}}));
    Design const after(spec_of(kind, {{1, 3, 0.6}, {3, 5, 0.5}}));

    EXPECT_EQ(column(before, 3), column(after, 3)) << design_name(kind);
  }
}

}  // namespace
}  // namespace detente
