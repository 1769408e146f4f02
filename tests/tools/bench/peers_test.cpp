// The peers of the benchmark against the kernel's reference, RegionalModel<double, 1>: a benchmark of another model
// would say nothing.
#include "tests/tools/bench/peer_means.hpp"
#include "tools/bench/peers/objects_peer.hpp"
#include "tools/bench/peers/scalar_peer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace detente::bench {
namespace {

/// How far two numbers may lie apart, relative to the larger and to a scale below which a number is as good as 0.
struct Tolerance {
  double relative, least;
};
constexpr Tolerance rounding{1e-9, 1e-6};
constexpr Tolerance damped_rounding{1e-8, 1e-6};
constexpr Tolerance single_rounding{1e-4, 1e-2};

/// The first few places at which two runs differ by more than `tolerance`.
std::string departures(Experiment const& experiment, Lived const& kernel, Lived const& peer, Tolerance tolerance) {
  std::vector<std::string> const names = names_of(experiment.result.catalogue);
  std::string list;
  int found = 0;
  for (std::size_t t = 0; t < kernel.trace.months.size(); ++t) {
    for (std::size_t k = 0; k < names.size(); ++k) {
      double const a = kernel.trace.months[t][k];
      double const b = peer.trace.months.at(t).at(k);
      if (difference(a, b, tolerance.least) > tolerance.relative && ++found <= 20)
        list += fmt::format("month {}, {}: {} in the kernel, {} in the peer\n", t, names[k], a, b);
    }
  }
  for (std::size_t k = 0; k < kernel.outcomes.size(); ++k) {
    double const b = peer.outcomes.at(k);
    if (difference(kernel.outcomes[k], b, tolerance.least) > tolerance.relative && ++found <= 20)
      list += fmt::format("{}: {} in the kernel, {} in the peer\n", experiment.result.column_name(k),
                          kernel.outcomes[k], b);
  }
  return list;
}

template <class Peer>
void expect_the_skeleton_agrees(std::string const& scenario, Tolerance tolerance) {
  Experiment const experiment =
      read({.head = "experiment: {name: peers, seed: 20261122, months: 180, precision: double}",
            .policies = "policies: {from: ../policies.yaml, use: [status_quo, conditional_credible]}",
            .scenarios = "scenarios: {from: ../scenarios.yaml, use: [" + scenario + "]}"});
  for (int arm = 0; arm < 2; ++arm) {
    Lived const kernel = live(experiment, arm, 0, Noise::off);
    Peer peer(experiment.model.arms[arm], horizon, Noise::off);
    Lived lived;
    peer.run(luck, 0, 0, lived.outcomes, &lived.trace);

    ASSERT_EQ(lived.trace.months.size(), horizon + 1U);
    ASSERT_EQ(lived.trace.months[0].size(), names_of(experiment.result.catalogue).size());
    ASSERT_EQ(lived.outcomes.size(), experiment.result.columns());
    EXPECT_EQ(departures(experiment, kernel, lived, tolerance), "") << scenario << ", policy " << arm;
  }
}

// Every variable, every month, every outcome; rounding alone differs, and nothing in the skeleton amplifies it.
// Would catch: a term left out of any predictor that a policy moves, a value of another month.
TEST(ScalarPeer, Without_noise_lives_the_months_of_the_kernel) {
  expect_the_skeleton_agrees<ScalarPeer<double>>("baseline", rounding);
}

TEST(ScalarPeer, Without_noise_lives_shifted_worlds_as_the_kernel) {
  expect_the_skeleton_agrees<ScalarPeer<double>>("contested", rounding);
}

TEST(ScalarPeer, Without_noise_stands_still_where_the_kernel_does) {
  expect_the_skeleton_agrees<ScalarPeer<double>>("record", rounding);
}

// With noise the two share every draw and differ in rounding, which the months damp: 1e-8 is a hundred times what was
// seen, of differences that nearly cancel. A run departs further only where a draw falls within that rounding of a
// threshold: some 60 comparisons a month in 180 months and 128 runs, each flipped with a probability below 1e-11, so
// one run may, with a false alarm of less than 1e-8 for two. Would catch: a draw of another stream, month or entity; a
// branch that the skeleton never takes.
TEST(ScalarPeer, With_noise_lives_the_runs_of_the_kernel) {
  Experiment const experiment = both_policies();
  int departed = 0;
  std::string list;
  for (int arm = 0; arm < 2; ++arm) {
    ScalarPeer<double> peer(experiment.model.arms[arm], horizon, Noise::on);
    for (std::uint32_t sample = 0; sample < 64; ++sample) {
      Lived const kernel = live(experiment, arm, sample, Noise::on);
      Lived lived;
      peer.run(luck, sample, 0, lived.outcomes, &lived.trace);
      std::string const places = departures(experiment, kernel, lived, damped_rounding);
      if (places.empty()) continue;
      ++departed;
      list += fmt::format("policy {}, run {}:\n{}", arm, sample, places);
    }
  }
  EXPECT_LE(departed, 1) << list.substr(0, 4000);
}

// In single precision the months agree to the rounding of a float, 6e-8 of 1, times what 180 months make of it; what
// learns from small differences is compared as small. Would catch:
// a constant that a float cannot hold.
TEST(ScalarPeer, In_single_precision_lives_nearly_the_same_months) {
  expect_the_skeleton_agrees<ScalarPeer<float>>("baseline", single_rounding);
}

TEST(ObjectsPeer, Without_noise_lives_the_months_of_the_kernel) {
  expect_the_skeleton_agrees<ObjectsPeer>("baseline", rounding);
}

TEST(ObjectsPeer, Without_noise_lives_shifted_worlds_as_the_kernel) {
  expect_the_skeleton_agrees<ObjectsPeer>("contested", rounding);
}

TEST(ObjectsPeer, Without_noise_stands_still_where_the_kernel_does) {
  expect_the_skeleton_agrees<ObjectsPeer>("record", rounding);
}

// n = 500 runs of each. Would catch: a level that noise moves where the skeleton never does, as a leap into war; for
// what is smaller see objects_distribution_test.cpp.
TEST(ObjectsPeer, With_its_own_luck_agrees_with_the_kernel_in_distribution) { expect_the_same_distribution(500); }

TEST(ObjectsPeer, Repeats_a_run_from_its_numbers) {
  Experiment const experiment = both_policies();
  ObjectsPeer peer(experiment.model.arms[0], 24, Noise::on);
  std::vector<double> first;
  std::vector<double> other;
  std::vector<double> again;

  peer.run(luck, 3, 0, first);
  peer.run(luck, 4, 0, other);
  peer.run(luck, 3, 0, again);

  EXPECT_EQ(first[0], again[0]);
  EXPECT_NE(first[0], other[0]);
}

}  // namespace
}  // namespace detente::bench
