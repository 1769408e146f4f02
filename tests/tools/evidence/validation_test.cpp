#include "tools/evidence/validation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>

namespace detente {
namespace {

constexpr std::size_t brier = 0, crps = 2;
constexpr std::size_t constant_baseline = 0, late_baseline = 1;

LevelSpell spell(int begin, int end, int peak) {
  return {.begin = begin, .end = end, .months = end - begin, .peak = peak, .begins_inside = begin > 0};
}

CrisisRecord record_of(std::vector<std::vector<LevelSpell>> spells, int months) {
  return {.first = YearMonth::of(2018, 1), .months = months, .spells = std::move(spells), .left_out = {}};
}

// Would catch: months counted at the level alone and not by the peak of their spell, a spell counted in the year it
// ends, one that stands in the first month counted as begun, an end that is off by one.
TEST(SpellEvents, Are_months_of_spells_that_peak_high_enough_and_years_in_which_they_begin) {
  std::vector<LevelSpell> const spells{spell(0, 2, 3), spell(4, 5, 2), spell(11, 14, 4), spell(26, 27, 3)};

  SpellEvents const events = events_of(spells, 3, 30);

  std::vector<bool> months(30);
  for (int const month : {0, 1, 11, 12, 13, 26}) months[static_cast<std::size_t>(month)] = true;
  EXPECT_EQ(events.months, months);
  EXPECT_EQ(events.begun, (std::vector<int>{1, 0, 1}));
  EXPECT_EQ(events_of(spells, 2, 30).begun, (std::vector<int>{2, 0, 1}));
}

// Would catch: a spell beyond the horizon, which a shortened one leaves behind.
TEST(SpellEvents, Stay_within_the_horizon) {
  SpellEvents const events = events_of({spell(10, 40, 3), spell(50, 52, 3)}, 2, 12);

  EXPECT_EQ(std::count(events.months.begin(), events.months.end(), true), 2);
  EXPECT_EQ(events.begun, (std::vector<int>{1}));
}

// Would catch: rates over the wrong months, a year of the wrong length, no half that keeps them from 0.
TEST(RecordedRates, Count_half_a_spell_more_than_there_were) {
  std::vector<LevelSpell> const spells{spell(0, 6, 3), spell(30, 36, 3), spell(58, 66, 2)};

  RecordedRates const all = rates_of(spells, 2, 0, 120);
  RecordedRates const later = rates_of(spells, 2, 60, 120);

  EXPECT_DOUBLE_EQ(all.in_spell, 20.5 / 121);
  EXPECT_DOUBLE_EQ(all.per_year, 2.5 / 10) << "the first stood in the first month";
  EXPECT_DOUBLE_EQ(later.in_spell, 6.5 / 61);
  EXPECT_DOUBLE_EQ(later.per_year, 0.5 / 5) << "the third began before";
  EXPECT_DOUBLE_EQ(rates_of(spells, 3, 60, 120).in_spell, 0.5 / 61);
}

/// One dispute, two years, four runs: two of them have a spell at 3 in months 2 and 3, and so has the record.
ForecastCase small_case() {
  return {
      {"A"}, {{{spell(2, 4, 3)}, {spell(2, 4, 3)}, {}, {}}}, record_of({{spell(2, 4, 3)}}, 24), record_of({{}}, 120)};
}

// By hand: 2.5/5 in the two months that came, 0.5/5 in 22 that did not; counts 0 and 1 half each in the first year, 0
// in the second. The baselines say 0.5/121 or 0.5/61 of a month, and Poisson with mean 0.05 or 0.1 of a year. Would
// catch: means over the wrong number of months or years, a baseline that reads the other's months, a difference the
// wrong way round.
TEST(Validation, Scores_by_hand) {
  LevelScores const scored = score_at(small_case(), 2);

  ScoredForecasts const& overall = scored.overall;
  EXPECT_EQ(overall.months, 24);
  EXPECT_EQ(overall.event_months, 2);
  EXPECT_EQ(overall.years, 2);
  EXPECT_EQ(overall.begun, 1);
  EXPECT_NEAR(overall.scores[0][brier], (2 * 0.25 + 22 * 0.01) / 24, 1e-15);
  EXPECT_NEAR(overall.scores[0][1], -(2 * std::log(0.5) + 22 * std::log(0.9)) / 24, 1e-15);
  EXPECT_NEAR(overall.scores[0][crps], 0.25 / 2, 1e-15);
  double const rare = 0.5 / 121;
  double const rarer = 0.5 / 61;
  double const constant_brier = (2 * (1 - rare) * (1 - rare) + 22 * rare * rare) / 24;
  EXPECT_NEAR(overall.scores[1][brier], constant_brier, 1e-15);
  EXPECT_NEAR(overall.scores[2][brier], (2 * (1 - rarer) * (1 - rarer) + 22 * rarer * rarer) / 24, 1e-15);
  EXPECT_NEAR(overall.scores[1][crps], (crps_of_poisson(0.05, 1) + crps_of_poisson(0.05, 0)) / 2, 1e-15);
  EXPECT_NEAR(overall.scores[2][crps], (crps_of_poisson(0.1, 1) + crps_of_poisson(0.1, 0)) / 2, 1e-15);

  ForecastComparison const& comparison = overall.against[constant_baseline][brier];
  EXPECT_NEAR(comparison.difference.value, overall.scores[0][brier] - constant_brier, 1e-15);
  EXPECT_LT(comparison.difference.value, 0);
  EXPECT_EQ(comparison.difference.n, 2);
  EXPECT_NEAR(comparison.skill, 1 - overall.scores[0][brier] / constant_brier, 1e-15);
  EXPECT_EQ(better_text(comparison.difference), "no") << "two years show nothing";
  EXPECT_EQ(scored.calibration.back().observed.n, 2) << "the two months of one half";
}

// Would catch: a level that is scored with the events of another.
TEST(Validation, A_level_above_the_peaks_is_never_reached) {
  LevelScores const scored = score_at(small_case(), 4);

  EXPECT_EQ(scored.overall.event_months, 0);
  EXPECT_NEAR(scored.overall.scores[0][brier], 0.01, 1e-15);
  EXPECT_EQ(scored.overall.scores[0][crps], 0);
}

// Would catch: a last year of six months that is held against the rate of twelve.
TEST(Validation, A_last_year_that_is_shorter_has_less_to_expect) {
  ForecastCase forecasts = small_case();
  forecasts.record.months = 18;

  LevelScores const scored = score_at(forecasts, 2);

  EXPECT_EQ(scored.overall.months, 18);
  EXPECT_NEAR(scored.overall.scores[1][crps], (crps_of_poisson(0.05, 1) + crps_of_poisson(0.025, 0)) / 2, 1e-15);
  EXPECT_NEAR(scored.overall.scores[0][brier], (2 * 0.25 + 16 * 0.01) / 18, 1e-15) << "months weigh the same";
}

// Would catch: runs, records or pasts of another dispute.
TEST(Validation, Each_dispute_is_held_against_its_own_runs_and_past) {
  ForecastCase const forecasts{{"calm", "torn"},
                               {{{}, {}, {}, {}}, {{spell(1, 24, 3)}, {spell(1, 24, 3)}, {spell(1, 24, 3)}, {}}},
                               record_of({{}, {spell(1, 24, 3)}}, 24),
                               record_of({{}, {spell(60, 120, 3)}}, 120)};

  std::vector<ScoredForecasts> const disputes = score_at(forecasts, 3).by_dispute;

  EXPECT_NEAR(disputes[0].scores[0][brier], 0.1 * 0.1, 1e-15);
  EXPECT_NEAR(disputes[0].scores[1][brier], 0.5 * 0.5 / (121 * 121), 1e-15);
  EXPECT_NEAR(disputes[1].scores[0][brier], (23 * 0.3 * 0.3 + 0.1 * 0.1) / 24, 1e-15);
  double const half = 60.5 / 121;
  EXPECT_NEAR(disputes[1].scores[1][brier], (23 * (1 - half) * (1 - half) + half * half) / 24, 1e-15);
}

/// Spells that begin by chance month by month, with one of two hazards by the half year, from which both sides are
/// drawn.
std::vector<LevelSpell> drawn_spells(std::mt19937_64& luck, int months, int shift) {
  std::vector<LevelSpell> spells;
  std::uniform_real_distribution<double> uniform;
  for (int month = 1; month < months; ++month) {
    bool const is_bad = (month + shift) / 6 % 2 == 0;
    if (uniform(luck) >= (is_bad ? 0.3 : 0.005)) continue;
    spells.push_back(spell(month, std::min(month + 2, months), uniform(luck) < 0.5 ? 2 : 3));
    month += 2;
  }
  return spells;
}

/// Eight disputes over eight years; the model knows when bad times are, or takes them for half a year later.
ForecastCase drawn_case(int shift) {
  std::mt19937_64 luck(20261122);
  int const months = 96;
  ForecastCase forecasts{{}, SpellsOfRuns(8), record_of({}, months), record_of({}, 216)};
  for (int dispute = 0; dispute < 8; ++dispute) {
    forecasts.disputes.push_back("D" + std::to_string(dispute));
    forecasts.record.spells.push_back(drawn_spells(luck, months, 0));
    forecasts.before.spells.push_back(drawn_spells(luck, 216, 0));
  }
  for (std::vector<std::vector<LevelSpell>>& runs : forecasts.runs) {
    for (int run = 0; run < 1000; ++run) runs.push_back(drawn_spells(luck, months, shift));
  }
  return forecasts;
}

// Would catch: a difference with the wrong sign, intervals of the wrong observations, forecasts held against the months
// of another dispute.
TEST(Validation, A_model_that_knows_when_beats_both_baselines) {
  ForecastCase const forecasts = drawn_case(0);

  for (int const level : {2, 3}) {
    ScoredForecasts const overall = score_at(forecasts, level).overall;
    for (std::size_t const baseline : {constant_baseline, late_baseline}) {
      for (std::size_t const score : {std::size_t{0}, std::size_t{1}}) {
        EXPECT_EQ(better_text(overall.against[baseline][score].difference), "yes") << level << score;
        EXPECT_GT(overall.against[baseline][score].skill, 0);
      }
    }
  }
}

// Would catch: forecasts that are scored without regard to when.
TEST(Validation, A_model_that_is_half_a_year_late_loses_to_both) {
  ScoredForecasts const overall = score_at(drawn_case(6), 2).overall;

  for (std::size_t const baseline : {constant_baseline, late_baseline}) {
    for (std::size_t const score : {std::size_t{0}, std::size_t{1}}) {
      EXPECT_EQ(better_text(overall.against[baseline][score].difference), "worse") << score;
      EXPECT_LT(overall.against[baseline][score].skill, 0);
    }
  }
}

// Who knows the truth is calibrated. Would catch: months that are put to the forecasts of others.
TEST(Validation, A_model_that_knows_the_truth_is_calibrated) {
  for (CalibrationBin const& bin : score_at(drawn_case(0), 2).calibration) {
    if (bin.observed.n < 30) continue;
    EXPECT_NEAR(bin.mean_forecast, bin.observed.value, 5 * std::sqrt(0.25 / static_cast<double>(bin.observed.n)));
  }
}

// Would catch: all disputes scored in each, or a dispute that is dropped.
TEST(Validation, Disputes_together_are_the_whole) {
  LevelScores const scored = score_at(drawn_case(0), 2);

  ASSERT_EQ(scored.by_dispute.size(), 8U);
  double sum = 0;
  int begun = 0;
  for (ScoredForecasts const& dispute : scored.by_dispute) {
    sum += dispute.scores[0][brier] / 8;
    begun += dispute.begun;
    EXPECT_EQ(dispute.years, 8);
  }
  EXPECT_EQ(scored.by_dispute[3].dispute, "D3");
  EXPECT_NEAR(sum, scored.overall.scores[0][brier], 1e-13);
  EXPECT_EQ(begun, scored.overall.begun);
}

TEST(Validation, Better_is_said_only_of_an_interval_without_0) {
  EXPECT_EQ(better_text({-2, -3, -1, 10}), "yes");
  EXPECT_EQ(better_text({-2, -5, 1, 10}), "no");
  EXPECT_EQ(better_text({2, 1, 3, 10}), "worse");
  EXPECT_EQ(better_text({-2, std::nan(""), std::nan(""), 1}), "no");
}

}  // namespace
}  // namespace detente
