#include "tools/evidence/checks/extremes.hpp"

#include "engine/core/draws.hpp"
#include "engine/core/keyed_draws.hpp"
#include "models/catalogue.hpp"
#include "models/input_sampler.hpp"
#include "models/lived.hpp"
#include "models/regional_model.hpp"

#include <fmt/format.h>

#include <cmath>

namespace detente {
namespace {

constexpr double rounding = 1e-12;  // of a share that is a ratio of two sums

bool is_index(VariableInfo const& variable) {
  return variable.unit == "1" && variable.lowest == 0 && variable.highest == 1;
}

bool is_limited(VariableInfo const& variable) {
  return variable.name == "level" || variable.name == "us_regime" || variable.name == "recency";
}

bool is_whole(VariableInfo const& variable) { return variable.name == "level" || variable.name == "us_regime"; }

bool is_inside(VariableInfo const& variable, double value) {
  if (!std::isfinite(value)) return false;
  if (variable.lowest < 0) return true;
  if (value < 0) return false;
  if (is_whole(variable) && std::floor(value) != value) return false;
  bool const has_top = is_index(variable) || is_limited(variable);
  return !has_top || value <= variable.highest + rounding;
}

/// Where (2 u - 1) half_width is the whole half-width, up or down.
double half_width_at_end(double half_width, double u, bool up) {
  double const position = 2 * u - 1;
  return position == 0 ? 0 : (up ? half_width : -half_width) / position;
}

void watch_variables(RegionalModel<double, 16>::Trajectory const& run, Catalogue const& catalogue,
                     std::string const& when, BoundsWatch& watch) {
  for (std::size_t k = 0; k < catalogue.variables.size(); ++k) {
    int const entities = static_cast<int>(catalogue.size_of(catalogue.variables[k].dimensions));
    for (int entity = 0; entity < entities; ++entity)
      watch.see(catalogue.variables[k], entity, run.value(static_cast<int>(k), entity), when);
  }
}

void watch_runs(ModelSpec const& spec, std::uint64_t seed, std::uint32_t sample, BoundsWatch& watch) {
  RegionalModel<double, 16> const model(spec);
  Catalogue const catalogue = catalogue_of(spec);
  Draws<double, 16> draws(seed, model.slots());
  LaneKeys<16> keys{};
  for (int lane = 0; lane < 16; ++lane) {
    keys.sample[lane] = sample;
    keys.replication[lane] = static_cast<std::uint32_t>(lane);
  }
  draws.assign(keys);
  draws.begin_month(0);
  auto run = model.trajectory(0);
  run.start(draws);
  for (int month = 0; month < spec.months; ++month) {
    draws.begin_month(month);
    run.step(month, draws, nullptr);
    watch_variables(run, catalogue, fmt::format("sample {}, month {}", sample, month + 1), watch);
  }
  std::vector<Sum<16>> columns;
  run.outcomes(columns);
  std::size_t column = 0;
  for (OutcomeInfo const& outcome : catalogue.outcomes) {
    for (std::size_t k = 0; k < catalogue.size_of(outcome.dimensions); ++k)
      watch.see(outcome, columns[column++], fmt::format("sample {}", sample));
  }
}

}  // namespace

void BoundsWatch::add(Count& count, bool is_inside, std::string const& what, int lane, double value,
                      std::string const& when) {
  ++count.seen;
  if (is_inside) return;
  ++count.outside;
  if (count.outside == 1) count.first = fmt::format("{} = {:.6g}, {}, replication {}", what, value, when, lane);
}

void BoundsWatch::see(VariableInfo const& variable, int entity, Pack<double, 16> const& values,
                      std::string const& when) {
  Count& count = is_index(variable) ? indices_ : is_limited(variable) ? whole_ : others_;
  bool all = true;
  for (int lane = 0; lane < 16; ++lane) all = all && is_inside(variable, values[lane]);
  if (all) {
    count.seen += 16;
    return;
  }
  std::string const what = fmt::format("{}[{}]", variable.name, entity);
  for (int lane = 0; lane < 16; ++lane) add(count, is_inside(variable, values[lane]), what, lane, values[lane], when);
}

void BoundsWatch::see(OutcomeInfo const& outcome, Pack<double, 16> const& values, std::string const& when) {
  for (int lane = 0; lane < 16; ++lane) {
    bool const fine = std::isfinite(values[lane]) || (outcome.may_be_missing && std::isnan(values[lane]));
    add(outcomes_, fine, outcome.name, lane, values[lane], when);
  }
}

CheckRow BoundsWatch::Count::row(std::string const& what, std::string const& tags) const {
  Comparisons outside_them("bounds", what, tags, "values outside");
  if (seen > 0) outside_them.add({static_cast<double>(outside), 0, 0}, first);
  return outside_them.row(seen);
}

std::vector<CheckRow> BoundsWatch::rows() const {
  return {indices_.row("indices and shares in [0, 1]", "R1"), whole_.row("levels, regimes, recency", "E5, E6"),
          others_.row("all other variables: numbers, from 0 on", ""),
          outcomes_.row("outcomes: numbers, or rightly missing", "")};
}

ArmInputs at_ends(ArmInputs const& arm, Uncertainty const& uncertainty, std::uint64_t seed, std::uint32_t sample) {
  Uncertainty ends = uncertainty;
  ends.posterior = {};
  std::erase_if(ends.quantities, [](auto const& q) { return q.moves == UncertainQuantity::Moves::together; });
  InputSampler const sampler(ends);  // its draws do not depend on the laws, which are replaced below
  for (std::size_t q = 0; q < ends.quantities.size(); ++q) {
    UncertainQuantity& quantity = ends.quantities[q];
    bool const up = keyed_uniform(seed, sample, stable_hash("end of " + quantity.key)) >= 0.5;
    double const end = up ? quantity.law.highest : quantity.law.lowest;
    double const u = sampler.uniform(q, sample);
    quantity.law = {.kind = Distribution::Kind::uniform, .lowest = end, .highest = end};
    quantity.half_width = half_width_at_end(quantity.half_width, u, up);
  }
  ArmInputs moved = arm;
  moved.inputs = sampler.sample(arm.inputs, sample);
  moved.scenario.parameters =
      acting_parameters(moved.inputs.parameters, arm.inputs.parameters, arm.scenario.parameters);
  return moved;
}

std::vector<CheckRow> check_extremes(ArmInputs const& arm, Uncertainty const& uncertainty, Extremes const& extremes) {
  BoundsWatch watch;
  for (std::uint32_t sample = extremes.first; sample < extremes.first + extremes.count; ++sample) {
    ModelSpec const spec{
        .arms = {at_ends(arm, uncertainty, extremes.seed, sample)}, .months = extremes.months, .noise = Noise::on};
    watch_runs(spec, extremes.seed, sample, watch);
  }
  return watch.rows();
}

}  // namespace detente
