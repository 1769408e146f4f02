#include "tools/bench/bench_report.hpp"

#include "tools/kernel/kernel.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace detente::bench {
namespace {

std::optional<double> least_of(std::vector<Measurement> const& measurements, std::string const& name) {
  auto const found = std::find_if(measurements.begin(), measurements.end(),
                                  [&](Measurement const& measured) { return measured.name == name; });
  return found == measurements.end() ? std::nullopt : std::optional(found->least());
}

}  // namespace

std::vector<Ratio> ratios_of(std::vector<Measurement> const& measurements) {
  Target const target = best_target();
  std::string const best = "kernel." + to_text(target);
  double const against_scalar = target == Target::v4 ? 8 : 5;
  std::vector<Ratio> ratios;
  auto const add = [&](std::string name, std::string meaning, std::string const& slow, std::string const& fast,
                       double goal) {
    std::optional<double> const above = least_of(measurements, slow);
    std::optional<double> const below = least_of(measurements, fast);
    if (above && below) ratios.push_back({std::move(name), std::move(meaning), *above / *below, goal});
  };
  add("scalar.double", "scalar C++ / kernel, double", "peer.scalar.double", best + ".double", against_scalar);
  add("scalar.single", "scalar C++ / kernel, single", "peer.scalar.single", best + ".single", against_scalar);
  add("objects", "objects / kernel, double", "peer.objects", best + ".double", 15);
  add("numpy.double", "NumPy / kernel, double", "peer.numpy.double", best + ".double", 8);
  add("numpy.single", "NumPy / kernel, single", "peer.numpy.single", best + ".single", 8);
  add("python", "plain Python / kernel, double", "peer.python", best + ".double", 500);
  add("summary", "kernel / run with outcomes, events, summary", best + ".double", "run.summary.1", 0.85);
  add("threads", "1 thread / 2 threads, outcomes, events, summary", "run.summary.1", "run.summary.2", 1.9);
  return ratios;
}

std::string as_table(std::vector<Measurement> const& measurements, std::vector<Ratio> const& ratios) {
  std::string text = fmt::format("{:<52}{:>12}{:>12}\n", "ns per run and month", "least", "median");
  for (Measurement const& measured : measurements)
    text += fmt::format("{:<52}{:>12.0f}{:>12.0f}\n", measured.meaning, measured.least(), measured.median());
  text += fmt::format("\n{:<52}{:>12}{:>12}\n", "ratios, least to least", "here", "goal");
  for (Ratio const& ratio : ratios)
    text += fmt::format("{:<52}{:>12.2f}{:>12.2f}\n", ratio.meaning, ratio.value, ratio.goal);
  return text;
}

std::string as_json(std::vector<Measurement> const& measurements, std::vector<Ratio> const& ratios,
                    std::string const& revision) {
  nlohmann::ordered_json json{
      {"revision", revision}, {"target", to_text(best_target())}, {"unit", "ns per run and month"}};
  for (Measurement const& measured : measurements) {
    json["timings"][measured.name] = {{"meaning", measured.meaning},
                                      {"least", measured.least()},
                                      {"median", measured.median()},
                                      {"rounds", measured.rounds}};
  }
  for (Ratio const& ratio : ratios)
    json["ratios"][ratio.name] = {{"meaning", ratio.meaning}, {"value", ratio.value}, {"goal", ratio.goal}};
  return json.dump(2);
}

}  // namespace detente::bench
