#include "tools/bench/counting/count_operations.hpp"

#include "models/model_spec.hpp"
#include "models/regional_model.hpp"

#include <algorithm>

namespace detente::bench {
namespace {

using Model = RegionalModel<CountedMonth, counted_lanes>;

constexpr int months_per_group = 4;  // of draws: one call serves so many months

/// Draws that are made in a run's months, by kind.
double draws_made(std::span<DrawSlot const> slots, DrawKind kind, int months) {
  int const groups = (months + months_per_group - 1) / months_per_group;
  double made = 0;
  for (DrawSlot const& slot : slots) {
    if (slot.kind == kind) made += months_per_group * (slot.at_start_only ? 1 : groups);
  }
  return made;
}

Operations per(double run_months, Operations operations) {
  Operations::each(operations, [run_months](char const*, double& count) { count /= run_months; });
  return operations;
}

}  // namespace

CountedRuns count_operations(ModelSpec const& spec, std::uint64_t seed, std::uint32_t first_sample) {
  Model const model(spec);
  Draws<CountedMonth, counted_lanes> draws(seed, model.slots());
  LaneKeys<counted_lanes> keys{};
  for (int lane = 0; lane < counted_lanes; ++lane) keys.sample[lane] = first_sample + static_cast<std::uint32_t>(lane);
  Model::Trajectory trajectory = model.trajectory(0);
  CountedMonth::tally() = {};
  CountedSum::tally() = {};
  draws.assign(keys);
  draws.begin_month(0);
  trajectory.start(draws);
  for (int month = 0; month < spec.months; ++month) {
    draws.begin_month(month);
    trajectory.step(month, draws, nullptr);
  }
  std::vector<Sum<counted_lanes>> columns;
  trajectory.outcomes(columns);

  double const run_months = static_cast<double>(counted_lanes) * spec.months;
  CountedRuns counted{.counts = {.month = per(run_months, CountedMonth::tally()),
                                 .sums = per(run_months, CountedSum::tally()),
                                 .uniforms = draws_made(model.slots(), DrawKind::uniform, spec.months) / spec.months,
                                 .normals = draws_made(model.slots(), DrawKind::normal, spec.months) / spec.months},
                      .outcomes = {},
                      .runs = counted_lanes};
  for (Sum<counted_lanes> const& column : columns) {
    for (int lane = 0; lane < counted_lanes; ++lane) counted.outcomes.push_back(column[lane].value());
  }
  return counted;
}

}  // namespace detente::bench
