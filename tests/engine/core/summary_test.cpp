#include "engine/core/summary.hpp"

#include "engine/core/missing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace detente {
namespace {

std::vector<std::uint64_t> counts_of(std::vector<double> const& values, double lowest, double highest) {
  std::vector<std::uint64_t> counts(histogram_bins, 0);
  for (double const value : values) ++counts[bin_of(value, lowest, highest)];
  return counts;
}

/// Skew values in [-1, 3] without ties: the cubes of a low-discrepancy sequence.
std::vector<double> skew_values(int n) {
  constexpr double golden = 0.6180339887498949;
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(-1 + 4 * std::pow(std::fmod((i + 1) * golden, 1.0), 3));
  return values;
}

/// The value that has the share p of all values at or below it.
double exact_quantile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  std::size_t const rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(values.size())));
  return values[std::max<std::size_t>(rank, 1) - 1];
}

// Range [-512, 512]: every bin is 1 wide and all edges are exact.
TEST(Histogram, Bin_holds_its_lower_edge_and_not_its_upper) {
  EXPECT_EQ(bin_of(-512, -512, 512), 0);
  EXPECT_EQ(bin_of(std::nextafter(-511.0, -512.0), -512, 512), 0);
  EXPECT_EQ(bin_of(-511, -512, 512), 1);
  EXPECT_EQ(bin_of(0, -512, 512), 512);
  EXPECT_EQ(bin_of(std::nextafter(512.0, 0.0), -512, 512), 1023);
}

// Would catch: a bin 1024, beyond the end of the counts.
TEST(Histogram, Highest_value_counts_in_the_last_bin) {
  EXPECT_EQ(bin_of(512, -512, 512), 1023);
  EXPECT_EQ(bin_of(0.3, 0, 0.3), 1023);
}

TEST(Histogram, Values_outside_count_at_the_ends) {
  EXPECT_EQ(bin_of(-1e300, -512, 512), 0);
  EXPECT_EQ(bin_of(1e300, -512, 512), 1023);
  EXPECT_EQ(bin_of(-std::numeric_limits<double>::infinity(), -512, 512), 0);
  EXPECT_EQ(bin_of(std::numeric_limits<double>::infinity(), -512, 512), 1023);
}

TEST(Histogram, Missing_value_counts_in_the_first_bin) { EXPECT_EQ(bin_of(missing, -512, 512), 0); }

TEST(Histogram, Width_is_that_of_1024_equal_bins) {
  EXPECT_EQ(bin_width(-512, 512), 1.0);
  EXPECT_EQ(bin_width(0, 1), 1.0 / 1024);
}

// Would catch: bins read at the wrong end, or a rank that is off by one bin.
TEST(Histogram, Quantiles_lie_within_a_bin_of_exact_ones) {
  std::vector<double> const values = skew_values(10'007);
  std::vector<std::uint64_t> const counts = counts_of(values, -1, 3);
  double const tolerance = bin_width(-1, 3);  // a quantile and the value itself share a bin

  EXPECT_NEAR(histogram_quantile(counts, 0.01, -1, 3), exact_quantile(values, 0.01), tolerance);
  EXPECT_NEAR(histogram_quantile(counts, 0.05, -1, 3), exact_quantile(values, 0.05), tolerance);
  EXPECT_NEAR(histogram_quantile(counts, 0.25, -1, 3), exact_quantile(values, 0.25), tolerance);
  EXPECT_NEAR(histogram_quantile(counts, 0.50, -1, 3), exact_quantile(values, 0.50), tolerance);
  EXPECT_NEAR(histogram_quantile(counts, 0.75, -1, 3), exact_quantile(values, 0.75), tolerance);
  EXPECT_NEAR(histogram_quantile(counts, 0.95, -1, 3), exact_quantile(values, 0.95), tolerance);
  EXPECT_NEAR(histogram_quantile(counts, 0.99, -1, 3), exact_quantile(values, 0.99), tolerance);
}

TEST(Histogram, Quantile_is_linear_inside_a_bin) {
  std::vector<std::uint64_t> counts(histogram_bins, 0);
  counts[512] = 4;  // [0, 1) of the range [-512, 512]

  EXPECT_DOUBLE_EQ(histogram_quantile(counts, 0.25, -512, 512), 0.25);
  EXPECT_DOUBLE_EQ(histogram_quantile(counts, 0.5, -512, 512), 0.5);
}

TEST(Histogram, Least_and_greatest_quantile_are_the_edges_of_what_was_counted) {
  std::vector<std::uint64_t> counts(histogram_bins, 0);
  counts[10] = 3;
  counts[20] = 1;

  EXPECT_DOUBLE_EQ(histogram_quantile(counts, 0, -512, 512), -502);
  EXPECT_DOUBLE_EQ(histogram_quantile(counts, 1, -512, 512), -491);
}

// Would catch: an empty bin between two others that takes a part of the rank.
TEST(Histogram, Empty_bins_take_no_part) {
  std::vector<std::uint64_t> counts(histogram_bins, 0);
  counts[0] = 1;
  counts[1023] = 1;

  EXPECT_DOUBLE_EQ(histogram_quantile(counts, 0.5, -512, 512), -511);
  EXPECT_DOUBLE_EQ(histogram_quantile(counts, 0.75, -512, 512), 511.5);
}

TEST(Histogram, Quantile_of_nothing_is_missing) {
  EXPECT_TRUE(std::isnan(histogram_quantile(std::vector<std::uint64_t>(histogram_bins, 0), 0.5, 0, 1)));
}

Moments moments_of(std::vector<double> const& values, std::size_t first, std::size_t end, double centre) {
  Moments moments;
  for (std::size_t i = first; i < end; ++i) {
    double const x = values[i] - centre;
    moments.add({.n = 1, .sum = x, .sum_of_squares = x * x});
  }
  return moments;
}

TEST(Moments, Mean_and_sd_are_those_of_the_values) {
  Moments const moments = moments_of({2, 4, 4, 4, 5, 5, 7, 9}, 0, 8, 3);

  EXPECT_DOUBLE_EQ(moments.mean(3), 5);
  EXPECT_DOUBLE_EQ(moments.sd(), std::sqrt(32.0 / 7));  // squares about the mean add up to 32, over n - 1
}

// Values in 1/64ths: all sums are exact, so that in any grouping the bits must be the same.
TEST(Moments, Merged_in_order_equal_direct_ones) {
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back(static_cast<double>((i * 37) % 128) / 64);
  Moments const direct = moments_of(values, 0, 1000, 1);

  Moments merged = moments_of(values, 0, 256, 1);
  merged.add(moments_of(values, 256, 512, 1));
  merged.add(moments_of(values, 512, 1000, 1));

  EXPECT_EQ(merged.n, direct.n);
  EXPECT_EQ(merged.sum, direct.sum);
  EXPECT_EQ(merged.sum_of_squares, direct.sum_of_squares);
  EXPECT_EQ(merged.mean(1), direct.mean(1));
  EXPECT_EQ(merged.sd(), direct.sd());
}

// Would catch: squares about 0 instead of the centre, whose difference here is lost in rounding.
TEST(Moments, Centre_keeps_the_spread_of_large_values) {
  Moments const moments = moments_of({1e9 - 1, 1e9, 1e9 + 1}, 0, 3, 1e9);

  EXPECT_EQ(moments.mean(1e9), 1e9);
  EXPECT_EQ(moments.sd(), 1);
}

// Would catch: the root of a variance that rounding made negative, as it does for seven times 0.7 about 0.
TEST(Moments, Equal_values_have_no_spread) {
  Moments const moments = moments_of(std::vector<double>(7, 0.7), 0, 7, 0);

  EXPECT_LT(moments.sum_of_squares, moments.sum * moments.sum / moments.n);
  EXPECT_EQ(moments.sd(), 0);
}

TEST(Moments, Nothing_has_no_mean_and_one_value_no_spread) {
  EXPECT_TRUE(std::isnan(Moments{}.mean(1)));
  EXPECT_TRUE(std::isnan(Moments{}.sd()));
  EXPECT_TRUE(std::isnan((Moments{.n = 1, .sum = 2, .sum_of_squares = 4}.sd())));
  EXPECT_EQ((Moments{.n = 1, .sum = 2, .sum_of_squares = 4}.mean(1)), 3);
}

}  // namespace
}  // namespace detente
