#pragma once

#include <span>

namespace detente {

/// Takes the events of the month that is being stepped. `lane` tells the run, `kind` is the model's own numbering of
/// its kinds of events; contributions (one per driver) may be empty.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void record(int kind, int lane, int entity, double from, double to, std::span<float const> contributions) = 0;
};

}  // namespace detente
