#pragma once

#include "engine/io/part_store.hpp"
#include "engine/io/result_writer.hpp"
#include "engine/run/ensemble.hpp"
#include "tests/engine/io/files.hpp"
#include "tests/engine/io/small_spec.hpp"

#include <string>

namespace detente {

/// Computes the parts of an ensemble that are missing in a store.
inline void compute(PartStore& store, ResultSpec const& spec, EnsembleOptions const& options = {.threads = 1}) {
  run_ensemble(
      spec, [&spec](BlockId const& id) { return small_block(spec, id); }, store, options);
}

/// Computes an ensemble and writes its result, whose path it returns.
inline std::string make_result(TemporaryFolder const& folder, ResultSpec const& spec,
                               EnsembleOptions const& options = {.threads = 1}) {
  PartStore store(folder / "parts", spec, small_digest);
  compute(store, spec, options);
  write_result(folder / "result.h5", spec, store);
  return folder / "result.h5";
}

}  // namespace detente
