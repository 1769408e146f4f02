#include "tools/detente/session/notices.hpp"

#include "models/transport_network.hpp"

#include <spdlog/spdlog.h>

namespace detente {

namespace {

constexpr std::int64_t enough_batches = 8;

void warn_of_few_batches(ResultSpec const& spec) {
  std::int64_t const batches = spec.samples / spec.samples_per_observation;
  if ((spec.design != "lhs" && spec.design != "sobol") || batches >= enough_batches) return;
  spdlog::warn(
      "{} batches of {} samples: intervals rest on batches, and fewer than {} make them wide; more samples or a "
      "smaller "
      "design.batch",
      batches, spec.samples_per_observation, enough_batches);
}

}  // namespace

void warn_of_surprises(Experiment const& experiment) {
  warn_of_few_batches(experiment.result);
  for (YearlyPart const& part : yearly_parts(experiment.model.arms.front().inputs.region)) {
    spdlog::warn(
        "the road network between {} and {} keeps {} junctions, too many to list its cuts (at most {}): its throughput "
        "is computed in the first month of a year and holds until the next; join roads or leave minor links out of "
        "transport.segments, or part the network with an entry or an exit",
        part.entry, part.exit, part.junctions, largest_enumeration);
  }
}

}  // namespace detente
