#include "tools/detente/part_work.hpp"

#include "engine/io/part_store.hpp"
#include "tools/kernel/kernel.hpp"

#include <algorithm>
#include <atomic>

namespace detente {
namespace {

/// Time that one part takes this process at its speed so far; nothing is known before the first block.
std::chrono::duration<double> time_of_part(ResultSpec const& spec, std::int64_t runs_done,
                                           std::chrono::duration<double> elapsed) {
  double const runs = static_cast<double>(std::min<std::int64_t>(spec.part_runs, spec.runs()));
  return runs_done == 0 ? std::chrono::duration<double>(0) : elapsed * (runs / static_cast<double>(runs_done));
}

}  // namespace

Crew::End compute_parts(PartWork const& work) {
  ResultSpec const& spec = work.experiment.result;
  // The one thread counts while another asks whether to stop.
  std::atomic<std::int64_t> own_runs = 0, failed = 0;
  Progress own;
  StopReason reason = StopReason::none;
  auto const count = [&](Progress const& progress) {
    own = progress;
    own_runs = progress.runs_done;
    Progress const all = work.crew.add_up(progress);
    failed = all.failed_runs;
    if (work.show) work.show(all);
  };
  auto const should_stop = [&] {
    StopReason mine = work.stop.reason(time_of_part(spec, own_runs, work.stop.elapsed()));
    if (failed > work.assignment.failures_allowed) mine = StopReason::failures;
    reason = work.crew.agree(mine);
    return reason != StopReason::none;
  };
  run_ensemble(
      spec, make_kernel({work.experiment.model, spec}, work.assignment.target), work.store,
      {.threads = work.assignment.threads, .parts = &work.source, .progress = count, .should_stop = should_stop});
  Crew::End const end = work.crew.finish(reason, own);
  if (work.show) work.show(end.progress);
  return end;
}

}  // namespace detente
