#pragma once

#include "tests/models/state_packs.hpp"
#include "tests/models/test_model.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace detente {

// What every process must keep to, whatever its equations: it reads the month's start only, writes its own variables
// and no others, depends on what its equation names and on nothing else, and treats every lane as if it were alone.

/// A world in which everything moves.
inline std::string const moving_world = "{war_path: {2026-01: 0.9, 2029-01: 0.3}}";

/// Share of the way to rest that a process of so many times a year goes in a month.
inline double share_of(double rate) { return 1 - std::exp(-rate / 12); }

inline double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }
inline double logit_of(double p) { return std::log(p / (1 - p)); }

/// Names of the variables that a process writes, without index. Fails if any of them is not a number although all that
/// the process may read is: then it has read `next`.
template <template <class, int> class Process>
std::set<std::string> written_by(Noise noise = Noise::on) {
  SingleBench bench(arm_with({}, moving_world), noise);
  forget(bench.next);
  Process<double, 1>(bench.setup(), bench.reference())(bench.month(), bench.next);
  std::set<std::string> written, unwritten;
  for (auto const& packs : packs_of(bench.next))
    (std::isnan((*packs.pack)[0]) ? unwritten : written).insert(packs.field());
  for (std::string const& field : written)
    EXPECT_FALSE(unwritten.contains(field)) << field << " is written for some entities only";
  return written;
}

/// An index that stands 0.1 above its anchor, all drivers being at the reference, goes back by rho(rate) of the way and
/// is kicked by vol sqrt(dt x (1 - x)) times the normal of its own stream and entity. Give every rate and vol another
/// number.
template <template <class, int> class Process>
void expect_relaxation(ArmInputs arm, Field<double, 1> State<double, 1>::*field, Stream stream, double rate,
                       double vol) {
  SingleBench bench(std::move(arm), Noise::on);
  Process<double, 1> const process(bench.setup(), bench.reference());
  bench.state = bench.reference().state;
  bench.derived = bench.reference().derived;
  Field<double, 1>& index = bench.state.*field;
  for (auto& value : index) value += value[0] < 0.85 ? 0.1 : -0.1;
  process(bench.month(5), bench.next);
  for (std::size_t k = 0; k < index.size(); ++k) {
    double const x = index[k][0];
    double const anchor = (bench.reference().state.*field)[k][0];
    double const pull = (1 - std::exp(-rate / 12)) * (anchor - x);
    double const kick = vol * std::sqrt(x * (1 - x) / 12) * bench.luck().normal(stream, static_cast<int>(k))[0];
    EXPECT_NEAR((bench.next.*field)[k][0], x + pull + kick, 1e-13) << "entity " << k;  // roundings of logit and sigmoid
  }
}

/// Direction in which each variable that a process writes moves when one thing that it may read is raised alone:
/// effects["trust[2]"]["eligibility[2]"] = 1. What is not listed has no effect at all.
using Effects = std::map<std::string, std::map<std::string, int>>;

/// Raises one pack by a bit: whole numbers by 1, indices by 0.01, money and persons by 1 %.
inline void raise(NamedPack<Pack<double, 1>> const& packs) {
  static std::set<std::string> const whole{"us_regime", "contract", "level", "settlement"};
  double& value = (*packs.pack)[0];
  value += whole.contains(packs.field()) ? 1.0 : std::max(0.01, 0.01 * std::abs(value));
}

/// `settle` prepares the month in which the effects are looked for.
template <template <class, int> class Process, class Settle>
Effects effects_of(ArmInputs arm, Settle&& settle) {
  SingleBench bench(std::move(arm));
  settle(bench);
  Process<double, 1> const process(bench.setup(), bench.reference());
  State<double, 1> plain = bench.state;
  State<double, 1> moved = bench.state;
  process(bench.month(), plain);
  auto const before = packs_of(plain);
  auto const after = packs_of(moved);
  Effects effects;
  auto const look = [&](auto& thing) {
    for (auto const& packs : packs_of(thing)) {
      double const kept = (*packs.pack)[0];
      raise(packs);
      moved = bench.state;
      process(bench.month(), moved);
      (*packs.pack)[0] = kept;
      for (std::size_t k = 0; k < before.size(); ++k) {
        double const change = (*after[k].pack)[0] - (*before[k].pack)[0];
        // 1e-13 is rounding; the smallest effect of these steps is above 1e-9.
        if (std::abs(change) > 1e-13) effects[before[k].name][packs.name] = change > 0 ? 1 : -1;
      }
    }
  };
  look(bench.state);
  look(bench.derived);
  look(bench.levers);
  return effects;
}

template <template <class, int> class Process>
Effects effects_of(ArmInputs arm = arm_with()) {
  return effects_of<Process>(std::move(arm), [](SingleBench&) {});
}

/// One message per driver that has the wrong sign, is missing, or should not be there.
inline void expect_effects(Effects const& effects, std::string const& on, std::map<std::string, int> const& expected) {
  auto const at = effects.find(on);
  std::map<std::string, int> const found = at == effects.end() ? std::map<std::string, int>{} : at->second;
  for (auto const& [driver, sign] : expected) {
    auto const here = found.find(driver);
    EXPECT_EQ(here == found.end() ? 0 : here->second, sign) << driver << " on " << on;
  }
  for (auto const& [driver, sign] : found)
    EXPECT_TRUE(expected.contains(driver)) << driver << " moves " << on << " by " << sign;
}

/// True if two numbers are the same to the last bit; no number equals no number.
template <class Real>
bool same_bits(Real a, Real b) {
  return (std::isnan(a) && std::isnan(b)) || a == b;
}

/// Sixteen lanes with another state, levers and luck in each: every lane must come out as the run alone does, bit by
/// bit.
template <template <class, int> class Process>
void expect_lanes_are_single_runs() {
  ModelBench<double, 16> wide(arm_with({}, moving_world), Noise::on);
  scatter(wide.state, wide.region());
  scatter(wide.levers);
  wide.derive();
  forget(wide.next);
  Process<double, 16>(wide.setup(), wide.reference())(wide.month(7), wide.next);
  SingleBench single(arm_with({}, moving_world), Noise::on);
  Process<double, 1> const process(single.setup(), single.reference());
  auto const of_wide = packs_of(wide.next);
  for (int lane = 0; lane < 16; ++lane) {
    copy_lane(wide.state, lane, single.state, 0);
    copy_lane(wide.levers, lane, single.levers, 0);
    single.use_runs(static_cast<std::uint32_t>(lane));
    single.derive();
    forget(single.next);

    process(single.month(7), single.next);

    auto const of_single = packs_of(single.next);
    for (std::size_t k = 0; k < of_wide.size(); ++k) {
      ASSERT_TRUE(same_bits((*of_wide[k].pack)[lane], (*of_single[k].pack)[0]))
          << of_wide[k].name << " in lane " << lane;
    }
  }
}

/// Single precision in every lane: turning the runs by five lanes turns the results and changes no bit, and no result
/// is farther from double precision than `tolerance` (relative to 1 or the value).
template <template <class, int> class Process>
void expect_single_precision_lanes_hold(double tolerance = 2e-5) {
  constexpr int turn_by = 5;
  ModelBench<float, 16> wide(arm_with({}, moving_world), Noise::on);
  ModelBench<float, 16> turned(arm_with({}, moving_world), Noise::on);
  ModelBench<double, 16> exact(arm_with({}, moving_world), Noise::on);
  scatter(wide.state, wide.region());
  scatter(wide.levers);
  for (int lane = 0; lane < 16; ++lane) {
    copy_lane(wide.state, lane, turned.state, (lane + turn_by) % 16);
    copy_lane(wide.levers, lane, turned.levers, (lane + turn_by) % 16);
    copy_lane(wide.state, lane, exact.state, lane);
    copy_lane(wide.levers, lane, exact.levers, lane);
  }
  turned.use_runs_turned(turn_by);
  auto const run = [](auto& bench, auto const& process) {
    bench.derive();
    forget(bench.next);
    process(bench.month(7), bench.next);
  };
  run(wide, Process<float, 16>(wide.setup(), wide.reference()));
  run(turned, Process<float, 16>(turned.setup(), turned.reference()));
  run(exact, Process<double, 16>(exact.setup(), exact.reference()));
  auto const of_wide = packs_of(wide.next);
  auto const of_turned = packs_of(turned.next);
  auto const of_exact = packs_of(exact.next);
  for (std::size_t k = 0; k < of_wide.size(); ++k) {
    for (int lane = 0; lane < 16; ++lane) {
      float const here = (*of_wide[k].pack)[lane];
      double const true_value = (*of_exact[k].pack)[lane];
      ASSERT_TRUE(same_bits(here, (*of_turned[k].pack)[(lane + turn_by) % 16]))
          << of_wide[k].name << " in lane " << lane;
      if (std::isnan(true_value)) continue;
      ASSERT_NEAR(here, true_value, tolerance * std::max(1.0, std::abs(true_value)))
          << of_wide[k].name << " in lane " << lane;
    }
  }
}

}  // namespace detente
