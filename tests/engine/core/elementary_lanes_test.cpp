// What kernels rest on: a lane gives the same bits wherever it stands and however wide the pack is, and what is not
// chosen does not count.
#include "engine/core/elementary.hpp"
#include "tests/engine/core/sweep.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

constexpr int wide_lanes = 16;

template <class Real>
using Wide = Pack<Real, wide_lanes>;

/// f of every value of the grid, in packs of L lanes that start `rotation` values later; results in the grid's order.
template <int L, class Real, class Function>
std::vector<Real> in_packs(std::vector<Real> const& grid, std::size_t rotation, Function f) {
  std::vector<Real> result(grid.size());
  for (std::size_t first = 0; first < grid.size(); first += L) {
    Pack<Real, L> x;
    for (int lane = 0; lane < L; ++lane) x[lane] = grid[(first + rotation + lane) % grid.size()];
    Pack<Real, L> const value = f(x);
    for (int lane = 0; lane < L; ++lane) result[(first + rotation + lane) % grid.size()] = value[lane];
  }
  return result;
}

/// Same bits: at one lane, at sixteen, and with every value in another lane. Empty if so, else what differs.
template <class Real, class Function>
std::string difference_between_lanes(std::vector<Real> const& grid, Function f) {
  std::vector<Real> const single = in_packs<1>(grid, 0, f);
  if (in_packs<wide_lanes>(grid, 0, f) != single) return "sixteen lanes differ from one";
  if (in_packs<wide_lanes>(grid, 5, f) != single) return "another lane gives another value";
  if (in_packs<4>(grid, 3, f) != single) return "four lanes differ from one";
  return "";
}

auto const exponential_of = [](auto const& x) { return exponential(x); };
auto const logarithm_of = [](auto const& x) { return logarithm(x); };
auto const square_root_of = [](auto const& x) { return square_root(x); };
auto const sigmoid_of = [](auto const& x) { return sigmoid(x); };
auto const logit_of = [](auto const& x) { return logit(x); };
auto const clip01_of = [](auto const& x) { return clip01(x); };
auto const cosine_of = [](auto const& x) { return turn(x).cosine; };
auto const sine_of = [](auto const& x) { return turn(x).sine; };

// Would catch: a vector instruction (fused, or of less precision) in the wide loop that the narrow one does not use.
TEST(LaneIndependence, Double_gives_the_same_bits_at_every_width_and_in_every_lane) {
  constexpr int points = 1 << 14;

  EXPECT_EQ(difference_between_lanes(evenly(-800.0, 800.0, points), exponential_of), "");
  EXPECT_EQ(difference_between_lanes(by_ratio(1e-300, 1e300, points), logarithm_of), "");
  EXPECT_EQ(difference_between_lanes(by_ratio(1e-300, 1e300, points), square_root_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(-800.0, 800.0, points), sigmoid_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(1e-6, 1 - 1e-6, points), logit_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(-1.0, 2.0, points), clip01_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(0.0, 1.0, points), cosine_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(0.0, 1.0, points), sine_of), "");
}

TEST(LaneIndependence, Float_gives_the_same_bits_at_every_width_and_in_every_lane) {
  constexpr int points = 1 << 14;

  EXPECT_EQ(difference_between_lanes(evenly(-100.0F, 100.0F, points), exponential_of), "");
  EXPECT_EQ(difference_between_lanes(by_ratio(1e-37F, 1e37F, points), logarithm_of), "");
  EXPECT_EQ(difference_between_lanes(by_ratio(1e-37F, 1e37F, points), square_root_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(-100.0F, 100.0F, points), sigmoid_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(1e-5F, 1 - 1e-5F, points), logit_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(-1.0F, 2.0F, points), clip01_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(0.0F, 1.0F, points), cosine_of), "");
  EXPECT_EQ(difference_between_lanes(evenly(0.0F, 1.0F, points), sine_of), "");
}

// Would catch: a lane that is not a number and takes its neighbours along.
TEST(LaneIndependence, One_lane_that_is_not_a_number_leaves_the_others_alone) {
  Wide<double> x = Wide<double>::LinSpaced(-2, 2);
  Wide<double> const sound = sigmoid(x);
  x[7] = nan;

  Wide<double> const value = sigmoid(x);

  EXPECT_TRUE(std::isnan(value[7]));
  EXPECT_TRUE((value.head<7>() == sound.head<7>()).all());
  EXPECT_TRUE((value.tail<8>() == sound.tail<8>()).all());
}

TEST(Expressions, Are_evaluated_once) {
  int evaluations = 0;
  auto const counting = Wide<double>::NullaryExpr([&](Eigen::Index lane) {
    ++evaluations;
    return 0.01 + static_cast<double>(lane) / 32;
  });

  Wide<double> const value = logit(counting);

  EXPECT_EQ(evaluations, wide_lanes);
  EXPECT_EQ(value[0], logit(Pack<double, 1>(0.01))[0]);
}

TEST(Expressions, Of_packs_are_taken_as_they_are) {
  Wide<double> const a = Wide<double>::LinSpaced(0.5, 2);
  Wide<double> const b = Wide<double>::LinSpaced(-1, 1);
  Wide<double> const sum = a + 2.0 * b;

  EXPECT_TRUE((exponential(a + 2.0 * b) == exponential(sum)).all());
  EXPECT_TRUE((turn(a / 4.0).sine == turn(Wide<double>(a / 4.0)).sine).all());
  EXPECT_TRUE((less(a + 2.0 * b, a - b) == less(sum, Wide<double>(a - b))).all());
}

using Five = Pack<double, 5>;

TEST(Indicators, Are_one_where_the_relation_holds_and_zero_elsewhere) {
  Five const a(1, 2, 3, -infinity, 5);
  Five const b(2, 2, 2, 2, infinity);

  EXPECT_TRUE((less(a, b) == Five(1, 0, 0, 1, 1)).all());
  EXPECT_TRUE((less_equal(a, b) == Five(1, 1, 0, 1, 1)).all());
  EXPECT_TRUE((less(a, 2.0) == Five(1, 0, 0, 1, 0)).all());
  EXPECT_TRUE((at_least(a, 2.0) == Five(0, 1, 1, 0, 1)).all());
  EXPECT_TRUE((equals(a, 2.0) == Five(0, 1, 0, 0, 0)).all());
}

// Would catch: `!(a < b)` in place of `a >= b`.
TEST(Indicators, No_relation_holds_for_what_is_not_a_number) {
  Five const a(nan, nan, nan, nan, nan);
  Five const b(-infinity, 0, 2, infinity, nan);

  EXPECT_TRUE((less(a, b) == 0).all());
  EXPECT_TRUE((less(b, a) == 0).all());
  EXPECT_TRUE((less_equal(a, b) == 0).all());
  EXPECT_TRUE((less(a, 2.0) == 0).all());
  EXPECT_TRUE((at_least(a, 2.0) == 0).all());
  EXPECT_TRUE((equals(a, 2.0) == 0).all());
}

TEST(Select, Takes_lane_by_lane_what_the_indicator_says) {
  Five const indicator(1, 0, 1, 0, 1);
  Five const then(1, 2, 3, 4, 5);
  Five const otherwise(10, 20, 30, 40, 50);

  EXPECT_TRUE((select(indicator, then, otherwise) == Five(1, 20, 3, 40, 5)).all());
  EXPECT_TRUE((select(indicator, then, -1.0) == Five(1, -1, 3, -1, 5)).all());
  EXPECT_TRUE((select(indicator, -1.0, otherwise) == Five(-1, 20, -1, 40, -1)).all());
}

TEST(Select, Any_indicator_but_zero_chooses) {
  Five const indicator(0.5, -1, -0.0, 0, 2);

  EXPECT_TRUE((select(indicator, 1.0, Five::Zero()) == Five(1, 1, 0, 0, 1)).all());
}

// Would catch: a select made of products, where 0 * inf is NaN.
TEST(Select, What_is_not_taken_may_be_infinite_or_not_a_number) {
  Five const indicator(1, 0, 1, 0, 1);
  Five const then(1, nan, 3, infinity, 5);
  Five const otherwise(nan, 20, -infinity, 40, nan);

  EXPECT_TRUE((select(indicator, then, otherwise) == Five(1, 20, 3, 40, 5)).all());
  EXPECT_TRUE((select(less(Five(1, 2, 1, 2, 1), 2.0), Five(1, 2, 3, 4, 5), nan).head<1>() == 1).all());
  EXPECT_TRUE((select(Five(Five::Zero()), nan, Five(Five::Ones())) == 1).all());
  EXPECT_TRUE((select(Five(Five::Ones()), Five(Five::Ones()), nan) == 1).all());
}

TEST(Select, What_is_taken_keeps_its_not_a_number) {
  Five const taken = select(Five(1, 0, 1, 0, 1), Five(nan, 1, 1, 1, 1), Five::Zero());

  EXPECT_TRUE(std::isnan(taken[0]));
  EXPECT_TRUE((taken.tail<4>() == Pack<double, 4>(0, 1, 0, 1)).all());
}

}  // namespace
}  // namespace detente
