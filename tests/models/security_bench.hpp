#pragma once

#include "engine/core/event_sink.hpp"
#include "models/catalogue.hpp"
#include "models/events.hpp"
#include "models/model_spec.hpp"
#include "models/outcomes.hpp"
#include "models/step.hpp"
#include "models/streams.hpp"
#include "tests/models/test_model.hpp"
#include "tests/rounding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace detente {

// Support for the tests of arms, roads, missions, disputes, costs and outcomes.

/// A world that moves: levels are felt, plans and paths run, contracts are drawn. The war keeps its intensity.
inline constexpr char const* open_world = "{war_path: 0.9}";

inline constexpr int balkan_disputes = 8, balkan_suppliers = 7;  // of the Western Balkans file

/// Bars of Belgrade - Pristina, whose parties weigh the same.
inline double bar(SingleBench const& bench, Field<double, 1> const& field) {
  return 0.5 * field[bench.country("SRB")][0] + 0.5 * field[bench.country("XKX")][0];
}

/// The base coefficients of a bench as they were read.
template <class Real, int L>
Parameters<double> const& coefficients(ModelBench<Real, L> const& bench) {
  return bench.setup().lanes[0]->parameters;
}

/// The arm with other coefficients, those of the reference and those that act: with_coefficients(arm, [](auto& p)
/// {...}). Not bound to the ranges of the parameter file, as edits are.
template <class Change>
ArmInputs with_coefficients(ArmInputs arm, Change&& change) {
  change(arm.inputs.parameters);
  change(arm.scenario.parameters);
  return arm;
}

/// The arm in which some coefficients act that the reference does not have, as in a scenario.
template <class Change>
ArmInputs with_acting_coefficients(ArmInputs arm, Change&& change) {
  change(arm.scenario.parameters);
  return arm;
}

/// 1 - exp(-rate/12), by the standard library.
inline double monthly(double rate_per_year) { return -std::expm1(-rate_per_year / 12.0); }

inline double plain_sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }
inline double plain_logit(double p) { return std::log(p / (1.0 - p)); }

struct RecordedEvent {
  EventCode code;
  int lane, entity;
  double from, to;
  std::vector<float> contributions;

  double sum() const {
    double total = 0;
    for (float const term : contributions) total += static_cast<double>(term);
    return total;
  }
  double term(Driver driver) const { return static_cast<double>(contributions[static_cast<std::size_t>(driver)]); }
};

/// Keeps the events it is told.
class EventLog : public EventSink {
 public:
  void record(int kind, int lane, int entity, double from, double to, std::span<float const> contributions) override {
    events.push_back(
        {static_cast<EventCode>(kind), lane, entity, from, to, {contributions.begin(), contributions.end()}});
  }
  std::vector<RecordedEvent> of(EventCode code) const {
    std::vector<RecordedEvent> found;
    std::copy_if(events.begin(), events.end(), std::back_inserter(found),
                 [code](auto const& e) { return e.code == code; });
    return found;
  }
  std::vector<RecordedEvent> events;
};

/// The luck of L runs chosen at will, month by month.
template <class Real, int L>
class RunLuck {
 public:
  RunLuck(Region const& region, std::uint64_t seed)
      : streams_(region), draws_(seed, streams_.slots()), luck_(draws_, streams_, Noise::on) {
    runs_from(0);
  }
  RunLuck(RunLuck const&) = delete;
  RunLuck& operator=(RunLuck const&) = delete;

  /// Lane k becomes run `first` + k.
  void runs_from(std::uint32_t first) {
    LaneKeys<L> keys{};
    for (int lane = 0; lane < L; ++lane) keys.sample[lane] = first + static_cast<std::uint32_t>(lane);
    draws_.assign(keys);
  }
  Draws<Real, L> const& draws_of(int month) {
    draws_.begin_month(month);
    return draws_;
  }
  Luck<Real, L> const& of(int month) {
    draws_.begin_month(month);
    return luck_;
  }

 private:
  StreamLayout streams_;
  Draws<Real, L> draws_;
  Luck<Real, L> luck_;
};

/// What entities of a set of dimensions are called, joined by points: {"RUS.ALB", "RUS.BIH", ...}; {""} for none.
inline std::vector<std::string> labels_of(Catalogue const& catalogue, std::vector<std::string> const& dimensions) {
  std::vector<std::string> labels{""};
  for (std::string const& name : dimensions) {
    std::vector<std::string> longer;
    for (std::string const& before : labels) {
      for (std::string const& label : catalogue.dimension(name).labels)
        longer.push_back(fmt::format("{}.{}", before, label));
    }
    labels = std::move(longer);
  }
  return labels;
}

/// Outcomes of L runs by name, with the label where there are several: "open_conflict", "months_at_2.BEL_PRI".
template <int L>
std::map<std::string, Sum<L>> named(std::vector<OutcomeInfo> const& table, std::vector<Sum<L>> const& columns,
                                    Catalogue const& catalogue) {
  std::map<std::string, Sum<L>> values;
  std::size_t at = 0;
  for (OutcomeInfo const& outcome : table) {
    for (std::string const& label : labels_of(catalogue, outcome.dimensions))
      values[outcome.name + label] = columns.at(at++);
  }
  if (at != columns.size()) throw std::out_of_range("there are more columns than outcomes");
  return values;
}

/// The dimensions of a bench's region for runs of so many months.
template <class Real, int L>
Catalogue sets_of(ModelBench<Real, L> const& bench, int months) {
  return {.dimensions = dimensions_of(bench.region(), months), .variables = {}, .outcomes = {}, .events = {}};
}

/// What a group of outcomes comes to at the end of L runs, by name.
template <class Group, class Real, int L>
std::map<std::string, Sum<L>> named_outcomes(Group const& group, ModelBench<Real, L> const& bench, int months) {
  std::vector<Sum<L>> columns;
  OutcomeWriter<L> writer(columns);
  finish_rows(group, Ending<Real, L>{bench.state, bench.derived}, writer);
  std::vector<OutcomeInfo> table;
  describe_rows<Group>(table);
  return named<L>(table, columns, sets_of(bench, months));
}

/// L whole runs of one arm, as the engine would make them.
template <class Real, int L>
class WholeRuns {
 public:
  using Trajectory = typename RegionalModel<Real, L>::Trajectory;

  WholeRuns(ArmInputs arm, int months, Noise noise, std::uint32_t first_run = 0, std::uint64_t seed = 1)
      : spec_{.arms = {std::move(arm)}, .months = months, .noise = noise},
        model_(spec_),
        draws_(seed, model_.slots()),
        run(model_.trajectory(0)) {
    LaneKeys<L> keys{};
    for (int lane = 0; lane < L; ++lane) keys.sample[lane] = first_run + static_cast<std::uint32_t>(lane);
    draws_.assign(keys);
    restart();
  }
  WholeRuns(WholeRuns const&) = delete;
  WholeRuns& operator=(WholeRuns const&) = delete;

  /// Steps a trajectory of this model from the start of month `from` to that of month `to`.
  void live(Trajectory& trajectory, int from, int to) {
    for (int month = from; month < to; ++month) {
      draws_.begin_month(month);
      trajectory.step(month, draws_, nullptr);
    }
  }
  void live(int from, int to) { live(run, from, to); }
  void restart() {
    draws_.begin_month(0);
    run.start(draws_);
  }

  Catalogue catalogue() const { return catalogue_of(spec_); }
  Region const& region() const { return spec_.arms[0].inputs.region; }
  World<Real, L> const& world() const { return model_.world(0); }

  /// Everything that can be recorded of a trajectory where it stands: "level.BEL_PRI", "pressure.RUS.ALB", "shock".
  std::map<std::string, Pack<Real, L>> variables(Trajectory const& trajectory) const {
    std::map<std::string, Pack<Real, L>> values;
    Catalogue const table = catalogue();
    for (std::size_t k = 0; k < table.variables.size(); ++k) {
      int entity = 0;
      for (std::string const& label : labels_of(table, table.variables[k].dimensions)) {
        values[table.variables[k].name + label] = trajectory.value(static_cast<int>(k), entity++);
      }
    }
    return values;
  }
  std::map<std::string, Sum<L>> outcomes(Trajectory const& trajectory) const {
    std::vector<Sum<L>> columns;
    trajectory.outcomes(columns);
    return named<L>(catalogue().outcomes, columns, catalogue());
  }
  std::map<std::string, Sum<L>> outcomes() const { return outcomes(run); }

 private:
  ModelSpec spec_;
  RegionalModel<Real, L> model_;
  Draws<Real, L> draws_;

 public:
  Trajectory run;
};

/// True if two numbers are the same to the last bit; missing is the same as missing.
inline bool same_bits(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Two sets of packs by name have the same bits in every lane.
inline void expect_identical(std::map<std::string, Pack<double, 16>> const& a,
                             std::map<std::string, Pack<double, 16>> const& b, std::string const& when) {
  ASSERT_EQ(a.size(), b.size());
  for (auto const& [name, pack] : a) {
    for (int lane = 0; lane < 16; ++lane)
      ASSERT_TRUE(same_bits(pack[lane], b.at(name)[lane])) << name << ", lane " << lane << ", " << when;
  }
}

}  // namespace detente
