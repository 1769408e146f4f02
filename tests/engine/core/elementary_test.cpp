// Each function's stated range and largest error, repeated exactly: long double functions of the standard library are
// the reference, and every lane holds another value.
#include "engine/core/elementary.hpp"

#include "tests/engine/core/sweep.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <numbers>

namespace detente {
namespace {

constexpr int sweep_points = 1 << 18;
constexpr long double double_bound = 4e-16L;
constexpr long double float_bound = 2.5e-7L;

auto const exact_exponential = [](long double x) { return std::exp(x); };
auto const exact_logarithm = [](long double x) { return std::log(x); };
auto const exact_sigmoid = [](long double x) { return 1 / (1 + std::exp(-x)); };
auto const exact_logit = [](long double p) { return std::log(p / (1 - p)); };
auto const exact_cosine = [](long double u) { return std::cos(2 * std::numbers::pi_v<long double> * u); };
auto const exact_sine = [](long double u) { return std::sin(2 * std::numbers::pi_v<long double> * u); };

template <class Real>
using One = Pack<Real, 1>;

template <class Real>
Real exponential_at(Real x) {
  return exponential(One<Real>(x))[0];
}
template <class Real>
Real logarithm_at(Real x) {
  return logarithm(One<Real>(x))[0];
}
template <class Real>
Real sigmoid_at(Real x) {
  return sigmoid(One<Real>(x))[0];
}
double clip01_at(double x) { return clip01(One<double>(x))[0]; }

template <class Real>
Worst exponential_error(std::vector<Real> const& grid) {
  return worst_of(
      grid, [](Pack<Real, 16> const& x) { return exponential(x); }, exact_exponential, relative_error);
}

// Would catch: one coefficient that is wrong in its tenth digit, or a reduction that loses the low bits of ln 2.
TEST(Exponential, Double_is_within_4e_16_from_minus_708_to_709) {
  Worst const wide = exponential_error(evenly(-708.0, 709.0, sweep_points));
  Worst const near_zero = exponential_error(evenly(-1.0, 1.0, sweep_points));

  EXPECT_LT(wide.error, double_bound) << wide;
  EXPECT_LT(near_zero.error, double_bound) << near_zero;
}

TEST(Exponential, Float_is_within_2_5e_7_from_minus_87_to_88) {
  Worst const wide = exponential_error(evenly(-87.0F, 88.0F, sweep_points));
  Worst const near_zero = exponential_error(evenly(-1.0F, 1.0F, sweep_points));

  EXPECT_LT(wide.error, float_bound) << wide;
  EXPECT_LT(near_zero.error, float_bound) << near_zero;
}

TEST(Exponential, Below_its_range_is_zero) {
  EXPECT_EQ(exponential_at(std::nextafter(-708.0, -infinity)), 0.0);
  EXPECT_EQ(exponential_at(-1e300), 0.0);
  EXPECT_EQ(exponential_at(-infinity), 0.0);
  EXPECT_EQ(exponential_at(std::nextafter(-87.0F, -1e9F)), 0.0F);
  EXPECT_EQ(exponential_at(-std::numeric_limits<float>::infinity()), 0.0F);
}

// Would catch: an infinity, which times 0 would become NaN later.
TEST(Exponential, Above_its_range_is_the_largest_finite_value) {
  EXPECT_EQ(exponential_at(std::nextafter(709.0, infinity)), std::numeric_limits<double>::max());
  EXPECT_EQ(exponential_at(1e300), std::numeric_limits<double>::max());
  EXPECT_EQ(exponential_at(infinity), std::numeric_limits<double>::max());
  EXPECT_EQ(exponential_at(std::nextafter(88.0F, 1e9F)), std::numeric_limits<float>::max());
  EXPECT_EQ(exponential_at(std::numeric_limits<float>::infinity()), std::numeric_limits<float>::max());
}

TEST(Exponential, Of_zero_is_one_exactly) {
  EXPECT_EQ(exponential_at(0.0), 1.0);
  EXPECT_EQ(exponential_at(-0.0F), 1.0F);
}

// Would catch: a clamp that turns NaN into a bound, so that a failed run looks sound.
TEST(Exponential, Not_a_number_stays_so) {
  EXPECT_TRUE(std::isnan(exponential_at(nan)));
  EXPECT_TRUE(std::isnan(exponential_at(std::numeric_limits<float>::quiet_NaN())));
}

template <class Real>
Worst logarithm_error(std::vector<Real> const& grid) {
  return worst_of(
      grid, [](Pack<Real, 16> const& x) { return logarithm(x); }, exact_logarithm, relative_error);
}

TEST(Logarithm, Double_is_within_4e_16_for_all_normal_numbers) {
  constexpr double smallest = std::numeric_limits<double>::min();
  constexpr double largest = std::numeric_limits<double>::max();
  Worst const below = logarithm_error(by_ratio(smallest, 0.5, sweep_points));
  Worst const above = logarithm_error(by_ratio(2.0, largest, sweep_points));

  EXPECT_LT(below.error, double_bound) << below;
  EXPECT_LT(above.error, double_bound) << above;
}

TEST(Logarithm, Float_is_within_2_5e_7_for_all_normal_numbers) {
  constexpr float smallest = std::numeric_limits<float>::min();
  constexpr float largest = std::numeric_limits<float>::max();
  Worst const below = logarithm_error(by_ratio(smallest, 0.5F, sweep_points));
  Worst const above = logarithm_error(by_ratio(2.0F, largest, sweep_points));

  EXPECT_LT(below.error, float_bound) << below;
  EXPECT_LT(above.error, float_bound) << above;
}

TEST(Logarithm, Near_one_the_bound_is_absolute) {
  Worst const in_double = worst_of(
      evenly(0.5, 2.0, sweep_points), [](Pack<double, 16> const& x) { return logarithm(x); }, exact_logarithm,
      absolute_error);
  Worst const in_float = worst_of(
      evenly(0.5F, 2.0F, sweep_points), [](Pack<float, 16> const& x) { return logarithm(x); }, exact_logarithm,
      absolute_error);

  EXPECT_LT(in_double.error, double_bound) << in_double;
  EXPECT_LT(in_float.error, float_bound) << in_float;
}

// Box and Muller take the root of it: at 1 - 2^-33 an absolute error of 4e-16 would be 2e-11 of the radius.
// Would catch: terms added in another order, so that near 1 they cancel. Grids step over 1 itself, whose logarithm is
// 0.
TEST(Logarithm, Near_one_it_is_even_relative) {
  Worst const in_double = logarithm_error(by_ratio(1 - 1e-3, 1 - 0x1p-33, sweep_points));
  Worst const in_float = logarithm_error(by_ratio(1 - 1e-3F, 1 - 0x1p-24F, sweep_points));

  EXPECT_LT(in_double.error, double_bound) << in_double;
  EXPECT_LT(in_float.error, float_bound) << in_float;
}

TEST(Logarithm, Of_one_is_zero_exactly) {
  EXPECT_EQ(logarithm_at(1.0), 0.0);
  EXPECT_EQ(logarithm_at(1.0F), 0.0F);
}

// Would catch: minus infinity at a probability of 0, which times 0 would become NaN later.
TEST(Logarithm, Of_zero_is_large_negative_and_finite) {
  EXPECT_LT(logarithm_at(0.0), -700);
  EXPECT_TRUE(std::isfinite(logarithm_at(0.0)));
  EXPECT_LT(logarithm_at(0.0F), -85);
  EXPECT_TRUE(std::isfinite(logarithm_at(0.0F)));
}

// Half a unit in the last place, and a thousandth of one more because the reference is rounded too.
TEST(SquareRoot, Is_correctly_rounded) {
  auto const exact = [](long double x) { return std::sqrt(x); };
  auto const units = [](double value, long double root) {
    return std::abs(value - root) / (std::nextafter(value, infinity) - value);
  };
  Worst const worst = worst_of(
      by_ratio(std::numeric_limits<double>::min(), std::numeric_limits<double>::max(), sweep_points),
      [](Pack<double, 16> const& x) { return square_root(x); }, exact, units);

  EXPECT_LE(worst.error, 0.501L) << worst;
}

// Twice the bits of a float and two more: the root in double, rounded once more, is the correctly rounded one.
TEST(SquareRoot, Float_is_correctly_rounded) {
  auto const exact = [](long double x) { return static_cast<float>(std::sqrt(static_cast<double>(x))); };
  Worst const worst = worst_of(
      by_ratio(std::numeric_limits<float>::min(), std::numeric_limits<float>::max(), sweep_points),
      [](Pack<float, 16> const& x) { return square_root(x); }, exact, absolute_error);

  EXPECT_EQ(worst.error, 0) << worst;
}

TEST(SquareRoot, Of_zero_is_zero) { EXPECT_EQ(square_root(One<double>(0.0))[0], 0.0); }

// The exponential's error where e^-x dominates, and the roundings of a sum and a quotient (2^-52 together).
TEST(Sigmoid, Is_the_logistic_function) {
  Worst const in_double = worst_of(
      evenly(-700.0, 700.0, sweep_points), [](Pack<double, 16> const& x) { return sigmoid(x); }, exact_sigmoid,
      relative_error);
  Worst const in_float = worst_of(
      evenly(-86.0F, 86.0F, sweep_points), [](Pack<float, 16> const& x) { return sigmoid(x); }, exact_sigmoid,
      relative_error);

  EXPECT_LT(in_double.error, double_bound + 0x1p-52L) << in_double;
  EXPECT_LT(in_float.error, float_bound + 0x1p-23L) << in_float;
}

// Would catch: a sigmoid that leaves [0, 1] or becomes NaN where its exponential overflows.
TEST(Sigmoid, Ends_in_zero_and_one) {
  EXPECT_EQ(sigmoid_at(0.0), 0.5);
  EXPECT_EQ(sigmoid_at(1e300), 1.0);
  EXPECT_EQ(sigmoid_at(infinity), 1.0);
  EXPECT_NEAR(sigmoid_at(-1e300), 0.0, std::numeric_limits<double>::min());
  EXPECT_GE(sigmoid_at(-infinity), 0.0);
  EXPECT_EQ(sigmoid_at(1e30F), 1.0F);
  EXPECT_NEAR(sigmoid_at(-1e30F), 0.0F, std::numeric_limits<float>::min());
  EXPECT_TRUE(std::isnan(sigmoid_at(nan)));
}

// The odds are rounded twice (2^-52 together, relative, so absolute in their logarithm); then the logarithm's own
// error, which grows with its value, at most 21 here.
TEST(Logit, Is_the_logarithm_of_the_odds) {
  Worst const in_double = worst_of(
      evenly(1e-9, 1 - 1e-9, sweep_points), [](Pack<double, 16> const& p) { return logit(p); }, exact_logit,
      absolute_error);
  Worst const in_float = worst_of(
      evenly(1e-6F, 1 - 1e-6F, sweep_points), [](Pack<float, 16> const& p) { return logit(p); }, exact_logit,
      absolute_error);

  EXPECT_LT(in_double.error, 0x1p-52L + 21 * double_bound) << in_double;
  EXPECT_LT(in_float.error, 0x1p-23L + 14 * float_bound) << in_float;
}

// Two roundings of p near 1/2, of which the slope of the sigmoid, 1/4, undoes the factor 4 of the logit's.
TEST(Logit, Undoes_the_sigmoid) {
  Worst const worst = worst_of(
      evenly(0.01, 0.99, sweep_points), [](Pack<double, 16> const& p) { return sigmoid(logit(p)); },
      [](long double p) { return p; }, relative_error);

  EXPECT_LT(worst.error, 5 * double_bound) << worst;  // ln(p/(1-p)) is up to 4.6, so is the factor of its error
}

TEST(Clip01, Leaves_what_is_inside_and_limits_what_is_not) {
  EXPECT_EQ(clip01_at(0.0), 0.0);
  EXPECT_EQ(clip01_at(0.1), 0.1);
  EXPECT_EQ(clip01_at(1.0), 1.0);
  EXPECT_EQ(clip01_at(std::nextafter(1.0, 2.0)), 1.0);
  EXPECT_EQ(clip01_at(-std::numeric_limits<double>::denorm_min()), 0.0);
  EXPECT_EQ(clip01_at(infinity), 1.0);
  EXPECT_EQ(clip01_at(-infinity), 0.0);
}

// Would catch: a clip that turns NaN into 0 or 1, so that a failed run looks sound.
TEST(Clip01, Not_a_number_stays_so) { EXPECT_TRUE(std::isnan(clip01_at(nan))); }

template <class Real>
Worst cosine_error() {
  return worst_of(
      evenly<Real>(0, 1, sweep_points), [](Pack<Real, 16> const& u) { return turn(u).cosine; }, exact_cosine,
      absolute_error);
}
template <class Real>
Worst sine_error() {
  return worst_of(
      evenly<Real>(0, 1, sweep_points), [](Pack<Real, 16> const& u) { return turn(u).sine; }, exact_sine,
      absolute_error);
}

// Would catch: a sign or an exchange of sine and cosine in one of the four quadrants.
TEST(Turn, Double_is_within_4e_16_over_a_full_turn) {
  Worst const cosine = cosine_error<double>();
  Worst const sine = sine_error<double>();

  EXPECT_LT(cosine.error, double_bound) << cosine;
  EXPECT_LT(sine.error, double_bound) << sine;
}

TEST(Turn, Float_is_within_2_5e_7_over_a_full_turn) {
  Worst const cosine = cosine_error<float>();
  Worst const sine = sine_error<float>();

  EXPECT_LT(cosine.error, float_bound) << cosine;
  EXPECT_LT(sine.error, float_bound) << sine;
}

TEST(Turn, Quarters_of_a_turn_are_exact) {
  Pack<double, 5> const u(0, 0.25, 0.5, 0.75, 1);

  auto const direction = turn(u);

  EXPECT_TRUE((direction.cosine == Pack<double, 5>(1, 0, -1, 0, 1)).all()) << direction.cosine.transpose();
  EXPECT_TRUE((direction.sine == Pack<double, 5>(0, 1, 0, -1, 0)).all()) << direction.sine.transpose();
}

}  // namespace
}  // namespace detente
