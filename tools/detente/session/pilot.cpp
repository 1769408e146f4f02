#include "tools/detente/session/pilot.hpp"

#include "engine/io/result_writer.hpp"
#include "engine/run/ensemble.hpp"
#include "tools/detente/files/temporary_folder.hpp"
#include "tools/detente/session/stopping_monitor.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
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

/// Samples that a target would take: half-widths shrink with their square root, events come in proportion.
double samples_for(StoppingMonitor::Progress const& target, double samples) {
  double const ratio = target.half_width / target.target->half_width;
  double const by_width = std::isnan(ratio) ? std::numeric_limits<double>::infinity() : samples * ratio * ratio;
  if (target.target->fewest_events == 0) return by_width;
  double const by_events = samples * static_cast<double>(target.target->fewest_events) /
                           std::max(static_cast<double>(target.events), 0.5);  // none seen: one in twice as many
  return std::max(by_width, by_events);
}

void expect_end(Pilot& pilot, Experiment const& experiment, Experiment small, PartStore const& parts) {
  small.stopping->first_check = small.result.samples;
  small.stopping->most_samples = small.result.samples;
  StoppingMonitor::Look const look = StoppingMonitor(small).look(parts);
  Stopping const& stop = *experiment.stopping;
  auto needed = static_cast<double>(std::max(stop.first_check, fewest_runs_to_stop / experiment.result.replications));
  for (StoppingMonitor::Progress const& target : look.targets)
    needed = std::max(needed, samples_for(target, static_cast<double>(look.samples)));
  auto const checks =
      std::ceil(std::min(needed, static_cast<double>(stop.most_samples)) / static_cast<double>(stop.check_every));
  pilot.expected_samples = std::min(static_cast<std::int64_t>(checks) * stop.check_every, stop.most_samples);
  pilot.targets = look.text();
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
  std::int64_t const block = small.stopping ? small.stopping->check_every * spec.replications
                                            : std::lcm(static_cast<std::int64_t>(spec.block_runs), spec.replications);
  spec.samples = std::min((runs + block - 1) / block * block / spec.replications, experiment.result.samples);
  spec.recording.history_runs = std::min(spec.recording.history_runs, spec.runs());
  spec.recording.event_runs = std::min(spec.recording.event_runs, spec.runs());
  Pilot pilot;
  pilot.runs = spec.runs();
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
    if (small.stopping) expect_end(pilot, experiment, small, parts);
  }
  return pilot;
}

}  // namespace detente
