// Properties of a plan of any size. The inputs are random (the seed is printed and can be given again by
// RC_PARAMS="seed=N") and shrink to the smallest that breaks the property.

#include "engine/core/block_plan.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace detente {
namespace {

// Would catch: a run lost or computed twice at the seam of two parts, for sizes nobody thought of.
RC_GTEST_PROP(PlanProperties, Parts_hold_every_run_of_every_arm_once, ()) {
  ResultSpec spec;
  spec.samples = *rc::gen::inRange(1, 300);
  spec.replications = *rc::gen::inRange(1, 5);
  spec.arms.resize(*rc::gen::inRange<std::size_t>(1, 5));
  spec.block_runs = *rc::gen::inRange(1, 40);
  spec.part_runs = spec.block_runs * *rc::gen::inRange(1, 8);
  std::size_t const runs = static_cast<std::size_t>(spec.runs());
  BlockPlan const plan(spec);

  std::vector<int> times(spec.arms.size() * runs, 0);
  for (std::int64_t part = 0; part < plan.parts(); ++part) {
    for (std::int64_t k = 0; k < plan.blocks_in(part); ++k) {
      BlockId const block = plan.block(plan.first_block(part) + k);
      for (int r = 0; r < block.runs; ++r) {
        ++times.at(static_cast<std::size_t>(block.arm) * runs + static_cast<std::size_t>(block.first_run + r));
      }
    }
  }

  RC_ASSERT(times == std::vector<int>(spec.arms.size() * runs, 1));
}

}  // namespace
}  // namespace detente
