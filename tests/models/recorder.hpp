#pragma once

#include "engine/core/event_sink.hpp"

#include <span>
#include <vector>

namespace detente {

/// Takes the events of a month.
struct Recorder : EventSink {
  struct Taken {
    int kind, lane, entity;
    double from, to;
  };
  std::vector<Taken> taken;

  void record(int kind, int lane, int entity, double from, double to, std::span<float const>) override {
    taken.push_back({kind, lane, entity, from, to});
  }
};

}  // namespace detente
