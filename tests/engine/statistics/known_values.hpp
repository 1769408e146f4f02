#pragma once

#include <cstddef>
#include <numeric>
#include <vector>

namespace detente {

inline constexpr double normal_975 = 1.959963984540054;  // 97.5 % of a standard normal

/// 1, 2, ..., n: every run is its own rank.
inline std::vector<double> ranks(std::size_t n) {
  std::vector<double> values(n);
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

}  // namespace detente
