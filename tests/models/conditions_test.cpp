#include "models/conditions.hpp"

#include "tests/models/process_checks.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace detente {
namespace {

using Felt = Conditions<double, 1>::Levels;

/// What conditions leave to processes that need the reference.
std::set<std::string> const later{"perceived_cost", "up_rate", "down_rate", "settle_rate", "unsettle_rate"};

/// A state with other values than the start's, and what follows from it.
struct AnyMonth {
  SingleBench bench;
  Conditions<double, 1> conditions{bench.setup()};

  AnyMonth() {
    scatter(bench.state, bench.region());
    scatter(bench.levers);
  }
  void derive(Felt felt) {
    conditions.derive(bench.setup().parameters, bench.state, bench.levers, felt, 0, bench.derived);
  }
};

// Would catch: a quantity computed before one that it needs, which would then be last month's.
TEST(Conditions, Read_nothing_of_what_followed_before) {
  AnyMonth fresh, stale;
  forget(stale.bench.derived);

  for (Felt const felt : {Felt::usual, Felt::actual}) {
    fresh.derive(felt);
    stale.derive(felt);

    auto const once = packs_of(fresh.bench.derived);
    auto const again = packs_of(stale.bench.derived);
    for (std::size_t k = 0; k < once.size(); ++k) {
      if (later.contains(once[k].field())) continue;
      EXPECT_EQ((*once[k].pack)[0], (*again[k].pack)[0]) << once[k].name;
    }
  }
}

// Would catch: a quantity that no one derives.
TEST(Conditions, Write_everything_but_what_needs_the_reference) {
  AnyMonth month;
  forget(month.bench.derived);

  month.derive(Felt::actual);

  for (auto const& packs : packs_of(month.bench.derived))
    EXPECT_EQ(std::isnan((*packs.pack)[0]), later.contains(packs.field())) << packs.name;
}

TEST(Conditions, Usual_levels_close_nothing_and_actual_ones_do) {
  AnyMonth month;
  month.bench.state.level[0].setConstant(5);

  month.derive(Felt::actual);
  double const closed = month.bench.derived.closure[2][0];
  month.derive(Felt::usual);

  EXPECT_EQ(closed, 1.0);
  EXPECT_EQ(month.bench.derived.closure[2][0], 0.0);
  EXPECT_EQ(month.bench.derived.level_felt[0][0], 0.906);
}

// Would catch: an order in which governance is read a month late by eligibility, or dependence by leakage. Raising one
// thing moves all that follows from it, in the direction that follows from the equations together.
TEST(Conditions, What_follows_follows_in_the_same_month) {
  SingleBench bench;
  auto const moved_by = [&](auto const& change) {
    SingleBench other;
    change(other);
    other.derive();
    std::map<std::string, int> signs;
    auto const before = packs_of(bench.derived);
    auto const after = packs_of(other.derived);
    for (std::size_t k = 0; k < before.size(); ++k) {
      double const by = (*after[k].pack)[0] - (*before[k].pack)[0];
      if (std::abs(by) > 1e-12) signs[before[k].name] = by > 0 ? 1 : -1;
    }
    return signs;
  };

  auto const by_dependence = moved_by([](SingleBench& other) { other.state.dependence[5] += 0.2; });
  auto const by_capture = moved_by([](SingleBench& other) { other.state.capture[5] += 0.2; });
  auto const by_level = moved_by([](SingleBench& other) { other.state.tension[0] += 0.3; });

  EXPECT_EQ(by_dependence.at("total_dependence[5]"), 1);
  EXPECT_EQ(by_dependence.at("predictability[5]"), -1);
  EXPECT_EQ(by_dependence.at("information_leakage[5]"), 1);
  EXPECT_EQ(by_dependence.at("eligibility[5]"), -1);
  EXPECT_EQ(by_dependence.at("throughput"), -1);  // less predictable countries deny passage
  EXPECT_EQ(by_capture.at("governance[5]"), -1);
  EXPECT_EQ(by_capture.at("leakage_eu[5]"), 1);
  EXPECT_EQ(by_capture.at("eligibility[5]"), -1);
  EXPECT_EQ(by_level.at("effort[0]"), 1);
  EXPECT_EQ(by_level.at("effort[1]"), -1);
}

TEST(Conditions, Every_lane_is_a_run_of_its_own) {
  ModelBench<double, 16> wide(arm_with({}, moving_world), Noise::on);
  scatter(wide.state, wide.region());
  scatter(wide.levers);
  wide.derive();
  SingleBench single(arm_with({}, moving_world), Noise::on);
  auto const of_wide = packs_of(wide.derived);
  for (int lane = 0; lane < 16; ++lane) {
    copy_lane(wide.state, lane, single.state, 0);
    copy_lane(wide.levers, lane, single.levers, 0);

    single.derive();

    auto const of_single = packs_of(single.derived);
    for (std::size_t k = 0; k < of_wide.size(); ++k) {
      EXPECT_EQ((*of_wide[k].pack)[lane], (*of_single[k].pack)[0]) << of_wide[k].name << " in lane " << lane;
    }
  }
}

// Would catch: a lane that reads its neighbour's value in single precision, or an equation that loses all its digits
// there.
TEST(Conditions, Single_precision_lanes_are_close_to_double_ones) {
  ModelBench<float, 16> narrow(arm_with({}, moving_world));
  ModelBench<double, 16> exact(arm_with({}, moving_world));
  scatter(narrow.state, narrow.region());
  scatter(narrow.levers);
  for (int lane = 0; lane < 16; ++lane) {
    copy_lane(narrow.state, lane, exact.state, lane);
    copy_lane(narrow.levers, lane, exact.levers, lane);
  }

  narrow.derive();
  exact.derive();

  auto const of_narrow = packs_of(narrow.derived);
  auto const of_exact = packs_of(exact.derived);
  for (std::size_t k = 0; k < of_narrow.size(); ++k) {
    for (int lane = 0; lane < 16; ++lane) {
      double const value = (*of_exact[k].pack)[lane];
      EXPECT_NEAR((*of_narrow[k].pack)[lane], value, 5e-5 * std::max(1.0, std::abs(value)))
          << of_narrow[k].name << " in lane " << lane;
    }
  }
}

}  // namespace
}  // namespace detente
