#include "engine/core/missing.hpp"
#include "tools/analysis/sensitivity.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

Estimate about(double value) { return {.value = value, .lower = 0.5 * value, .upper = 1.5 * value, .n = 8}; }

/// A table of Morris: every number has the same effect; `trajectories` say of how many it is.
std::string table_of(std::vector<std::string> const& numbers, std::size_t trajectories, Estimate const& effect,
                     std::size_t most) {
  SensitivityDesign design{.factors = numbers, .moves = {}, .has_luck = true};
  design.moves.resize(trajectories * numbers.size(), {.quantity = 0, .step = 0.5});
  SensitivityTable table{
      .column = {.name = "crisis_cost", .outcome = "crisis_cost", .label = 0, .unit = "MEUR", .meaning = {}},
      .policy = "status_quo",
      .scenario = "baseline",
      .less = {},
      .sobol = {},
      .morris = {}};
  table.morris.resize(numbers.size(), {effect, effect, effect, effect, effect, true});
  return sensitivity_text(table, design, most);
}

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

// Would catch: a table that ends at --top and looks as if there were no more numbers.
TEST(SensitivityText, Numbers_that_are_not_listed_are_counted) {
  std::vector<std::string> const numbers{"a", "b", "c"};

  EXPECT_TRUE(holds(table_of(numbers, 8, about(2), 2), "\nnot listed: 1 of 3 numbers; detente sensitivity --top 3 "));
  EXPECT_FALSE(holds(table_of(numbers, 8, about(2), 3), "not listed"));
}

TEST(SensitivityText, Few_trajectories_are_said_to_be_too_few) {
  EXPECT_TRUE(holds(table_of({"a"}, 5, about(2), 9), "rest on 5 trajectories, too few"));
  EXPECT_FALSE(holds(table_of({"a"}, 6, about(2), 9), "too few"));
}

// Would catch: "[nan, nan]".
TEST(SensitivityText, One_trajectory_has_no_interval_and_the_table_says_why) {
  std::string const text = table_of({"a"}, 1, {.value = 2, .lower = missing, .upper = missing, .n = 1}, 9);

  EXPECT_TRUE(holds(text, "2 [no interval]"));
  EXPECT_TRUE(holds(text, "rest on 1 trajectory, too few to be trusted, and one has none"));
}

// Would catch: 1e+03 beside 943.
TEST(SensitivityText, Thousands_are_written_out_as_hundreds_are) {
  EXPECT_TRUE(holds(table_of({"a"}, 8, about(999.7), 9), "1000 [500, 1500]"));
  EXPECT_TRUE(holds(table_of({"a"}, 8, about(0.0021), 9), "0.0021 [0.00105, 0.00315]"));
}

}  // namespace
}  // namespace detente
