// Runs that come to no result: how they are found, and that the summary leaves them out.

#include "engine/core/missing.hpp"
#include "engine/run/ensemble.hpp"
#include "engine/run/run_block.hpp"
#include "tests/engine/run/memory_sink.hpp"
#include "tests/engine/run/toy_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace detente {
namespace {

/// A toy whose runs fail where the level of B ends high: its outcome is then infinite or missing.
template <int L>
class FragileToy {
 public:
  using Real = double;
  static constexpr int lanes = L;

  explicit FragileToy(double failed_value) : failed_value_(failed_value) {}

  class Trajectory : public ToyModel<double, L>::Trajectory {
   public:
    Trajectory(int arm, double failed_value) : ToyModel<double, L>::Trajectory(arm), failed_value_(failed_value) {}
    void outcomes(std::vector<Pack<double, L>>& columns) const {
      ToyModel<double, L>::Trajectory::outcomes(columns);
      for (int lane = 0; lane < L; ++lane) {
        if (columns[1][lane] > 0.4) columns[1][lane] = failed_value_;
      }
    }

   private:
    double failed_value_;
  };

  std::span<DrawSlot const> slots() const { return toy_.slots(); }
  Trajectory trajectory(int arm) const { return Trajectory(arm, failed_value_); }

 private:
  ToyModel<double, L> toy_;
  double failed_value_;
};

BlockRecord block_of(ResultSpec const& spec, double failed_value) {
  return run_block(FragileToy<16>(failed_value), spec,
                   {.index = 0, .part = 0, .arm = 0, .first_run = 8, .runs = 40, .last_of_part = true});
}

std::set<std::int64_t> failed_runs(BlockRecord const& record) {
  std::set<std::int64_t> runs;
  for (RunFailure const& failure : record.failures) runs.insert(failure.run);
  return runs;
}

/// Runs of the block whose second outcome is no number.
std::set<std::int64_t> broken_runs(BlockRecord const& record) {
  std::set<std::int64_t> runs;
  for (int r = 0; r < record.id.runs; ++r) {
    if (!std::isfinite(record.outcomes[static_cast<std::size_t>(record.id.runs + r)]))
      runs.insert(record.id.first_run + r);
  }
  return runs;
}

TEST(RunFailure, Run_with_an_infinite_outcome_fails) {
  BlockRecord const record = block_of(toy_spec(60, 1, toy_months), HUGE_VAL);

  EXPECT_GT(failed_runs(record).size(), 1U);
  EXPECT_LT(failed_runs(record).size(), 39U);
  EXPECT_EQ(failed_runs(record), broken_runs(record));
}

TEST(RunFailure, Run_with_a_missing_outcome_fails) {
  BlockRecord const record = block_of(toy_spec(60, 1, toy_months), missing);

  EXPECT_EQ(failed_runs(record), broken_runs(record));
  for (RunFailure const& failure : record.failures) EXPECT_EQ(failure.column, 1);
}

// Would catch: every run failing in which something never happened.
TEST(RunFailure, Missing_is_an_answer_where_it_may_be) {
  ResultSpec spec = toy_spec(60, 1, toy_months);
  for (OutcomeInfo& outcome : spec.catalogue.outcomes) outcome.may_be_missing = true;

  EXPECT_TRUE(block_of(spec, missing).failures.empty());
  EXPECT_FALSE(block_of(spec, HUGE_VAL).failures.empty());
}

// Would catch: a failed run, maybe with numbers beyond all bounds, in the mean of all others.
TEST(RunFailure, Summary_is_that_of_the_other_runs) {
  ResultSpec const spec = toy_spec(60, 1, toy_months);
  BlockRecord const record = block_of(spec, missing);
  std::set<std::int64_t> const failed = failed_runs(record);
  std::size_t const instants = static_cast<std::size_t>(toy_months) + 1;

  double sum = 0;
  for (int r = 0; r < 40; ++r) {
    if (!failed.contains(8 + r)) sum += record.history[static_cast<std::size_t>(r) * instants + toy_months] - 0.5;
  }

  EXPECT_EQ(record.summary.sum[toy_months], sum);  // level of A at the end; multiples of 2^-12 add up exactly
  for (int r = 0; r < 40; ++r)
    EXPECT_EQ(record.summary.year_end_bins[static_cast<std::size_t>(r)] == no_bin, failed.contains(8 + r)) << r;
}

TEST(RunFailure, Histories_and_events_of_a_failed_run_are_kept) {
  ResultSpec const spec = toy_spec(60, 1, toy_months);

  BlockRecord const broken = block_of(spec, missing);
  BlockRecord const whole =
      run_block(ToyModel<double, 16>(), spec,
                {.index = 0, .part = 0, .arm = 0, .first_run = 8, .runs = 40, .last_of_part = true});

  EXPECT_EQ(broken.events.size(), whole.events.size());
  std::size_t different = 0;
  for (std::size_t k = 0; k < whole.history.size(); ++k)
    different += broken.history[k] != whole.history[k] && !std::isnan(whole.history[k]) ? 1 : 0;
  EXPECT_EQ(different, 0U);
}

TEST(RunFailure, Progress_counts_them) {
  ResultSpec spec = toy_spec(60, 1, toy_months);
  spec.policies = {"wait", "act"};
  spec.scenarios = {"calm"};
  MemorySink sink;
  Progress last;

  run_ensemble(spec, [&](BlockId const& id) { return run_block(FragileToy<16>(missing), spec, id); }, sink,
               {.threads = 2, .progress = [&](Progress const& progress) { last = progress; }});

  std::size_t failed = 0;
  for (auto const& part : sink.parts) {
    for (BlockRecord const& block : part->blocks) failed += broken_runs(block).size();
  }
  EXPECT_EQ(last.failed_runs, static_cast<std::int64_t>(failed));
}

}  // namespace
}  // namespace detente
