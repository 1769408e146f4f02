// What the floor of the benchmark consists of: counted by the kernel's own equations, in numbers that count.
#include "engine/run/run_block.hpp"
#include "tests/tools/bench/peer_runs.hpp"
#include "tools/bench/counting/count_operations.hpp"
#include "tools/bench/counting/counted.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <map>
#include <string>

namespace detente::bench {
namespace {

using Number = Counted<Part::month>;
using Numbers = Eigen::Array<Number, 4, 1>;

std::map<std::string, double> by_kind(Operations& operations) {
  std::map<std::string, double> counts;
  Operations::each(operations, [&](char const* name, double count) {
    if (count != 0) counts[name] = count;
  });
  return counts;
}

// Four lanes. Would catch: a compound assignment that counts twice, a minimum that counts as a comparison, an
// expression of Eigen's that is evaluated more than once.
TEST(Counted, Counts_every_operation_of_an_expression_once) {
  Numbers x = Numbers::Constant(2);
  Numbers const y = Numbers::Constant(3);
  Number::tally() = {};

  Numbers const result = (x * y + 1.0) / (y - x) - y;
  x += result.max(y).abs();
  bool const any = (x > y).any();

  EXPECT_EQ(by_kind(Number::tally()), (std::map<std::string, double>{{"additions", 4 * 4},
                                                                     {"multiplications", 4},
                                                                     {"divisions", 4},
                                                                     {"extrema", 4},
                                                                     {"comparisons", 1},  // the first lane decides
                                                                     {"negations", 4}}));
  EXPECT_TRUE(any);
  EXPECT_EQ(x[3].value(), 2 + 4);
}

Experiment quickstart_arm() {
  Experiment experiment = both_policies();
  experiment.model.arms.resize(1);
  experiment.result.arms.resize(1);
  experiment.result.recording = {};
  return experiment;
}

// Outcomes of 16 runs. Would catch: an equation that is another for counted numbers (a constant rounded, an overload
// that is not the kernel's), or draws of other runs: the counts would be those of another model.
TEST(CountOperations, Counted_runs_are_those_of_the_kernel_to_the_bit) {
  Experiment const experiment = quickstart_arm();
  RegionalModel<double, 16> const model(experiment.model);
  BlockRecord const kernel = run_block(model, experiment.result, {.runs = 16});

  CountedRuns const counted = count_operations(experiment.model, experiment.result.seed, 0);

  ASSERT_EQ(counted.outcomes.size(), kernel.outcomes.size());
  int different = 0;
  for (std::size_t k = 0; k < kernel.outcomes.size(); ++k) {
    if (std::bit_cast<std::uint64_t>(counted.outcomes[k]) != std::bit_cast<std::uint64_t>(kernel.outcomes[k]))
      ++different;
  }
  EXPECT_EQ(different, 0) << "of " << kernel.outcomes.size();
}

// The month has hardly a branch: only how often levels move decides how much is done. Would catch: a tally that is not
// set back (twice the count), and a kernel that has begun to branch.
TEST(CountOperations, Hardly_depends_on_luck) {
  Experiment const experiment = quickstart_arm();

  Operations const some = count_operations(experiment.model, experiment.result.seed, 0).counts.month;
  Operations const others = count_operations(experiment.model, experiment.result.seed, 16).counts.month;

  EXPECT_NEAR(some.additions / others.additions, 1, 0.01);
  EXPECT_NEAR(some.multiplications / others.multiplications, 1, 0.01);
  EXPECT_NEAR(some.divisions / others.divisions, 1, 0.01);
  EXPECT_NEAR(some.comparisons / others.comparisons, 1, 0.01);
  EXPECT_NEAR(some.exponentials / others.exponentials, 1, 0.01);
}

// In four months one call serves each slot. Would catch: draws of the start that count in every month, kinds swapped.
TEST(CountOperations, Counts_the_draws_that_are_made) {
  Experiment experiment = quickstart_arm();
  experiment.model.months = 8;
  RegionalModel<double, 16> const model(experiment.model);
  double uniforms = 0;
  double normals = 0;
  for (DrawSlot const& slot : model.slots())
    (slot.kind == DrawKind::uniform ? uniforms : normals) += slot.at_start_only ? 0.5 : 1;

  OperationCounts const counts = count_operations(experiment.model, 1, 0).counts;

  EXPECT_EQ(counts.uniforms, uniforms);
  EXPECT_EQ(counts.normals, normals);
  EXPECT_GT(normals, uniforms);
}

}  // namespace
}  // namespace detente::bench
