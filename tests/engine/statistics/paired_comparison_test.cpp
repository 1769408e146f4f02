#include "engine/statistics/paired_comparison.hpp"

#include "engine/core/missing.hpp"
#include "engine/statistics/probability.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace detente {
namespace {

// Hours of sleep gained by ten patients with two drugs: Student 1908, The probable error of a mean.
std::vector<double> const first_drug = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
std::vector<double> const second_drug = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

// Half a unit of the last digit that R prints of p; a unit of that of its bounds.
constexpr double digits_of_p = 5e-7, digits_of_bounds = 1e-7;

// t = 4.0621 with 9 degrees, p = 0.002833, interval 0.70011 to 2.45989, as R's t.test prints it of its data set
// `sleep`.
TEST(PairedComparison, Finds_what_Student_found_of_sleep) {
  PairedComparison const found = paired_comparison(second_drug, first_drug);

  EXPECT_NEAR(found.mean.value, 1.58, 1e-12);
  EXPECT_NEAR(found.mean.lower, 0.7001142, digits_of_bounds);
  EXPECT_NEAR(found.mean.upper, 2.4598858, digits_of_bounds);
  EXPECT_NEAR(found.p_value, 0.002833, digits_of_p);
  EXPECT_NEAR(found.variance_reduction, (3.200556 + 4.009) / 1.512889, 1e-5);  // digits of the variances
}

TEST(PairedComparison, Says_in_which_share_of_runs_a_is_less_equal_and_more) {
  PairedComparison const found = paired_comparison(first_drug, second_drug);

  EXPECT_DOUBLE_EQ(found.less.value, 0.9);
  EXPECT_DOUBLE_EQ(found.equal.value, 0.1);
  EXPECT_DOUBLE_EQ(found.more.value, 0);
  EXPECT_DOUBLE_EQ(found.less.lower, wilson_interval(9, 10).lower);
  EXPECT_DOUBLE_EQ(found.more.upper, wilson_interval(0, 10).upper);
}

TEST(PairedComparison, Has_a_spread_of_single_runs_that_is_wider_than_the_interval_of_the_mean) {
  PairedComparison const found = paired_comparison(second_drug, first_drug);

  EXPECT_NEAR(found.run_p5, 0.36, 1e-12);  // 0.45 of the way from 0 to 0.8
  EXPECT_NEAR(found.run_median, 1.3, 1e-12);
  EXPECT_NEAR(found.run_p95, 3.61, 1e-12);  // 0.55 of the way from 2.4 to 4.6
}

TEST(PairedComparison, Leaves_out_both_runs_where_one_is_missing) {
  std::vector<double> a = second_drug;
  std::vector<double> b = first_drug;
  a.insert(a.begin() + 3, {missing, 1e6});
  b.insert(b.begin() + 3, {1e6, missing});

  PairedComparison const found = paired_comparison(a, b);
  PairedComparison const whole = paired_comparison(second_drug, first_drug);

  EXPECT_EQ(found.mean.n, 10);
  EXPECT_DOUBLE_EQ(found.mean.upper, whole.mean.upper);
  EXPECT_DOUBLE_EQ(found.variance_reduction, whole.variance_reduction);
  EXPECT_DOUBLE_EQ(found.more.value, 0.9);
}

TEST(PairedComparison, Of_clusters_of_copies_is_that_of_the_copied_runs) {
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t k = 0; k < 10; ++k) {
    a.insert(a.end(), 3, second_drug[k]);
    b.insert(b.end(), 3, first_drug[k]);
  }

  PairedComparison const found = paired_comparison(a, b, 3);

  EXPECT_EQ(found.mean.n, 10);
  EXPECT_EQ(found.less.n, 10);
  EXPECT_NEAR(found.mean.lower, 0.7001142, digits_of_bounds);
  EXPECT_NEAR(found.p_value, 0.002833, digits_of_p);
}

TEST(PairedComparison, Does_not_depend_in_its_p_value_on_the_confidence) {
  double const p = paired_comparison(second_drug, first_drug, 1, 0.5).p_value;

  EXPECT_NEAR(p, 0.002833, digits_of_p);
}

TEST(PairedComparison, Of_arms_that_always_differ_by_the_same_is_certain) {
  std::vector<double> const a = {1, 2, 3, 4};
  std::vector<double> const b = {2, 3, 4, 5};

  EXPECT_EQ(paired_comparison(a, b).p_value, 0);
  EXPECT_TRUE(std::isinf(paired_comparison(a, b).variance_reduction));
  EXPECT_EQ(paired_comparison(a, a).p_value, 1);
  EXPECT_EQ(paired_comparison(a, a).equal.value, 1);
}

TEST(PairedComparison, Says_nothing_of_a_single_cluster) {
  PairedComparison const found = paired_comparison(first_drug, second_drug, 10);

  EXPECT_NEAR(found.mean.value, -1.58, thousands_of_roundings);
  EXPECT_TRUE(std::isnan(found.mean.lower));
  EXPECT_TRUE(std::isnan(found.p_value));
}

}  // namespace
}  // namespace detente
