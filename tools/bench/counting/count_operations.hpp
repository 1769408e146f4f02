#pragma once

#include "tools/bench/operations.hpp"

#include <cstdint>
#include <vector>

namespace detente {
struct ModelSpec;
}

namespace detente::bench {

/// One pack of runs that has been counted.
struct CountedRuns {
  OperationCounts counts;        // of a run and month
  std::vector<double> outcomes;  // [column * runs + run], those of the kernel to the bit
  int runs = 0;
};

/// Lives one pack of runs of the first arm, from start to outcomes, in numbers that count (counted.hpp), by the
/// kernel's own equations. `first_sample` is that of lane 0. Not for several threads at once.
[[gnu::visibility("default")]] CountedRuns count_operations(ModelSpec const& spec, std::uint64_t seed,
                                                            std::uint32_t first_sample);

}  // namespace detente::bench
