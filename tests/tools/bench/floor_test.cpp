// The floor's operations, counted in numbers that count, and the profile of every target that this machine runs. How
// long they take is for the benchmark to say.
#include "tests/tools/bench/peer_runs.hpp"
#include "tools/bench/counting/counted_packs.hpp"
#include "tools/bench/modules/arithmetic_stream.hpp"
#include "tools/bench/modules/bench_module.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace detente::bench {
namespace {

/// What a stream does in one run of these operations in each of 16 lanes.
Operations done_by(Operations const& per_lane) {
  ArithmeticStream<CountedMonth> stream(per_lane, floor_lanes);
  CountedMonth::tally() = {};
  stream.run();
  return CountedMonth::tally();
}

// Would catch: a kind that the floor leaves out, a pass that does another kind besides, lanes or links counted wrongly.
TEST(Floor, Does_as_many_operations_of_a_kind_as_it_is_asked_for) {
  for (auto const kind :
       {&Operations::additions, &Operations::multiplications, &Operations::divisions, &Operations::comparisons,
        &Operations::square_roots, &Operations::exponentials, &Operations::logarithms}) {
    Operations asked;
    asked.*kind = 640;

    Operations const done = done_by(asked);

    double all = 0;
    Operations::each(done, [&all](char const*, double count) { all += count; });
    EXPECT_EQ(done.*kind, 640.0 * floor_lanes);
    EXPECT_EQ(all, 640.0 * floor_lanes);
  }
}

// Extrema come with as many additions, which count as additions asked for. Would catch: additions done twice.
TEST(Floor, Does_all_kinds_together_as_it_does_them_alone) {
  Operations const asked{.additions = 1280,
                         .multiplications = 960,
                         .divisions = 320,
                         .comparisons = 640,
                         .extrema = 640,
                         .square_roots = 32,
                         .exponentials = 64,
                         .logarithms = 16};

  Operations done = done_by(asked);

  Operations expected = asked;
  Operations::each(expected, [](char const*, double& count) { count *= floor_lanes; });
  std::vector<double> counts;
  Operations::each(done, [&counts](char const*, double count) { counts.push_back(count); });
  Operations::each(expected, [&, at = std::size_t{0}](char const* name, double count) mutable {
    EXPECT_EQ(counts[at++], count) << name;
  });
}

class EveryTarget : public testing::TestWithParam<Target> {
 protected:
  void SetUp() override {
    if (!runs_here(GetParam()) || !is_installed(GetParam()))
      GTEST_SKIP() << "not on this machine, or not in this build";
  }
};
INSTANTIATE_TEST_SUITE_P(Profile, EveryTarget, testing::ValuesIn(all_targets()),
                         [](auto const& it) { return to_text(it.param); });

// Would catch: a process that is not timed, one that is timed twice under the same name.
TEST_P(EveryTarget, Names_every_process_of_a_month_once) {
  Experiment experiment = both_policies();
  experiment.model.arms.resize(1);
  experiment.result.arms.resize(1);
  experiment.result.recording = {};

  std::vector<ProcessTime> const processes = make_profile({experiment.model, experiment.result}, GetParam(), 1);

  std::set<std::string> names;
  for (ProcessTime const& process : processes) {
    names.insert(process.name);
    EXPECT_TRUE(std::isfinite(process.ns)) << process.name;
  }
  EXPECT_EQ(names.size(), processes.size());
  for (char const* const name : {"draws", "governance", "alignment", "escalation", "cost", "outcomes"})
    EXPECT_TRUE(names.contains(name)) << name;
}

}  // namespace
}  // namespace detente::bench
