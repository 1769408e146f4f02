#include "models/parameters.hpp"

#include "engine/config/config_error.hpp"
#include "engine/config/config_tree.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

ConfigTree parameter_file() { return ConfigTree::load(std::string(DETENTE_SOURCE_DIR) + "/configs/parameters.yaml"); }

/// The parameter file with one entry replaced, read; what a user would see of it.
std::string faults_with_entry(std::string const& key, std::string const& yaml) {
  ConfigTree tree = parameter_file();
  tree.set(key, yaml);
  static_cast<void>(read_parameters(tree.root()));
  try {
    tree.throw_if_errors();
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "";
}

/// Coefficients of a replacement block.
struct Replaced {
  ConfigTree tree;
  Parameters<double> parameters;
};
Replaced replaced_by(std::string const& text) {
  ConfigTree const file = parameter_file();
  Replaced result{ConfigTree::parse(text, "x.yaml"), read_parameters(file.root())};
  replace_parameters(result.tree.root(), result.parameters);
  return result;
}
std::string faults_of_replacing(std::string const& text) {
  Replaced const result = replaced_by(text);
  try {
    result.tree.throw_if_errors();
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "";
}

// Would catch: a row of the matrix read as a column, or a list that starts at its second entry.
TEST(Parameters, Numbers_lists_maps_and_matrices_are_read_where_they_belong) {
  ConfigTree const tree = parameter_file();

  Parameters<double> const p = read_parameters(tree.root());

  tree.throw_if_errors();
  EXPECT_EQ(p.governance.gov_reward, 0.8);
  EXPECT_EQ(p.drivers.us_levels, (std::array{0.85, 0.55, 0.20}));
  EXPECT_EQ(p.drivers.us_rates[0], (std::array{0.0, 0.2, 0.05}));
  EXPECT_EQ(p.drivers.us_rates[1], (std::array{0.1, 0.0, 0.2}));
  EXPECT_EQ(p.drivers.us_rates[2], (std::array{0.03, 0.17, 0.0}));
  EXPECT_EQ(p.inclusion.access_weight, (std::array{0.4, 0.3, 0.3}));  // mobility, governance, industry
  EXPECT_EQ(p.mobility.closure, (std::array{0.0, 0.0, 0.05, 0.3, 0.7, 1.0}));
}

// Would catch: a file that has what no one reads, or lacks what the code needs.
TEST(Parameters, The_file_holds_all_coefficients_and_nothing_else) {
  ConfigTree tree = parameter_file();
  tree.require_schema("detente/parameters@1");
  static_cast<void>(read_parameters(tree.root()));

  tree.report_unknown_keys();

  EXPECT_NO_THROW(tree.throw_if_errors());
}

TEST(Parameters, Map_entries_are_read_by_name_and_not_by_order) {
  ConfigTree tree = parameter_file();
  tree.set("inclusion.access_weight",
           "{value: {industry: 0.1, governance: 0.2, mobility: 0.7}, unit: '1', status: judgement, source: x}");

  Parameters<double> const p = read_parameters(tree.root());

  tree.throw_if_errors();
  EXPECT_EQ(p.inclusion.access_weight, (std::array{0.7, 0.2, 0.1}));
}

TEST(Parameters, Bare_value_is_refused) {
  EXPECT_EQ(faults_of_replacing("x: 1\n"), "");  // an unknown key is reported elsewhere, at the end of a stage

  ConfigTree tree = ConfigTree::parse("governance: {gov_audit: 0.3}\n", "x.yaml");
  static_cast<void>(read_parameters(tree.root()));
  try {
    tree.throw_if_errors();
    FAIL() << "a bare value was read";
  } catch (ConfigError const& error) {
    auto const& all = error.messages();
    EXPECT_EQ(std::count(all.begin(), all.end(),
                         "x.yaml:1:25: error: a bare value (a described one: {value, unit, range, status, source})\n"
                         "governance: {gov_audit: 0.3}\n"
                         "                        ^"),
              1)
        << error.what();
  }
}

TEST(Parameters, Missing_coefficient_is_named) {
  ConfigTree tree = parameter_file();
  tree.unset("governance.gov_audit");
  static_cast<void>(read_parameters(tree.root()));

  try {
    tree.throw_if_errors();
    FAIL() << "a missing coefficient was not noticed";
  } catch (ConfigError const& error) {
    EXPECT_NE(std::string(error.what()).find("error: missing key 'gov_audit' (required in governance)"),
              std::string::npos)
        << error.what();
  }
}

TEST(Parameters, Another_unit_is_refused) {
  std::string const yaml = "{value: 0.3, unit: persons, status: judgement, source: x}";

  EXPECT_EQ(
      faults_with_entry("governance.gov_audit", yaml),
      "--set governance.gov_audit=" + yaml + ":1:20: error: unit 'persons' ('1')\n" + yaml + "\n                   ^");
}

TEST(Parameters, Missing_unit_and_status_are_refused) {
  EXPECT_NE(faults_with_entry("governance.gov_audit", "{value: 0.3, status: judgement}").find("missing key 'unit'"),
            std::string::npos);
  EXPECT_NE(faults_with_entry("governance.gov_audit", "{value: 0.3, unit: '1'}")
                .find("no status (estimated, literature or judgement)"),
            std::string::npos);
}

// Would catch: a negative weight, which would turn a claim of the model round.
TEST(Parameters, Value_outside_its_valid_range_is_refused) {
  std::string const below =
      faults_with_entry("governance.gov_audit", "{value: -0.3, unit: '1', status: judgement, source: x}");
  std::string const above =
      faults_with_entry("governance.safeguard", "{value: 1.2, unit: '1', status: judgement, source: x}");

  EXPECT_NE(below.find("governance.gov_audit.value: -0.3 lies below 0 (a number from 0 to 10000 was expected)"),
            std::string::npos)
      << below;
  EXPECT_NE(above.find("governance.safeguard.value: 1.2 lies above 1 (a number from 0 to 1 was expected)"),
            std::string::npos)
      << above;
}

// Would catch: a range whose ends no equation can bear, which sampling would reach.
TEST(Parameters, Range_outside_the_valid_range_is_refused) {
  std::string const yaml = "{value: 0.3, range: [-1, 2], unit: '1', status: judgement, source: x}";

  EXPECT_EQ(faults_with_entry("governance.gov_audit", yaml),
            "--set governance.gov_audit=" + yaml +
                ":1:14: error: governance.gov_audit may be sampled at -1 (0 to 10000)\n" + yaml + "\n             ^");
}

TEST(Parameters, Factor_range_that_leaves_the_valid_range_is_refused) {
  std::string const yaml =
      "{value: [0.85, 0.55, 0.2], factor_range: [0.5, 3], unit: '1', status: judgement, source: x}";

  EXPECT_EQ(faults_with_entry("drivers.us.levels", yaml),
            "--set drivers.us.levels=" + yaml + ":1:28: error: drivers.us.levels may be sampled at 2.55 (0 to 1)\n" +
                yaml + "\n                           ^");
}

TEST(Parameters, Length_of_lists_and_matrices_is_checked) {
  std::string const list =
      faults_with_entry("drivers.us.levels", "{value: [0.8, 0.5], unit: '1', status: judgement, source: x}");
  std::string const rows = faults_with_entry(
      "drivers.us.rates", "{value: [[0, 1, 1], [1, 0, 1]], unit: 1/year, status: judgement, source: x}");
  std::string const row = faults_with_entry(
      "drivers.us.rates", "{value: [[0, 1, 1], [1, 0], [1, 1, 0]], unit: 1/year, status: judgement, source: x}");

  EXPECT_NE(list.find("error: 2 numbers (3)"), std::string::npos) << list;
  EXPECT_NE(rows.find("error: 2 rows (3)"), std::string::npos) << rows;
  EXPECT_NE(row.find("error: 2 numbers (3)"), std::string::npos) << row;
}

TEST(Parameters, Map_lacking_an_entry_is_refused) {
  std::string const found = faults_with_entry(
      "inclusion.access_weight", "{value: {mobility: 0.4, governance: 0.6}, unit: '1', status: judgement, source: x}");

  EXPECT_NE(found.find("missing key 'industry' (required in inclusion.access_weight.value)"), std::string::npos)
      << found;
}

// Would catch: an offer, and so an access, above 1.
TEST(Parameters, Access_weights_that_do_not_sum_to_1_are_refused) {
  std::string const changed =
      faults_with_entry("inclusion.access_weight", "{mobility: 0.9, governance: 0.9, industry: 0.9}");
  std::string const replaced =
      faults_of_replacing("inclusion.access_weight: {mobility: 0.9, governance: 0.9, industry: 0.9}\n");

  EXPECT_NE(changed.find("error: inclusion.access_weight: entries sum to 2.7 (1)"), std::string::npos) << changed;
  EXPECT_EQ(replaced,
            "x.yaml:1:1: error: inclusion.access_weight: entries sum to 2.7 (1)\n"
            "inclusion.access_weight: {mobility: 0.9, governance: 0.9, industry: 0.9}\n"
            "^");
}

TEST(Parameters, All_faults_are_reported_in_one_pass) {
  ConfigTree tree = parameter_file();
  tree.set("governance.gov_audit", "{value: -1, unit: '1', status: judgement, source: x}");
  tree.set("mistrust.mis_arms", "{value: -1, unit: '1', status: judgement, source: x}");
  tree.set("drivers.war.vol", "{value: -1, unit: 1/sqrt(year), status: judgement, source: x}");
  static_cast<void>(read_parameters(tree.root()));

  try {
    tree.throw_if_errors();
    FAIL() << "no fault was found";
  } catch (ConfigError const& error) {
    EXPECT_EQ(error.messages().size(), 3U) << error.what();
  }
}

TEST(Parameters, Replacement_may_be_bare_or_described_and_changes_nothing_else) {
  Parameters<double> const before = replaced_by("{}\n").parameters;

  Parameters<double> const after =
      replaced_by("drivers.shock.rate: 0.7\nmistrust: {mis_arms: {value: 0.3, source: x}}\n").parameters;

  EXPECT_EQ(after.drivers.shock_rate, 0.7);
  EXPECT_EQ(after.mistrust.mis_arms, 0.3);
  EXPECT_EQ(after.drivers.shock_mean, before.drivers.shock_mean);
  EXPECT_EQ(after.mistrust.mis_coord, before.mistrust.mis_coord);
  int changed = 0;
  std::vector<double> values;
  Parameters<double>::describe(before, [&](auto const& value, ParameterInfo const&) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>) values.push_back(value);
  });
  std::size_t k = 0;
  Parameters<double>::describe(after, [&](auto const& value, ParameterInfo const&) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>) changed += value != values[k++] ? 1 : 0;
  });
  EXPECT_EQ(changed, 2);
}

TEST(Parameters, Replaced_lists_and_maps_are_replaced_whole) {
  Parameters<double> const p =
      replaced_by(
          "drivers.us.levels: [1, 0.5, 0]\ninclusion: {access_weight: {mobility: 1, governance: 0, industry: 0}}\n")
          .parameters;

  EXPECT_EQ(p.drivers.us_levels, (std::array{1.0, 0.5, 0.0}));
  EXPECT_EQ(p.inclusion.access_weight, (std::array{1.0, 0.0, 0.0}));
}

TEST(Parameters, Replacement_outside_its_valid_range_is_refused) {
  EXPECT_EQ(faults_of_replacing("governance.safeguard: 1.5\n"),
            "x.yaml:1:23: error: governance.safeguard: 1.5 lies above 1 (a number from 0 to 1 was expected)\n"
            "governance.safeguard: 1.5\n"
            "                      ^");
}

// Would catch: a replacement that speaks of another unit and is taken at its number.
TEST(Parameters, Replacement_in_another_unit_is_refused) {
  EXPECT_EQ(faults_of_replacing("governance.res_scale: {value: 5, unit: EUR/year}\n"),
            "x.yaml:1:40: error: unit 'EUR/year' ('MEUR/year')\n"
            "governance.res_scale: {value: 5, unit: EUR/year}\n"
            "                                       ^");
}

TEST(Parameters, Misspelt_replacement_is_an_unknown_key) {
  ConfigTree tree = ConfigTree::parse("governance: {gov_audits: 1}\n", "x.yaml");
  Parameters<double> parameters{};
  replace_parameters(tree.root(), parameters);
  tree.report_unknown_keys();

  try {
    tree.throw_if_errors();
    FAIL() << "a misspelt key was ignored";
  } catch (ConfigError const& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'gov_audit'?"), std::string::npos) << error.what();
  }
}

TEST(Parameters, Rows_hold_values_in_order_with_their_evidence) {
  ConfigTree const tree = parameter_file();
  std::vector<ParameterRow> const rows = read_parameter_rows(tree.root());
  auto const row = [&](std::string const& key) {
    return *std::find_if(rows.begin(), rows.end(), [&](ParameterRow const& one) { return one.info.key == key; });
  };

  EXPECT_EQ(row("governance.gov_audit").values, (std::vector{0.22}));
  EXPECT_EQ(row("governance.gov_audit").evidence.status, "judgement");
  EXPECT_EQ(row("governance.gov_audit").evidence.range, (std::pair{0.1, 0.8}));
  EXPECT_EQ(row("drivers.us.rates").values, (std::vector{0.0, 0.2, 0.05, 0.1, 0.0, 0.2, 0.03, 0.17, 0.0}));
  EXPECT_EQ(row("drivers.us.rates").evidence.factor_range, (std::pair{0.5, 2.0}));
  EXPECT_THAT(row("inclusion.access_weight").info.labels, testing::ElementsAre("mobility", "governance", "industry"));
}

// Would catch: a number in the file that no equation can bear at one end of its range.
TEST(Parameters, Ranges_of_the_file_lie_within_what_is_valid) {
  ConfigTree const tree = parameter_file();
  for (ParameterRow const& row : read_parameter_rows(tree.root())) {
    std::pair<double, double> const factor = row.evidence.factor_range.value_or(std::pair{1.0, 1.0});
    std::vector<double> ends;
    for (double const value : row.values) ends.insert(ends.end(), {value * factor.first, value * factor.second});
    if (row.evidence.range) ends.insert(ends.end(), {row.evidence.range->first, row.evidence.range->second});
    for (double const end : ends) {
      EXPECT_GE(end, row.info.valid.lowest) << row.info.key;
      EXPECT_LE(end, row.info.valid.highest) << row.info.key;
    }
  }
}

// Would catch: a logarithm of 0 when the coefficient is sampled.
TEST(Parameters, Ranges_on_the_logarithmic_scale_begin_above_0) {
  ConfigTree const tree = parameter_file();
  for (ParameterRow const& row : read_parameter_rows(tree.root())) {
    if (row.info.scale != Scale::logarithmic || !row.evidence.range) continue;
    EXPECT_GT(row.evidence.range->first, 0) << row.info.key;
  }
}

TEST(Parameters, Every_entry_of_the_file_says_where_it_comes_from) {
  ConfigTree const tree = parameter_file();
  for (ParameterRow const& row : read_parameter_rows(tree.root())) {
    EXPECT_FALSE(row.evidence.status.empty()) << row.info.key;
    EXPECT_FALSE(row.evidence.source.empty()) << row.info.key;
  }
}

}  // namespace
}  // namespace detente
