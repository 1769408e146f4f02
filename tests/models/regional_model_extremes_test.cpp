// Whole runs with coefficients at the ends of what is sampled, and of what a user may write.
#include "models/catalogue.hpp"
#include "models/regional_model.hpp"
#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace detente {
namespace {

/// Every coefficient at an end of the range that the parameter file gives it; `high` says which, coefficient by
/// coefficient.
template <class High>
void go_to_ends(std::vector<ParameterRow> const& rows, Parameters<double>& parameters, High&& high) {
  std::size_t row = 0;
  Parameters<double>::describe(parameters, [&](auto& value, ParameterInfo const& info) {
    Evidence const& evidence = rows.at(row++).evidence;
    bool const up = high();
    auto const move = [&](auto const& self, auto& one) -> void {
      if constexpr (std::is_same_v<std::remove_reference_t<decltype(one)>, double>) {
        if (evidence.range) one = up ? evidence.range->second : evidence.range->first;
        if (evidence.factor_range) one *= up ? evidence.factor_range->second : evidence.factor_range->first;
        one = std::clamp(one, info.valid.lowest, info.valid.highest);
      } else {
        for (auto& entry : one) self(self, entry);
      }
    };
    move(move, value);
  });
}

std::vector<ParameterRow> parameter_rows() {
  ConfigTree tree =
      ConfigTree::parse("parameters: parameters.yaml\n", "test.yaml", std::string(DETENTE_SOURCE_DIR) + "/configs");
  tree.include("parameters", "detente/parameters@1");
  return read_parameter_rows(tree.root()["parameters"]);
}

/// Expects that all variables of 16 runs are numbers within their bounds: indices in [0, 1], all but propensity above
/// 0, levels whole from 0 to 5.
void expect_within_bounds(WholeRuns<double, 16> const& runs, std::string const& when) {
  Catalogue const catalogue = runs.catalogue();
  for (std::size_t k = 0; k < catalogue.variables.size(); ++k) {
    VariableInfo const& info = catalogue.variables[k];
    bool const index = info.unit == "1" && info.highest == 1 && info.lowest == 0;
    for (int entity = 0; entity < static_cast<int>(catalogue.size_of(info.dimensions)); ++entity) {
      Pack<double, 16> const& pack = runs.run.value(static_cast<int>(k), entity);
      ASSERT_TRUE(pack.isFinite().all()) << info.name << " " << entity << ", " << when;
      if (info.name == "propensity") continue;
      ASSERT_GE(pack.minCoeff(), 0) << info.name << " " << entity << ", " << when;
      ASSERT_TRUE(!index || pack.maxCoeff() <= 1 + 1e-12) << info.name << " " << entity << ", " << when;
      bool const whole = (pack.floor() == pack).all() && pack.maxCoeff() <= 5;
      ASSERT_TRUE(whole || info.name != "level") << entity << ", " << when;
    }
  }
}

void expect_sane_world(ArmInputs arm, int months, std::string const& what) {
  WholeRuns<double, 16> runs(std::move(arm), months, Noise::on);
  expect_within_bounds(runs, what + ", start");
  for (int month = 0; month < months; month += 12) {
    runs.live(month, std::min(month + 12, months));
    expect_within_bounds(runs, what + ", month " + std::to_string(month + 12));
    if (::testing::Test::HasFatalFailure()) return;
  }
  for (auto const& [name, pack] : runs.outcomes()) EXPECT_FALSE(pack.isInf().any()) << name << ", " << what;
  EXPECT_TRUE(runs.outcomes().at("crisis_cost").isFinite().all()) << what;
}

// Would catch: a division by what a coefficient can make 0, an index that leaves its interval, an exponential that
// overflows.
TEST(RegionalModel, All_coefficients_at_the_lower_ends_of_their_ranges_give_a_sane_world) {
  auto const rows = parameter_rows();
  expect_sane_world(
      with_coefficients(arm_with({}, open_world), [&](auto& p) { go_to_ends(rows, p, [] { return false; }); }), 60,
      "lower ends");
}

TEST(RegionalModel, All_coefficients_at_the_upper_ends_of_their_ranges_give_a_sane_world) {
  auto const rows = parameter_rows();
  expect_sane_world(
      with_coefficients(arm_with({}, open_world), [&](auto& p) { go_to_ends(rows, p, [] { return true; }); }), 60,
      "upper ends");
}

/// Coefficient number `row` (in the order of the parameter file) at a value, all others as they are.
void set_coefficient(Parameters<double>& parameters, int row, double value) {
  int at = 0;
  Parameters<double>::describe(parameters, [&](auto& coefficient, ParameterInfo const&) {
    if (at++ != row) return;
    auto const set = [&](auto const& self, auto& one) -> void {
      if constexpr (std::is_same_v<std::remove_reference_t<decltype(one)>, double>) {
        one = value;
      } else {
        for (auto& entry : one) self(self, entry);
      }
    };
    set(set, coefficient);
  });
}

// What a user may write must not break a run, however far from sense it is: a year at each end of what reading accepts.
TEST(RegionalModel, Each_coefficient_at_the_ends_of_what_is_valid_gives_a_sane_world) {
  ArmInputs const base = arm_with({}, open_world);
  int row = 0;
  for (ParameterRow const& coefficient : parameter_rows()) {
    for (double const end : {coefficient.info.valid.lowest, coefficient.info.valid.highest}) {
      ArmInputs const arm = with_coefficients(base, [&](auto& p) { set_coefficient(p, row, end); });
      expect_sane_world(arm, 12, std::string(coefficient.info.key) + " = " + std::to_string(end));
    }
    ++row;
  }
}

// Every second corner has other coefficients act than the reference has, as a scenario may.
TEST(RegionalModel, Random_corners_of_the_ranges_give_a_sane_world) {
  auto const rows = parameter_rows();
  ArmInputs const base = arm_with({}, open_world);
  std::mt19937 coin(20260401);
  for (int corner = 0; corner < 20; ++corner) {
    ArmInputs arm = base;
    go_to_ends(rows, arm.inputs.parameters, [&] { return coin() % 2 == 1; });
    arm.scenario.parameters = arm.inputs.parameters;
    if (corner % 2 == 1)
      go_to_ends(rows, arm.scenario.parameters = base.inputs.parameters, [&] { return coin() % 2 == 1; });
    expect_sane_world(arm, 60, "corner " + std::to_string(corner));
  }
}

}  // namespace
}  // namespace detente
