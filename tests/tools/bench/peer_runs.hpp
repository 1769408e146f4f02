#pragma once

#include "engine/core/draws.hpp"
#include "engine/core/pack.hpp"
#include "models/regional_model.hpp"
#include "tests/models/experiment_text.hpp"
#include "tools/bench/peers/ladder_record.hpp"
#include "tools/bench/peers/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace detente::bench {

inline constexpr int horizon = 180;
inline constexpr std::uint64_t luck = 20261122;

inline Experiment both_policies() {
  return read({.head = "experiment: {name: peers, seed: 20261122, months: 180, precision: double}",
               .policies = "policies: {from: ../policies.yaml, use: [status_quo, conditional_credible]}"});
}

/// Names of all numbers of a trace's month: "alignment.2".
inline std::vector<std::string> names_of(Catalogue const& catalogue) {
  std::vector<std::string> names;
  for (VariableInfo const& variable : catalogue.variables) {
    for (std::size_t k = 0; k < catalogue.size_of(variable.dimensions); ++k)
      names.push_back(fmt::format("{}.{}", variable.name, k));
  }
  return names;
}

/// One run of the reference.
struct Lived {
  Trace trace;
  std::vector<double> outcomes;
};

inline Lived live(Experiment const& experiment, int arm, std::uint32_t sample, Noise noise) {
  ModelSpec spec = experiment.model;
  spec.noise = noise;
  RegionalModel<double, 1> const model(spec);
  Draws<double, 1> draws(luck, model.slots());
  draws.assign({{sample}, {0}});
  draws.begin_month(0);
  auto trajectory = model.trajectory(arm);
  trajectory.start(draws);
  Lived lived;
  auto const record = [&](bool is_start) {
    lived.trace.begin_month();
    std::vector<VariableInfo> const& variables = experiment.result.catalogue.variables;
    for (std::size_t v = 0; v < variables.size(); ++v) {
      bool const is_missing = is_start && variables[v].timing == Timing::flow;
      for (std::size_t k = 0; k < experiment.result.catalogue.size_of(variables[v].dimensions); ++k)
        lived.trace.put(is_missing ? missing : trajectory.value(static_cast<int>(v), static_cast<int>(k))[0]);
    }
  };
  record(true);
  for (int month = 0; month < horizon; ++month) {
    draws.begin_month(month);
    trajectory.step(month, draws, nullptr);
    record(false);
  }
  std::vector<Pack<double, 1>> columns;
  trajectory.outcomes(columns);
  for (Pack<double, 1> const& column : columns) lived.outcomes.push_back(column[0]);
  return lived;
}

/// Difference relative to the larger of the two and `least`, a scale below which a number is as good as 0; missing
/// numbers are equal to each other and to nothing else.
inline double difference(double a, double b, double least) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b) ? 0 : INFINITY;
  return std::abs(a - b) / std::max({std::abs(a), std::abs(b), least});
}

}  // namespace detente::bench
