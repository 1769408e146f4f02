#pragma once

namespace detente {

/// Quantile of the standard normal law, u in (0, 1). Relative error below 1e-15. The same bits on every machine.
/// Source: Wichura 1988, algorithm AS 241 (PPND16).
double normal_quantile(double u);

/// Probability that a standard normal number is below z, |z| <= 37: the inverse of normal_quantile. Relative error
/// below 1e-15. The same bits on every machine.
/// Source: Cody 1969 (rational Chebyshev approximations).
double normal_probability(double z);

}  // namespace detente
