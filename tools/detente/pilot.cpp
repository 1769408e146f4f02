#include "tools/detente/pilot.hpp"

#include "engine/io/result_writer.hpp"
#include "engine/run/ensemble.hpp"
#include "tools/detente/temporary_folder.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>

namespace detente {
namespace {

namespace fs = std::filesystem;

constexpr int rounds = 3;

/// Compressed bytes of all datasets below a group.
double stored_below(Hdf5Reader const& file, std::string const& group) {
  double bytes = 0;
  if (!file.exists(group)) return bytes;
  for (std::string const& child : file.children(group)) {
    std::string const path = group + "/" + child;
    bool const is_group = group == "/events" && file.exists(path + "/event");
    bytes += is_group ? stored_below(file, path) : static_cast<double>(file.stored_bytes(path));
  }
  return bytes;
}

double per_run(double bytes, std::int64_t runs) { return runs == 0 ? 0 : bytes / static_cast<double>(runs); }

void measure_sizes(Pilot& pilot, ResultSpec const& spec, std::string const& path) {
  Hdf5Reader const file(path);
  double const outcomes = stored_below(file, "/outcomes");
  double const histories = stored_below(file, "/history");
  double const events = stored_below(file, "/events");
  pilot.outcome_bytes = per_run(outcomes, spec.runs());
  pilot.history_bytes = per_run(histories, spec.recording.history_runs);
  pilot.event_bytes = per_run(events, spec.recording.event_runs);
  pilot.fixed_bytes = static_cast<double>(fs::file_size(path)) - outcomes - histories - events;
}

}  // namespace

double Pilot::result_bytes(ResultSpec const& spec) const {
  return fixed_bytes + outcome_bytes * static_cast<double>(spec.runs()) +
         history_bytes * static_cast<double>(spec.recording.history_runs) +
         event_bytes * static_cast<double>(spec.recording.event_runs);
}

Pilot run_pilot(Experiment const& experiment, std::int64_t runs, int threads) {
  Experiment small = experiment;
  ResultSpec& spec = small.result;
  std::int64_t const block = std::lcm(static_cast<std::int64_t>(spec.block_runs), spec.replications);
  spec.samples = std::min((runs + block - 1) / block * block / spec.replications, experiment.result.samples);
  spec.recording.history_runs = std::min(spec.recording.history_runs, spec.runs());
  spec.recording.event_runs = std::min(spec.recording.event_runs, spec.runs());
  Pilot pilot{.runs = spec.runs(), .round_seconds = {}};
  TemporaryFolder const folder;
  for (int round = 0; round < rounds; ++round) {
    spec.seed = experiment.result.seed + static_cast<std::uint64_t>(round) + 1;
    PartStore parts(fmt::format("{}/parts-{}", folder.path(), round), spec, 0);
    auto const start = std::chrono::steady_clock::now();
    run_ensemble(spec, make_kernel({small.model, spec}), parts, {.threads = threads});
    pilot.round_seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    if (round > 0) continue;
    write_result(folder.path() + "/result.h5", spec, parts);
    measure_sizes(pilot, spec, folder.path() + "/result.h5");
  }
  return pilot;
}

}  // namespace detente
