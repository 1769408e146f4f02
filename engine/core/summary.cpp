#include "engine/core/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace detente {

std::uint16_t bin_of(double value, double lowest, double highest) {
  double const place = (value - lowest) / (highest - lowest) * histogram_bins;
  if (!(place > 0)) return 0;
  return static_cast<std::uint16_t>(std::min(place, static_cast<double>(histogram_bins - 1)));
}

double bin_width(double lowest, double highest) { return (highest - lowest) / histogram_bins; }

double histogram_quantile(std::span<std::uint64_t const> counts, double p, double lowest, double highest) {
  std::uint64_t total = 0;
  for (std::uint64_t const count : counts) total += count;
  if (total == 0) return std::numeric_limits<double>::quiet_NaN();
  double const rank = p * static_cast<double>(total);
  double passed = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    double const here = static_cast<double>(counts[bin]);
    if (here > 0 && passed + here >= rank) {
      double const inside = std::max(0.0, (rank - passed) / here);
      return lowest + (static_cast<double>(bin) + inside) * bin_width(lowest, highest);
    }
    passed += here;
  }
  return highest;
}

void Moments::add(Moments const& other) {
  n += other.n;
  sum += other.sum;
  sum_of_squares += other.sum_of_squares;
}

double Moments::mean(double centre) const {
  return n > 0 ? centre + sum / n : std::numeric_limits<double>::quiet_NaN();
}

double Moments::sd() const {
  if (n < 2) return std::numeric_limits<double>::quiet_NaN();
  double const variance = (sum_of_squares - sum * sum / n) / (n - 1);
  return std::sqrt(std::max(variance, 0.0));
}

}  // namespace detente
