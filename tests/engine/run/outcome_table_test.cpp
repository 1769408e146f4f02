#include "engine/run/outcome_table.hpp"

#include "tests/engine/run/toy_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <string>

namespace detente {
namespace {

/// Five runs of two arms and three columns, in blocks of two and parts of four; histories of two levels and one rain.
ResultSpec five_runs() {
  ResultSpec spec = toy_spec(5, 1, 2);
  spec.block_runs = 2;
  spec.part_runs = 4;
  return spec;
}

/// A number that says where it belongs.
double number(int arm, int series, std::int64_t run, int month = 0) {
  return 1000 * arm + 100 * series + 10 * static_cast<double>(run) + month;
}

/// Run 3 comes to no result in the second arm.
BlockRecord numbered(BlockId const& id) {
  BlockRecord record;
  record.id = id;
  for (int series = 0; series < 3; ++series) {
    for (std::int64_t run = id.first_run; run < id.first_run + id.runs; ++run) {
      record.outcomes.push_back(number(id.arm, series, run));
      for (int month = 0; month <= 2; ++month) record.history.push_back(number(id.arm, series, run, month));
      if (series == 0 && run == 3 && id.arm == 1) record.failures.push_back({.run = run, .column = 0});
    }
  }
  return record;
}

// Would catch: arms, columns or blocks that lie on each other; the wrong run taken for the failed one.
TEST(OutcomeTable, Has_each_outcome_in_its_place_and_none_of_a_run_that_failed_in_some_arm) {
  OutcomeTable const table = compute_outcomes(five_runs(), numbered, {.threads = 1});

  std::string wrong;
  for (int arm = 0; arm < 2; ++arm) {
    for (int column = 0; column < 3; ++column) {
      std::span<double const> const values =
          table.column(static_cast<std::size_t>(arm), static_cast<std::size_t>(column));
      for (std::int64_t run = 0; run < 5; ++run) {
        double const value = values[static_cast<std::size_t>(run)];
        bool const is_right = run == 3 ? std::isnan(value) : value == number(arm, column, run);
        if (!is_right) wrong += std::to_string(arm) + "/" + std::to_string(column) + "/" + std::to_string(run) + " ";
      }
    }
  }
  EXPECT_EQ(wrong, "");
  EXPECT_EQ(table.failed_runs(), 1);
}

// Would catch: histories read from, or written to, those of another series, run or arm.
TEST(OutcomeTable, Has_each_history_in_its_place) {
  OutcomeTable const table = compute_outcomes(five_runs(), numbered, {.threads = 1});

  EXPECT_EQ(table.history(0, 0, 1, 2)[1], number(0, 1, 2, 1));
  EXPECT_EQ(table.history(1, 0, 0, 4)[2], number(1, 0, 4, 2));
  EXPECT_EQ(table.history(1, 1, 0, 1)[0], number(1, 2, 1, 0));
  EXPECT_EQ(table.history(0, 1, 0, 0).size(), 3u);
}

// Would catch: histories numbered in the order of the recording, which the recorder does not follow.
TEST(OutcomeTable, Has_each_history_in_its_place_when_variables_are_recorded_in_falling_order) {
  ResultSpec spec = five_runs();
  spec.recording.history_variables = {1, 0};

  OutcomeTable const table = compute_outcomes(spec, numbered, {.threads = 1});

  EXPECT_EQ(table.history(0, 0, 1, 2)[1], number(0, 1, 2, 1));
  EXPECT_EQ(table.history(1, 1, 0, 1)[0], number(1, 2, 1, 0));
}

}  // namespace
}  // namespace detente
