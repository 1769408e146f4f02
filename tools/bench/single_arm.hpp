#pragma once

#include "engine/core/record.hpp"

namespace detente::bench {

/// What an ensemble of the first arm alone stores, without summary, histories and events.
inline ResultSpec single_arm(ResultSpec const& result, std::int64_t runs, int part_runs) {
  ResultSpec spec = result;
  spec.arms.resize(1);
  spec.levers.values.resize(1);
  spec.samples = runs / spec.replications;
  spec.part_runs = part_runs;
  spec.recording = {};
  return spec;
}

}  // namespace detente::bench
