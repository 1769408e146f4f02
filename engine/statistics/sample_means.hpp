#pragma once

#include <span>
#include <vector>

namespace detente {

/// What the replications of a sample say of it.
struct SampleMean {
  double mean = 0;
  double luck = 0;  // variance that luck gives the mean, estimated without bias; 0 for one replication
};

/// Of runs that lie by sample, `replications` > 0 in each. NaN where a run is missing (NaN).
std::vector<SampleMean> sample_means(std::span<double const> runs, int replications);

}  // namespace detente
