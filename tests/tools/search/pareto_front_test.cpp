#include "tools/search/pareto_front.hpp"

#include "engine/core/keyed_draws.hpp"
#include "engine/core/standard_normal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace detente {
namespace {

using Points = std::vector<std::vector<double>>;
using Positions = std::vector<std::size_t>;

Estimate interval(double lower, double upper) { return {(lower + upper) / 2, lower, upper, 100}; }

TEST(ParetoFront, Dominance_wants_nowhere_more_and_somewhere_less) {
  EXPECT_TRUE(dominates({1, 2}, {1, 3}));
  EXPECT_FALSE(dominates({1, 3}, {1, 2}));
  EXPECT_FALSE(dominates({1, 2}, {1, 2}));
  EXPECT_FALSE(dominates({0, 3}, {1, 2}));
}

TEST(ParetoFront, Holds_what_nothing_dominates_and_equal_points_together) {
  EXPECT_EQ(front_of({{1, 5}, {2, 4}, {2, 5}, {3, 1}, {1, 5}, {4, 4}}), (Positions{0, 1, 3, 4}));
  EXPECT_EQ(front_of({{3}, {1}, {2}, {1}}), (Positions{1, 3}));
  EXPECT_EQ(front_of({{1, 2, 3}, {3, 2, 1}, {2, 2, 2}, {3, 3, 3}}), (Positions{0, 1, 2}));
}

TEST(ParetoFront, A_choice_keeps_the_ends_and_thins_out_where_points_are_dense) {
  Points const front{{0, 10}, {4.9, 5.1}, {5, 5}, {5.1, 4.9}, {10, 0}};

  Positions const chosen = spread_out(front, 3);

  EXPECT_EQ(chosen.size(), 3u);
  EXPECT_EQ(chosen.front(), 0u);
  EXPECT_EQ(chosen.back(), 4u);
}

TEST(ParetoFront, The_dominated_share_is_an_area) {
  EXPECT_DOUBLE_EQ(dominated_share({{0, 0}}, {0, 0}, {2, 4}), 1);
  EXPECT_DOUBLE_EQ(dominated_share({{1, 2}}, {0, 0}, {2, 4}), 0.25);
  EXPECT_DOUBLE_EQ(dominated_share({{0, 2}, {1, 0}}, {0, 0}, {2, 4}), 0.75);
  EXPECT_DOUBLE_EQ(dominated_share({{3, 3}}, {0, 0}, {2, 4}), 0);
  EXPECT_DOUBLE_EQ(dominated_share({{3}, {1}}, {0}, {4}), 0.75);
}

TEST(PairedRelation, Is_better_only_if_no_objective_may_be_worse) {
  EXPECT_EQ(paired_relation({interval(-2, -1), interval(-1, 0)}), PairedRelation::better);
  EXPECT_EQ(paired_relation({interval(1, 2), interval(0, 1)}), PairedRelation::worse);
  EXPECT_EQ(paired_relation({interval(-1, 1), interval(-3, 2)}), PairedRelation::within_noise);
  EXPECT_EQ(paired_relation({interval(-2, -1), interval(-1, 1)}), PairedRelation::open);
  EXPECT_EQ(paired_relation({interval(-2, -1), interval(1, 2)}), PairedRelation::open);
}

TEST(PairedRelation, Says_nothing_from_intervals_that_are_not_known) {
  double const unknown = std::numeric_limits<double>::quiet_NaN();

  EXPECT_EQ(paired_relation({interval(-2, -1), {0, unknown, unknown, 1}}), PairedRelation::open);
}

TEST(NoiseGroups, Join_by_way_of_third_points_and_leave_out_single_ones) {
  auto const near = [](std::size_t a, std::size_t b) {
    bool const is_near = (a == 0 && b == 3) || (a == 3 && b == 5) || (a == 1 && b == 4) || (a == 2 && b == 4);
    return is_near ? PairedRelation::within_noise : PairedRelation::open;
  };

  EXPECT_EQ(noise_groups(6, near), (std::vector<Positions>{{0, 3, 5}, {1, 2, 4}}));
}

/// Paired differences of two points in two objectives, of the given mean, from 200 runs with standard deviation 1.
std::vector<Estimate> differences_with(double mean, int trial, double confidence) {
  std::vector<Estimate> intervals;
  for (std::uint64_t objective = 0; objective < 2; ++objective) {
    std::vector<double> runs;
    for (std::uint32_t run = 0; run < 200; ++run) {
      auto const sample = static_cast<std::uint32_t>(trial) * 200 + run;
      runs.push_back(mean + normal_quantile(keyed_uniform(11, sample, objective)));
    }
    intervals.push_back(mean_interval(runs, confidence));
  }
  return intervals;
}

// 2000 pairs of equal points, two objectives, each interval at 97.5 % so that the pair is told apart in 5 % of cases or
// less: 1 - 0.975^2 = 4.94 %, standard error 0.48 %; bound at 4 of them, false alarm 3e-5. Would catch: 95 % in each
// objective (9.75 %).
TEST(NoiseGroups, Tell_equal_points_apart_as_rarely_as_they_say) {
  int apart = 0;
  for (int trial = 0; trial < 2000; ++trial)
    apart += paired_relation(differences_with(0, trial, 0.975)) == PairedRelation::within_noise ? 0 : 1;

  EXPECT_NEAR(apart / 2000.0, 0.0494, 4 * 0.0048);
}

// 500 pairs that differ by 0.3 standard deviations, 4.2 standard errors, in both objectives: an interval includes 0 in
// 2.4 % of cases, both do in 0.06 %, 0.3 of 500; more than 3 is a false alarm of 2e-4. Would catch: groups that hold
// whatever is near.
TEST(NoiseGroups, Part_points_that_differ_by_far_more_than_their_noise) {
  int together = 0;
  for (int trial = 0; trial < 500; ++trial)
    together += paired_relation(differences_with(-0.3, trial, 0.975)) == PairedRelation::within_noise ? 1 : 0;

  EXPECT_LE(together, 3);
}

}  // namespace
}  // namespace detente
