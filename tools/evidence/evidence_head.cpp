#include "tools/evidence/evidence_head.hpp"

#include "engine/config/source_text.hpp"
#include "engine/core/keyed_draws.hpp"
#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <revision.hpp>

namespace detente {
namespace {

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    std::size_t const colon = line.find(": ");
    if (line.rfind("model name", 0) == 0 && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

}  // namespace

OutcomeTable outcomes_of(Experiment const& experiment, EvidenceWork const& work) {
  bool stopped = false;
  OutcomeTable table =
      compute_outcomes(experiment.result, make_kernel({experiment.model, experiment.result}, work.target),
                       {.threads = work.threads, .progress = work.progress, .should_stop = [&] {
                          stopped = work.should_stop && work.should_stop();
                          return stopped;
                        }});
  if (stopped) throw EvidenceStopped{};
  return table;
}

nlohmann::ordered_json evidence_head(std::string const& kind, std::string const& command,
                                     Experiment const& experiment) {
  nlohmann::ordered_json head;
  head["schema"] = "detente/evidence@1";
  head["kind"] = kind;
  head["region"] = region_name(experiment);
  head["revision"] = source_revision;
  head["processor"] = processor_name();
  head["command"] = command;
  return head;
}

std::string const& region_name(Experiment const& experiment) {
  return experiment.model.arms.front().inputs.region.name;
}

std::string named_region(nlohmann::ordered_json const& evidence) {
  auto const region = evidence.find("region");
  return region != evidence.end() && region->is_string() ? region->get<std::string>() : "";
}

std::string of_region(nlohmann::ordered_json const& evidence) {
  std::string const region = named_region(evidence);
  return region.empty() ? "of an unnamed region" : fmt::format("of the region {}", printable(region));
}

std::string region_line(nlohmann::ordered_json const& evidence) {
  return fmt::format("Evidence {}\n", of_region(evidence));
}

std::string fingerprint(Experiment const& experiment) {
  return fmt::format("{:016x}", stable_hash(experiment.computed));
}

nlohmann::ordered_json as_json(Estimate const& estimate) {
  return {{"value", estimate.value}, {"lower", estimate.lower}, {"upper", estimate.upper}, {"n", estimate.n}};
}

}  // namespace detente
