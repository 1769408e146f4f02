// Properties of the statistics for whatever numbers. The inputs are random (the seed is printed and can be given again
// by RC_PARAMS="seed=N") and shrink to the smallest that breaks the property.

#include "engine/core/summary.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace detente {
namespace {

/// Numbers from 0 to 1.
rc::Gen<std::vector<double>> shares() {
  return rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(
      rc::gen::map(rc::gen::inRange(0, 1 << 20), [](int k) { return std::ldexp(static_cast<double>(k), -20); })));
}

Moments moments_by_sums(std::vector<double> const& values, std::size_t from, std::size_t to, double centre) {
  Moments moments;
  for (std::size_t k = from; k < to; ++k) {
    moments.n += 1;
    moments.sum += values[k] - centre;
    moments.sum_of_squares += (values[k] - centre) * (values[k] - centre);
  }
  return moments;
}

// Would catch: a merge that forgets the count or mixes the sums. Tolerance: the rounding of 1e3 additions of numbers
// <= 1.
RC_GTEST_PROP(MomentsProperties, Parts_add_up_to_the_whole_wherever_one_cuts, ()) {
  std::vector<double> const values = *shares();
  std::size_t const cut = *rc::gen::inRange<std::size_t>(0, values.size() + 1);

  Moments joined = moments_by_sums(values, 0, cut, 0.5);
  joined.add(moments_by_sums(values, cut, values.size(), 0.5));

  double mean = 0;
  for (double const value : values) mean += value / static_cast<double>(values.size());
  RC_ASSERT(joined.n == static_cast<double>(values.size()));
  RC_ASSERT(std::abs(joined.mean(0.5) - mean) < 1e-12);
}

// Would catch: bins of another range than the quantile's, an end bin left out, a quantile off by one value.
RC_GTEST_PROP(HistogramProperties, Quantile_is_within_a_bin_of_the_exact_one, ()) {
  std::vector<double> values = *shares();
  double const p = std::ldexp(static_cast<double>(*rc::gen::inRange(0, 1025)), -10);
  std::array<std::uint64_t, histogram_bins> counts{};
  for (double const value : values) ++counts[bin_of(value, 0, 1)];

  double const found = histogram_quantile(counts, p, 0, 1);

  // Any quantile of n values lies between the two whose ranks enclose p n.
  std::sort(values.begin(), values.end());
  double const rank = p * static_cast<double>(values.size());
  auto const at = [&](double r) {
    return values[static_cast<std::size_t>(std::clamp(r, 0.0, static_cast<double>(values.size() - 1)))];
  };
  RC_ASSERT(found >= at(std::ceil(rank) - 1) - bin_width(0, 1));
  RC_ASSERT(found <= at(std::floor(rank)) + bin_width(0, 1));
}

}  // namespace
}  // namespace detente
