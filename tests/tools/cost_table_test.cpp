#include "tools/detente/tables/cost_table.hpp"

#include "engine/io/hdf5_file.hpp"
#include "engine/io/result_layout.hpp"
#include "tests/tools/small_output.hpp"
#include "tools/analysis/policy_costs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace detente {
namespace {

constexpr std::uint64_t table_runs = 8;

/// A result with two policies whose costs are given run by run; `b` costs `difference` more.
void write_result_file(std::string const& path, std::vector<double> const& cost, std::vector<double> const& difference,
                       int replications) {
  Hdf5Writer file(path);
  file.attribute("/", "schema", std::string(result_schema));
  file.attribute("/", "schema_version", std::int64_t{result_schema_version});
  file.attribute("/", "title", std::string("made"));
  file.attribute("/", "samples", static_cast<std::int64_t>(table_runs) / replications);
  file.attribute("/", "replications", std::int64_t{replications});
  file.attribute("/", "samples_per_observation", std::int64_t{1});
  file.attribute("/", "baseline_policy", std::string("a"));
  file.attribute(
      "/", "dropped_runs",
      static_cast<std::int64_t>(std::count_if(cost.begin(), cost.end(), [](double run) { return std::isnan(run); })));
  file.text_coordinate("policy", {"a", "b"}, "policies");
  file.text_coordinate("scenario", {"usual"}, "scenarios");
  file.number_coordinate("run", std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 7}, "", "runs");
  file.texts("date", {"2026-01", "2027-01"}, {{2}, {}, {}}, "");
  file.group("/outcomes");
  Shape const shape{{2, 1, table_runs}, {"policy", "scenario", "run"}, {}};
  std::vector<double> both = cost;
  for (std::size_t r = 0; r < table_runs; ++r) both.push_back(cost[r] + difference[r]);
  for (char const* name : {"crisis_cost", "policy_cost", "net_position"})
    file.values(std::string("/outcomes/") + name, both, shape, "MEUR", "");
  std::vector<double> war(2 * table_runs, 0.0);
  war[3] = 1;
  for (std::size_t r = 0; r < table_runs; ++r) {
    if (std::isnan(cost[r])) war[r] = war[table_runs + r] = cost[r];
  }
  file.values("/outcomes/open_conflict", war, shape, "1", "");
  file.close();
}

std::vector<double> const noisy_cost{100, 300, 500, 200, 900, 700, 400, 600};

// Would catch: a difference of means taken as if the runs were not paired, whose interval would span hundreds.
TEST(CostTable, Differences_are_paired) {
  ScratchFolder const scratch("paired");
  write_result_file(scratch / "r.h5", noisy_cost, {1, 2, 1, 2, 1, 2, 1, 2}, 1);

  std::vector<PolicyCost> const rows = policy_costs(ResultFile(scratch / "r.h5"), 0);

  EXPECT_EQ(rows[0].difference.n, 0);
  EXPECT_DOUBLE_EQ(rows[1].difference.value, 1.5);
  // t(0.975, 7) = 2.364624, sd = 0.534522, n = 8
  EXPECT_NEAR(rows[1].difference.upper - rows[1].difference.value, 2.364624 * 0.534522 / std::sqrt(8.0), 1e-5);
}

// Would catch: replications of one sample counted as independent, which makes intervals too narrow.
TEST(CostTable, Replications_of_a_sample_count_once) {
  ScratchFolder const scratch("clusters");
  write_result_file(scratch / "r.h5", {1, 1, 2, 2, 3, 3, 4, 4}, {0, 0, 0, 0, 0, 0, 0, 0}, 2);

  PolicyCost const row = policy_costs(ResultFile(scratch / "r.h5"), 0)[0];

  EXPECT_EQ(row.cost.n, 4);
  EXPECT_DOUBLE_EQ(row.cost.value, 2.5);
  EXPECT_NEAR(row.cost.upper - 2.5, 3.182446 * 1.290994 / 2, 1e-5);  // t(0.975, 3), sd of 1..4
}

TEST(CostTable, A_difference_whose_interval_holds_zero_is_marked) {
  ScratchFolder const scratch("unclear");
  write_result_file(scratch / "unclear.h5", noisy_cost, {-5, 5, -5, 5, -5, 5, -5, 6}, 1);
  write_result_file(scratch / "clear.h5", noisy_cost, {5, 6, 5, 6, 5, 6, 5, 6}, 1);

  EXPECT_NE(cost_tables(ResultFile(scratch / "unclear.h5")).find("* the interval holds 0"), std::string::npos);
  EXPECT_EQ(cost_tables(ResultFile(scratch / "clear.h5")).find("the interval holds 0"), std::string::npos);
}

TEST(CostTable, A_share_of_no_runs_still_has_an_interval) {
  ScratchFolder const scratch("wilson");
  write_result_file(scratch / "r.h5", noisy_cost, {0, 0, 0, 0, 0, 0, 0, 0}, 1);

  std::vector<PolicyCost> const rows = policy_costs(ResultFile(scratch / "r.h5"), 0);

  EXPECT_DOUBLE_EQ(rows[0].open_conflict.value, 0.125);
  EXPECT_DOUBLE_EQ(rows[1].open_conflict.value, 0);
  EXPECT_NEAR(rows[1].open_conflict.upper, 0.3244, 1e-4);  // z^2/(n + z^2) for n = 8
}

// Would catch: a mean that is no number, or a share whose denominator counts runs that came to no result.
TEST(CostTable, Dropped_runs_are_left_out_and_mentioned) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  ScratchFolder const scratch("dropped");
  write_result_file(scratch / "r.h5", {100, nan, 300, 200, nan, 100, 300, 200}, {0, 0, 0, 0, 0, 0, 0, 0}, 1);
  ResultFile const result(scratch / "r.h5");

  PolicyCost const row = policy_costs(result, 0)[0];

  EXPECT_EQ(row.cost.n, 6);
  EXPECT_DOUBLE_EQ(row.cost.value, 200);
  EXPECT_DOUBLE_EQ(row.open_conflict.value, 1.0 / 6);
  EXPECT_NE(cost_tables(result).find("2 runs came to no result"), std::string::npos);
}

TEST(CostTable, Lines_fit_80_columns) {
  ScratchFolder const scratch("width");
  write_result_file(scratch / "r.h5", {10000, 30000, 50000, 20000, 90000, 70000, 40000, 60000},
                    {-5, 5, -5, 5, -5, 5, -5, 6}, 1);
  std::istringstream text(cost_tables(ResultFile(scratch / "r.h5")));

  std::size_t widest = 0;
  for (std::string line; std::getline(text, line);) widest = std::max(widest, line.size());

  EXPECT_LE(widest, 80U);
}

}  // namespace
}  // namespace detente
