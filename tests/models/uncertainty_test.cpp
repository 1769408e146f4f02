#include "models/uncertainty.hpp"

#include "engine/core/design.hpp"
#include "engine/run/run_block.hpp"
#include "models/experiment.hpp"
#include "models/input_sampler.hpp"
#include "tests/models/experiment_text.hpp"
#include "tests/models/test_model.hpp"
#include "tests/rounding.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace detente {
namespace {

Experiment experiment_with(std::string const& uncertainties,
                           std::string const& scenarios = "{still: {hold: reference}}") {
  std::string const folder = std::string(DETENTE_SOURCE_DIR) + "/configs/western_balkans/experiments";
  return read_experiment(
      ConfigTree::parse("schema: detente/experiment@1\nregion: ../region.yaml\nparameters: ../../parameters.yaml\n"
                        "experiment: {name: uncertain, seed: 7, months: 24, precision: double}\n"
                        "policies: {status_quo: {}}\nscenarios: " +
                            scenarios +
                            "\ndesign: {type: mc, samples: 40, replications: 2}\n"
                            "uncertainties: " +
                            uncertainties + "\n",
                        "test.yaml", folder));
}

std::string faults_with(std::string const& uncertainties) {
  try {
    experiment_with(uncertainties);
  } catch (ConfigError const& error) {
    return error.what();
  }
  return "";
}

double number_of(Inputs inputs, std::string const& key) {
  std::vector<std::string> const keys = input_keys(inputs);
  auto const at = std::find(keys.begin(), keys.end(), key);
  EXPECT_NE(at, keys.end()) << key;
  return *input_numbers(inputs)[static_cast<std::size_t>(at - keys.begin())];
}

TEST(InputNumbers, Keys_places_and_values_go_together) {
  Inputs inputs = arm_with().inputs;

  std::vector<std::string> const keys = input_keys(inputs);
  std::vector<double*> const numbers = input_numbers(inputs);
  std::vector<double> const values = input_values(inputs);

  ASSERT_EQ(keys.size(), numbers.size());
  ASSERT_EQ(keys.size(), values.size());
  EXPECT_EQ(number_of(inputs, "escalation.up0[1]"), inputs.parameters.escalation.up0[1]);
  EXPECT_EQ(number_of(inputs, "region.countries.SRB.oversight"), inputs.region.countries[5].oversight);
  EXPECT_EQ(number_of(inputs, "region.pairs.SRB-XKX.mistrust"), inputs.region.pairs[0].mistrust);
  EXPECT_EQ(number_of(inputs, "region.disputes.BEL_PRI.up_offset[0]"), inputs.region.disputes[0].up_offset[0]);
  EXPECT_TRUE(std::all_of(keys.begin(), keys.end(),
                          [&](std::string const& key) { return std::count(keys.begin(), keys.end(), key) == 1; }));
}

// The law follows the status: estimated normal, literature triangular, judgement uniform; rates on the log scale.
TEST(Uncertainty, From_evidence_takes_the_law_from_the_status) {
  Experiment const experiment = experiment_with("{from_evidence: [escalation, governance.oversight_rate]}");

  auto const law = [&](std::string const& key) {
    for (UncertainQuantity const& one : experiment.model.uncertainty.quantities) {
      if (one.key == key) return one.text();
    }
    return std::string("none");
  };
  EXPECT_EQ(law("escalation.b_gov"), "normal, 95 % within 2 to 4.6, truncated there");
  EXPECT_EQ(law("escalation.d_med"), "triangular 0.25 to 0.7, mode 0.5");
  EXPECT_EQ(law("escalation.b_ten"), "uniform 1 to 3");
  EXPECT_EQ(law("governance.oversight_rate"), "log-normal, 95 % within 0.04 to 0.1, truncated there");
  EXPECT_EQ(law("escalation.up0.factor").substr(0, 14), "common factor,");
  EXPECT_EQ(law("governance.capture_rate"), "none");
}

TEST(Uncertainty, A_list_moves_by_one_factor) {
  Experiment const experiment = experiment_with("{from_evidence: [escalation.up0]}");
  auto const& usual = experiment.model.arms.front().inputs.parameters.escalation.up0;

  auto const up0 = sample_of(experiment, 3).parameters.escalation.up0;

  EXPECT_NE(up0[0], usual[0]);
  for (std::size_t level = 1; level < usual.size(); ++level)
    EXPECT_NEAR(up0[level] / usual[level], up0[0] / usual[0], tens_of_roundings);
}

// 25 % of the distance to the nearer end for judgement, 10 % for what is approximate, nothing for what is exact.
TEST(Uncertainty, Region_numbers_move_within_their_confidence) {
  Experiment const experiment = experiment_with("{from_evidence: [region]}");
  Inputs const& usual = experiment.model.arms.front().inputs;

  double most_judgement = 0;
  double most_approximate = 0;
  for (std::uint32_t sample = 0; sample < 400; ++sample) {
    Inputs const inputs = sample_of(experiment, sample);
    most_judgement = std::max(most_judgement, std::abs(inputs.region.countries[0].resilience - 0.45));
    most_approximate = std::max(most_approximate, std::abs(inputs.region.countries[0].oversight - 0.63));
    EXPECT_EQ(inputs.region.countries[0].trust, usual.region.countries[0].trust);  // exact
    EXPECT_EQ(inputs.region.disputes[0].usual_level, usual.region.disputes[0].usual_level);
  }

  EXPECT_GT(most_judgement, 0.24 * 0.45);
  EXPECT_LE(most_judgement, 0.25 * 0.45);
  EXPECT_GT(most_approximate, 0.096 * 0.37);
  EXPECT_LE(most_approximate, 0.10 * 0.37 + 1e-15);
}

TEST(Uncertainty, Shares_that_move_still_sum_to_1) {
  Experiment const experiment = experiment_with("{from_evidence: [region.countries]}");

  Country const country = sample_of(experiment, 11).region.countries[1];

  EXPECT_NEAR(country.stance[0] + country.stance[1] + country.stance[2], 1, few_roundings);
  double stock = 0;
  for (double const share : country.stock_shares) stock += share;
  EXPECT_NEAR(stock, 1, few_roundings);
}

// Would catch: shares that a law of their own or rows of a list move, left as they are because no evidence moves them.
TEST(Uncertainty, Shares_of_a_law_or_a_list_sum_to_1_too) {
  for (char const* const moved :
       {"{region.countries.BIH.stance.hedge: {distribution: uniform, min: 0.5, max: 0.9}}",
        "{posterior: {schema: detente/posterior@1, keys: [region.countries.BIH.stance.hedge], samples: [[0.8]]}}"}) {
    Region const region = sample_of(experiment_with(moved), 0).region;
    int bosnia = 0;
    while (region.countries[bosnia].id != "BIH") ++bosnia;
    auto const& stance = region.countries[bosnia].stance;
    EXPECT_NEAR(stance[0] + stance[1] + stance[2], 1, 1e-15) << moved;
    EXPECT_GT(stance[1], 0.4);                           // 0.5/1.2 at least
    EXPECT_NEAR(stance[0] / stance[2], 4.0 / 3, 1e-12);  // those that did not move keep their proportion
  }
}

TEST(Uncertainty, A_further_number_changes_no_earlier_draw) {
  Experiment const few = experiment_with("{from_evidence: [escalation.b_ten]}");
  Experiment const many = experiment_with("{from_evidence: [escalation, governance, region]}");

  for (std::uint32_t sample = 0; sample < 20; ++sample)
    EXPECT_EQ(sample_of(few, sample).parameters.escalation.b_ten, sample_of(many, sample).parameters.escalation.b_ten);
}

TEST(Uncertainty, A_law_written_in_the_experiment_replaces_the_evidence) {
  Experiment const experiment = experiment_with(
      "{from_evidence: [escalation], escalation.b_ten: {distribution: triangular, min: 10, mode: 11, max: 12}}");

  double const b_ten = sample_of(experiment, 0).parameters.escalation.b_ten;

  EXPECT_GT(b_ten, 10);
  EXPECT_LT(b_ten, 12);
}

TEST(Uncertainty, Rows_of_a_posterior_are_drawn_whole) {
  Experiment const experiment = experiment_with(
      "{from_evidence: [escalation], posterior: {schema: detente/posterior@1, keys: [escalation.b_ten, "
      "'region.disputes.BEL_PRI.up_offset[1]'], samples: [[1.5, -1], [2.5, 1]]}}");

  int low = 0;
  for (std::uint32_t sample = 0; sample < 200; ++sample) {
    Inputs const inputs = sample_of(experiment, sample);
    double const b_ten = inputs.parameters.escalation.b_ten;
    EXPECT_TRUE(b_ten == 1.5 || b_ten == 2.5);
    EXPECT_EQ(inputs.region.disputes[0].up_offset[1], b_ten == 1.5 ? -1 : 1);
    low += b_ten == 1.5 ? 1 : 0;
  }
  EXPECT_NEAR(low, 100, 4 * std::sqrt(50));  // 4 s.e. of 200 fair draws: false alarm 6e-5
}

// Would catch: rows of a fit drawn by chance while it is being made.
TEST(Uncertainty, Rows_of_a_posterior_come_in_order_where_that_is_asked_for) {
  Experiment experiment = experiment_with(
      "{posterior: {schema: detente/posterior@1, keys: [escalation.b_ten], samples: [[1.5], [2.5], [2.0]]}}");
  experiment.model.uncertainty.posterior.is_in_order = true;

  std::vector<double> values;
  for (std::uint32_t sample = 0; sample < 4; ++sample)
    values.push_back(sample_of(experiment, sample).parameters.escalation.b_ten);
  EXPECT_EQ(values, (std::vector{1.5, 2.5, 2.0, 1.5}));
}

// The engine's packs against the model that a file with the sample's values gives: the same numbers to the bit. Would
// catch: a lane that reads another lane's sample, a value taken from the base region, a reference that is not anew.
TEST(Uncertainty, A_sampled_run_is_the_run_of_a_file_with_its_values) {
  Experiment const experiment = experiment_with(
      "{from_evidence: [drivers, decisions, inclusion, hybrid_pressure, governance, alignment, procurement, "
      "mistrust, industry, contributions, mobility, missions, escalation, cost, region]}",
      "{world: {war_path: {2026-01: 0.9, 2028-01: 0.2}, shift: {alignment: -0.1}}}");
  RegionalModel<double, 16> const packs(experiment.model);
  BlockId const block{.index = 0, .part = 0, .arm = 0, .first_run = 0, .runs = 32, .last_of_part = true};
  BlockRecord const record = run_block(packs, experiment.result, block);
  std::size_t const columns = experiment.result.columns();

  for (int const run : {0, 1, 13, 31}) {
    auto const sample = static_cast<std::uint32_t>(run / 2);
    ModelSpec fixed = experiment.model;
    fixed.uncertainty = {};
    fixed.arms.front().inputs = sample_of(experiment, sample);
    fixed.arms.front().scenario.parameters = fixed.arms.front().inputs.parameters;
    RegionalModel<double, 1> const alone(fixed);
    BlockId const one{.index = 0, .part = 0, .arm = 0, .first_run = run, .runs = 1, .last_of_part = true};
    BlockRecord const expected = run_block(alone, experiment.result, one);
    for (std::size_t column = 0; column < columns; ++column) {
      double const value = record.outcomes[column * 32 + static_cast<std::size_t>(run)];
      if (std::isnan(expected.outcomes[column])) {
        EXPECT_TRUE(std::isnan(value)) << experiment.result.column_name(column);
      } else {
        EXPECT_EQ(value, expected.outcomes[column]) << experiment.result.column_name(column) << " of run " << run;
      }
    }
  }
}

TEST(Uncertainty, A_coefficient_that_the_scenario_replaces_keeps_that_value_while_its_reference_moves) {
  Experiment const experiment = experiment_with("{from_evidence: [governance]}",
                                                "{other: {hold: reference, parameters: {governance.gov_audit: 0.77}}}");
  ArmInputs const& arm = experiment.model.arms.front();

  Inputs const sampled = sample_of(experiment, 5);
  Parameters<double> const acting =
      acting_parameters(sampled.parameters, arm.inputs.parameters, arm.scenario.parameters);

  EXPECT_EQ(acting.governance.gov_audit, 0.77);
  EXPECT_EQ(acting.governance.cap_audit, sampled.parameters.governance.cap_audit);
  EXPECT_NE(sampled.parameters.governance.gov_audit, arm.inputs.parameters.governance.gov_audit);
}

TEST(Uncertainty, Sampled_values_stand_in_the_result) {
  Experiment const experiment = experiment_with("{from_evidence: [escalation.b_ten, region.disputes]}");

  SampledParameter const& first = experiment.result.parameters.front();

  EXPECT_EQ(first.name, "escalation.b_ten");
  EXPECT_EQ(first.status, "judgement");
  EXPECT_EQ(first.value(9), sample_of(experiment, 9).parameters.escalation.b_ten);
}

// Would catch: draws of disputes of another place that only have the same ids; a fault for each of its keys instead of
// one that says why.
TEST(Uncertainty, A_fit_of_another_region_is_one_fault) {
  std::string const faults = faults_with(
      "{posterior: {schema: detente/posterior@1, region: Elsewhere, keys: [escalation.b_ten, nowhere, "
      "neither], samples: [[1, 2, 3]]}}");

  EXPECT_NE(faults.find("a fit of the region 'Elsewhere' in an experiment of 'Western Balkans'"), std::string::npos)
      << faults;
  EXPECT_NE(faults.find("hint: detente calibrate"), std::string::npos) << faults;
  EXPECT_EQ(faults.find("error:"), faults.rfind("error:")) << faults;
}

// Would catch: evidence and outputs that count as stale, or of other settings, because their fit now names its region.
TEST(Uncertainty, A_fit_that_names_its_region_computes_what_one_without_does) {
  auto const with = [](std::string const& region) {
    return experiment_with("{posterior: {schema: detente/posterior@1, " + region +
                           "keys: [escalation.b_ten], samples: [[1.5], [2.5]]}}");
  };
  Experiment const named = with("region: Western Balkans, ");
  Experiment const older = with("");

  EXPECT_EQ(named.computed, older.computed);
  EXPECT_NE(named.resolved, older.resolved);  // what a result keeps of it still says where it belongs
  EXPECT_EQ(sample_of(named, 3).parameters.escalation.b_ten, sample_of(older, 3).parameters.escalation.b_ten);
}

TEST(Uncertainty, Faults_name_the_place_and_the_way_out) {
  EXPECT_NE(faults_with("{from_evidence: [escalashun]}").find("'escalashun' names nothing uncertain"),
            std::string::npos);
  EXPECT_NE(faults_with("{escalation.b_tne: {distribution: uniform, min: 1, max: 2}}").find("b_ten"),
            std::string::npos);
  EXPECT_NE(faults_with("{escalation.b_ten: {distribution: uniform, min: 2, max: 1}}").find("max is not above min"),
            std::string::npos);
  EXPECT_NE(faults_with("{}").find("nothing is uncertain"), std::string::npos);
  EXPECT_NE(faults_with("{posterior: {schema: detente/posterior@1, keys: [nowhere], samples: [[1]]}}")
                .find("'nowhere' is no number of this model"),
            std::string::npos);
}

}  // namespace
}  // namespace detente
