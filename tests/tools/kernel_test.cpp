// The kernels for wider instruction sets against the baseline's: the same bits, of everything that a block holds.
#include "tools/kernel/kernel.hpp"

#include "engine/config/config_tree.hpp"
#include "models/experiment.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <numeric>

namespace detente {
namespace {

Experiment kernel_experiment(std::string const& precision, bool noise) {
  return read_experiment(ConfigTree::load(DETENTE_SOURCE_DIR "/configs/western_balkans/experiments/quickstart.yaml"),
                         [&](ConfigTree& tree) {
                           tree.set("experiment.precision", precision);
                           tree.set("noise", noise ? "on" : "off");
                         });
}

template <class Number>
void expect_same_bytes(std::vector<Number> const& a, std::vector<Number> const& b, char const* what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  EXPECT_TRUE(a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(Number)) == 0) << what;
}

void expect_same(BlockRecord const& a, BlockRecord const& b) {
  expect_same_bytes(a.outcomes, b.outcomes, "outcomes");
  expect_same_bytes(a.history, b.history, "history");
  expect_same_bytes(a.contributions, b.contributions, "contributions");
  expect_same_bytes(a.summary.sum, b.summary.sum, "sums");
  expect_same_bytes(a.summary.sum_of_squares, b.summary.sum_of_squares, "squares");
  expect_same_bytes(a.summary.year_end_bins, b.summary.year_end_bins, "bins");
  ASSERT_EQ(a.events.size(), b.events.size());
  for (std::size_t k = 0; k < a.events.size(); ++k) {
    EXPECT_EQ(a.events[k].run, b.events[k].run);
    EXPECT_EQ(a.events[k].month, b.events[k].month);
    EXPECT_EQ(a.events[k].kind, b.events[k].kind);
    EXPECT_EQ(a.events[k].entity, b.events[k].entity);
    EXPECT_EQ(a.events[k].from, b.events[k].from);
    EXPECT_EQ(a.events[k].to, b.events[k].to);
  }
}

class EveryTarget : public testing::TestWithParam<Target> {};

// Every variable of every month and all events of 40 runs (two packs and a half) in all three policies. Would catch:
// products and sums fused on one target, an elementary function of a library that rounds by instruction set, a
// reduction across lanes, a function of one target that stands in for that of another.
TEST_P(EveryTarget, Gives_the_bits_of_the_baseline) {
  if (!runs_here(GetParam())) GTEST_SKIP() << "this machine does not run " << to_text(GetParam());
  if (!is_installed(GetParam())) GTEST_SKIP() << "this build has no kernel for " << to_text(GetParam());
  for (char const* const precision : {"double", "single"}) {
    for (bool const noise : {true, false}) {
      Experiment experiment = kernel_experiment(precision, noise);
      ResultSpec& result = experiment.result;
      result.recording.history_variables.resize(result.catalogue.variables.size());
      std::iota(result.recording.history_variables.begin(), result.recording.history_variables.end(), 0);
      result.recording.history_runs = result.runs();
      Kernel const baseline = make_kernel({experiment.model, result}, Target::baseline);
      Kernel const wide = make_kernel({experiment.model, result}, GetParam());
      for (int arm = 0; arm < static_cast<int>(result.arms.size()); ++arm) {
        SCOPED_TRACE(std::string(precision) + (noise ? ", arm " : " without noise, arm ") + std::to_string(arm));
        BlockId const block{.arm = arm, .runs = 40};
        BlockRecord const record = baseline(block);
        ASSERT_FALSE(record.history.empty());
        expect_same(record, wide(block));
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryTarget, testing::ValuesIn(all_targets()),
                         [](auto const& each) { return to_text(each.param); });

TEST(Targets, Are_found_by_their_names) {
  for (Target const target : all_targets()) EXPECT_EQ(target_of(to_text(target)), target);
  EXPECT_EQ(target_of("v5"), std::nullopt);
}

// Would catch: an output that is claimed before the kernel is known to be there.
TEST(Targets, Are_refused_before_anything_is_begun_where_there_is_no_kernel_for_them) {
  Experiment const experiment = kernel_experiment("double", true);
  for (Target const target : all_targets()) {
    SCOPED_TRACE(to_text(target));
    if (runs_here(target) && is_installed(target)) {
      EXPECT_NO_THROW(require_kernel(target));
    } else {
      EXPECT_THROW(require_kernel(target), KernelError);
      EXPECT_THROW(make_kernel({experiment.model, experiment.result}, target), KernelError);
    }
  }
  EXPECT_NO_THROW(require_kernel(std::nullopt));
}

TEST(Targets, The_best_runs_here_and_is_none_narrower_than_another_that_is_there_and_does) {
  EXPECT_TRUE(runs_here(best_target()) && is_installed(best_target()));
  for (Target const target : all_targets()) {
    if (target <= best_target()) continue;
    EXPECT_FALSE(runs_here(target) && is_installed(target)) << to_text(target);
  }
}

}  // namespace
}  // namespace detente
