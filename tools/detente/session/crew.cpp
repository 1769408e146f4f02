#include "tools/detente/session/crew.hpp"

#include "engine/io/part_store.hpp"

namespace detente {

PartSource& Crew::begin(Assignment const& assignment, ResultSpec const& spec, PartStore const& store) {
  Shard const& shard = assignment.manifest.shard;
  return parts_.emplace(missing_parts(spec, store, shard.index, shard.count));
}

}  // namespace detente
