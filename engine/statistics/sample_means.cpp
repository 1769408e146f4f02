#include "engine/statistics/sample_means.hpp"

#include <cassert>
#include <cstddef>

namespace detente {

std::vector<SampleMean> sample_means(std::span<double const> runs, int replications) {
  assert(replications > 0 && "a sample has runs");
  auto const size = static_cast<std::size_t>(replications);
  assert(runs.size() % size == 0 && "runs are whole samples");
  std::vector<SampleMean> samples;
  samples.reserve(runs.size() / size);
  for (std::size_t first = 0; first < runs.size(); first += size) {
    double sum = 0;
    for (double const run : runs.subspan(first, size)) sum += run;
    double const mean = sum / replications;
    double squares = 0;
    for (double const run : runs.subspan(first, size)) squares += (run - mean) * (run - mean);
    samples.push_back({mean, replications > 1 ? squares / (replications - 1) / replications : 0});
  }
  return samples;
}

}  // namespace detente
