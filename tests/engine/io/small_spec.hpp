#pragma once

#include "engine/core/missing.hpp"
#include "engine/core/record.hpp"
#include "engine/core/summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace detente {

inline constexpr std::uint64_t small_digest = 42;

// A small ensemble with an answer to every question a result file can be asked: any number in it is known beforehand.

/// Three variables (a state of two dimensions, a flow, a state of none), three outcomes, three kinds of events of which
/// the last never happens.
inline Catalogue small_catalogue() {
  return {.dimensions = {{.name = "place",
                          .meaning = "where",
                          .labels = {"A", "B", "C"},
                          .long_names = {"Anse", "B\u00fcrg", "Cove"}},
                         {.name = "side", .meaning = "bank of the river", .labels = {"left", "right"}},
                         {.name = "driver", .meaning = "why", .labels = {"rain", "level"}},
                         {.name = "year", .meaning = "from the start", .labels = {"0", "1"}, .numbers = true}},
          .variables = {{.name = "level",
                         .unit = "m",
                         .meaning = "water",
                         .dimensions = {"place", "side"},
                         .timing = Timing::state,
                         .lowest = 0,
                         .highest = 1024},
                        {.name = "rain",
                         .unit = "mm",
                         .meaning = "of the month",
                         .dimensions = {},
                         .timing = Timing::flow,
                         .lowest = 0,
                         .highest = 1024},
                        {.name = "mood",
                         .unit = "1",
                         .meaning = "of the people",
                         .dimensions = {},
                         .timing = Timing::state,
                         .lowest = 0,
                         .highest = 1024}},
          .outcomes = {{.name = "total", .unit = "MEUR", .meaning = "missing in run 5", .dimensions = {}},
                       {.name = "damage", .unit = "MEUR", .meaning = "by place", .dimensions = {"place"}},
                       {.name = "cost.year", .unit = "MEUR", .meaning = "by year", .dimensions = {"year"}}},
          .events = {{.name = "flood",
                      .meaning = "much rain",
                      .entity_dimension = "place",
                      .from_to_meaning = "levels",
                      .has_contributions = true},
                     {.name = "drought",
                      .meaning = "no rain",
                      .entity_dimension = "",
                      .from_to_meaning = "nothing",
                      .has_contributions = false},
                     {.name = "frost",
                      .meaning = "never",
                      .entity_dimension = "place",
                      .from_to_meaning = "degrees",
                      .has_contributions = true}}};
}

/// 14 runs in six arms over two years and a month, in blocks of 4 and parts of 8: the last part and block are short,
/// and so is the last chunk of histories, which 10 runs do not fill in whole parts. Everything is recorded.
inline ResultSpec small_spec() {
  ResultSpec spec;
  spec.name = "small";
  spec.catalogue = small_catalogue();
  spec.policies = {"wait", "act"};
  spec.scenarios = {"calm", "storm", "mixed"};
  for (int policy = 0; policy < 2; ++policy) {
    for (int scenario = 0; scenario < 3; ++scenario) spec.arms.push_back({policy, scenario});
  }
  spec.baseline_policy = 1;
  spec.seed = 0xfedcba9876543210ULL;
  spec.precision = "double";
  spec.samples = 7;
  spec.replications = 2;
  spec.months = 25;
  spec.start = YearMonth::of(2026, 11);
  spec.block_runs = 4;
  spec.part_runs = 8;
  spec.recording = {.summary_variables = {0, 1, 2},
                    .history_variables = {0, 1, 2},
                    .history_runs = 12,
                    .exact_histories = false,
                    .event_runs = 10};
  spec.levers = {.names = {"gate", "pump"}, .units = {"1", "m3/s"}, .values = {}};
  for (std::size_t arm = 0; arm < spec.arms.size(); ++arm) {
    std::vector<double>& path = spec.levers.values.emplace_back();
    for (int at = 0; at < 26 * 2; ++at) path.push_back(static_cast<double>(arm) * 100 + at);
  }
  spec.parameters = {{"speed", "m/s", "uniform(0, 1)", "assumption",
                      [](std::int64_t sample) { return std::vector<double>{0.5, 1, 2, 3, 4, 5, 6}.at(sample); }}};
  spec.provenance = {{"resolved", "seed: 1\nname: small\n"}, {"program", "1.2.3"}};
  return spec;
}

/// Value of a series in a month: level by place and side (side fastest) are series 0 to 5, rain is 6, mood 7. Another
/// number for every arm, run, month and series, exact in single precision; squares and their sums are exact in double.
inline double small_value(int arm, std::int64_t run, int month, int series) {
  if (series == 6 && month == 0) return missing;
  return (((arm * 32.0 + static_cast<double>(run)) * 32 + month) * 8 + series) / 64;
}

/// What a mean or a standard deviation of small values may be off by: the numbers are below 1024 and their squares
/// below 2^20, so sums of squares about the centre carry an error of 1e-10 at most.
inline constexpr double rounding_of_small_values = 1e-9;

/// Outcome of a column: total is 0, damage by place 1 to 3, cost by year 4 and 5.
inline double small_outcome(int arm, std::int64_t run, int column) {
  if (column == 0 && run == 5) return missing;
  return (arm * 32.0 + static_cast<double>(run)) * 8 + column;
}

/// Events of a run, `contributions` 0 for those that have some: none to two floods, in every other run a drought at the
/// end.
inline std::vector<Event> small_events(int arm, std::int64_t run) {
  std::vector<Event> events;
  for (int k = 0; k < (arm + run) % 3; ++k) {
    events.push_back({.run = run,
                      .month = 1 + k,
                      .kind = 0,
                      .entity = static_cast<std::int32_t>((run + k) % 3),
                      .from = static_cast<double>(k),
                      .to = arm + static_cast<double>(run),
                      .contributions = 0});
  }
  if (run % 2 == 0) events.push_back({.run = run, .month = 25, .kind = 1, .entity = 0, .from = 0, .to = 0.5});
  return events;
}

inline std::vector<float> small_contributions(int arm, Event const& event) {
  return {static_cast<float>(arm * 32 + event.run), static_cast<float>(1 - event.month)};
}

/// Series of the variables that are recorded, in catalogue order, numbered as in small_value.
inline std::vector<int> small_series(Catalogue const& catalogue, std::vector<int> const& variables) {
  std::vector<int> series;
  int next = 0;
  for (int v = 0; v < static_cast<int>(catalogue.variables.size()); ++v) {
    int const size = static_cast<int>(catalogue.size_of(catalogue.variables[static_cast<std::size_t>(v)].dimensions));
    bool const is_recorded = std::find(variables.begin(), variables.end(), v) != variables.end();
    for (int s = next; is_recorded && s < next + size; ++s) series.push_back(s);
    next += size;
  }
  return series;
}

inline void add_small_events(ResultSpec const& spec, BlockRecord& block) {
  for (std::int64_t run = block.id.first_run; run < block.id.first_run + block.id.runs; ++run) {
    if (run >= spec.recording.event_runs) return;
    for (Event event : small_events(block.id.arm, run)) {
      if (event.contributions == 0) {
        event.contributions = static_cast<std::int32_t>(block.contributions.size() / 2);
        std::vector<float> const terms = small_contributions(block.id.arm, event);
        block.contributions.insert(block.contributions.end(), terms.begin(), terms.end());
      }
      block.events.push_back(event);
    }
  }
}

inline void add_small_summary(ResultSpec const& spec, BlockRecord& block) {
  constexpr double centre = 512;
  for (int const series : small_series(spec.catalogue, spec.recording.summary_variables)) {
    for (int month = 0; month <= spec.months; ++month) {
      double sum = 0;
      double squares = 0;
      for (int r = 0; r < block.id.runs; ++r) {
        double const x = small_value(block.id.arm, block.id.first_run + r, month, series);
        if (std::isnan(x)) continue;
        sum += x - centre;
        squares += (x - centre) * (x - centre);
        if (month > 0 && month % 12 == 0) block.summary.year_end_bins.push_back(bin_of(x, 0, 1024));
      }
      block.summary.sum.push_back(sum);
      block.summary.sum_of_squares.push_back(squares);
    }
  }
}

/// The record of a block, as the engine hands it to its sink.
inline BlockRecord small_block(ResultSpec const& spec, BlockId const& id) {
  BlockRecord block;
  block.id = id;
  for (int column = 0; column < 6; ++column) {
    for (int r = 0; r < id.runs; ++r) block.outcomes.push_back(small_outcome(id.arm, id.first_run + r, column));
  }
  if (id.first_run < spec.recording.history_runs) {
    for (int const series : small_series(spec.catalogue, spec.recording.history_variables)) {
      for (int r = 0; r < id.runs; ++r) {
        for (int month = 0; month <= spec.months; ++month) {
          block.history.push_back(small_value(id.arm, id.first_run + r, month, series));
        }
      }
    }
  }
  add_small_events(spec, block);
  add_small_summary(spec, block);
  return block;
}

/// Equal, or both missing.
inline bool is_same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

inline bool is_same(std::vector<double> const& a, std::vector<double> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return is_same(x, y); });
}

}  // namespace detente
