#pragma once

#include "engine/core/elementary.hpp"
#include "tools/bench/operations.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace detente::bench {

/// Does so many operations of each kind and nothing else: the arithmetic of a model without the model. Values stand in
/// the nearest cache, are many and independent of each other, and kinds that a processor does at once are done at
/// once: what is left is what the operations themselves cost. Negations are left out: compilers
/// make other operations of them.
template <class Real>
class ArithmeticStream {
 public:
  /// `per_lane` are the operations for one lane of a pack; they are done for all lanes.
  explicit ArithmeticStream(Operations const& per_lane, int lanes)
      : value_(values, static_cast<Real>(0.5)),
        plus_(values, static_cast<Real>(0.25)),
        times_(values, static_cast<Real>(1.25)),
        result_(values, static_cast<Real>(0)),
        exponentials_(passes(per_lane.exponentials * lanes, 1)),
        logarithms_(passes(per_lane.logarithms * lanes, 1)),
        square_roots_(passes(per_lane.square_roots * lanes, 1)),
        extrema_(passes(per_lane.extrema * lanes, links)),
        chained_{{{additions, std::max(0, passes(per_lane.additions * lanes, links) - extrema_)},
                  {multiplications, passes(per_lane.multiplications * lanes, links)},
                  {choices, passes(per_lane.comparisons * lanes, links)},
                  {divisions, passes(per_lane.divisions * lanes, 1)}}} {
    std::sort(chained_.begin(), chained_.end(), [](Chained a, Chained b) { return a.passes < b.passes; });
  }

  void run() {
    unsigned kinds = all_kinds;
    int done = 0;
    for (Chained const& kind : chained_) {  // until the rarest is through all together, then the others without it
      chain(kinds, kind.passes - done);
      done = kind.passes;
      kinds &= ~kind.kind;
    }
    each(exponentials_, [](Real x) { return elementary::exponential(x); });
    each(logarithms_, [](Real x) { return elementary::logarithm(x); });
    each(square_roots_, [](Real x) { return elementary::square_root(x); });
    limit_and_add();
  }

 private:
  static constexpr int values = 256;  // 16 packs of 16 lanes
  static constexpr int links = 4;     // operations of a kind in one pass over a value
  enum Kind : unsigned { additions = 1, multiplications = 2, choices = 4, divisions = 8 };
  static constexpr unsigned all_kinds = 15;
  struct Chained {
    Kind kind;
    int passes;
  };

  static int passes(double operations, int per_value) {
    return static_cast<int>(std::lround(operations / (values * per_value)));
  }

  template <class Function>
  void each(int times, Function function) {
    for (int pass = 0; pass < times; ++pass) {
      for (int i = 0; i < values; ++i) result_[i] = function(value_[i]);
      keep();
    }
  }

  /// Extrema together with as many additions: as packs, which have instructions for them that a choice has not.
  void limit_and_add() {
    using Values = Eigen::Array<Real, values, 1>;
    Eigen::Map<Values> x(value_.data());
    Eigen::Map<Values const> const a(plus_.data());
    Eigen::Map<Values const> const b(times_.data());
    for (int pass = 0; pass < extrema_; ++pass) {
      x = (((((((x + a).min(b)) - a).max(a)) + a).min(b)) - a).max(a);
      keep();
    }
  }

  /// Passes with the kinds named, by number as a constant of the loop.
  template <unsigned kinds = all_kinds>
  void chain(unsigned wanted, int times) {
    if constexpr (kinds > 0) {
      if (wanted != kinds) return chain<kinds - 1>(wanted, times);
      for (int pass = 0; pass < times; ++pass) {
        pass_of<kinds>(value_.data(), plus_.data(), times_.data());
        keep();
      }
    }
  }

  /// Values stay in range, whatever the number of passes.
  template <unsigned kinds>
  static void pass_of(Real* __restrict value, Real const* __restrict plus, Real const* __restrict times) {
    for (int i = 0; i < values; ++i) {
      Real x = value[i];
      Real const a = plus[i];
      Real const b = times[i];
      for (int link = 0; link < links; ++link) {
        if constexpr ((kinds & additions) != 0) x = link % 2 == 0 ? x + a : x - a;
        if constexpr ((kinds & multiplications) != 0) x = x * (link % 2 == 0 ? b : static_cast<Real>(1 / 1.25));
        if constexpr ((kinds & choices) != 0) x = x < static_cast<Real>(0.05) ? a : x;
      }
      if constexpr ((kinds & divisions) != 0) x = a / x;
      value[i] = x;
    }
  }

  /// The compiler may not think that nobody reads what a pass has written, or that the next repeats it.
  void keep() { asm volatile("" : : "r"(value_.data()), "r"(result_.data()) : "memory"); }

  std::vector<Real> value_, plus_, times_, result_;
  int exponentials_, logarithms_, square_roots_, extrema_;
  std::array<Chained, 4> chained_;
};

}  // namespace detente::bench
