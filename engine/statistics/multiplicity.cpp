#include "engine/statistics/multiplicity.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace detente {
namespace {

/// Places of the p-values that are there, from the least up.
std::vector<std::size_t> ascending(std::span<double const> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < p_values.size(); ++k) {
    if (!std::isnan(p_values[k])) order.push_back(k);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  return order;
}

}  // namespace

std::vector<double> holm_adjusted(std::span<double const> p_values) {
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  std::vector<std::size_t> const order = ascending(p_values);
  double largest = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    double const not_yet_rejected = static_cast<double>(order.size() - k);
    largest = std::max(largest, std::min(1.0, not_yet_rejected * p_values[order[k]]));
    adjusted[order[k]] = largest;
  }
  return adjusted;
}

}  // namespace detente
