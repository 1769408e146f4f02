#include "engine/io/part_store.hpp"
#include "engine/run/ensemble.hpp"
#include "models/experiment.hpp"
#include "tools/bench/figure.hpp"
#include "tools/bench/single_arm.hpp"
#include "tools/kernel/kernel.hpp"

namespace detente::bench {
namespace {

constexpr int few = 512, many = 1024;  // runs of a part

double stored_bytes(Experiment const& experiment, ResultSpec const& spec, std::string const& folder) {
  PartStore store(folder, spec, 0);
  run_ensemble(spec, make_kernel({experiment.model, spec}), store, {.threads = 1});
  double const bytes = static_cast<double>(store.size());
  store.remove();
  return bytes;
}

}  // namespace

std::vector<Figure> size_figures(Experiment const& experiment, std::string const& folder) {
  std::string const place = folder + "/size";
  ResultSpec const smaller = single_arm(experiment.result, few, few);
  ResultSpec const larger = single_arm(experiment.result, many, many);
  double const outcomes = stored_bytes(experiment, larger, place);

  ResultSpec with_events = larger;
  with_events.recording.event_runs = many;
  ResultSpec with_histories = larger;
  with_histories.recording.history_variables = experiment.result.recording.history_variables;
  with_histories.recording.history_runs = many;
  std::vector<Figure> figures{
      {"size.outcomes", "outcomes", "bytes/run", (outcomes - stored_bytes(experiment, smaller, place)) / (many - few)},
      {"size.events", "events", "bytes/run", (stored_bytes(experiment, with_events, place) - outcomes) / many}};
  if (!with_histories.recording.history_variables.empty())
    figures.push_back({"size.history", "histories of the experiment's variables", "bytes/run",
                       (stored_bytes(experiment, with_histories, place) - outcomes) / many});
  return figures;
}

}  // namespace detente::bench
