#pragma once

#include "engine/statistics/estimate.hpp"

#include <Eigen/Core>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace detente {

/// How intervals are made by resampling.
struct Bootstrap {
  std::uint64_t seed = 0;
  int resamples = 1000;
  double confidence = 0.95;  // in (0, 1)
};

/// How often each of `observations` > 0 comes in one resample: as many draws as there are observations, with
/// replacement. A pure function of its arguments; another resample changes no earlier one.
std::vector<int> resample_counts(std::uint64_t seed, int resample, int observations);

/// `value`, which n independent observations gave, with the percentile interval of what resamples gave. Percentiles are
/// expanded: as far out as makes a bootstrap of a mean as wide as Student's interval, since plain ones are too narrow
/// for few observations. NaN bounds for n < 2, or if resamples without a value (NaN) are more than a tail of the
/// interval may hold. Sources: Efron 1979; Hesterberg 2015 (expanded percentiles).
Estimate percentile_interval(double value, std::span<double const> resampled, std::int64_t n, double confidence = 0.95);

/// Functions of sums over independent observations, with their percentile intervals. A column of `observations` is what
/// one of them adds to each sum; `statistics` makes of the sums as many numbers every time, NaN where there is none.
/// Work: resamples x observations x sums. Needs at least one observation.
std::vector<Estimate> bootstrap_estimates(Eigen::ArrayXXd const& observations,
                                          std::function<Eigen::ArrayXd(Eigen::ArrayXd const& sums)> const& statistics,
                                          Bootstrap const& bootstrap);

}  // namespace detente
