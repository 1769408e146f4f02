#include "tools/cluster/worker.hpp"
#include "tools/detente/command_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>

namespace {

using namespace detente;

/// Rank 0 does what `detente` does; the others wait until it calls them.
int lead(RankCrew& crew, int argc, char** argv) {
  CLI::App app("Ensembles of detente, computed by the ranks of an MPI job. Everything else: detente.", "detente-mpi");
  app.footer("Start with: mpirun -n 4 detente-mpi run configs/western_balkans/experiments/quickstart.yaml");
  std::vector<Subcommand> const subcommands{add_run(app, crew), add_resume(app, crew)};
  return crew.dismiss(run_command_line(app, subcommands, argc, argv));
}

}  // namespace

int main(int argc, char** argv) {
  int provided = MPI_THREAD_SINGLE;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &provided);
  if (provided < MPI_THREAD_SERIALIZED) {
    fmt::print(stderr, "error this MPI cannot be used by several threads of a process in turn\n");
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(ExitCode::usage));
  }
  int status = 0;
  {
    RankCrew crew;
    status = crew.leads() ? lead(crew, argc, argv) : serve(crew);
  }
  MPI_Finalize();
  return status;
}
