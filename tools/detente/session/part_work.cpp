#include "tools/detente/session/part_work.hpp"

#include "engine/io/part_store.hpp"
#include "tools/detente/session/stopping_monitor.hpp"
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

Crew::End compute_parts(PartWork const& work, PartSource& source) {
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
  run_ensemble(spec, make_kernel({work.experiment.model, spec}, work.assignment.target), work.store,
               {.threads = work.assignment.threads, .parts = &source, .progress = count, .should_stop = should_stop});
  Crew::End const end = work.crew.finish(reason, own);
  if (work.show) work.show(end.progress);
  return end;
}

EnoughEnd compute_until_enough(PartWork const& work, std::function<void(std::string const&)> const& report) {
  ResultSpec const& spec = work.experiment.result;
  StoppingMonitor monitor(work.experiment);
  Progress before;  // of the parts up to the check before
  std::int64_t const missing = static_cast<std::int64_t>(missing_parts(spec, work.store).size());
  PartWork step{work.assignment, work.experiment, work.store, work.stop, work.crew};
  step.show = [&](Progress progress) {
    progress.blocks_done += before.blocks_done;
    progress.runs_done += before.runs_done;
    progress.failed_runs += before.failed_runs;
    progress.runs = missing * spec.part_runs;  // at most
    progress.blocks = progress.runs / spec.block_runs;
    if (work.show) work.show(progress);
  };
  while (true) {
    std::vector<std::int64_t> parts = monitor.parts_to_look_at();
    std::erase_if(parts, [&](std::int64_t part) { return work.store.has(part); });
    PartList source(std::move(parts));
    Crew::End end = compute_parts(step, source);
    before.blocks_done += end.progress.blocks_done;
    before.runs_done += end.progress.runs_done;
    before.failed_runs += end.progress.failed_runs;
    end.progress = before;
    if (end.reason != StopReason::none) return {.end = end};
    StoppingMonitor::Look const look = monitor.look(work.store);
    report(look.text());
    if (look.is_end()) return {end, look.samples, look.is_reached, look.text()};
  }
}

}  // namespace detente
