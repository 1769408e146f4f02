#pragma once

namespace detente {

// Student's law, of `degrees` > 0 degrees of freedom, which need not be whole.

/// Quantile p in (0, 1).
double student_quantile(double degrees, double p);

/// What is exceeded with probability `tail` in (0, 1): exact where 1 - tail would lose digits.
double student_upper_quantile(double degrees, double tail);

/// Probability of more than t.
double student_tail(double degrees, double t);

}  // namespace detente
