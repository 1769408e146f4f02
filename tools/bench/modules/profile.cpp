#include "tools/bench/modules/profile.hpp"

#include "engine/run/run_block.hpp"
#include "models/model_spec.hpp"
#include "models/regional_model.hpp"
#include "models/step.hpp"
#include "models/world.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace detente::bench {
namespace {

constexpr int lanes = 16;

/// Adds the time since the last lap to the process that has just ended.
class Stopwatch {
 public:
  /// A month begins: the same processes will end in the same order as in every other.
  void start() {
    next_ = 0;
    last_ = Clock::now();
  }
  void operator()(char const* process) {
    Clock::time_point const now = Clock::now();
    if (next_ == times_.size()) times_.push_back({process, 0});
    times_[next_++].ns += std::chrono::duration<double, std::nano>(now - last_).count() - lap_;
    last_ = Clock::now();
  }
  std::vector<ProcessTime> const& times() const { return times_; }

 private:
  using Clock = std::chrono::steady_clock;

  /// Time of a lap in which nothing happens [ns].
  static double empty_lap() {
    double least = std::numeric_limits<double>::max();
    for (int k = 0; k < 1000; ++k) {
      Clock::time_point const before = Clock::now();
      least = std::min(least, std::chrono::duration<double, std::nano>(Clock::now() - before).count());
    }
    return least;
  }

  double lap_ = empty_lap();
  std::vector<ProcessTime> times_;
  std::size_t next_ = 0;
  Clock::time_point last_;
};

/// The months of one pack of runs, with a stopwatch.
template <class Real>
std::vector<ProcessTime> time_processes(RegionalModel<Real, lanes> const& model, KernelInput const& input) {
  World<Real, lanes> const& world = model.world(0);
  Setup<Real, lanes> const& setup = world.setup();
  Policy const& policy = input.model.arms.front().policy;
  int const months = input.model.months;
  std::vector<double> const values = lever_values(policy, setup.region.start, months + 1);
  Draws<Real, lanes> draws(input.result.seed, model.slots());
  draws.assign(lane_keys<lanes>(input.result, 0, lanes));
  draws.begin_month(0);
  Luck<Real, lanes> const luck(draws, setup.streams, input.model.noise);
  State<Real, lanes> now = world.start(luck);
  State<Real, lanes> next = now;
  Levers<Real, lanes> levers(setup.region);
  levers.assign(setup.region, values.data());
  Derived<Real, lanes> derived(setup.region);
  world.derive(now, levers, derived);
  MonthCost<Real, lanes> cost(setup.region);
  Outcomes<Real, lanes> outcomes(world, months);
  Stopwatch lap;
  for (int month = 0; month < months; ++month) {
    lap.start();
    draws.begin_month(month);
    lap("draws");
    Month<Real, lanes> const view{month, now, derived, levers, luck, nullptr};
    world.step(view, next, lap);
    world.account(view, next, cost);
    lap("cost");
    outcomes.observe({month, now, derived, levers, next, cost});
    lap("outcomes");
    std::swap(now, next);
    levers.assign(setup.region, values.data() + static_cast<std::size_t>(month + 1) * policy.paths.size());
    lap("levers");
    world.derive(now, levers, derived, month + 1, lap);
  }
  std::vector<ProcessTime> times = lap.times();
  for (ProcessTime& process : times) process.ns /= static_cast<double>(lanes) * months;
  return times;
}

template <class Real>
std::vector<ProcessTime> profile_of(KernelInput const& input, int rounds) {
  RegionalModel<Real, lanes> const model(input.model);
  std::vector<ProcessTime> least = time_processes(model, input);
  for (int round = 1; round < rounds; ++round) {
    std::vector<ProcessTime> const times = time_processes(model, input);
    for (std::size_t k = 0; k < least.size(); ++k) least[k].ns = std::min(least[k].ns, times[k].ns);
  }
  return least;
}

}  // namespace

std::vector<ProcessTime> compiled_profile(KernelInput const& input, int rounds) {
  return input.result.precision == "single" ? profile_of<float>(input, rounds) : profile_of<double>(input, rounds);
}

}  // namespace detente::bench
