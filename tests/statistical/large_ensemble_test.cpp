// The distribution of a whole ensemble against an independent implementation of the same equations with other luck.

#include "tests/statistical/reference_ensemble.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr int runs = 65'536;

// n = 65,536 runs against 8,000 of theirs, whose error is now nearly all of it: half the error of the fast test. Some
// 200 outcomes at 4.5 standard errors: P(false alarm) = 200 x 6.8e-6 = 0.0014, and the seed is fixed. Would catch: any
// rate, share or count of the model that is off by about a twentieth of a standard deviation.
TEST(LargeEnsemble, Means_of_all_outcomes_agree_with_an_independent_implementation) {
  std::map<std::string, double> const z = compare_means(simulate(runs, 20261122));

  double sum_of_squares = 0;
  for (auto const& [name, one] : z) {
    EXPECT_LT(std::abs(one), 4.5) << name;
    sum_of_squares += one * one;
  }
  EXPECT_GT(z.size(), 190U);
  // Over about 60 independent dimensions the mean square of z has a standard error of about 0.2.
  EXPECT_LT(sum_of_squares / static_cast<double>(z.size()), 1.8);
}

// n = 65,536 runs; share of runs with open conflict 1.5 %: normal approximation at 4.5 s.e. of the difference.
TEST(LargeEnsemble, Open_conflict_is_as_rare_as_elsewhere) {
  Golden const theirs = read_golden().at("open_conflict");
  std::vector<double> const ours = simulate(runs, 20261122).at("open_conflict");

  double count = 0;
  for (double const one : ours) count += one;
  double const share = count / runs;

  EXPECT_NEAR(share, theirs.mean, 4.5 * std::sqrt(theirs.mean * (1 - theirs.mean) * (1 / their_runs + 1.0 / runs)));
}

}  // namespace
}  // namespace detente
