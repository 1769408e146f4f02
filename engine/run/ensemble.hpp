#pragma once

#include "engine/core/record.hpp"
#include "engine/run/part_source.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace detente {

/// How far an ensemble is: what this process has done of all that its source gives out. Given once a block, from the
/// thread that takes records.
struct Progress {
  std::int64_t blocks_done = 0, blocks = 0;
  std::int64_t runs_done = 0, runs = 0;  // over all arms
  std::int64_t failed_runs = 0;          // of those done
};

struct EnsembleOptions {
  int threads = 0;              // 0: as many as the machine has
  PartSource* parts = nullptr;  // what to compute; null: all that the sink lacks
  std::function<void(Progress const&)> progress = {};
  std::function<bool()> should_stop = {};  // asked before each part: true ends the ensemble after the parts begun
                                           // before it
};

enum class EnsembleEnd { complete, stopped };

/// Threads that the machine offers, and the version of the library that runs them.
int machine_threads();
std::string thread_library_version();

/// Computes the blocks of the parts that are given out and hands their records over in order: simulation and
/// compression in parallel, at most 2 threads + 1 blocks in flight, every other stage in one thread at a time. Rethrows
/// what the kernel or the sink throws. `run_block` is called from several threads at once.
EnsembleEnd run_ensemble(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                         RecordSink& sink, EnsembleOptions const& options);

}  // namespace detente
