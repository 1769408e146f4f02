#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace detente {

/// Bins of the histograms behind quantiles of the summary.
inline constexpr int histogram_bins = 1024;

/// Bin of a value on a declared range [lowest, highest]; values outside count in the end bins, NaN in the first.
std::uint16_t bin_of(double value, double lowest, double highest);

/// Width of a bin in the unit of the variable: how finely quantiles resolve.
double bin_width(double lowest, double highest);

/// Quantile p in [0, 1] from counts by bin, linear inside the bin. NaN if nothing was counted.
double histogram_quantile(std::span<std::uint64_t const> counts, double p, double lowest, double highest);

/// Sums of n values about a fixed centre. Adding two of them in a fixed order gives the same bits every time.
struct Moments {
  double n = 0, sum = 0, sum_of_squares = 0;  // of (x - centre)

  void add(Moments const& other);
  double mean(double centre) const;  // NaN for n = 0
  double sd() const;                 // with n - 1; NaN for n < 2
};

}  // namespace detente
