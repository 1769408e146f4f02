#include "models/outcomes_response.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

namespace detente {
namespace {

using Values = std::map<std::string, Sum<16>>;

/// Outcomes of months that are told.
class ToldMonths {
 public:
  explicit ToldMonths(int months, std::string const& scenario = open_world)
      : bench(arm_with({}, scenario)), months_(months), outcomes_(bench.world(), months), free_(bench.region()) {
    for (auto& level : bench.state.level) level.setZero();
    bench.next = bench.state;
  }

  /// Takes the months as state, next, derived and levers now stand.
  void observe() { outcomes_.observe({month_++, bench.state, bench.derived, bench.levers, bench.next, free_}); }
  /// A month that starts with KFOR's dispute at a level and ends with so many above the mandate, another number in
  /// every lane: `above` times 1.0, 1.01, ... 1.15.
  void surge_month(double level, double above) {
    bench.state.level[bench.dispute("BEL_PRI")].setConstant(level);
    bench.next.strength[kfor()] = 4500 + above * lanes();
    observe();
  }
  Values finish() { return named_outcomes(outcomes_, bench, months_); }
  int kfor() const { return bench.at(bench.region().missions, "KFOR"); }
  static Pack<double, 16> lanes() { return Pack<double, 16>::LinSpaced(1.0, 1.15); }

  ModelBench<double, 16> bench;

 private:
  int months_, month_ = 0;
  ResponseOutcomes<double, 16> outcomes_;
  MonthCost<double, 16> free_;
};

void expect_lanes(Sum<16> const& found, Sum<16> const& expected) {
  for (int lane = 0; lane < 16; ++lane)
    EXPECT_NEAR(found[lane], expected[lane], thousands_of_roundings) << "lane " << lane;
}

// Would catch: strength over mandate instead of reserve, calm months in the mean.
TEST(OutcomesResponse, Surge_is_the_reserve_that_stands_while_it_is_called) {
  ToldMonths told(4);
  told.surge_month(2, 700);  // below the surge level
  told.surge_month(3, 100);
  told.surge_month(4, 400);
  told.surge_month(0, 300);

  expect_lanes(told.finish().at("surge"), ToldMonths::lanes() * (100 + 400) / 2 / 1000);
}

TEST(OutcomesResponse, Surge_leaves_mandate_and_legacy_out) {
  ToldMonths told(1);
  told.bench.levers.missions[told.kfor()].setConstant(0.8);
  told.bench.next.legacy[told.kfor()].setConstant(500);

  told.surge_month(3, 100);

  expect_lanes(told.finish().at("surge"), (4500 * 0.2 - 500 + ToldMonths::lanes() * 100) / 1000);
}

TEST(OutcomesResponse, Surge_is_missing_where_none_was_called) {
  ToldMonths told(1);
  told.surge_month(2, 900);

  Values const values = told.finish();

  EXPECT_TRUE(values.at("surge").isNaN().all());
  EXPECT_TRUE(values.at("months_to_surge").isNaN().all());
  EXPECT_TRUE(values.at("surge_met").isNaN().all());
}

// At level 3 a third of 1000 is called by an authority of 0.5 + 0.5 w; w is 0.55 and 90 % are 232.5 persons.
// The first case: 100, 231 (met from 1.01 on: lanes 1..15), 300 (met in lane 0). The second falls before it is met.
// Would catch: the first month counted as 0, a case that is met twice, a case that goes on through a calm.
TEST(OutcomesResponse, Months_to_surge_count_from_the_call_to_nine_tenths) {
  ToldMonths told(7);
  ASSERT_NEAR(told.bench.state.us_attention[0], 0.55, 1e-12);
  told.surge_month(3, 100);
  told.surge_month(3, 231);
  told.surge_month(3, 300);
  told.surge_month(3, 300);
  told.surge_month(1, 300);  // over
  told.surge_month(3, 0);    // a second case
  told.surge_month(0, 500);  // over before help is there

  Values const values = told.finish();

  Sum<16> months = Sum<16>::Constant(2);
  months[0] = 3;
  expect_lanes(values.at("months_to_surge"), months);
  expect_lanes(values.at("surge_met"), Sum<16>::Constant(0.5));
}

// At level 5 all of the reserve is called, 775 persons, of which 90 % are 697.5.
// Would catch: a case that is met by what was asked for before it grew worse.
TEST(OutcomesResponse, Months_to_surge_wait_for_what_is_asked_for_now) {
  ToldMonths told(4);
  told.surge_month(3, 100);
  told.surge_month(5, 300);  // enough for the level of the first month
  told.surge_month(5, 700);
  told.surge_month(0, 700);

  Values const values = told.finish();

  expect_lanes(values.at("months_to_surge"), Sum<16>::Constant(3));
  expect_lanes(values.at("surge_met"), Sum<16>::Ones());
}

TEST(OutcomesResponse, Months_to_surge_is_1_where_help_is_there_at_once) {
  ToldMonths told(3);
  told.surge_month(4, 2000);
  told.surge_month(4, 2000);
  told.surge_month(0, 0);

  Values const values = told.finish();

  expect_lanes(values.at("months_to_surge"), Sum<16>::Ones());
  expect_lanes(values.at("surge_met"), Sum<16>::Ones());
}

// EULEX has no reserve, air policing no dispute, the force after a war neither reserve nor strength.
TEST(OutcomesResponse, Surges_of_missions_without_a_reserve_do_not_count) {
  ToldMonths told(1);
  for (auto& level : told.bench.state.level) level.setConstant(5);
  told.bench.state.level[told.bench.dispute("BIH_CONST")].setZero();  // ALTHEA is not called
  for (auto& strength : told.bench.next.strength) strength += 1000;
  told.surge_month(5, 100);

  expect_lanes(told.finish().at("surge"), ToldMonths::lanes() * 100 / 1000);
}

TEST(OutcomesResponse, Roads_are_reported_by_their_means_and_worst_month) {
  ToldMonths told(2);
  Derived<double, 16>& derived = told.bench.derived;
  Pack<double, 16> const lanes = ToldMonths::lanes();
  derived.throughput = 10 * lanes;
  derived.robust_throughput = 4 * lanes;
  derived.redundancy.setConstant(0.4);
  derived.transit_hours = 50 * lanes;
  derived.border_wait = 2 * lanes;
  for (std::size_t k = 0; k < derived.throughput_without.size(); ++k)
    derived.throughput_without[k] = static_cast<double>(k) * lanes;
  told.observe();
  derived.throughput = 6 * lanes;
  derived.robust_throughput = 3 * lanes;
  derived.redundancy.setConstant(0.5);
  derived.transit_hours = 70 * lanes;
  derived.border_wait = 4 * lanes;
  for (auto& without : derived.throughput_without) without += 2 * lanes;
  told.observe();

  Values const values = told.finish();

  expect_lanes(values.at("throughput"), 8 * lanes);
  expect_lanes(values.at("throughput_min"), 6 * lanes);
  expect_lanes(values.at("robust_throughput"), 3.5 * lanes);
  expect_lanes(values.at("redundancy"), Sum<16>::Constant(0.45));
  expect_lanes(values.at("transit_hours"), 60 * lanes);
  expect_lanes(values.at("border_wait"), 3 * lanes);
  expect_lanes(values.at("throughput_without.corridor.X"), 1 * lanes);
  expect_lanes(values.at("throughput_without.corridor.R10"), 5 * lanes);
  expect_lanes(values.at("throughput_without.country.ALB"), 6 * lanes);
  expect_lanes(values.at("throughput_without.country.SRB"), 11 * lanes);
}

// 237 km at 8 MEUR a km from quality 0 to 1; 420 MEUR a year for 6 months.
// Would catch: quality gained outside the region, money of a year for half of one.
TEST(OutcomesResponse, Quality_per_meur_weighs_what_was_gained_by_its_cost) {
  ToldMonths told(6);
  for (int month = 0; month < 6; ++month) told.observe();
  auto const segment = [&](std::string const& id) { return told.bench.at(told.bench.region().transport.segments, id); };
  told.bench.state.quality[segment("belgrade_nis")] += 0.1 * ToldMonths::lanes();
  told.bench.state.quality[segment("budapest_horgos")] += 0.05;

  expect_lanes(told.finish().at("quality_per_meur"), 237 * 8 * 0.1 * ToldMonths::lanes() / 210);
}

// Would catch: a shift of the start that passes for what the money built.
TEST(OutcomesResponse, Quality_per_meur_counts_from_a_shifted_start) {
  ToldMonths told(6, "{war_path: 0.9, shift: {quality: {belgrade_nis: 0.2}}}");
  for (int month = 0; month < 6; ++month) told.observe();

  expect_lanes(told.finish().at("quality_per_meur"), Sum<16>::Zero());
}

TEST(OutcomesResponse, Quality_per_meur_is_missing_where_nothing_was_spent) {
  ToldMonths told(1);
  told.bench.levers.infrastructure.setZero();
  told.observe();

  EXPECT_TRUE(told.finish().at("quality_per_meur").isNaN().all());
}

}  // namespace
}  // namespace detente
