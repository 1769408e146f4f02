#pragma once

#include "engine/statistics/estimate.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace detente {

struct Bootstrap;

/// How the runs of a Saltelli design lie: by base point, then by role (A, B, AB_1 ... AB_k), then by replication. AB_i
/// is A with quantity i from B. Each sample has luck of its own.
struct SaltelliShape {
  int quantities = 0;           // k
  int replications = 1;         // R of a sample; 1 only for a model without luck
  int base_points_per_set = 1;  // consecutive ones that depend on each other: a shifted Sobol' set
};

/// Sobol' indices of E[Y | theta], where Y = f(theta, luck) and theta is what is uncertain. They are shares of its
/// variance V_theta; nothing of chance is in them.
struct SobolIndices {
  std::vector<Estimate> first;         // S_i: what quantity i does alone
  std::vector<Estimate> total;         // ST_i: what it has a part in
  std::vector<Estimate> interactions;  // ST_i - S_i: what it does only together with others
  Estimate all_interactions;           // 1 - sum of S_i
  Estimate uncertain;                  // V_theta, in the unit of the outcome squared
  Estimate chance;                     // share of luck in the variance of a single run; the rest is V_theta's
  std::int64_t base_points = 0;        // without those that miss a run
};

/// True if the interval of an index lies above 0: then it is not a finding of chance.
bool is_distinguishable_from_zero(Estimate const& index);

/// Of the runs of a Saltelli design. With r the correlation of two roles, free of luck,
///   S_i  = r(B, AB_i)      they share quantity i alone
///   ST_i = 1 - r(A, AB_i)  they share all but quantity i; its numerator is Jansen's, (A - AB_i)^2 / 2
/// where the covariance in S_i is less (1 - ST_i) times that of A and B, which is 0 but for chance. Where ST_i is small
/// this is Saltelli's (2010) B (AB_i - A), which hardly errs there; where S_i is large it is Janon's, which hardly errs
/// there. Luck adds s2/R to the variance of a sample's mean, and as much for each sample to (A - AB_i)^2; s2 is
/// estimated between replications, and all of it taken out. Estimates may be below 0 or above 1.
///
/// Intervals: see percentile_interval. Resampled are the sets, if there are 8 or more, else base points, which for
/// Sobol' sets is wide, for it does not see what they gain; of more than 1024, neighbours are resampled as one. 95 %
/// intervals of indices hold them in 91 to 95 % of designs of 64 base points, in 93 to 95 % of 512 or more, and in 92
/// to 95 % of 8 sets or more.
///
/// Base points that miss a run (NaN) are left out. Indices are NaN if the interval of V_theta is not above 0: then what
/// is uncertain cannot be told from luck. Work: resamples x at most 1024 x k. Sources: Sobol' 1993; Jansen 1999;
/// Saltelli et al. 2010; Janon et al. 2014; the way from one to the other is ours.
SobolIndices sobol_indices(std::span<double const> runs, SaltelliShape const& shape, Bootstrap const& bootstrap);

}  // namespace detente
