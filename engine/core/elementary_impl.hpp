#pragma once

// Definitions of engine/core/elementary.hpp: scalar cores without a branch, and the loops over the lanes.

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace detente {
namespace elementary {

template <class Real>
struct Bits;

/// IEEE 754 double. Adding and subtracting `rounder` rounds to a whole number whose low bits then stand in the
/// mantissa.
template <>
struct Bits<double> {
  using Word = std::uint64_t;
  static constexpr double rounder = 6755399441055744.0;  // 1.5 * 2^52
  static constexpr int mantissa = 52;
  static constexpr Word bias = 1023;
  static constexpr Word root_half = 0x3fe6a09e667f3bcdULL;  // sqrt(1/2)
  static constexpr Word whole = 0x4330000000000000ULL;      // 2^52
  static constexpr double least_exponent = -708.0, greatest_exponent = 709.0;
  static constexpr double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
};

template <>
struct Bits<float> {
  using Word = std::uint32_t;
  static constexpr float rounder = 12582912.0F;  // 1.5 * 2^23
  static constexpr int mantissa = 23;
  static constexpr Word bias = 127;
  static constexpr Word root_half = 0x3f3504f3U;
  static constexpr Word whole = 0x4b000000U;  // 2^23
  static constexpr float least_exponent = -87.0F, greatest_exponent = 88.0F;
  static constexpr float ln2_high = 6.9313812256e-01F, ln2_low = 9.0580006145e-06F;
};

/// e^r for |r| <= ln(2)/2: Taylor to the degree at which the rest is below half a unit in the last place.
inline double exponential_core(double r) {
  double p = 1.6059043836821613e-10;  // 1/13!
  p = p * r + 2.08767569878681e-09;
  p = p * r + 2.505210838544172e-08;
  p = p * r + 2.755731922398589e-07;
  p = p * r + 2.7557319223985893e-06;
  p = p * r + 2.48015873015873e-05;
  p = p * r + 1.984126984126984e-04;
  p = p * r + 1.388888888888889e-03;
  p = p * r + 8.333333333333333e-03;
  p = p * r + 4.1666666666666664e-02;
  p = p * r + 1.6666666666666666e-01;
  p = p * r + 0.5;
  return 1.0 + (r + r * r * p);
}
inline float exponential_core(float r) {
  float p = 1.9841270e-04F;  // 1/7!
  p = p * r + 1.3888889e-03F;
  p = p * r + 8.3333333e-03F;
  p = p * r + 4.1666667e-02F;
  p = p * r + 1.6666667e-01F;
  p = p * r + 0.5F;
  return 1.0F + (r + r * r * p);
}

template <class Real>
inline Real exponential(Real x) {
  using B = Bits<Real>;
  using Word = typename B::Word;
  constexpr Real log2_e = static_cast<Real>(1.4426950408889634074);
  Real const raised = x < B::least_exponent ? B::least_exponent : x;
  Real const safe = raised > B::greatest_exponent ? B::greatest_exponent : raised;
  Real const shifted = safe * log2_e + B::rounder;
  Real const n = shifted - B::rounder;
  Real const r = (safe - n * B::ln2_high) - n * B::ln2_low;
  Real const scale = std::bit_cast<Real>(static_cast<Word>((std::bit_cast<Word>(shifted) + B::bias) << B::mantissa));
  Real const value = exponential_core(r) * scale;
  Real const not_tiny = x < B::least_exponent ? static_cast<Real>(0) : value;
  return x > B::greatest_exponent ? std::numeric_limits<Real>::max() : not_tiny;
}

/// The series of ln((1 + s)/(1 - s)) - 2s over s, for the fdlibm reduction.
inline double logarithm_core(double z) {
  double p = 1.479819860511658591e-01;
  p = p * z + 1.531383769920937332e-01;
  p = p * z + 1.818357216161805012e-01;
  p = p * z + 2.222219843214978396e-01;
  p = p * z + 2.857142874366239149e-01;
  p = p * z + 3.999999999940941908e-01;
  p = p * z + 6.666666666666735130e-01;
  return p * z;
}
inline float logarithm_core(float z) {
  float p = 0.24279078841F;
  p = p * z + 0.28498786688F;
  p = p * z + 0.40000972152F;
  p = p * z + 0.66666662693F;
  return p * z;
}

template <class Real>
inline Real logarithm(Real x) {
  using B = Bits<Real>;
  using Word = typename B::Word;
  Word const bits = std::bit_cast<Word>(x);
  Word const biased = static_cast<Word>(bits - B::root_half + (B::bias << B::mantissa)) >> B::mantissa;
  Real const k = (std::bit_cast<Real>(static_cast<Word>(B::whole | biased)) - std::bit_cast<Real>(B::whole)) -
                 static_cast<Real>(B::bias);
  Real const m = std::bit_cast<Real>(static_cast<Word>(bits - ((biased - B::bias) << B::mantissa)));
  Real const f = m - 1;
  Real const s = f / (2 + f);
  Real const half_square = static_cast<Real>(0.5) * f * f;
  Real const tail = s * (half_square + logarithm_core(s * s)) + k * B::ln2_low;
  Real const value = k * B::ln2_high - ((half_square - tail) - f);
  return x == x ? value : x;  // a fault stays visible: NaN has bits too
}

template <class Real>
inline Real square_root(Real x) {
  return std::sqrt(x);
}

template <class Real>
inline Real clip01(Real x) {
  Real const raised = x < 0 ? static_cast<Real>(0) : x;
  return raised > 1 ? static_cast<Real>(1) : raised;
}

inline double sine_core(double x, double z) {  // |x| <= pi/4, z = x^2
  double p = 1.58969099521155010221e-10;
  p = p * z - 2.50507602534068634195e-08;
  p = p * z + 2.75573137070700676789e-06;
  p = p * z - 1.98412698298579493134e-04;
  p = p * z + 8.33333333332248946124e-03;
  p = p * z - 1.66666666666666324348e-01;
  return x + x * z * p;
}
inline double cosine_core(double z) {
  double p = -1.13596475577881948265e-11;
  p = p * z + 2.08757232129817482790e-09;
  p = p * z - 2.75573143513906633035e-07;
  p = p * z + 2.48015872894767294178e-05;
  p = p * z - 1.38888888888741095749e-03;
  p = p * z + 4.16666666666666019037e-02;
  return 1.0 - (0.5 * z - z * z * p);
}
inline float sine_core(float x, float z) {
  float p = -1.9515295891e-4F;
  p = p * z + 8.3321608736e-3F;
  p = p * z - 1.6666654611e-1F;
  return x + x * z * p;
}
inline float cosine_core(float z) {
  float p = 2.443315711809948e-5F;
  p = p * z - 1.388731625493765e-3F;
  p = p * z + 4.166664568298827e-2F;
  return 1.0F - (0.5F * z - z * z * p);
}

template <class Real>
struct Direction {
  Real cosine, sine;
};

template <class Real>
inline Direction<Real> turn(Real u) {
  constexpr Real two_pi = static_cast<Real>(6.283185307179586476925);
  Real const quadrant = (u * 4 + Bits<Real>::rounder) - Bits<Real>::rounder;  // 0, 1, 2, 3 or 4
  Real const x = (u - quadrant * static_cast<Real>(0.25)) * two_pi;
  Real const z = x * x;
  Real const s = sine_core(x, z);
  Real const c = cosine_core(z);
  bool const odd = (quadrant == 1) | (quadrant == 3);
  Real const along = odd ? s : c;
  Real const across = odd ? c : s;
  bool const left = (quadrant == 1) | (quadrant == 2);
  bool const below = (quadrant == 2) | (quadrant == 3);
  return {left ? -along : along, below ? -across : across};
}

// The loops over lanes below must not be unrolled before they become vector instructions: g++ otherwise writes a short
// one out, lane after lane with branches, and it stays so.

/// f of every lane.
template <class X, class Function>
[[gnu::always_inline]] inline PackOf<X> each(Eigen::ArrayBase<X> const& x, Function f) {
  PackOf<X> const in = x;
  PackOf<X> out;
#pragma GCC unroll 1
  for (int lane = 0; lane < static_cast<int>(X::RowsAtCompileTime); ++lane) out[lane] = f(in[lane]);
  return out;
}

template <class A, class B, class Function>
[[gnu::always_inline]] inline PackOf<A> each_pair(Eigen::ArrayBase<A> const& a, Eigen::ArrayBase<B> const& b,
                                                  Function f) {
  PackOf<A> const left = a;
  PackOf<B> const right = b;
  PackOf<A> out;
#pragma GCC unroll 1
  for (int lane = 0; lane < static_cast<int>(A::RowsAtCompileTime); ++lane) out[lane] = f(left[lane], right[lane]);
  return out;
}

}  // namespace elementary

template <class X>
[[gnu::always_inline]] inline PackOf<X> exponential(Eigen::ArrayBase<X> const& x) {
  using Real = typename X::Scalar;
  return elementary::each(x, [](Real v) { return elementary::exponential(v); });
}

template <class X>
[[gnu::always_inline]] inline PackOf<X> logarithm(Eigen::ArrayBase<X> const& x) {
  using Real = typename X::Scalar;
  return elementary::each(x, [](Real v) { return elementary::logarithm(v); });
}

template <class X>
[[gnu::always_inline]] inline PackOf<X> square_root(Eigen::ArrayBase<X> const& x) {
  using Real = typename X::Scalar;
  return elementary::each(x, [](Real v) { return elementary::square_root(v); });
}

template <class X>
[[gnu::always_inline]] inline PackOf<X> sigmoid(Eigen::ArrayBase<X> const& x) {
  using Real = typename X::Scalar;
  return elementary::each(x, [](Real v) { return 1 / (1 + elementary::exponential(-v)); });
}

template <class X>
[[gnu::always_inline]] inline PackOf<X> logit(Eigen::ArrayBase<X> const& p) {
  using Real = typename X::Scalar;
  return elementary::each(p, [](Real v) { return elementary::logarithm(v / (1 - v)); });
}

template <class X>
[[gnu::always_inline]] inline PackOf<X> clip01(Eigen::ArrayBase<X> const& x) {
  using Real = typename X::Scalar;
  return elementary::each(x, [](Real v) { return elementary::clip01(v); });
}

template <class A, class B>
[[gnu::always_inline]] inline PackOf<A> less(Eigen::ArrayBase<A> const& a, Eigen::ArrayBase<B> const& b) {
  using Real = typename A::Scalar;
  return elementary::each_pair(a, b, [](Real x, Real y) { return static_cast<Real>(x < y ? 1 : 0); });
}

template <class A, class B>
[[gnu::always_inline]] inline PackOf<A> less_equal(Eigen::ArrayBase<A> const& a, Eigen::ArrayBase<B> const& b) {
  using Real = typename A::Scalar;
  return elementary::each_pair(a, b, [](Real x, Real y) { return static_cast<Real>(x <= y ? 1 : 0); });
}

template <class A>
[[gnu::always_inline]] inline PackOf<A> less(Eigen::ArrayBase<A> const& a, typename A::Scalar b) {
  using Real = typename A::Scalar;
  return elementary::each(a, [b](Real x) { return static_cast<Real>(x < b ? 1 : 0); });
}

template <class A>
[[gnu::always_inline]] inline PackOf<A> at_least(Eigen::ArrayBase<A> const& a, typename A::Scalar b) {
  using Real = typename A::Scalar;
  return elementary::each(a, [b](Real x) { return static_cast<Real>(x >= b ? 1 : 0); });
}

template <class A>
[[gnu::always_inline]] inline PackOf<A> equals(Eigen::ArrayBase<A> const& a, typename A::Scalar b) {
  using Real = typename A::Scalar;
  return elementary::each(a, [b](Real x) { return static_cast<Real>(x == b ? 1 : 0); });
}

template <class I, class A, class B>
[[gnu::always_inline]] inline PackOf<A> select(Eigen::ArrayBase<I> const& indicator, Eigen::ArrayBase<A> const& then,
                                               Eigen::ArrayBase<B> const& otherwise) {
  PackOf<I> const chosen = indicator;
  PackOf<A> const left = then;
  PackOf<B> const right = otherwise;
  PackOf<A> out;
#pragma GCC unroll 1
  for (int lane = 0; lane < static_cast<int>(A::RowsAtCompileTime); ++lane)
    out[lane] = chosen[lane] != 0 ? left[lane] : right[lane];
  return out;
}

template <class I, class A>
[[gnu::always_inline]] inline PackOf<A> select(Eigen::ArrayBase<I> const& indicator, Eigen::ArrayBase<A> const& then,
                                               typename A::Scalar otherwise) {
  using Real = typename A::Scalar;
  return elementary::each_pair(then, indicator,
                               [otherwise](Real x, Real chosen) { return chosen != 0 ? x : otherwise; });
}

template <class I, class B>
[[gnu::always_inline]] inline PackOf<B> select(Eigen::ArrayBase<I> const& indicator, typename B::Scalar then,
                                               Eigen::ArrayBase<B> const& otherwise) {
  using Real = typename B::Scalar;
  return elementary::each_pair(otherwise, indicator, [then](Real x, Real chosen) { return chosen != 0 ? then : x; });
}

template <class X>
[[gnu::always_inline]] inline Turn<X> turn(Eigen::ArrayBase<X> const& u) {
  PackOf<X> const in = u;
  Turn<X> result;
#pragma GCC unroll 1
  for (int lane = 0; lane < static_cast<int>(X::RowsAtCompileTime); ++lane) {
    auto const direction = elementary::turn(in[lane]);
    result.cosine[lane] = direction.cosine;
    result.sine[lane] = direction.sine;
  }
  return result;
}

}  // namespace detente
