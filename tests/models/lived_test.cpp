#include "models/lived.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

// Would catch: a share of nothing that is counted as 0 instead of being left out of every mean over runs.
TEST(Lived, A_mean_of_nothing_is_missing) {
  Sum<16> sum = Sum<16>::LinSpaced(0, 30);
  Sum<16> count = Sum<16>::Constant(2);
  count[3] = 0;

  Sum<16> const mean = ratio_or_missing<16>(sum, count);

  for (int lane = 0; lane < 16; ++lane) {
    if (lane == 3) {
      EXPECT_TRUE(std::isnan(mean[lane]));
    } else {
      EXPECT_EQ(mean[lane], lane);
    }
  }
}

// Would catch: sums over months that lose what a float cannot hold.
TEST(Lived, Sums_are_double_whatever_the_precision_of_runs) {
  Sum<16> sum = Sum<16>::Constant(16777216);  // 2^24: adding 1 changes no float

  sum += wide(Pack<float, 16>(Pack<float, 16>::LinSpaced(0, 15)));

  for (int lane = 0; lane < 16; ++lane) EXPECT_EQ(sum[lane], 16777216.0 + lane);
}

TEST(Lived, Columns_are_written_one_after_the_other) {
  std::vector<Sum<1>> columns{Sum<1>::Constant(99)};
  auto const column = [](double value) { return Sum<1>::Constant(value); };
  OutcomeWriter<1> writer(columns);

  writer.put(column(1));
  writer.put(std::vector<Sum<1>>{column(2), column(3)});
  writer.put_scaled({column(8), column(10)}, 2);

  ASSERT_EQ(columns.size(), 5U);
  EXPECT_EQ(writer.size(), 5U);
  for (int k = 0; k < 5; ++k) EXPECT_EQ(columns[k][0], k + 1);
}

}  // namespace
}  // namespace detente
