#pragma once

#include "engine/core/model.hpp"
#include "engine/core/summary.hpp"
#include "engine/run/block_recorder.hpp"

#include <algorithm>

namespace detente {

/// Which runs sit in the lanes of a pack that starts at `first_run`; lanes beyond the last run repeat it and are not
/// recorded.
template <int L>
LaneKeys<L> lane_keys(ResultSpec const& spec, std::int64_t first_run, std::int64_t end_run) {
  LaneKeys<L> keys;
  for (int lane = 0; lane < L; ++lane) {
    std::int64_t const run = std::min(first_run + lane, end_run - 1);
    keys.sample[lane] = static_cast<std::uint32_t>(run / spec.replications);
    keys.replication[lane] = static_cast<std::uint32_t>(run % spec.replications);
  }
  return keys;
}

/// Steps the runs of one block from start to end, pack by pack. The only loop over months.
template <Model M>
void run_packs(M const& model, ResultSpec const& spec, BlockId const& id, BlockRecorder& recorder) {
  constexpr int lanes = M::lanes;
  static_assert(lanes <= widest_pack, "the recorder has room for so many");
  Draws<typename M::Real, lanes> draws(spec.seed, model.slots());
  typename M::Trajectory trajectory = model.trajectory(id.arm);
  std::vector<Pack<double, lanes>> columns;
  for (int first = 0; first < id.runs; first += lanes) {
    recorder.begin_pack(first, std::min(lanes, id.runs - first));
    draws.assign(lane_keys<lanes>(spec, id.first_run + first, id.first_run + id.runs));
    draws.begin_month(0);
    trajectory.start(draws);
    recorder.record_month(0, trajectory);
    for (int month = 0; month < spec.months; ++month) {
      draws.begin_month(month);
      recorder.begin_month(month + 1);
      trajectory.step(month, draws, recorder.events());
      recorder.record_month(month + 1, trajectory);
    }
    trajectory.outcomes(columns);
    recorder.record_outcomes(columns);
  }
}

/// Simulates one block and returns its record.
template <Model M>
BlockRecord run_block(M const& model, ResultSpec const& spec, BlockId const& id) {
  BlockRecorder recorder(spec, id);
  run_packs(model, spec, id, recorder);
  BlockRecord record = recorder.take();
  if (record.failures.empty() || record.summary.sum.empty()) return record;
  // That a run fails is known at its end, when its months are in the sums of the summary: once more, without it.
  BlockRecorder again(spec, id, record.failures);
  run_packs(model, spec, id, again);
  return again.take();
}

}  // namespace detente
