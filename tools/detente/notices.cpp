#include "tools/detente/notices.hpp"

#include <spdlog/spdlog.h>

namespace detente {

void warn_of_surprises(Experiment const& experiment) {
  for (YearlyPart const& part : yearly_parts(experiment.model.arms.front().inputs.region)) {
    spdlog::warn(
        "the road network between {} and {} keeps {} junctions, too many to list its cuts (at most {}): its throughput "
        "is computed in the first month of a year and holds until the next; join roads or leave minor links out of "
        "transport.segments, or part the network with an entry or an exit",
        part.entry, part.exit, part.junctions, largest_enumeration);
  }
}

}  // namespace detente
