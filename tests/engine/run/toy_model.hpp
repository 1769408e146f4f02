#pragma once

#include "engine/core/elementary.hpp"
#include "engine/core/keyed_draws.hpp"
#include "engine/core/model.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

namespace detente {

/// What the toy model can record: two places with a water level (state) under one rain (flow), and two kinds of events.
inline Catalogue toy_catalogue() {
  return {
      .dimensions = {{.name = "place", .meaning = "where", .labels = {"A", "B"}},
                     {.name = "driver", .meaning = "why", .labels = {"rain", "level"}}},
      .variables = {{.name = "level", .unit = "1", .meaning = "water", .dimensions = {"place"}},
                    {.name = "rain", .unit = "1", .meaning = "of the month", .dimensions = {}, .timing = Timing::flow}},
      .outcomes = {{.name = "end_level", .unit = "1", .meaning = "at the end", .dimensions = {"place"}},
                   {.name = "first_flood", .unit = "month", .meaning = "missing if never", .dimensions = {}}},
      .events = {{.name = "flood",
                  .meaning = "much rain",
                  .entity_dimension = "place",
                  .from_to_meaning = "levels",
                  .has_contributions = true},
                 {.name = "drought",
                  .meaning = "little rain",
                  .entity_dimension = "",
                  .from_to_meaning = "nothing",
                  .has_contributions = false}}};
}

inline constexpr int toy_months = 27;  // where a test needs no other number: two years and a quarter

/// An ensemble of the toy model in two arms that records everything.
inline ResultSpec toy_spec(std::int64_t samples, int replications, int months) {
  ResultSpec spec;
  spec.catalogue = toy_catalogue();
  spec.arms = {{.policy = 0, .scenario = 0}, {.policy = 1, .scenario = 0}};
  spec.seed = 0x1234567890abcdefULL;
  spec.samples = samples;
  spec.replications = replications;
  spec.months = months;
  spec.recording.summary_variables = {0, 1};
  spec.recording.history_variables = {0, 1};
  spec.recording.history_runs = spec.runs();
  spec.recording.event_runs = spec.runs();
  return spec;
}

/// `blocks` blocks of one run in one arm, in parts of `part_blocks`.
inline ResultSpec blocks_of_one_run(std::int64_t blocks, int part_blocks) {
  ResultSpec spec = toy_spec(blocks, 1, 0);
  spec.arms.resize(1);
  spec.block_runs = 1;
  spec.part_runs = part_blocks;
  return spec;
}

/// Rain falls on two places, whose levels drift towards it. All values are whole multiples of 2^-12 in [0, 1), so that
/// sums of them and of their squares are exact in any order and whatever the number of lanes.
template <class Value, int L>
class ToyModel {
 public:
  using Real = Value;
  static constexpr int lanes = L;
  using P = Pack<Real, L>;

  class Trajectory {
   public:
    explicit Trajectory(int arm) : arm_(arm) {}

    /// Each arm starts at levels of its own, 1/4 apart.
    void start(Draws<Real, L> const& draws) {
      rain_.setConstant(std::numeric_limits<Real>::quiet_NaN());  // a flow has no month 0
      first_flood_.setConstant(std::numeric_limits<Real>::quiet_NaN());
      for (std::size_t place = 0; place < 2; ++place) {
        level_[place] =
            rounded(draws[static_cast<int>(place)] * static_cast<Real>(0.5)) + static_cast<Real>(0.25 * arm_);
      }
    }

    void step(int month, Draws<Real, L> const& draws, EventSink* events) {
      rain_ = rounded(draws[2]);
      std::array<P, 2> const before = level_;
      for (std::size_t place = 0; place < 2; ++place) {
        level_[place] = rounded((level_[place] + draws[static_cast<int>(place)] * rain_) * static_cast<Real>(0.5));
      }
      for (int lane = 0; lane < L; ++lane) happen(month, lane, before, events);
    }

    P const& value(int variable, int entity) const {
      return variable == 0 ? level_[static_cast<std::size_t>(entity)] : rain_;
    }

    void outcomes(std::vector<Pack<double, L>>& columns) const {
      columns = {level_[0].template cast<double>(), level_[1].template cast<double>(),
                 first_flood_.template cast<double>()};
    }

   private:
    static P rounded(P const& x) { return (x * static_cast<Real>(4096)).floor() / static_cast<Real>(4096); }

    /// Heavy rain floods both places, the second first, so that events do not come sorted.
    void happen(int month, int lane, std::array<P, 2> const& before, EventSink* events) {
      if (rain_[lane] >= static_cast<Real>(0.75)) {
        first_flood_[lane] = std::isnan(first_flood_[lane]) ? static_cast<Real>(month + 1) : first_flood_[lane];
        for (int place = 1; events != nullptr && place >= 0; --place) {
          Real const old_level = before[static_cast<std::size_t>(place)][lane];
          std::array<float, 2> const why{static_cast<float>(rain_[lane]), static_cast<float>(old_level)};
          events->record(0, lane, place, old_level, level_[static_cast<std::size_t>(place)][lane], why);
        }
      }
      if (rain_[lane] < static_cast<Real>(0.25) && events != nullptr) events->record(1, lane, 0, 0, 0, {});
    }

    int arm_;
    std::array<P, 2> level_;
    P rain_, first_flood_;
  };

  std::span<DrawSlot const> slots() const { return slots_; }
  Trajectory trajectory(int arm) const { return Trajectory(arm); }

 private:
  std::array<DrawSlot, 3> slots_{{{.stream = 1, .entity = stable_hash("A"), .kind = DrawKind::uniform},
                                  {.stream = 1, .entity = stable_hash("B"), .kind = DrawKind::uniform},
                                  {.stream = 2, .entity = 0, .kind = DrawKind::uniform}}};
};

static_assert(Model<ToyModel<double, 1>> && Model<ToyModel<double, 16>> && Model<ToyModel<float, 16>>);

}  // namespace detente
