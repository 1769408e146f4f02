#include "engine/io/part_store.hpp"
#include "engine/run/ensemble.hpp"
#include "models/experiment.hpp"
#include "tools/bench/candidates.hpp"
#include "tools/bench/single_arm.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <memory>

namespace detente::bench {
namespace {

constexpr std::int64_t ensemble_runs = 4096;

enum class Recorded { outcomes, summary, all };

struct Level {
  Recorded recorded;
  char const* name;
  char const* meaning;
};
constexpr std::array<Level, 3> recordings{{{Recorded::outcomes, "outcomes", "outcomes alone"},
                                           {Recorded::summary, "summary", "outcomes, events, summary"},
                                           {Recorded::all, "all", "the same and histories"}}};

Candidate candidate(Experiment const& experiment, std::string const& folder, Level const& level, int threads) {
  auto const spec = std::make_shared<ResultSpec>(single_arm(experiment.result, ensemble_runs, 1024));
  if (level.recorded != Recorded::outcomes) spec->recording = experiment.result.recording;
  if (level.recorded == Recorded::summary) spec->recording.history_runs = 0;
  std::string const name = fmt::format("run.{}.{}", level.name, threads);
  return {.name = name,
          .meaning = fmt::format("run, {}, {} thread{}", level.meaning, threads, threads == 1 ? "" : "s"),
          .ns_per_month = [spec, threads, &model = experiment.model, place = folder + "/" + name] {
            double const start = wall_time();
            {
              PartStore parts(place, *spec, 0);
              run_ensemble(*spec, make_kernel({model, *spec}), parts, {.threads = threads});
            }
            double const months = static_cast<double>(spec->runs()) * spec->months;
            double const ns = (wall_time() - start) / months;
            std::filesystem::remove_all(place);
            return ns;
          }};
}

}  // namespace

std::vector<Candidate> ensemble_candidates(Experiment const& experiment, std::string const& folder, Ensembles which) {
  std::vector<Candidate> candidates;
  for (int const threads : {1, 2}) {
    for (Level const& level : recordings) {
      if (which == Ensembles::all || level.recorded == Recorded::summary)
        candidates.push_back(candidate(experiment, folder, level, threads));
    }
  }
  return candidates;
}

}  // namespace detente::bench
