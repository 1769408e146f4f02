#include "models/regional_model.hpp"

#include "models/catalogue.hpp"
#include "tests/models/permuted_region.hpp"
#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace detente {
namespace {

template <class Real, int L>
using PacksByName = std::map<std::string, Pack<Real, L>>;

// ---- Copies
// ------------------------------------------------------------------------------------------------------------

// The ensemble splits runs on the ladder: a copy must carry the whole state of a run, counters of outcomes included.
// Would catch: something a run remembers outside its trajectory, or that a copy shares with it.
TEST(RegionalModel, A_copy_made_in_any_month_goes_on_identically) {
  constexpr int months = 30;
  WholeRuns<double, 16> runs(arm_with({}, open_world), months, Noise::on);
  std::map<int, WholeRuns<double, 16>::Trajectory> copies;
  for (int month = 0; month < months; ++month) {
    if (std::set{0, 1, 7, 12, 23, 29}.contains(month)) copies.emplace(month, runs.run);
    runs.live(month, month + 1);
  }
  PacksByName<double, 16> const end = runs.variables(runs.run);
  auto const outcomes = runs.outcomes();

  for (auto& [month, copy] : copies) {
    runs.live(copy, month, months);
    expect_identical(runs.variables(copy), end, "copied in month " + std::to_string(month));
    expect_identical(runs.outcomes(copy), outcomes, "copied in month " + std::to_string(month));
  }
}

TEST(RegionalModel, A_copy_does_not_move_with_its_original) {
  WholeRuns<double, 16> runs(arm_with({}, open_world), 12, Noise::on);
  runs.live(0, 6);
  auto const copy = runs.run;
  PacksByName<double, 16> const before = runs.variables(copy);

  runs.live(6, 12);

  expect_identical(runs.variables(copy), before, "after the original went on");
  EXPECT_NE(runs.variables(runs.run).at("tension.BEL_PRI")[0], before.at("tension.BEL_PRI")[0]);
}

TEST(RegionalModel, A_trajectory_that_starts_again_forgets_its_first_run) {
  WholeRuns<double, 16> runs(arm_with({}, open_world), 12, Noise::on);
  runs.live(0, 12);
  auto const first = runs.outcomes();
  WholeRuns<double, 16> other(arm_with({}, open_world), 12, Noise::on);
  other.live(0, 7);

  other.restart();
  other.live(0, 12);

  expect_identical(other.outcomes(), first, "second start");
}

// ---- Lanes
// -------------------------------------------------------------------------------------------------------------

// Would catch: an operation whose bits depend on the width, a lane that sees another, a branch on one lane for all.
TEST(RegionalModel, Sixteen_runs_in_lockstep_are_sixteen_runs_alone_bit_by_bit) {
  constexpr int months = 60;
  WholeRuns<double, 16> wide(arm_with({}, open_world), months, Noise::on, 40);
  wide.live(0, months);
  PacksByName<double, 16> const variables = wide.variables(wide.run);
  auto const outcomes = wide.outcomes();

  for (int lane = 0; lane < 16; ++lane) {
    WholeRuns<double, 1> alone(arm_with({}, open_world), months, Noise::on, 40 + static_cast<std::uint32_t>(lane));
    alone.live(0, months);
    for (auto const& [name, pack] : alone.variables(alone.run))
      ASSERT_TRUE(same_bits(pack[0], variables.at(name)[lane])) << name << ", lane " << lane;
    for (auto const& [name, pack] : alone.outcomes())
      ASSERT_TRUE(same_bits(pack[0], outcomes.at(name)[lane])) << name << ", lane " << lane;
  }
}

// Without noise nothing can flip, so single precision must follow: a month rounds every variable by about 1e-7 of
// itself, and no predictor multiplies departures by more than 100 within half a year.
TEST(RegionalModel, Single_precision_stays_close_to_double_without_noise) {
  std::string const changing = "{war_path: {2026-01: 0.9, 2026-07: 0.3}, us_hold: disengaged, capacity: {RUS: 1.5}}";
  WholeRuns<double, 16> exact(arm_with({}, changing), 6, Noise::off);
  WholeRuns<float, 16> fast(arm_with({}, changing), 6, Noise::off);

  exact.live(0, 6);
  fast.live(0, 6);

  auto const expected = exact.variables(exact.run);
  for (auto const& [name, pack] : fast.variables(fast.run)) {
    for (int lane = 0; lane < 16; ++lane) {
      double const value = expected.at(name)[lane];
      ASSERT_NEAR(static_cast<double>(pack[lane]), value, 1e-5 * std::max(1.0, std::abs(value)))
          << name << ", lane " << lane;
    }
  }
}

TEST(RegionalModel, Sums_over_single_precision_runs_are_as_good_as_their_months) {
  WholeRuns<double, 16> exact(arm_with(), 60, Noise::off);
  WholeRuns<float, 16> fast(arm_with(), 60, Noise::off);

  exact.live(0, 60);
  fast.live(0, 60);

  auto const expected = exact.outcomes();
  for (auto const& [name, pack] : fast.outcomes()) {
    double const value = expected.at(name)[0];
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(pack[0])) << name;
    } else {
      EXPECT_NEAR(pack[0], value, 1e-5 * std::max(1.0, std::abs(value))) << name;
    }
  }
}

// ---- Order and neighbours
// ----------------------------------------------------------------------------------------------

/// Largest relative difference of two sets of values by name, and where it is.
template <class A>
std::pair<double, std::string> distance(A const& a, A const& b) {
  std::pair<double, std::string> largest{0, ""};
  for (auto const& [name, pack] : a) {
    for (int lane = 0; lane < 16; ++lane) {
      double const x = pack[lane];
      double const y = b.at(name)[lane];
      if (std::isnan(x) && std::isnan(y)) continue;
      double const off = std::isnan(x - y) ? 1.0 : std::abs(x - y) / std::max(1.0, std::abs(x));
      if (off > largest.first) largest = {off, name};
    }
  }
  return largest;
}

// Sums over entities come in another order and so in other bits, which 36 months of noise carry on but do not blow up.
constexpr double other_order_of_sums = 1e-9;

void expect_order_is_free(ArmInputs permuted) {
  constexpr int months = 36;
  WholeRuns<double, 16> usual(arm_with({}, open_world), months, Noise::on);
  WholeRuns<double, 16> reversed(std::move(permuted), months, Noise::on);

  usual.live(0, months);
  reversed.live(0, months);

  auto const variables = distance(usual.variables(usual.run), reversed.variables(reversed.run));
  auto const outcomes = distance(usual.outcomes(), reversed.outcomes());
  EXPECT_LT(variables.first, other_order_of_sums) << variables.second;
  EXPECT_LT(outcomes.first, other_order_of_sums) << outcomes.second;
}

// Would catch: a process that reads what another entity wrote this month, luck that hangs on positions, the first
// entity taken for all.
TEST(RegionalModel, The_order_of_countries_changes_nothing) {
  expect_order_is_free(with_countries_reversed(arm_with({}, open_world)));
}
TEST(RegionalModel, The_order_of_disputes_changes_nothing) {
  expect_order_is_free(with_disputes_reversed(arm_with({}, open_world)));
}
TEST(RegionalModel, The_order_of_pairs_changes_nothing) {
  expect_order_is_free(with_pairs_reversed(arm_with({}, open_world)));
}

/// Expects that every draw of the usual region is the same in a larger one, where entity i of a stream stands at
/// `place(i)`.
template <class Place>
void expect_same_luck(Region const& larger, std::vector<Stream> const& streams, int count, Place&& place) {
  Region const usual = arm_with().inputs.region;
  RunLuck<double, 16> before(usual, 5);
  RunLuck<double, 16> after(larger, 5);
  StreamLayout const of_before(usual);
  StreamLayout const of_after(larger);
  for (int month = 0; month < 9; ++month) {
    auto const& draws_before = before.draws_of(month);
    auto const& draws_after = after.draws_of(month);
    for (Stream const stream : streams) {
      for (int i = 0; i < count; ++i) {
        auto const& expected = draws_before[of_before.slot(stream, i)];
        EXPECT_TRUE((draws_after[of_after.slot(stream, place(i))] == expected).all())
            << "stream " << static_cast<int>(stream) << ", entity " << i;
      }
    }
  }
}

std::vector<Stream> const by_country{Stream::early_election, Stream::initial_stance, Stream::stance,
                                     Stream::trust,          Stream::oversight,      Stream::capture,
                                     Stream::resilience,     Stream::fragmentation,  Stream::stability,
                                     Stream::alignment,      Stream::spending,       Stream::contract};
std::vector<Stream> const by_dispute{Stream::tension, Stream::escalation, Stream::settlement};
std::vector<Stream> const by_actor_and_country{Stream::pressure, Stream::dependence};
std::vector<Stream> const of_the_world{Stream::us_regime, Stream::war, Stream::shock_arrival, Stream::shock_size};

// Would catch: draws that are numbered, so that a new entity shifts the luck of all that follow.
TEST(RegionalModel, Another_country_changes_nobodys_luck) {
  Region const larger = with_another_country(arm_with().inputs.region, "NEW");
  auto const same = [](int i) { return i; };
  auto const next = [](int i) { return i + 1; };

  expect_same_luck(larger, by_country, 6, next);
  expect_same_luck(larger, by_actor_and_country, 18, [](int i) { return i / 6 * 7 + i % 6 + 1; });
  expect_same_luck(larger, {Stream::mistrust}, 11, same);
  expect_same_luck(larger, by_dispute, 8, same);
  expect_same_luck(larger, of_the_world, 1, same);
}

TEST(RegionalModel, Another_dispute_changes_nobodys_luck) {
  Region const larger = with_another_dispute(arm_with().inputs.region, "NEW");
  auto const same = [](int i) { return i; };

  expect_same_luck(larger, by_dispute, 8, [](int i) { return i + 1; });
  expect_same_luck(larger, by_country, 6, same);
  expect_same_luck(larger, by_actor_and_country, 18, same);
  expect_same_luck(larger, of_the_world, 1, same);
}

// ---- Levers, catalogue
// -------------------------------------------------------------------------------------------------

// Would catch: levers read a month late, or the status quo instead of the policy.
TEST(RegionalModel, Levers_of_a_month_are_those_at_its_start) {
  WholeRuns<double, 1> runs(arm_with({{"policy.missions.KFOR", "{2026-01: 1.0, 2026-05: 3.0}"}}), 12, Noise::off);
  auto const baseline = [&] { return runs.run.cost().eu[static_cast<std::size_t>(Component::mission_baseline)][0]; };
  runs.live(0, 1);
  double const first = baseline();

  runs.live(1, 3);

  double const doubled = first + 0.68 * 4500 * 0.085 / 12;  // month 2 starts in March, half way to three times
  EXPECT_NEAR(baseline(), doubled, 1e-10);
}

// All effort together is mediation times what rests in a held world.
// Would catch: what follows from a state derived under the levers of the month before.
TEST(RegionalModel, What_follows_from_a_state_follows_from_the_levers_of_its_month) {
  WholeRuns<double, 1> runs(arm_with({{"policy.mediation", "{2026-01: 0.5, 2026-05: 0.9}"}}), 12, Noise::off);
  auto const effort = [&] {
    double sum = 0;
    for (auto const& [name, value] : runs.variables(runs.run)) sum += name.starts_with("effort.") ? value[0] : 0;
    return sum;
  };
  double const first = effort();

  runs.live(0, 2);

  EXPECT_NEAR(effort() / first, 0.7 / 0.5, 1e-12);
}

TEST(RegionalModel, Lever_paths_hold_a_value_for_every_month_and_the_end) {
  ModelSpec const spec{
      .arms = {arm_with({{"policy.mediation", "{2026-01: 0.5, 2026-11: 1.0}"}})}, .months = 12, .noise = Noise::off};

  LeverPaths const paths = lever_paths_of(spec);

  auto const at = std::find(paths.names.begin(), paths.names.end(), "mediation") - paths.names.begin();
  ASSERT_EQ(paths.values.at(0).size(), 13 * paths.names.size());
  EXPECT_NEAR(paths.values[0][4 * paths.names.size() + static_cast<std::size_t>(at)], 0.7, thousands_of_roundings);
  EXPECT_NEAR(paths.values[0][12 * paths.names.size() + static_cast<std::size_t>(at)], 1.0, thousands_of_roundings);
  EXPECT_EQ(paths.units.size(), paths.names.size());
}

TEST(RegionalModel, The_catalogue_describes_as_many_columns_as_runs_have) {
  WholeRuns<double, 1> runs(arm_with(), 30, Noise::off);
  runs.live(0, 30);
  std::vector<Sum<1>> columns;
  runs.run.outcomes(columns);
  Catalogue const catalogue = runs.catalogue();

  std::size_t described = 0;
  std::set<std::string> names;
  for (OutcomeInfo const& outcome : catalogue.outcomes) {
    described += catalogue.size_of(outcome.dimensions);
    EXPECT_TRUE(names.insert(outcome.name).second) << outcome.name << " stands twice";
    EXPECT_FALSE(outcome.unit.empty()) << outcome.name;
    EXPECT_FALSE(outcome.meaning.empty()) << outcome.name;
  }
  EXPECT_EQ(columns.size(), described);
  EXPECT_EQ(catalogue.events.size(), static_cast<std::size_t>(EventCode::rule));
}

}  // namespace
}  // namespace detente
