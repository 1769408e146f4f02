#pragma once

namespace detente {

/// Probability that a standard normal number is below z, |z| <= 37: the inverse of normal_quantile. Relative error
/// below 1e-15. The same bits on every machine.
/// Source: Cody 1969 (rational Chebyshev approximations).
double normal_probability(double z);

}  // namespace detente
