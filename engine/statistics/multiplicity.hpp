#pragma once

#include <span>
#include <vector>

namespace detente {

// Many comparisons at once. An adjusted p-value at or below alpha is a rejection at alpha, whatever the family's size.
// Missing p-values (NaN) stay missing and do not count as members of the family.

/// P-values adjusted so that the chance of one false rejection or more in the family stays below alpha, however they
/// depend on each other: what to go by where each single claim will be read on its own. Source: Holm 1979.
std::vector<double> holm_adjusted(std::span<double const> p_values);

}  // namespace detente
