// Writes the small results and the part that the corpus of result_reader grew from: make_results FOLDER.

#include "engine/io/result_writer.hpp"
#include "engine/run/ensemble.hpp"
#include "tests/engine/io/small_result.hpp"

#include <filesystem>
#include <iostream>

namespace detente {
namespace {

ResultSpec smallest_spec() {
  ResultSpec spec = small_spec();
  spec.policies = {"wait"};
  spec.scenarios = {"calm"};
  spec.arms = {{0, 0}};
  spec.baseline_policy = 0;
  spec.samples = 4;
  spec.replications = 1;
  spec.months = 2;
  spec.block_runs = 4;
  spec.part_runs = 4;
  spec.recording = {};
  spec.catalogue.dimensions[0].long_names.clear();
  spec.catalogue.events.pop_back();  // of which there are none
  spec.provenance = {{"program", "1.2.3"}};
  spec.levers = {.names = {"gate"}, .units = {"1"}, .values = {{0, 1, 2}}};
  spec.parameters = {};
  return spec;
}

void make(std::string const& folder, std::string const& name, ResultSpec const& spec) {
  TemporaryFolder const scratch;
  std::filesystem::copy_file(make_result(scratch, spec), folder + "/" + name,
                             std::filesystem::copy_options::overwrite_existing);
  if (name != "events.h5") return;
  std::filesystem::copy_file(scratch / "parts/part-0.h5", folder + "/part.h5",
                             std::filesystem::copy_options::overwrite_existing);
}

void make_all(std::string const& folder) {
  ResultSpec outcomes = smallest_spec();
  make(folder, "outcomes.h5", outcomes);
  ResultSpec history = smallest_spec();
  history.recording = {
      .summary_variables = {}, .history_variables = {0}, .history_runs = 4, .exact_histories = false, .event_runs = 0};
  make(folder, "history.h5", history);
  ResultSpec events = smallest_spec();
  events.recording = {
      .summary_variables = {}, .history_variables = {}, .history_runs = 0, .exact_histories = false, .event_runs = 4};
  make(folder, "events.h5", events);
  ResultSpec summary = smallest_spec();
  summary.months = 12;
  summary.levers.values = {std::vector<double>(13, 1.0)};
  summary.recording = {
      .summary_variables = {1}, .history_variables = {}, .history_runs = 0, .exact_histories = false, .event_runs = 0};
  make(folder, "summary.h5", summary);
}

}  // namespace
}  // namespace detente

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: make_results FOLDER\n";
    return 2;
  }
  detente::make_all(arguments[1]);
  return 0;
}
