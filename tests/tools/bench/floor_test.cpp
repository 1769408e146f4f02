// The floor and the profile of every target that this machine runs. Times are processor time of this thread, the least
// of several: they bear company.
#include "tests/tools/bench/peer_runs.hpp"
#include "tools/bench/candidate.hpp"
#include "tools/bench/modules/bench_module.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

namespace detente::bench {
namespace {

constexpr int timings = 15;

double least_time(FloorYear const& year) {
  double least = std::numeric_limits<double>::max();
  for (int k = 0; k < timings; ++k) {
    double const start = thread_time();
    year();
    least = std::min(least, thread_time() - start);
  }
  return least;
}

/// Time of a year with so many thousands of one kind of operation a month, over that of a quarter of them.
double growth(double Operations::*kind, std::string const& precision, Target target) {
  FloorInput few{{}, precision};
  few.counts.month.*kind = 4000;
  FloorInput many{{}, precision};
  many.counts.month.*kind = 16000;
  return least_time(make_floor(many, target)) / least_time(make_floor(few, target));
}

class EveryTarget : public testing::TestWithParam<Target> {
 protected:
  void SetUp() override {
    if (!runs_here(GetParam()) || GetParam() > best_target()) GTEST_SKIP() << "not on this machine";
  }
};
INSTANTIATE_TEST_SUITE_P(Floor, EveryTarget, testing::ValuesIn(all_targets()),
                         [](auto const& it) { return to_text(it.param); });

// Four times the work takes about four times as long. Would catch: a loop that the compiler has seen through, or a kind
// that the floor leaves out.
TEST_P(EveryTarget, Does_all_the_work_of_every_kind) {
  for (char const* const precision : {"double", "single"}) {
    for (auto const kind :
         {&Operations::additions, &Operations::multiplications, &Operations::divisions, &Operations::comparisons,
          &Operations::extrema, &Operations::square_roots, &Operations::exponentials, &Operations::logarithms}) {
      double const times = growth(kind, precision, GetParam());

      EXPECT_GT(times, 2.5) << precision;
      EXPECT_LT(times, 6) << precision;
    }
  }
}

// 100 normals cost at least 20 ns a run and month on any machine. Would catch: draws that are made once and kept.
TEST_P(EveryTarget, Makes_new_draws_every_month) {
  FloorInput input{{}, "double"};
  input.counts.normals = 100;

  double const ns = least_time(make_floor(input, GetParam())) / (floor_lanes * floor_months);

  EXPECT_GT(ns, 20);
}

// The clock's own time is taken off, so nothing is below 0 by more than its grain. The sum is the month: the kernel's
// time of the same runs, within what else a kernel does (it begins and ends runs) and what a stopwatch disturbs. Would
// catch: a process that is timed with another, or not divided by the lanes.
TEST_P(EveryTarget, Profile_adds_up_to_the_kernel) {
  Experiment experiment = both_policies();
  experiment.model.arms.resize(1);
  experiment.result.arms.resize(1);
  experiment.result.recording = {};
  KernelInput const input{experiment.model, experiment.result};
  Kernel const kernel = make_kernel(input, GetParam());
  double whole = std::numeric_limits<double>::max();
  for (int k = 0; k < timings; ++k) {
    double const start = thread_time();
    kernel({.runs = 16});
    whole = std::min(whole, (thread_time() - start) / (16.0 * experiment.model.months));
  }

  std::vector<ProcessTime> const processes = make_profile(input, GetParam(), timings);

  double sum = 0;
  std::set<std::string> names;
  for (ProcessTime const& process : processes) {
    sum += process.ns;
    names.insert(process.name);
    EXPECT_GT(process.ns, -2) << process.name;
  }
  EXPECT_EQ(names.size(), processes.size());
  for (char const* const name : {"draws", "governance", "alignment", "escalation", "cost", "outcomes"})
    EXPECT_TRUE(names.contains(name)) << name;
  EXPECT_GT(sum / whole, 0.7);
  EXPECT_LT(sum / whole, 1.3);
}

}  // namespace
}  // namespace detente::bench
