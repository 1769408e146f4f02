#include "engine/io/part_store.hpp"
#include "engine/run/ensemble.hpp"
#include "tools/bench/candidates.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace detente::bench {
namespace {

constexpr std::int64_t runs = 4096;

Candidate candidate(Experiment const& experiment, std::string const& folder, bool records, int threads) {
  auto const spec = std::make_shared<ResultSpec>(experiment.result);
  spec->arms.resize(1);
  spec->levers.values.resize(1);
  spec->samples = runs / spec->replications;
  spec->part_runs = 1024;
  if (!records) spec->recording = {};
  std::string const name = fmt::format("run.{}.{}", records ? "recorded" : "outcomes", threads);
  return {.name = name,
          .meaning = fmt::format("whole run, {}, {} thread{}, wall-clock",
                                 records ? "all that is recorded" : "outcomes alone", threads, threads == 1 ? "" : "s"),
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

std::vector<Candidate> ensemble_candidates(Experiment const& experiment, std::string const& folder) {
  std::vector<Candidate> candidates;
  for (int const threads : {1, 2}) {
    for (bool const records : {false, true}) candidates.push_back(candidate(experiment, folder, records, threads));
  }
  return candidates;
}

}  // namespace detente::bench
