#include "models/experiment.hpp"
#include "tools/bench/candidates.hpp"
#include "tools/bench/modules/bench_module.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace detente::bench {
namespace {

Candidate candidate(Experiment const& experiment, OperationCounts const& counts, Target target,
                    std::string const& precision) {
  int const years = std::max(1, experiment.result.block_runs * experiment.model.months / (floor_lanes * floor_months));
  return {.name = fmt::format("floor.{}.{}", to_text(target), precision),
          .meaning = fmt::format("floor, {}, {} precision", to_text(target), precision),
          .ns_per_month = [year = make_floor({counts, precision}, target), years] {
            double const start = thread_time();
            for (int k = 0; k < years; ++k) year();
            return (thread_time() - start) / (static_cast<double>(years) * floor_lanes * floor_months);
          }};
}

}  // namespace

std::vector<Candidate> floor_candidates(Experiment const& experiment, OperationCounts const& counts) {
  std::vector<Candidate> candidates;
  for (Target const target : all_targets()) {
    if (!runs_here(target) || !is_installed(target)) continue;
    for (char const* const precision : {"double", "single"})
      candidates.push_back(candidate(experiment, counts, target, precision));
  }
  return candidates;
}

}  // namespace detente::bench
