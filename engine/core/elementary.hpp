#pragma once

#include "engine/core/pack.hpp"

namespace detente {

// The vocabulary of kernels: branch-free lane loops of our own, so that a run gives the same bits in every lane, at
// every width and on every instruction set (Eigen's transcendental functions do not). The names differ from Eigen's and
// the standard library's on purpose: an unqualified `exp` in a kernel would silently be theirs. Every function takes a
// pack or an expression of packs and returns a pack. `x` is evaluated once.

/// e^x. Valid for all x: below -708 (float: -87) gives 0, above 709 (88) gives the largest finite value; NaN stays NaN.
/// Relative error below 4e-16 (double), 2.5e-7 (float).
template <class X>
PackOf<X> exponential(Eigen::ArrayBase<X> const& x);

/// Natural logarithm of x > 0 (normal numbers). x = 0 gives a large negative finite number, x < 0 is not valid, NaN
/// stays NaN. Relative error below 4e-16 (double), 2.5e-7 (float).
template <class X>
PackOf<X> logarithm(Eigen::ArrayBase<X> const& x);

/// Square root of x >= 0, correctly rounded.
template <class X>
PackOf<X> square_root(Eigen::ArrayBase<X> const& x);

/// 1 / (1 + e^-x), in [0, 1]. Valid for all x; NaN stays NaN. Relative error below 6.3e-16 (double, x > -700), 3.7e-7
/// (float, x > -86): that of the exponential, and the roundings of a sum and a quotient. Further down it is below the
/// least normal number.
template <class X>
PackOf<X> sigmoid(Eigen::ArrayBase<X> const& x);

/// Inverse of sigmoid, ln(p / (1 - p)), for p in (0, 1); 0 and 1 are not valid, NaN stays NaN. Absolute error below
/// 2.3e-16 + 4e-16 |logit(p)| (double), 1.2e-7 + 2.5e-7 |logit(p)| (float): two roundings of the odds, and the
/// logarithm's own.
template <class X>
PackOf<X> logit(Eigen::ArrayBase<X> const& p);

/// x limited to [0, 1].
template <class X>
PackOf<X> clip01(Eigen::ArrayBase<X> const& x);

/// Indicator packs: 1 where the relation holds, else 0.
template <class A, class B>
PackOf<A> less(Eigen::ArrayBase<A> const& a, Eigen::ArrayBase<B> const& b);
template <class A, class B>
PackOf<A> less_equal(Eigen::ArrayBase<A> const& a, Eigen::ArrayBase<B> const& b);
template <class A>
PackOf<A> less(Eigen::ArrayBase<A> const& a, typename A::Scalar b);
template <class A>
PackOf<A> at_least(Eigen::ArrayBase<A> const& a, typename A::Scalar b);
template <class A>
PackOf<A> equals(Eigen::ArrayBase<A> const& a, typename A::Scalar b);

/// `then` where the indicator is not 0, else `otherwise`; both are evaluated, and what is not taken may be inf or NaN.
template <class I, class A, class B>
PackOf<A> select(Eigen::ArrayBase<I> const& indicator, Eigen::ArrayBase<A> const& then,
                 Eigen::ArrayBase<B> const& otherwise);
template <class I, class A>
PackOf<A> select(Eigen::ArrayBase<I> const& indicator, Eigen::ArrayBase<A> const& then, typename A::Scalar otherwise);
template <class I, class B>
PackOf<B> select(Eigen::ArrayBase<I> const& indicator, typename B::Scalar then, Eigen::ArrayBase<B> const& otherwise);

/// Cosine and sine of a full turn times u, for u in [0, 1]: cos(2 pi u), sin(2 pi u).
/// Absolute error below 4e-16 (double), 2.5e-7 (float).
template <class X>
struct Turn {
  PackOf<X> cosine, sine;
};
template <class X>
Turn<X> turn(Eigen::ArrayBase<X> const& u);

}  // namespace detente

#include "engine/core/elementary_impl.hpp"
