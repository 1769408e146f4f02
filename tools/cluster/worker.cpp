#include "tools/cluster/worker.hpp"

#include "engine/io/io_error.hpp"
#include "engine/io/part_store.hpp"
#include "tools/detente/ensemble_commands.hpp"
#include "tools/detente/session/part_work.hpp"
#include "tools/kernel/kernel.hpp"

#include <exception>
#include <new>

namespace detente {
namespace {

void work_on(Assignment const& assignment, StopRequest const& stop, RankCrew& crew) try {
  Experiment const experiment = experiment_of(assignment.manifest, assignment.parts_path);
  PartStore store(assignment.parts_path, experiment.result, assignment.manifest.digest);
  PartSource& source = crew.join(assignment, store);
  compute_parts({.assignment = assignment, .experiment = experiment, .store = store, .stop = stop, .crew = crew},
                source);
} catch (IoError const& error) {
  crew.fail(error.kind() == IoError::Kind::exists ? ExitCode::conflict : ExitCode::io, error.what());
} catch (KernelError const& error) {
  crew.fail(exit_of(error), error.what());
} catch (std::bad_alloc const&) {
  crew.fail(ExitCode::io, "there is not enough memory for this; what was stored is kept");
} catch (std::exception const& error) {
  crew.fail(ExitCode::bug, error.what());
}

}  // namespace

int serve(RankCrew& crew) {
  std::optional<Assignment> const assignment = crew.await();
  if (!assignment) return crew.dismiss(0);
  StopRequest const stop(assignment->time_limit);  // until the leader has merged: a signal to all ends nobody's work
  work_on(*assignment, stop, crew);
  return crew.dismiss(0);
}

}  // namespace detente
