#include "tools/bench/modules/floor.hpp"

#include "engine/core/draws.hpp"
#include "tools/bench/modules/arithmetic_stream.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace detente::bench {
namespace {

Operations times(double factor, Operations operations) {
  Operations::each(operations, [factor](char const*, double& count) { count *= factor; });
  return operations;
}

std::vector<DrawSlot> slots_for(OperationCounts const& counts) {
  auto const uniforms = static_cast<std::uint64_t>(counts.uniforms + 0.5);
  auto const normals = static_cast<std::uint64_t>(counts.normals + 0.5);
  std::vector<DrawSlot> slots;
  for (std::uint64_t k = 0; k < uniforms + normals; ++k)
    slots.push_back({.stream = 1, .entity = k, .kind = k < uniforms ? DrawKind::uniform : DrawKind::normal});
  return slots;
}

/// The sums of outcomes are double in both precisions.
template <class Real>
class Floor {
 public:
  explicit Floor(OperationCounts const& counts)
      : draws_(1, slots_for(counts)),
        month_(times(floor_months, counts.month), floor_lanes),
        sums_(times(floor_months, counts.sums), floor_lanes) {
    draws_.assign({});
  }

  void run() {
    for (int month = 0; month < floor_months; ++month) draws_.begin_month(month);
    month_.run();
    sums_.run();
  }

 private:
  Draws<Real, floor_lanes> draws_;
  ArithmeticStream<Real> month_;
  ArithmeticStream<double> sums_;
};

template <class Real>
FloorYear floor_of(OperationCounts const& counts) {
  auto const floor = std::make_shared<Floor<Real>>(counts);
  return [floor] { floor->run(); };
}

}  // namespace

FloorYear compiled_floor(FloorInput const& input) {
  return input.precision == "single" ? floor_of<float>(input.counts) : floor_of<double>(input.counts);
}

}  // namespace detente::bench
