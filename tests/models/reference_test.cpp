#include "models/reference.hpp"

#include "tests/models/process_checks.hpp"
#include "tests/models/small_region.hpp"
#include "tests/rounding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

/// Largest difference between two states over all variables, relative to 1 or the value, with its name.
std::pair<double, std::string> distance(State<double, 1> a, State<double, 1> b) {
  std::pair<double, std::string> largest{0, "nothing"};
  auto const left = packs_of(a);
  auto const right = packs_of(b);
  for (std::size_t k = 0; k < left.size(); ++k) {
    double const x = (*left[k].pack)[0];
    double const apart = std::abs(x - (*right[k].pack)[0]) / std::max(1.0, std::abs(x));
    if (!(apart <= largest.first)) largest = {apart, left[k].name};
  }
  return largest;
}

void expect_rest(ArmInputs arm) {
  SingleBench bench(std::move(arm));
  State<double, 1> const start = bench.state;

  for (int month = 0; month < 180; ++month) bench.step(month);

  auto const [apart, name] = distance(start, bench.state);
  EXPECT_LT(apart, 1e-12) << name;
}

// Would catch: an anchor taken from another state than the reference, or a process that drifts by construction.
TEST(Reference, Status_quo_rests_to_1e_12_in_a_held_world_without_noise) { expect_rest(arm_with()); }

TEST(Reference, Status_quo_rests_in_the_world_of_the_record) {
  expect_rest(arm_with({{"region.disputes.MKD_INT.recency", "1.64"}}, "{hold: reference, shift: {settlement: -1}}"));
}

// Would catch: a path or factor of the scenario that a held world does not stop.
TEST(Reference, Hold_stops_all_paths_and_factors_of_the_outside_world) {
  expect_rest(arm_with(
      {}, "{hold: reference, plans: 2, deployments: 0.5, coproduction: 3, appeal: {EU: 1}, us_hold: transactional}"));
}

// Would catch: code that knows the Balkans. The small region has two countries and one adversary.
TEST(Reference, Status_quo_of_another_region_rests_too) {
  ConfigTree const tree = ConfigTree::parse(small_region, "small.yaml");
  ArmInputs arm = arm_with();
  arm.inputs.region = read_region(tree.root());
  arm.status_quo = read_status_quo(tree.root()["status_quo"], arm.inputs.region);
  arm.policy = arm.status_quo;
  tree.throw_if_errors();
  ConfigTree const scenario = ConfigTree::parse("hold: reference\n", "x.yaml");
  arm.scenario = read_scenario(scenario.root(), "held", arm.inputs.region, arm.inputs.parameters);

  expect_rest(std::move(arm));
}

// Halfway between two points of the path, at its start and after its end; capture and the other countries go by their
// equations. Would catch: a path read one month off, an index that starts beside its path, a reference that follows
// too.
TEST(Reference, Indices_that_follow_a_path_are_where_it_stands_in_every_month) {
  SingleBench bench(
      arm_with({}, "{hold: reference, follow: {oversight: {ALB: {2026-01: 0.2, 2027-01: 0.4}, BIH: 0.3}}}"));
  double const start_of_third = bench.state.oversight[2][0];

  EXPECT_EQ(bench.state.oversight[0][0], 0.2);
  EXPECT_EQ(bench.state.oversight[1][0], 0.3);
  EXPECT_EQ(bench.reference().state.oversight[0][0], bench.setup().region.countries[0].oversight);
  for (int month = 0; month < 6; ++month) bench.step(month);
  EXPECT_NEAR(bench.state.oversight[0][0], 0.3, 1e-15);
  for (int month = 6; month < 20; ++month) bench.step(month);
  EXPECT_EQ(bench.state.oversight[0][0], 0.4);
  EXPECT_EQ(bench.state.oversight[1][0], 0.3);
  EXPECT_NE(bench.state.capture[0][0], bench.reference().state.capture[0][0]);  // less oversight, more capture
  EXPECT_NEAR(bench.state.oversight[2][0], start_of_third, 0.05);
}

// Would catch: persons added to the mandate, a mission of fewer than nobody.
TEST(Reference, A_shift_of_strength_moves_missions_at_the_start_alone) {
  SingleBench const bench(arm_with({}, "{hold: reference, shift: {strength: {KFOR: 1000, EULEX: -5000}}}"));

  EXPECT_EQ(bench.state.strength[0][0], bench.setup().region.missions[0].strength + 1000);
  EXPECT_EQ(bench.state.strength[1][0], bench.setup().region.missions[1].strength);
  EXPECT_EQ(bench.state.strength[2][0], 0);
  EXPECT_EQ(bench.reference().state.strength[0][0], bench.setup().region.missions[0].strength);
}

/// All coefficients at once somewhere in their sampled ranges, the place given by `seed`.
ArmInputs sampled_arm(int seed) {
  std::string const folder = std::string(DETENTE_SOURCE_DIR) + "/configs/parameters.yaml";
  ConfigTree const tree = ConfigTree::load(folder);
  std::vector<ParameterRow> const rows = read_parameter_rows(tree.root());
  return arm_where([&](Inputs& inputs) {
    std::size_t k = 0;
    Parameters<double>::describe(inputs.parameters, [&](auto& value, ParameterInfo const&) {
      Evidence const& evidence = rows[k].evidence;
      double const u = scattered(k++, seed);
      if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>) {
        if (evidence.range) value = evidence.range->first + u * (evidence.range->second - evidence.range->first);
      }
    });
  });
}

// Would catch: a reference taken with other coefficients than the sample's.
TEST(Reference, Every_sample_of_the_coefficients_rests_at_its_own_reference) {
  for (int seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    expect_rest(sampled_arm(seed));
  }
}

// Would catch: a shift or reference that rests only where the configs happen to stand.
TEST(Reference, Every_other_region_rests_at_its_own_reference) {
  for (int seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    expect_rest(arm_where([seed](Inputs& inputs) {
      std::size_t k = 0;
      for (Country& c : inputs.region.countries) {
        for (double* index : {&c.oversight, &c.capture, &c.alignment, &c.trust, &c.resilience, &c.fragmentation,
                              &c.stability, &c.nationalism}) {
          *index = 0.05 + 0.9 * scattered(k++, seed);
        }
      }
      for (Dispute& d : inputs.region.disputes) d.tension = 0.05 + 0.9 * scattered(k++, seed);
    }));
  }
}

// Would catch: a scenario that moves the reference, so that a harsher world would be at rest too.
TEST(Reference, Scenario_acts_after_the_reference) {
  SingleBench const held;
  SingleBench const harsh(arm_with({},
                                   "{war_path: 0.1, us_hold: disengaged, capacity: {RUS: 3}, plans: 2, "
                                   "parameters: {drivers.shock.mean: 0.5, governance.gov_audit: 0.8}}"));

  auto const [apart, name] = distance(held.reference().state, harsh.reference().state);

  EXPECT_EQ(apart, 0.0) << name;
}

/// How far the first month moves a variable, or what follows from it, in a held world where one coefficient acts half
/// as strongly as at the reference. All disputes are at level 2, from which there is a way up and down; some divide
/// members of NATO from others.
double moved_by_half(std::string const& coefficient, std::string const& moved) {
  Edits const divided{{"region.countries.XKX.nato", "1"}};
  ArmInputs arm = arm_with(divided);
  Parameters<double>::describe(arm.scenario.parameters, [&](auto& value, ParameterInfo const& info) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>) {
      if (info.key == coefficient) value *= 0.5;
    }
  });
  SingleBench usual(arm_with(divided));
  SingleBench halved(std::move(arm));
  for (SingleBench* bench : {&usual, &halved}) {
    for (auto& level : bench->state.level) level[0] = 2;
    bench->derive();
    bench->world().step(bench->month(), bench->next);
  }
  double largest = 0;
  auto const compare = [&](auto const& left, auto const& right) {
    for (std::size_t k = 0; k < left.size(); ++k) {
      if (left[k].field() == moved) largest = std::max(largest, std::abs((*left[k].pack)[0] - (*right[k].pack)[0]));
    }
  };
  compare(packs_of(usual.next), packs_of(halved.next));
  compare(packs_of(usual.derived), packs_of(halved.derived));
  return largest;
}

/// Coefficients of predictors with an anchor, each with what it moves.
std::vector<std::pair<std::string, std::string>> const anchored{
    {"governance.gov_audit", "oversight"},     {"governance.cap_opaque", "capture"},
    {"governance.res_gov", "resilience"},      {"governance.frag_pressure", "fragmentation"},
    {"governance.stab_shock", "stability"},    {"alignment.al_capture", "alignment"},
    {"decisions.al_stance", "alignment"},      {"alignment.dep_pressure", "dependence"},
    {"inclusion.trust_gap", "trust"},          {"mistrust.mis_pressure", "mistrust"},
    {"decisions.split_cost", "mistrust"},      {"hybrid_pressure.w_res", "pressure"},
    {"hybrid_pressure.rs_shield", "pressure"}, {"escalation.ten_mistrust", "tension"},
    {"decisions.ten_defy", "tension"},         {"escalation.c_us", "perceived_cost"},
    {"missions.mission_effect", "up_rate"},    {"decisions.split_cost", "down_rate"},
    {"industry.industry_decay", "industry"}};

// Would catch: an anchor taken with the coefficients of the scenario. A replaced one would then change nothing where
// the world stands at the reference.
TEST(Reference, Replaced_coefficients_move_what_rests_at_the_reference) {
  for (auto const& [coefficient, moved] : anchored)
    EXPECT_GT(moved_by_half(coefficient, moved), 1e-6) << coefficient << " on " << moved;
}

/// A shift of every country index, by 0.1 where that is inside the bounds.
struct ShiftedIndex {
  char const* key;
  Field<double, 1> State<double, 1>::*field;
};
std::vector<ShiftedIndex> const shifted_indices{
    {"oversight", &State<double, 1>::oversight},   {"capture", &State<double, 1>::capture},
    {"alignment", &State<double, 1>::alignment},   {"trust", &State<double, 1>::trust},
    {"resilience", &State<double, 1>::resilience}, {"fragmentation", &State<double, 1>::fragmentation},
    {"stability", &State<double, 1>::stability}};

// Would catch: a shift that moves the start but not the anchor, which would pull the experiment back to where it came
// from. None of these indices stands in its own predictor, so that in the first month a shifted one is at rest.
TEST(Reference, Shift_moves_the_start_and_the_anchor_of_an_index) {
  for (auto const& [key, field] : shifted_indices) {
    SingleBench bench(arm_with({}, fmt::format("{{hold: reference, shift: {{{}: {{SRB: 0.1}}}}}}", key)));
    int const srb = bench.country("SRB");
    double const before = (bench.reference().state.*field)[srb][0];

    bench.step(0);

    EXPECT_NEAR((bench.reference().start.*field)[srb][0], before + 0.1, 1e-15) << key;
    EXPECT_NEAR((bench.state.*field)[srb][0], before + 0.1, 1e-12) << key;  // at rest
  }
}

// Would catch: a shift that moves the reference of everything else, which would cancel what it is to show.
TEST(Reference, Shift_leaves_every_other_reference_quantity) {
  SingleBench const plain;
  for (auto const& [key, field] : shifted_indices) {
    SingleBench const shifted(arm_with({}, fmt::format("{{hold: reference, shift: {{{}: 0.1}}}}", key)));

    auto const [apart, name] = distance(plain.reference().state, shifted.reference().state);

    EXPECT_EQ(apart, 0.0) << name << " under a shift of " << key;
  }
}

TEST(Reference, Shift_of_one_index_moves_the_others) {
  SingleBench bench(arm_with({}, "{hold: reference, shift: {capture: {SRB: 0.1}}}"));
  int const srb = bench.country("SRB");

  bench.step(0);

  EXPECT_LT(bench.state.oversight[srb][0], 0.60 - 1e-5);  // capture erodes oversight
}

TEST(Reference, Shift_is_clipped_to_the_valid_range) {
  SingleBench const bench(
      arm_with({}, "{hold: reference, shift: {alignment: {ALB: 0.5}, trust: {SRB: -2}, settlement: {MKD_INT: 1}}}"));

  EXPECT_EQ(bench.reference().start.alignment[bench.country("ALB")][0], 1.0);
  EXPECT_EQ(bench.reference().start.trust[bench.country("SRB")][0], 0.0);
  EXPECT_EQ(bench.reference().start.settlement[bench.dispute("MKD_INT")][0], 1.0);
}

TEST(Reference, Shift_of_settlement_undoes_or_brings_an_agreement) {
  SingleBench const undone(arm_with({}, "{hold: reference, shift: {settlement: -1}}"));
  SingleBench const brought(arm_with({}, "{hold: reference, shift: {settlement: {BEL_PRI: 1}}}"));

  EXPECT_EQ(undone.reference().start.settlement[undone.dispute("MKD_INT")][0], 0.0);
  EXPECT_EQ(brought.reference().start.settlement[0][0], 1.0);
  EXPECT_EQ(brought.reference().start.settlement[1][0], 0.0);
}

TEST(Reference, Shift_of_quality_moves_every_segment_of_a_corridor) {
  SingleBench const bench(arm_with({}, "{hold: reference, shift: {quality: {VIII: 0.3}}}"));

  for (int k = 0; k < bench.region().segment_count(); ++k) {
    Segment const& segment = bench.region().transport.segments[k];
    bool const on_it = std::find(segment.corridors.begin(), segment.corridors.end(), 1) != segment.corridors.end();
    double const expected = std::min(1.0, segment.quality + (on_it ? 0.3 : 0));
    EXPECT_NEAR(bench.reference().start.quality[k][0], expected, few_roundings) << segment.id;
    EXPECT_EQ(bench.reference().state.quality[k][0], segment.quality) << segment.id;
  }
}

// Would catch: a shift of offsets that is read as a factor, or that moves another dispute.
TEST(Reference, Shift_of_an_offset_multiplies_the_rate_of_moves_up) {
  SingleBench const plain;
  SingleBench const shifted(arm_with({}, "{hold: reference, shift: {up_offset: {BEL_PRI: 0.7}}}"));

  EXPECT_NEAR(shifted.derived.up_rate[0][0] / plain.derived.up_rate[0][0], std::exp(0.7), 1e-12);
  EXPECT_EQ(shifted.derived.up_rate[1][0], plain.derived.up_rate[1][0]);
}

// Would catch: a reference shared between samples, which would make every sample but one drift.
TEST(Reference, Every_lane_has_the_reference_of_its_own_sample) {
  ArmInputs const arm = arm_with();
  std::vector<Inputs> inputs(16, arm.inputs);
  std::array<Inputs const*, 16> lanes;
  for (int lane = 0; lane < 16; ++lane) {
    inputs[lane].region.countries[5].capture = 0.1 + 0.05 * lane;
    inputs[lane].region.disputes[0].usual_level = 0.2 * lane;
    lanes[lane] = &inputs[lane];
  }
  StreamLayout const streams(arm.inputs.region);
  NetworkPrograms const network(arm.inputs.region);
  ModelBench<double, 16> const alike(arm);
  detente::Setup<double, 16> const setup{.region = arm.inputs.region,
                                         .lanes = lanes,
                                         .scenario = arm.scenario,
                                         .streams = streams,
                                         .network = network,
                                         .noise = Noise::off,
                                         .base = alike.setup().base,
                                         .parameters = alike.setup().parameters};

  Reference<double, 16> wide = make_reference(setup, Conditions<double, 16>(setup), alike.reference().levers);

  for (int lane = 0; lane < 16; ++lane) {
    ArmInputs own = arm;
    own.inputs = inputs[lane];
    SingleBench const single(std::move(own));
    State<double, 1> state = single.reference().state;
    Derived<double, 1> derived = single.reference().derived;
    auto const compare = [lane](auto& of_wide, auto& of_single) {
      auto const a = packs_of(of_wide);
      auto const b = packs_of(of_single);
      for (std::size_t k = 0; k < a.size(); ++k)
        EXPECT_TRUE(same_bits((*a[k].pack)[lane], (*b[k].pack)[0])) << a[k].name << " in lane " << lane;
    };
    compare(wide.state, state);
    compare(wide.derived, derived);
  }
}

}  // namespace
}  // namespace detente
