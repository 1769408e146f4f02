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

std::string row(std::string const& meaning, double here, std::optional<double> goal, std::string const& unit = "") {
  std::string const aim = goal ? fmt::format("{:.2f}", *goal) : "";
  return fmt::format("{:<52}{:>12.{}f}{:>8}{}\n", meaning, here, here < 0.1 ? 3 : 2, aim,
                     unit.empty() || unit == "1" ? "" : "  " + unit);
}

std::string table_of_operations(OperationCounts const& counts) {
  std::string text = fmt::format("\n{:<52}{:>12}{:>12}\n", "operations per run and month, counted", "month", "sums");
  std::vector<std::pair<std::string, double>> sums;
  Operations::each(counts.sums, [&](char const* name, double count) { sums.emplace_back(name, count); });
  std::size_t k = 0;
  Operations::each(counts.month, [&](char const* name, double count) {
    text += fmt::format("{:<52}{:>12.1f}{:>12.1f}\n", name, count, sums[k++].second);
  });
  return text + fmt::format("{:<52}{:>12.1f}\n{:<52}{:>12.1f}\n", "uniform draws", counts.uniforms, "normal draws",
                            counts.normals);
}

std::string table_of(Profile const& profile) {
  std::string const title = fmt::format("processes, {}, {} precision", profile.target, profile.precision);
  std::string text = fmt::format("\n{:<52}{:>12}{:>12}\n", title, "ns", "share");
  double const total = profile.total();
  for (ProcessTime const& process : profile.processes)
    text += fmt::format("{:<52}{:>12.1f}{:>11.1f}%\n", process.name, process.ns, 100 * process.ns / total);
  return text + fmt::format("{:<52}{:>12.1f}\n", "all", total);
}

nlohmann::ordered_json json_of(Operations const& operations) {
  nlohmann::ordered_json json;
  Operations::each(operations, [&](char const* name, double count) { json[name] = count; });
  return json;
}

}  // namespace

double Profile::total() const {
  double sum = 0;
  for (ProcessTime const& process : processes) sum += process.ns;
  return sum;
}

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
  for (Target const each : all_targets()) {
    for (char const* const precision : {"double", "single"}) {
      std::string const of = to_text(each) + "." + precision;
      add("floor." + of, fmt::format("floor / kernel, {}, {}", to_text(each), precision), "floor." + of, "kernel." + of,
          0.70);
    }
  }
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

std::string as_table(Findings const& findings) {
  std::string text = fmt::format("{:<52}{:>12}{:>12}\n", "ns per run and month", "least", "median");
  for (Measurement const& measured : findings.timings)
    text += fmt::format("{:<52}{:>12.0f}{:>12.0f}\n", measured.meaning, measured.least(), measured.median());
  text += fmt::format("\n{:<52}{:>12}{:>8}\n", "ratios, least to least", "here", "goal");
  for (Ratio const& ratio : ratios_of(findings.timings)) text += row(ratio.meaning, ratio.value, ratio.goal);
  text += fmt::format("\n{:<52}{:>12}{:>8}\n", "beside the months", "here", "goal");
  for (Figure const& figure : findings.figures) text += row(figure.meaning, figure.value, figure.goal, figure.unit);
  text += table_of_operations(findings.counts);
  for (Profile const& profile : findings.profiles) text += table_of(profile);
  return text;
}

std::string as_json(Findings const& findings, std::string const& revision) {
  nlohmann::ordered_json json{
      {"revision", revision}, {"target", to_text(best_target())}, {"unit", "ns per run and month"}};
  for (Measurement const& measured : findings.timings) {
    json["timings"][measured.name] = {{"meaning", measured.meaning},
                                      {"least", measured.least()},
                                      {"median", measured.median()},
                                      {"rounds", measured.rounds}};
  }
  for (Ratio const& ratio : ratios_of(findings.timings))
    json["ratios"][ratio.name] = {{"meaning", ratio.meaning}, {"value", ratio.value}, {"goal", ratio.goal}};
  for (Figure const& figure : findings.figures) {
    json["figures"][figure.name] = {{"meaning", figure.meaning}, {"unit", figure.unit}, {"value", figure.value}};
    if (figure.goal) json["figures"][figure.name]["goal"] = *figure.goal;
  }
  json["operations"] = {{"month", json_of(findings.counts.month)},
                        {"sums", json_of(findings.counts.sums)},
                        {"draws", {{"uniform", findings.counts.uniforms}, {"normal", findings.counts.normals}}}};
  for (Profile const& profile : findings.profiles) {
    nlohmann::ordered_json processes;
    for (ProcessTime const& process : profile.processes) processes[process.name] = process.ns;
    json["profiles"].push_back(
        {{"target", profile.target}, {"precision", profile.precision}, {"processes", processes}});
  }
  return json.dump(2);
}

}  // namespace detente::bench
