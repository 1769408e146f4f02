#pragma once

#include "engine/core/record.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace detente {

/// How far an ensemble is. Given once a block, from the thread that takes records.
struct Progress {
  std::int64_t blocks_done = 0, blocks = 0;
  std::int64_t runs_done = 0, runs = 0;  // over all arms
  std::int64_t failed_runs = 0;          // of those done
};

struct EnsembleOptions {
  int threads = 0;                             // 0: as many as the machine has
  std::int64_t first_part = 0, part_step = 1;  // parts first, first + step, ...: a shard
  std::function<void(Progress const&)> progress = {};
  std::function<bool()> should_stop = {};  // asked before each part: true ends the ensemble after the parts begun
};

enum class EnsembleEnd { complete, stopped };

/// Threads that the machine offers, and the version of the library that runs them.
int machine_threads();
std::string thread_library_version();

/// Computes the blocks that the sink does not have yet and hands their records over in order: simulation and
/// compression in parallel, at most 2 threads + 1 blocks in flight, every other stage in one thread at a time. Rethrows
/// what the kernel or the sink throws. `run_block` is called from several threads at once.
EnsembleEnd run_ensemble(ResultSpec const& spec, std::function<BlockRecord(BlockId const&)> const& run_block,
                         RecordSink& sink, EnsembleOptions const& options);

}  // namespace detente
