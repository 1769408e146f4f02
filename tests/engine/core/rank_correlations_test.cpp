#include "engine/core/rank_correlations.hpp"

#include "tests/rounding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

namespace detente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

double score_correlation(double rank) { return 2 * std::sin(std::numbers::pi * rank / 6); }

TEST(RankCorrelations, A_pair_takes_the_linear_correlation_of_its_normal_scores) {
  RankCorrelations const correlations(3, {{2, 0, -0.5}});
  double const r = score_correlation(-0.5);

  EXPECT_THAT(correlations.terms(0), IsEmpty());  // the first of its group
  EXPECT_THAT(correlations.terms(1), IsEmpty());  // in no pair
  ASSERT_EQ(correlations.terms(2).size(), 2U);
  EXPECT_EQ(correlations.terms(2)[0].quantity, 0);
  EXPECT_NEAR(correlations.terms(2)[0].weight, r, 1e-15);
  EXPECT_EQ(correlations.terms(2)[1].quantity, 2);
  EXPECT_NEAR(correlations.terms(2)[1].weight, std::sqrt(1 - r * r), 1e-15);
}

/// Correlation of the scores that terms make of independent ones.
double correlation_of(RankCorrelations const& correlations, int a, int b) {
  auto const weight = [&](int quantity, int of) {
    if (correlations.terms(quantity).empty()) return quantity == of ? 1.0 : 0.0;
    double sum = 0;
    for (auto const& term : correlations.terms(quantity)) sum += term.quantity == of ? term.weight : 0.0;
    return sum;
  };
  double sum = 0;
  for (int of = 0; of < 8; ++of) sum += weight(a, of) * weight(b, of);
  return sum;
}

// Would catch: a group that loses a member it is tied to through another, a triangle on the wrong side.
TEST(RankCorrelations, Groups_have_all_their_correlations_and_no_others) {
  RankCorrelations const correlations(8, {{6, 4, 0.6}, {1, 6, -0.4}, {3, 7, 0.9}, {4, 5, 0.3}});

  EXPECT_NEAR(correlation_of(correlations, 4, 6), score_correlation(0.6), 1e-15);
  EXPECT_NEAR(correlation_of(correlations, 1, 6), score_correlation(-0.4), 1e-15);
  EXPECT_NEAR(correlation_of(correlations, 4, 5), score_correlation(0.3), 1e-15);
  EXPECT_NEAR(correlation_of(correlations, 3, 7), score_correlation(0.9), 1e-15);
  EXPECT_NEAR(correlation_of(correlations, 1, 4), 0, 1e-15);
  EXPECT_NEAR(correlation_of(correlations, 5, 6), 0, 1e-15);
  EXPECT_NEAR(correlation_of(correlations, 3, 6), 0, 1e-15);
  EXPECT_NEAR(correlation_of(correlations, 6, 6), 1, 1e-15);
}

double product(std::vector<double> const& a, std::vector<double> const& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// Would catch: a correction that is turned round, which doubles the correlation by chance.
TEST(RankCorrelations, Scores_of_a_batch_have_their_correlation_whatever_chance_does) {
  RankCorrelations const correlations(3, {{0, 2, 0.5}, {1, 2, -0.3}});
  std::vector<std::vector<double>> const columns{
      {-2, -1, 0, 1, 2, -3, 3, 0}, {-1, -2, 1, 0, 2, -3, 0, 3}, {3, 1, -2, 0, -1, 0, 2, -3}};

  std::vector<double> const scores = correlated_scores(correlations.terms(2), columns);

  double const squares = product(columns[0], columns[0]);
  EXPECT_NEAR(product(scores, scores), squares, 1e-13 * squares);
  EXPECT_NEAR(product(scores, columns[0]), score_correlation(0.5) * squares, 1e-13 * squares);
}

TEST(RankCorrelations, Scores_of_too_small_a_batch_keep_what_chance_does) {
  RankCorrelations const correlations(2, {{0, 1, 0.5}});
  double const r = score_correlation(0.5);

  std::vector<double> const scores = correlated_scores(correlations.terms(1), {{-1, 1}, {1, -1}});

  EXPECT_NEAR(scores[0], -r + std::sqrt(1 - r * r), few_roundings);
}

TEST(RankCorrelations, Says_which_pairs_cannot_hold_together) {
  std::vector<RankCorrelation> const pairs{{0, 1, 0.9}, {1, 2, 0.9}, {3, 4, 0.5}};

  EXPECT_THAT(correlation_problems(5, pairs),
              ElementsAre("these rank correlations cannot hold together: quantity 0 with quantity 1 (0.9), quantity 1 "
                          "with quantity 2 (0.9); pairs that "
                          "are not named have 0"));
  EXPECT_THROW(RankCorrelations(5, pairs), std::invalid_argument);
}

// Would catch: a name put in for a position in the finished sentence, where 1 is also the beginning of 12.
TEST(RankCorrelations, Calls_quantities_by_their_names_where_they_have_some) {
  EXPECT_THAT(correlation_problems(3, {{1, 1, 0.2}, {0, 2, 0.1}, {2, 0, 0.1}}, {"speed", "height", "quantity 1"}),
              ElementsAre("height is correlated with itself", "the pair of quantity 1 and speed is named twice"));
}

TEST(RankCorrelations, Says_everything_that_is_wrong_with_pairs) {
  EXPECT_THAT(correlation_problems(3, {{0, 3, 0.5}, {1, 1, 0.2}, {0, 1, 1.0}, {1, 2, 0.1}, {2, 1, 0.1}}),
              ElementsAre(HasSubstr("names quantities 0 and 3 of 3"), HasSubstr("1 is correlated with itself"),
                          HasSubstr("is 1 (it lies between -1 and 1)"), HasSubstr("1 is named twice")));
}

}  // namespace
}  // namespace detente
