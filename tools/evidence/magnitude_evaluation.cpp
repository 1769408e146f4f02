#include "tools/evidence/magnitude_evaluation.hpp"

#include "tools/evidence/report_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

/// The value over all runs; its interval has the width that the spread of the batches' values gives their mean.
Estimate estimate_of(Measure const& measure, OutcomeTable const& table) {
  std::vector<double> values;
  for (std::int64_t k = 0; k < magnitude_batches; ++k)
    values.push_back(
        measure(table, {k * table.runs() / magnitude_batches, (k + 1) * table.runs() / magnitude_batches}));
  Estimate const batches = mean_interval(values);
  Estimate estimate = batches;
  estimate.value = measure(table, {0, table.runs()});
  double const half_width = (batches.upper - batches.lower) / 2;
  estimate.lower = estimate.value - half_width;
  estimate.upper = estimate.value + half_width;
  // What cannot be negative (rates, the largest of absolute values) has no negative end either.
  bool const is_non_negative = std::all_of(values.begin(), values.end(), [](double value) { return value >= 0; });
  if (is_non_negative) estimate.lower = std::max(estimate.lower, 0.0);
  return estimate;
}

}  // namespace

std::string magnitude_verdict(Estimate const& estimate, double lowest, double highest) {
  double const lower = std::isnan(estimate.lower) ? estimate.value : estimate.lower;
  double const upper = std::isnan(estimate.upper) ? estimate.value : estimate.upper;
  if (lower >= lowest && upper <= highest) return "met";
  return upper < lowest || lower > highest ? "missed" : "undecided";
}

Json evaluate(Magnitudes const& magnitudes, EvidenceWork const& work) {
  OutcomeTable const table = outcomes_of(magnitudes.experiment, work);
  Json lines = Json::array();
  for (Magnitude const& line : magnitudes.lines) {
    Estimate const estimate = estimate_of(line.measure, table);
    lines.push_back({{"says", line.says},
                     {"estimate", as_json(estimate)},
                     {"target", {line.lowest, line.highest}},
                     {"source", line.source},
                     {"verdict", magnitude_verdict(estimate, line.lowest, line.highest)}});
  }
  return {{"fingerprint", fingerprint(magnitudes.experiment)},
          {"runs", magnitudes.experiment.result.runs()},
          {"months", magnitudes.experiment.result.months},
          {"failed_runs", table.failed_runs()},
          {"lines", lines}};
}

std::string magnitudes_text(Json const& evaluated) {
  std::string text = region_line(evaluated);
  text += fmt::format("Magnitudes, {} runs of each arm, {} months; value, 95 % interval, target\n\n",
                      evaluated["runs"].get<std::int64_t>(), evaluated["months"].get<int>());
  int met = 0;
  int missed = 0;
  for (Json const& line : evaluated["lines"]) {
    std::string const verdict = line["verdict"];
    met += verdict == "met" ? 1 : 0;
    missed += verdict == "missed" ? 1 : 0;
    Json const& estimate = line["estimate"];
    text +=
        fmt::format("{}\n  {:<10} {} [{}, {}]   target {} to {}\n", line["says"].get<std::string>(), verdict,
                    short_number(estimate["value"]), short_number(estimate["lower"]), short_number(estimate["upper"]),
                    short_number(line["target"][0]), short_number(line["target"][1]));
  }
  int const lines = static_cast<int>(evaluated["lines"].size());
  return text + fmt::format("\n{} lines: {} met, {} missed, {} undecided\n", lines, met, missed, lines - met - missed);
}

}  // namespace detente
