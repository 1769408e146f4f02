#pragma once

#include "tools/bench/operations.hpp"

#include <Eigen/Core>

#include <cmath>
#include <limits>
#include <type_traits>

namespace detente::bench {

/// What a counted number takes part in: the month itself, or sums over months, which are double in any precision.
enum class Part { month, sums };

/// A double that counts what is done with it. Values are those of double to the bit. Not for several threads at once.
template <Part part>
class Counted {
 public:
  Counted() = default;
  constexpr Counted(double value) : value_(value) {}  // implicit, as numbers are: constants meet packs everywhere
  template <Part other>
  explicit constexpr Counted(Counted<other> const& number) : value_(number.value()) {}

  constexpr double value() const { return value_; }
  template <class Number>
  requires std::is_arithmetic_v<Number>
  explicit operator Number() const { return static_cast<Number>(value_); }

  /// What has been counted since the program began, or since it was last set.
  static Operations& tally() {
    static Operations operations;
    return operations;
  }

  friend Counted operator+(Counted a, Counted b) { return counted(tally().additions, a.value_ + b.value_); }
  friend Counted operator-(Counted a, Counted b) { return counted(tally().additions, a.value_ - b.value_); }
  friend Counted operator*(Counted a, Counted b) { return counted(tally().multiplications, a.value_ * b.value_); }
  friend Counted operator/(Counted a, Counted b) { return counted(tally().divisions, a.value_ / b.value_); }
  friend Counted operator-(Counted a) { return counted(tally().negations, -a.value_); }
  friend Counted abs(Counted a) { return counted(tally().negations, std::abs(a.value_)); }
  // Found before the standard's, which are made of a comparison.
  friend Counted min(Counted a, Counted b) {
    return counted(tally().extrema, b.value_ < a.value_ ? b.value_ : a.value_);
  }
  friend Counted max(Counted a, Counted b) {
    return counted(tally().extrema, a.value_ < b.value_ ? b.value_ : a.value_);
  }
  friend bool isnan(Counted a) { return std::isnan(a.value_); }
  Counted& operator+=(Counted other) { return *this = *this + other; }
  Counted& operator-=(Counted other) { return *this = *this - other; }
  Counted& operator*=(Counted other) { return *this = *this * other; }
  Counted& operator/=(Counted other) { return *this = *this / other; }
  friend bool operator<(Counted a, Counted b) { return compared(a.value_ < b.value_); }
  friend bool operator>(Counted a, Counted b) { return compared(a.value_ > b.value_); }
  friend bool operator<=(Counted a, Counted b) { return compared(a.value_ <= b.value_); }
  friend bool operator>=(Counted a, Counted b) { return compared(a.value_ >= b.value_); }
  friend bool operator==(Counted a, Counted b) { return compared(a.value_ == b.value_); }
  friend bool operator!=(Counted a, Counted b) { return compared(a.value_ != b.value_); }

  /// A result that counts as one operation of the kind.
  static Counted counted(double& kind, double result) {
    kind += 1;
    return result;
  }

 private:
  static bool compared(bool result) {
    tally().comparisons += 1;
    return result;
  }

  double value_;
};

}  // namespace detente::bench

template <detente::bench::Part part>
struct Eigen::NumTraits<detente::bench::Counted<part>> : Eigen::NumTraits<double> {
  using Real = detente::bench::Counted<part>;
  using NonInteger = Real;
  using Literal = Real;
  using Nested = Real;
};

template <detente::bench::Part part>
struct std::numeric_limits<detente::bench::Counted<part>> : std::numeric_limits<double> {};
