// Properties of the model in worlds that nobody thought of: random regions, policies and coefficients
// (random_world.hpp). RC_PARAMS="seed=N" repeats other ones.

#include "tests/models/random_world.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace detente {
namespace {

WorldRecipe any_world() {
  int const countries = *rc::gen::inRange(2, 7);
  int const disputes = *rc::gen::inRange(1, countries + 2);
  int const missions = *rc::gen::inRange(0, disputes + 1);
  return {countries, disputes, missions, *rc::gen::arbitrary<std::uint32_t>()};
}

/// What is no number, or outside of what the model book says a variable may be; empty if all is well.
template <class Real>
std::string out_of_bounds(WholeRuns<Real, 16> const& runs, Catalogue const& catalogue) {
  static std::map<std::string, double> const highest{
      {"us_regime", 2}, {"recency", 2}, {"reward", 2}, {"level", 5}, {"settlement", 1}};
  static std::set<std::string> const whole{"us_regime", "level", "settlement"};
  Real const rounding_of_sums = std::is_same_v<Real, float> ? Real(1e-5) : Real(1e-12);
  for (std::size_t k = 0; k < catalogue.variables.size(); ++k) {
    VariableInfo const& info = catalogue.variables[k];
    auto const known = highest.find(info.name);
    bool const is_index = info.unit == "1" && info.lowest == 0 && info.highest == 1;
    double const most = known != highest.end() ? known->second : is_index ? 1 : 1e300;
    for (int entity = 0; entity < static_cast<int>(catalogue.size_of(info.dimensions)); ++entity) {
      Pack<Real, 16> const& value = runs.run.value(static_cast<int>(k), entity);
      bool const is_inside = info.name == "propensity" ||
                             (value.minCoeff() >= 0 &&
                              static_cast<double>(value.maxCoeff()) <= most + static_cast<double>(rounding_of_sums));
      bool const is_whole = !whole.contains(info.name) || (value.floor() == value).all();
      if (value.isFinite().all() && is_inside && is_whole) continue;
      return fmt::format("{}[{}] from {} to {}", info.name, entity, value.minCoeff(), value.maxCoeff());
    }
  }
  return "";
}

/// The first variable out of bounds in five years of sixteen runs, with its month; or an outcome that is no number.
template <class Real>
std::string fault_of_a_life(ArmInputs arm, int months = 60) {
  WholeRuns<Real, 16> runs(std::move(arm), months, Noise::on);
  Catalogue const catalogue = runs.catalogue();
  for (int month = 0; month < months; month += 6) {
    std::string const fault = out_of_bounds(runs, catalogue);
    if (!fault.empty()) return fmt::format("{} in month {}", fault, month);
    runs.live(month, std::min(month + 6, months));
  }
  std::string const fault = out_of_bounds(runs, catalogue);
  if (!fault.empty()) return fault + " at the end";
  std::vector<Sum<16>> columns;
  runs.run.outcomes(columns);
  std::size_t at = 0;
  for (OutcomeInfo const& outcome : catalogue.outcomes) {
    for (std::size_t k = catalogue.size_of(outcome.dimensions); k > 0; --k, ++at) {
      bool const is_fine = outcome.may_be_missing ? !columns.at(at).isInf().any() : columns.at(at).isFinite().all();
      if (!is_fine) return fmt::format("outcome {}", outcome.name);
    }
  }
  return "";
}

// Would catch: a division by what can be 0, a step over a bound, an exponential that overflows, and a loop that runs
// over the wrong set of entities.
RC_GTEST_PROP(ModelProperties, Variables_keep_their_bounds_in_any_world, ()) {
  RC_ASSERT(fault_of_a_life<double>(random_arm(any_world())) == std::string());
}

// ---- Cost

bool is_near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)}); }

/// Sum over the outcomes of a name with labels, in one lane.
double sum_of(std::map<std::string, Sum<16>> const& outcomes, std::string const& name, int lane) {
  double sum = 0;
  for (auto at = outcomes.lower_bound(name + "."); at != outcomes.end() && at->first.starts_with(name + "."); ++at)
    sum += at->second[lane];
  return sum;
}

// Crisis cost is (K1) to (K10) paid by the Union, discounted by exp(-discount_rate t dt), whichever way it is added up.
// Would catch: a component or a year left out, policy money inside, a discount of the end of the month.
RC_GTEST_PROP(ModelProperties, Crisis_cost_is_the_sum_of_its_parts_in_any_world, ()) {
  constexpr int months = 30;
  ArmInputs const arm = random_arm(any_world());
  double const discount_rate = arm.scenario.parameters.cost.discount_rate;
  WholeRuns<double, 16> runs(arm, months, Noise::on);
  std::vector<Sum<16>> years(3, Sum<16>::Zero());
  for (int month = 0; month < months; ++month) {
    runs.live(month, month + 1);
    MonthCost<double, 16> const& cost = runs.run.cost();
    Sum<16> union_pays = Sum<16>::Zero();
    for (std::size_t k = 0; k < crisis_components; ++k) {
      for (auto const& part : cost.part[k]) RC_ASSERT((part >= 0).all());
      union_pays += cost.part[k][0];
    }
    for (int lane = 0; lane < 16; ++lane) RC_ASSERT(is_near(union_pays[lane], cost.crisis[lane]));
    years[static_cast<std::size_t>(month / 12)] += std::exp(-discount_rate * month / 12) * union_pays;
  }

  auto const outcomes = runs.outcomes();

  for (int lane = 0; lane < 16; ++lane) {
    double const crisis = outcomes.at("crisis_cost")[lane];
    double const policy = outcomes.at("policy_cost")[lane];
    RC_ASSERT(is_near(crisis, years[0][lane] + years[1][lane] + years[2][lane]));
    int year = 0;
    for (auto at = outcomes.lower_bound("crisis_cost.year."); year < 3; ++at, ++year)
      RC_ASSERT(is_near(at->second[lane], years[static_cast<std::size_t>(year)][lane]));
    RC_ASSERT(is_near(crisis, sum_of(outcomes, "crisis_cost.component", lane) - policy));
    RC_ASSERT(is_near(crisis, outcomes.at("cost.payer.EU")[lane]));
    RC_ASSERT(is_near(outcomes.at("net_position")[lane], outcomes.at("asset_value")[lane] - crisis));
    RC_ASSERT(is_near(
        sum_of(outcomes, "crisis_cost.country", lane),
        outcomes.at("crisis_cost.component.misinvestment")[lane] + outcomes.at("crisis_cost.component.leakage")[lane]));
  }
}

// ---- Determinism

template <class A, class B>
std::string first_difference(A const& a, int lane_a, B const& b, int lane_b) {
  for (auto const& [name, pack] : a) {
    double const x = pack[lane_a];
    double const y = b.at(name)[lane_b];
    bool const is_same =
        std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y) || (std::isnan(x) && std::isnan(y));
    if (!is_same) return fmt::format("{}: {} and {}", name, x, y);
  }
  return "";
}

// Would catch: what depends on the lane, on who is beside, on what ran before, or on memory that nobody set.
RC_GTEST_PROP(ModelProperties, A_run_has_the_same_bits_wherever_it_is_computed, ()) {
  constexpr int months = 14;
  ArmInputs const arm = random_arm(any_world());
  int const lane = *rc::gen::inRange(0, 16);
  int const shift = *rc::gen::inRange(0, lane + 1);
  WholeRuns<double, 16> runs(arm, months, Noise::on);
  WholeRuns<double, 16> again(arm, months, Noise::on);
  WholeRuns<double, 16> beside_others(arm, months, Noise::on, static_cast<std::uint32_t>(shift));
  WholeRuns<double, 1> alone(arm, months, Noise::on, static_cast<std::uint32_t>(lane));
  runs.live(0, months);
  again.live(0, months / 2);
  again.restart();
  again.live(0, months);
  beside_others.live(0, months);
  alone.live(0, months);

  auto const variables = runs.variables(runs.run);
  auto const outcomes = runs.outcomes();

  RC_ASSERT(first_difference(variables, lane, again.variables(again.run), lane) == std::string());
  RC_ASSERT(first_difference(outcomes, lane, again.outcomes(), lane) == std::string());
  RC_ASSERT(first_difference(variables, lane, beside_others.variables(beside_others.run), lane - shift) ==
            std::string());
  RC_ASSERT(first_difference(outcomes, lane, beside_others.outcomes(), lane - shift) == std::string());
  RC_ASSERT(first_difference(variables, lane, alone.variables(alone.run), 0) == std::string());
  RC_ASSERT(first_difference(outcomes, lane, alone.outcomes(), 0) == std::string());
}

// ---- Signs

using Bench = ModelBench<double, 16>;
using Wide = Field<double, 16>;

/// What a change is looked for in: rates of a month and what they rest on, and two moods at its end.
std::map<std::string, Wide> responses_of(Bench& bench, int month) {
  bench.derive();
  bench.world().step(bench.month(month), bench.next);
  return {{"up_rate", bench.derived.up_rate},         {"down_rate", bench.derived.down_rate},
          {"settle_rate", bench.derived.settle_rate}, {"unsettle_rate", bench.derived.unsettle_rate},
          {"cost", bench.derived.perceived_cost},     {"tension", bench.next.tension},
          {"mistrust", bench.next.mistrust}};
}

void raise(Wide& field) {
  for (auto& pack : field) pack = (pack + 0.1).min(1.0);
}
void raise(Pack<double, 16>& pack) { pack = (pack + 0.1).min(1.0); }

/// What the equations say of one thing that is raised: 1 may not fall, -1 may not rise, 0 stays.
struct Claim {
  std::string raised;
  std::function<void(Bench&)> act;
  std::map<std::string, int> signs;
};

std::vector<Claim> const& claims() {
  std::map<std::string, int> const of_reward{
      {"cost", 1}, {"up_rate", -1}, {"settle_rate", 1}, {"unsettle_rate", -1}, {"tension", -1}};
  static std::vector<Claim> const all{
      {"mediation",
       [](Bench& b) { raise(b.levers.mediation); },
       {{"up_rate", 0}, {"cost", 0}, {"down_rate", 1}, {"settle_rate", 1}, {"unsettle_rate", 0}, {"tension", -1}}},
      {"coordination", [](Bench& b) { raise(b.levers.coordination); }, {{"mistrust", -1}, {"up_rate", 0}}},
      {"promise", [](Bench& b) { raise(b.levers.promise); }, of_reward},
      {"trust", [](Bench& b) { raise(b.state.trust); }, of_reward},
      {"access", [](Bench& b) { raise(b.state.access); }, of_reward},
      {"pressure",
       [](Bench& b) { raise(b.state.pressure); },
       {{"up_rate", 1}, {"down_rate", -1}, {"settle_rate", -1}, {"unsettle_rate", 1}, {"tension", 1}, {"mistrust", 1}}},
      {"tension", [](Bench& b) { raise(b.state.tension); }, {{"up_rate", 1}}},
      {"recency",
       [](Bench& b) {
         for (auto& pack : b.state.recency) pack = (pack + 0.1).min(2.0);
       },
       {{"up_rate", 1}}},
      {"fragmentation", [](Bench& b) { raise(b.state.fragmentation); }, {{"cost", -1}, {"up_rate", 1}}},
      {"attention of the US", [](Bench& b) { raise(b.state.us_attention); }, {{"cost", 1}, {"up_rate", -1}}},
      {"strength of missions",
       [](Bench& b) {
         for (auto& persons : b.state.strength) persons = 1.2 * persons + 10;
       },
       {{"cost", 1}, {"up_rate", -1}, {"down_rate", 1}}},
      {"oversight", [](Bench& b) { raise(b.state.oversight); }, {{"up_rate", -1}}},
      {"capture", [](Bench& b) { raise(b.state.capture); }, {{"up_rate", 1}}},
      {"mistrust", [](Bench& b) { raise(b.state.mistrust); }, {{"tension", 1}, {"up_rate", 0}}},
      {"agreements",
       [](Bench& b) {
         for (auto& pack : b.state.settlement) pack.setOnes();
       },
       {{"up_rate", -1}}},
  };
  return all;
}

/// Where a response breaks its sign; empty if nowhere. Values are compared to 1e-12 of themselves: roundings.
std::string broken_sign(Wide const& before, Wide const& after, int sign) {
  for (std::size_t k = 0; k < before.size(); ++k) {
    for (int lane = 0; lane < 16; ++lane) {
      double const change = after[k][lane] - before[k][lane];
      double const rounding_here = 1e-12 * std::max(1.0, std::abs(before[k][lane]));
      bool const is_broken =
          std::isnan(change) || (sign >= 0 && change < -rounding_here) || (sign <= 0 && change > rounding_here);
      if (is_broken) return fmt::format("[{}] in lane {}: {} -> {}", k, lane, before[k][lane], after[k][lane]);
    }
  }
  return "";
}

// In the same month with the same luck. Would catch: a sign turned round, a term that reads the wrong entity's side, a
// weight that a corner of the ranges turns negative.
RC_GTEST_PROP(ModelProperties, Hazards_and_moods_answer_in_the_direction_of_the_equations_in_any_world, ()) {
  Claim const& claim = claims()[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(claims().size())))];
  Bench bench(random_arm(any_world()), Noise::on);
  int const lived = *rc::gen::inRange(0, 13);
  for (int month = 0; month < lived; ++month) bench.step(month);
  // (M1): where neighbours have disarmed since the start, coordination also takes from what that does for mistrust.
  if (claim.raised == "coordination") {
    for (auto& spending : bench.state.spending) spending = spending.max(1.0);
  }
  std::map<std::string, Wide> const before = responses_of(bench, lived);

  claim.act(bench);
  std::map<std::string, Wide> const after = responses_of(bench, lived);

  for (auto const& [what, sign] : claim.signs) {
    std::string const fault = broken_sign(before.at(what), after.at(what), sign);
    if (!fault.empty()) RC_FAIL(claim.raised + " on " + what + fault);
  }
}

// ---- Extremes of everything at once

/// The Western Balkans with all coefficients, all numbers of the region and all levers at ends of their ranges.
ArmInputs corner(Dice& dice, bool is_of_the_region_too) {
  static ArmInputs const usual = arm_with({}, "{war_path: {2026-01: 0.9, 2029-01: 0.3}}");
  ArmInputs arm = usual;
  move_within_ranges(arm.inputs.parameters, [&] { return dice.coin() ? 1.0 : 0.0; });
  arm.scenario.parameters = arm.inputs.parameters;
  if (is_of_the_region_too) go_to_far_ends(arm.inputs.region, dice);
  arm.policy = random_policy(arm.status_quo, arm.inputs.region, dice);
  return arm;
}

// Would catch: what only several extremes together break.
TEST(ModelExtremes, Two_hundred_corners_of_everything_at_once_keep_all_bounds) {
  Dice dice(20261130);
  for (int k = 0; k < 200; ++k) {
    std::string const fault = fault_of_a_life<double>(corner(dice, k % 2 == 1));
    ASSERT_EQ(fault, "") << "corner " << k;
  }
}

TEST(ModelExtremes, Corners_in_single_precision_keep_all_bounds) {
  Dice dice(20261201);
  for (int k = 0; k < 100; ++k) {
    std::string const fault = fault_of_a_life<float>(corner(dice, k % 2 == 1));
    ASSERT_EQ(fault, "") << "corner " << k;
  }
}

/// Every coefficient at one end of what a file may say at all, however far from sense.
ArmInputs at_what_is_valid(bool is_high) {
  ArmInputs arm = arm_with({}, open_world);
  Parameters<double>::describe(arm.inputs.parameters, [&](auto& value, ParameterInfo const& info) {
    auto const set = [&](auto const& self, auto& one) -> void {
      if constexpr (std::is_same_v<std::remove_reference_t<decltype(one)>, double>) {
        if (info.constraint == Constraint::none) one = is_high ? info.valid.highest : info.valid.lowest;
      } else {
        for (auto& entry : one) self(self, entry);
      }
    };
    set(set, value);
  });
  arm.scenario.parameters = arm.inputs.parameters;
  return arm;
}

TEST(ModelExtremes, All_coefficients_at_the_low_ends_of_what_is_valid_keep_all_bounds) {
  EXPECT_EQ(fault_of_a_life<double>(at_what_is_valid(false)), "");
}

TEST(ModelExtremes, All_coefficients_at_the_high_ends_of_what_is_valid_keep_all_bounds) {
  EXPECT_EQ(fault_of_a_life<double>(at_what_is_valid(true)), "");
}

}  // namespace
}  // namespace detente
