#include "tools/detente/session/crew.hpp"

#include "engine/io/part_store.hpp"

namespace detente {

PartSource& Crew::begin(Assignment const& assignment, ResultSpec const& spec, PartStore const& store) {
  return parts_.emplace(missing_parts(spec, store, assignment.manifest.shard));
}

}  // namespace detente
