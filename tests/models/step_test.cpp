#include "models/step.hpp"

#include "tests/models/state_packs.hpp"
#include "tests/models/test_model.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace detente {
namespace {

using Single = Pack<double, 1>;
using Wide = Pack<double, 16>;

Wide ramp(double from, double by) { return from + by * Wide::LinSpaced(16, 0, 15); }

// Would catch: rate dt in place of 1 - exp(-rate dt), or another step than a twelfth of a year.
TEST(Step, Rho_is_the_probability_of_an_event_within_a_month) {
  Single const halving = Single::Constant(12 * std::log(2.0));

  EXPECT_NEAR(rho(halving)[0], 0.5, 1e-15);  // rounding
  EXPECT_EQ(rho(Single(Single::Zero()))[0], 0.0);
  EXPECT_EQ(rho(Single(Single::Constant(1000)))[0], 1.0);
}

TEST(Step, Twelve_months_of_rho_leave_what_a_year_leaves) {
  Single const left = 1 - rho(Single(Single::Constant(0.7)));

  EXPECT_NEAR(std::pow(left[0], 12), std::exp(-0.7), 1e-15);  // rounding
}

TEST(Step, Rho_acts_on_every_lane_alone) {
  Wide const rates = ramp(0, 0.3);

  Wide const shares = rho(rates);

  for (int lane = 0; lane < 16; ++lane) EXPECT_EQ(shares[lane], rho(Single(Single::Constant(rates[lane])))[0]) << lane;
}

// Would catch: a threshold in the wrong place, or a table read one place off.
TEST(Step, Table_is_read_at_the_level_of_every_lane) {
  std::array<Wide, 6> table;
  for (int k = 0; k < 6; ++k) table[k] = ramp(100.0 * k, 1);
  Wide level;
  for (int lane = 0; lane < 16; ++lane) level[lane] = lane % 6;

  Wide const value = at_level(table, level);

  for (int lane = 0; lane < 16; ++lane) EXPECT_EQ(value[lane], 100.0 * (lane % 6) + lane) << lane;
}

TEST(Step, Party_mean_weighs_the_parties_and_no_one_else) {
  Dispute dispute;
  dispute.parties = {{0, 0.75}, {2, 0.25}};
  Field<double, 1> const values{Single::Constant(4), Single::Constant(std::nan("")), Single::Constant(8)};

  EXPECT_EQ((party_mean<double, 1>(dispute, values)[0]), 5.0);
}

// Would catch: luck that is cached under another slot, or drawn in dependence on the order of calls.
TEST(Luck, Gives_each_process_and_entity_its_own_draw) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);
  bench.month(5);
  Wide const trust = bench.luck().normal(Stream::trust, 2);
  Wide const stance = bench.luck().uniform(Stream::stance, 2);

  EXPECT_TRUE((bench.luck().normal(Stream::trust, 2) == trust).all());
  EXPECT_FALSE((bench.luck().normal(Stream::trust, 3) == trust).any());
  EXPECT_FALSE((bench.luck().normal(Stream::alignment, 2) == trust).any());
  EXPECT_TRUE((stance > 0).all() && (stance < 1).all());
}

TEST(Luck, Differs_between_months_and_lanes) {
  ModelBench<double, 16> bench(arm_with(), Noise::on);
  bench.month(5);
  Wide const first = bench.luck().normal(Stream::war, 0);
  bench.month(6);
  Wide const second = bench.luck().normal(Stream::war, 0);

  EXPECT_FALSE((first == second).any());
  for (int lane = 1; lane < 16; ++lane) EXPECT_NE(first[lane], first[0]) << lane;
}

// Would catch: noise that is only reduced, or a uniform of 0, at which everything happens.
TEST(Luck, Without_noise_normals_are_0_and_uniforms_1) {
  ModelBench<double, 16> bench(arm_with(), Noise::off);
  bench.month(5);

  EXPECT_TRUE((bench.luck().normal(Stream::trust, 2) == 0).all());
  EXPECT_TRUE((bench.luck().uniform(Stream::stance, 2) == 1).all());
}

// Would catch: a random event that forgets to ask for the luck of the month. The world is harsh, so that ten years
// without an event are no accident: with noise all of these change in it.
TEST(Luck, Without_noise_no_random_event_happens_in_ten_years) {
  std::string const harsh = "{war_path: {2026-01: 0.9, 2036-01: 0.9}, capacity: {RUS: 2.0}}";
  SingleBench bench(arm_with({}, harsh), Noise::off);
  State<double, 1> const start = bench.state;

  for (int month = 0; month < 120; ++month) bench.step(month);

  EXPECT_EQ(bench.state.us_regime[0], start.us_regime[0]);
  for (std::size_t i = 0; i < start.contract.size(); ++i)
    EXPECT_EQ(bench.state.contract[i][0], start.contract[i][0]) << i;
  for (std::size_t d = 0; d < start.level.size(); ++d) EXPECT_EQ(bench.state.level[d][0], start.level[d][0]) << d;
  for (std::size_t d = 0; d < start.level.size(); ++d)
    EXPECT_EQ(bench.state.settlement[d][0], start.settlement[d][0]) << d;
  EXPECT_LT(bench.state.shock[0], start.shock[0] * std::exp(-9.9));  // fades at 1 a year and never arrives
}

TEST(Luck, With_noise_all_those_events_happen_in_ten_years) {
  std::string const harsh = "{war_path: {2026-01: 0.9, 2036-01: 0.9}, capacity: {RUS: 2.0}}";
  ModelBench<double, 16> bench(arm_with({}, harsh), Noise::on);
  State<double, 16> const start = bench.state;
  bool regime = false, contract = false, level = false, settlement = false;

  for (int month = 0; month < 120; ++month) {
    bench.step(month);
    regime = regime || (bench.state.us_regime != start.us_regime).any();
    contract = contract || (bench.state.contract[5] != start.contract[5]).any();
    level = level || (bench.state.level[0] != start.level[0]).any();
    settlement = settlement || (bench.state.settlement[0] != start.settlement[0]).any();
  }

  EXPECT_TRUE(regime);
  EXPECT_TRUE(contract);
  EXPECT_TRUE(level);
  EXPECT_TRUE(settlement);
}

/// The region of the configs in sixteen variants: lane k has gross product 1000 k and more.
struct SixteenPlaces {
  ArmInputs arm = arm_with();
  std::vector<Inputs> inputs = std::vector<Inputs>(16, arm.inputs);
  StreamLayout streams{arm.inputs.region};
  NetworkPrograms network{arm.inputs.region};

  template <class Change>
  explicit SixteenPlaces(Change&& change) {
    for (int lane = 0; lane < 16; ++lane) change(inputs[lane].region, lane);
  }
  Setup<double, 16> setup() const {
    std::array<Inputs const*, 16> lanes;
    for (int lane = 0; lane < 16; ++lane) lanes[lane] = &inputs[lane];
    return {.region = arm.inputs.region,
            .lanes = lanes,
            .scenario = arm.scenario,
            .streams = streams,
            .network = network,
            .noise = Noise::off,
            .base = {},
            .parameters = {}};
  }
};

// Would catch: values taken from the first lane's region for all, which would sample no region at all.
TEST(Setup, Picks_the_value_of_each_lane) {
  SixteenPlaces const places([](Region& region, int lane) {
    region.countries[2].gdp = 1000.0 * lane;
    region.disputes[1].tension = 0.01 * lane;
  });

  detente::Setup<double, 16> const setup = places.setup();
  Wide const picked = setup.pick([](Region const& r) { return r.countries[2].gdp; });
  Wide const by_country = setup.per_country(&Country::gdp)[2];
  Wide const by_dispute = setup.per_dispute(&Dispute::tension)[1];

  for (int lane = 0; lane < 16; ++lane) {
    EXPECT_EQ(picked[lane], 1000.0 * lane);
    EXPECT_EQ(by_country[lane], 1000.0 * lane);
    EXPECT_EQ(by_dispute[lane], 0.01 * lane);
  }
}

TEST(Setup, Has_one_number_for_every_country_and_dispute) {
  SixteenPlaces const places([](Region&, int) {});

  EXPECT_EQ(places.setup().per_country(&Country::gdp).size(), 6U);
  EXPECT_EQ(places.setup().per_dispute(&Dispute::weight).size(), 8U);
}

// Would catch: usual levels felt with noise on, where levels move, or in a world that is not held.
TEST(Setup, Usual_levels_are_felt_only_in_a_held_world_without_noise) {
  EXPECT_TRUE(SingleBench(arm_with({}, "{hold: reference}"), Noise::off).setup().feels_usual_levels());
  EXPECT_FALSE(SingleBench(arm_with({}, "{hold: reference}"), Noise::on).setup().feels_usual_levels());
  EXPECT_FALSE(SingleBench(arm_with({}, "{war_path: 0.9}"), Noise::off).setup().feels_usual_levels());
  EXPECT_FALSE(SingleBench(arm_with({}, "{war_path: 0.9}"), Noise::on).setup().feels_usual_levels());
}

}  // namespace
}  // namespace detente
