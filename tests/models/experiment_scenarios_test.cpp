// What a scenario says of the region and of coefficients: from where it departs, and how it goes on from there.
#include "models/experiment.hpp"
#include "models/regional_model.hpp"
#include "models/world.hpp"
#include "tests/models/experiment_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace detente {
namespace {

/// The experiment of two arms: today's policy in two scenarios written here.
Experiment in_two_worlds(std::string const& first, std::string const& second) {
  return read({.policies = "policies: {today: {}}",
               .scenarios = "scenarios: {first: " + first + ", second: " + second + "}",
               .more = "noise: off"});
}

// Would catch: overrides of the region that leak into the scenarios after them, or that come too late for the record.
TEST(ScenarioRegion, Record_remembers_what_is_settled_today_and_only_in_its_own_arms) {
  Experiment const experiment =
      read({.scenarios = "scenarios: {from: ../scenarios.yaml, use: [reference, record, baseline]}"});

  EXPECT_EQ(dispute(experiment.model.arms.at(0), "MKD_INT").recency, 0.36);
  EXPECT_EQ(dispute(experiment.model.arms.at(1), "MKD_INT").recency, 1.64);
  EXPECT_EQ(dispute(experiment.model.arms.at(2), "MKD_INT").recency, 0.36);
  EXPECT_EQ(dispute(experiment.model.arms.at(4), "MKD_INT").recency, 1.64);
}

TEST(ScenarioRegion, Record_starts_every_memory_at_its_usual_value) {
  Experiment const experiment = read({.scenarios = "scenarios: {from: ../scenarios.yaml, use: [record]}"});

  for (Dispute const& one : experiment.model.arms.at(0).inputs.region.disputes)
    EXPECT_EQ(one.recency, one.usual_recency) << one.id;
}

// Another place has another point of rest; another fate departs from the same one.
TEST(ScenarioRegion, Overrides_move_the_reference_and_shifts_do_not) {
  Experiment const experiment = in_two_worlds("{war_path: 0.9, region: {countries: {SRB: {trust: 0.5}}}}",
                                              "{war_path: 0.9, shift: {trust: {SRB: 0.12}}}");
  RegionalModel<double, 1> const model(experiment.model);
  std::size_t const serbia = 5;

  EXPECT_EQ(model.world(0).reference().state.trust[serbia][0], 0.5);
  EXPECT_EQ(model.world(0).reference().start.trust[serbia][0], 0.5);
  EXPECT_EQ(model.world(1).reference().state.trust[serbia][0], 0.38);
  EXPECT_NEAR(model.world(1).reference().start.trust[serbia][0], 0.5, 1e-15);  // rounding
}

TEST(ScenarioRegion, Overrides_keep_the_evidence_and_merge_into_maps) {
  Experiment const experiment = in_two_worlds(
      "{war_path: 0.9, region: {disputes: {BEL_PRI: {parties: {SRB: 0.4, XKX: 0.6}}}}}", "{war_path: 0.9}");

  EXPECT_EQ(dispute(experiment.model.arms.at(0), "BEL_PRI").parties.at(0), (CountryShare{2, 0.6}));
  EXPECT_EQ(dispute(experiment.model.arms.at(0), "BEL_PRI").tension, 0.62);
  EXPECT_EQ(dispute(experiment.model.arms.at(1), "BEL_PRI").parties.at(0), (CountryShare{2, 0.5}));
}

// Would catch: a key that is checked and then has no effect.
TEST(ScenarioRegion, Todays_levers_of_another_place_act_or_are_refused) {
  std::string const world = "{war_path: 0.9, region: {status_quo: {mediation: 0.1}}}";
  auto const make = [&] { return in_two_worlds("{war_path: 0.9}", world); };
  bool const is_refused = !faults_when(make).empty();

  auto const today = [&](std::size_t arm) {
    return lever_values(make().model.arms.at(arm).status_quo, YearMonth::of(2026, 1), 1);
  };
  bool const acts = !is_refused && today(1) != today(0);

  EXPECT_TRUE(is_refused || acts);
}

// S0 = rho(shock.rate) shock.mean / rho(shock.decay) rests on the base.
TEST(ScenarioParameters, Replace_the_acting_coefficients_and_not_those_of_the_reference) {
  Experiment const experiment = in_two_worlds(
      "{war_path: 0.9}", "{war_path: 0.9, parameters: {drivers.shock.rate: 0.7, drivers.shock.mean: 0.5}}");
  RegionalModel<double, 1> const model(experiment.model);

  EXPECT_EQ(model.world(1).setup().parameters.drivers.shock_rate[0], 0.7);
  EXPECT_EQ(model.world(1).setup().base.drivers.shock_rate[0], 0.35);
  EXPECT_EQ(model.world(0).setup().parameters.drivers.shock_rate[0], 0.35);
  EXPECT_EQ(model.world(1).reference().state.shock[0], model.world(0).reference().state.shock[0]);
  EXPECT_EQ(experiment.model.arms.at(1).inputs.parameters.drivers.shock_mean, 0.3);
}

}  // namespace
}  // namespace detente
