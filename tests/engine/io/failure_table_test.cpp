#include "engine/io/failure_table.hpp"

#include "engine/io/durable_file.hpp"
#include "tests/engine/io/small_result.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

using Numbers = std::vector<double>;

/// The small ensemble, in which run 8 fails in the first arm, and runs 3 and 8 in the fifth (act, storm). Run 8 is the
/// first of its part.
BlockRecord block_with_failures(ResultSpec const& spec, BlockId const& id) {
  BlockRecord block = small_block(spec, id);
  auto const fail = [&](int arm, std::int64_t run, std::int32_t column) {
    if (id.arm == arm && run >= id.first_run && run < id.first_run + id.runs) block.failures.push_back({run, column});
  };
  fail(0, 8, 0);
  fail(4, 3, 2);
  fail(4, 8, 5);
  return block;
}

class Failures : public testing::Test {
 protected:
  std::string write(std::string const& name, EnsembleOptions const& options = {.threads = 1}) {
    PartStore store(folder_ / (name + "-parts"), spec_, small_digest);
    run_ensemble(
        spec_, [this](BlockId const& id) { return block_with_failures(spec_, id); }, store, options);
    write_result(folder_ / name, spec_, store);
    return folder_ / name;
  }

  TemporaryFolder folder_;
  ResultSpec spec_ = small_spec();
};

TEST_F(Failures, Are_listed_with_their_key_and_the_outcome_that_failed) {
  Hdf5Reader const file(write("result.h5"));

  EXPECT_EQ(file.numbers("/failures/policy_index"), (Numbers{0, 1, 1}));
  EXPECT_EQ(file.numbers("/failures/scenario_index"), (Numbers{0, 1, 1}));
  EXPECT_EQ(file.numbers("/failures/run_index"), (Numbers{8, 3, 8}));
  EXPECT_EQ(file.numbers("/failures/sample_index"), (Numbers{4, 1, 4}));
  EXPECT_EQ(file.numbers("/failures/replication"), (Numbers{0, 1, 0}));
  EXPECT_EQ(file.texts("/failures/outcome"), (std::vector<std::string>{"total", "damage[B]", "cost.year[1]"}));
  EXPECT_EQ(file.integer_attribute("/", "dropped_runs"), 2);
}

// Would catch: a partner that stays, so that a mean over one arm is over other runs than that over another; the first
// run of a part that is passed over.
TEST_F(Failures, Are_dropped_with_their_partners_in_all_arms) {
  Hdf5Reader const file(write("result.h5"));

  std::string wrong;
  Numbers const damage = file.numbers("/outcomes/damage");
  for (int arm = 0; arm < 6; ++arm) {
    for (int run = 0; run < 14; ++run) {
      for (int place = 0; place < 3; ++place) {
        double const found = damage.at(static_cast<std::size_t>((arm * 14 + run) * 3 + place));
        double const expected = run == 3 || run == 8 ? missing : small_outcome(arm, run, 1 + place);
        if (!is_same(found, expected)) wrong += fmt::format("arm {} run {} place {}; ", arm, run, place);
      }
    }
  }
  EXPECT_EQ(wrong, "");
}

TEST_F(Failures, Leave_the_summary_of_their_own_arm_only) {
  Hdf5Reader const file(write("result.h5"));

  EXPECT_EQ(file.numbers("/summary/runs"), (Numbers{13, 14, 14, 14, 12, 14}));
}

// Would catch: failures that are lost with the process that saw them.
TEST_F(Failures, Give_the_same_bytes_in_one_go_and_in_three) {
  std::string const whole = write("whole.h5");
  {
    PartStore store(folder_ / "pieces.h5-parts", spec_, small_digest);
    for (std::int64_t shard = 0; shard < 2; ++shard) {
      PartList parts(missing_parts(spec_, store, {shard, 3}));
      run_ensemble(spec_, [this](BlockId const& id) { return block_with_failures(spec_, id); }, store,
                   {.threads = 2, .parts = &parts});
    }
  }

  std::string const pieces = write("pieces.h5", {.threads = 2});

  EXPECT_EQ(read_text_file(whole), read_text_file(pieces));
}

TEST_F(Failures, Group_is_absent_where_nothing_failed) {
  Hdf5Reader const file(make_result(folder_, spec_));

  EXPECT_FALSE(file.exists("/failures"));
  EXPECT_EQ(file.integer_attribute("/", "dropped_runs"), 0);
}

}  // namespace
}  // namespace detente
