#pragma once

#include "engine/core/draws.hpp"
#include "engine/core/event_sink.hpp"
#include "engine/core/record.hpp"

#include <concepts>
#include <span>
#include <vector>

namespace detente {

/// What the engine asks of a model: draw slots, the number of its variables' series, and trajectories: L runs of one
/// arm that start, step month by month, and can be read. A trajectory may be copied at any month; the copy goes on by
/// itself.
template <class M>
concept Model = requires(M const& model, typename M::Trajectory trajectory, typename M::Trajectory const& read,
                         Draws<typename M::Real, M::lanes> const& draws, EventSink* events,
                         std::vector<Pack<double, M::lanes>>& columns) {
  { model.slots() } -> std::convertible_to<std::span<DrawSlot const>>;
  { model.trajectory(0) } -> std::same_as<typename M::Trajectory>;  // of an arm
  trajectory.start(draws);                                          // draws of month 0
  trajectory.step(0, draws, events);                                // from month m to m + 1, with the draws of month m
  { read.value(0, 0) } -> std::convertible_to<Pack<typename M::Real, M::lanes> const&>;  // variable, entity
  read.outcomes(columns);                                                                // after the last month
};

}  // namespace detente
