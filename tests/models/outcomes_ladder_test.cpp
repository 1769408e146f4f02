#include "models/outcomes_ladder.hpp"

#include "tests/models/security_bench.hpp"

#include <gtest/gtest.h>

#include <random>

namespace detente {
namespace {

using Levels = std::vector<int>;  // at the end of month 1, 2, ...; [0] is the start
using LadderValues = std::map<std::string, double>;

/// Outcomes of 16 runs whose levels and agreements are told for the first dispute, all else being quiet; [lane].
class ScriptedRuns {
 public:
  explicit ScriptedRuns(int start_level = 0) : bench_(arm_starting_at(start_level)), start_(start_level) {
    for (auto& level : bench_.state.level) level.setZero();
    for (auto& settlement : bench_.state.settlement) settlement.setZero();
  }

  /// `levels[lane]` from month 1 on, all of the same length; what is not told stays at 0.
  std::vector<LadderValues> live(std::vector<Levels> const& levels, std::vector<Levels> const& agreements = {}) {
    int const months = static_cast<int>(levels.at(0).size());
    LadderOutcomes<double, 16> outcomes(bench_.world(), months);
    MonthCost<double, 16> const free(bench_.region());
    State<double, 16> now = bench_.state;
    now.level[0].setConstant(start_);
    for (int month = 0; month < months; ++month) {
      State<double, 16> next = now;
      for (std::size_t lane = 0; lane < 16; ++lane) {
        next.level[0][static_cast<int>(lane)] = lane < levels.size() ? levels[lane][month] : 0;
        next.settlement[0][static_cast<int>(lane)] = lane < agreements.size() ? agreements[lane][month] : 0;
      }
      outcomes.observe({month, now, bench_.derived, bench_.levers, next, free});
      now = next;
    }
    return finish(outcomes, months, levels.size());
  }

 private:
  static ArmInputs arm_starting_at(int level) {
    ArmInputs arm = arm_with({}, open_world);
    for (Dispute& dispute : arm.inputs.region.disputes) dispute.level = 0;
    arm.inputs.region.disputes[0].level = level;
    return arm;
  }
  std::vector<LadderValues> finish(LadderOutcomes<double, 16> const& outcomes, int months, std::size_t lanes) {
    std::vector<LadderValues> runs(lanes);
    for (auto const& [name, value] : named_outcomes(outcomes, bench_, months)) {
      for (std::size_t lane = 0; lane < lanes; ++lane) runs[lane][name] = value[static_cast<int>(lane)];
    }
    return runs;
  }

  ModelBench<double, 16> bench_;
  int start_;
};

/// One run of levels, the others quiet.
LadderValues after(Levels const& levels, int start = 0) { return ScriptedRuns(start).live({levels}).at(0); }

/// What is said of the first dispute.
double of(LadderValues const& values, std::string const& outcome) { return values.at(outcome + ".BEL_PRI"); }

//                        month 1  2  3  4  5  6  7  8  9 10 11 12
Levels const a_year_of_crises{0, 1, 2, 3, 3, 1, 0, 0, 2, 2, 0, 1};

TEST(LadderOutcomes, Peak_is_the_highest_level_of_any_month) {
  EXPECT_EQ(of(after(a_year_of_crises), "peak_level"), 3);
  EXPECT_EQ(of(after({0, 0, 0}), "peak_level"), 0);
  EXPECT_EQ(of(after({1, 5, 0}), "peak_level"), 5);
}

// Would catch: months at exactly 2, or the level of the month's start.
TEST(LadderOutcomes, Months_are_counted_at_a_level_or_more) {
  EXPECT_EQ(of(after(a_year_of_crises), "months_at_2"), 5);
  EXPECT_EQ(of(after(a_year_of_crises), "months_at_3"), 2);
}

TEST(LadderOutcomes, First_violence_has_its_month_or_none) {
  EXPECT_TRUE(std::isnan(of(after(a_year_of_crises), "first_at_4")));
  EXPECT_EQ(of(after({0, 3, 4, 5, 4}), "first_at_4"), 3);
  EXPECT_EQ(of(after({0, 3, 4, 5, 4}), "first_at_5"), 4);
  EXPECT_EQ(of(after({5, 0, 5}), "first_at_4"), 1);
  EXPECT_TRUE(std::isnan(of(after({4, 4, 4}), "first_at_5")));
}

// Would catch: an entry for every month there, or none for a leap past the level.
TEST(LadderOutcomes, Entries_are_counted_from_below) {
  LadderValues const year = after(a_year_of_crises);
  LadderValues const leaps = after({2, 0, 4, 5, 4, 5, 1, 3});

  EXPECT_EQ(of(year, "episodes_at_2"), 2);
  EXPECT_EQ(of(year, "episodes_at_3"), 1);
  EXPECT_EQ(of(year, "episodes_at_4"), 0);
  EXPECT_EQ(of(leaps, "episodes_at_2"), 3);
  EXPECT_EQ(of(leaps, "episodes_at_3"), 2);
  EXPECT_EQ(of(leaps, "episodes_at_4"), 1);
  EXPECT_EQ(of(leaps, "episodes_at_5"), 2);
  EXPECT_EQ(of(after({3, 3}, 3), "episodes_at_3"), 0) << "the run started there";
}

// Months 2 to 6 (peak 3) and 9 to 10 (peak 2); the spell of month 12 is not over.
TEST(LadderOutcomes, Episodes_are_completed_spells_above_0) {
  LadderValues const year = after(a_year_of_crises);

  EXPECT_EQ(of(year, "episodes"), 2);
  EXPECT_EQ(of(year, "episode_months"), 3.5);
  EXPECT_EQ(of(year, "episode_peak"), 2.5);
}

// Months 3 to 5 (peak 3) and 9 to 10 (peak 2): a spell at 2 is over at 1.
TEST(LadderOutcomes, Spells_at_2_are_what_the_record_counts) {
  LadderValues const year = after(a_year_of_crises);
  LadderValues const quiet = after({1, 1, 0});

  EXPECT_EQ(of(year, "spells_at_2"), 2);
  EXPECT_EQ(of(year, "spell_months"), 2.5);
  EXPECT_EQ(of(year, "spell_peak"), 2.5);
  EXPECT_EQ(of(quiet, "spells_at_2"), 0);
  EXPECT_TRUE(std::isnan(of(quiet, "spell_months")));
  EXPECT_TRUE(std::isnan(of(quiet, "spell_peak")));
}

// A spell in which the run starts counts from the start: it stood there at month 0 and 1.
TEST(LadderOutcomes, A_spell_that_runs_at_the_start_counts_from_there) {
  LadderValues const values = after({2, 0, 0}, 3);

  EXPECT_EQ(of(values, "spells_at_2"), 1);
  EXPECT_EQ(of(values, "spell_months"), 2);
  EXPECT_EQ(of(values, "spell_peak"), 3);
  EXPECT_EQ(of(values, "peak_level"), 2) << "the start is no month lived";
}

// Lengths 2 and 3 (months 2-3, 5-7); the last one is not over.
TEST(LadderOutcomes, Months_to_deescalate_are_the_mean_over_completed_spells_at_3) {
  EXPECT_EQ(after({0, 3, 4, 2, 3, 3, 5, 1, 3}).at("months_to_deescalate"), 2.5);
  EXPECT_TRUE(std::isnan(after({0, 3, 3, 3}).at("months_to_deescalate")));
}

TEST(LadderOutcomes, Open_conflict_is_level_5_in_any_dispute) {
  EXPECT_EQ(after({0, 4, 4}).at("open_conflict"), 0);
  EXPECT_EQ(after({0, 5, 0}).at("open_conflict"), 1);
}

TEST(LadderOutcomes, Agreements_are_counted_when_they_come_and_when_they_fail) {
  std::vector<Levels> const levels(2, Levels(8, 0));
  std::vector<Levels> const agreements{{0, 1, 1, 0, 0, 1, 1, 1}, {1, 0, 1, 0, 1, 0, 0, 0}};

  std::vector<LadderValues> const runs = ScriptedRuns().live(levels, agreements);

  EXPECT_EQ(of(runs[0], "settled"), 5.0 / 8);
  EXPECT_EQ(of(runs[0], "settlements"), 2);
  EXPECT_EQ(of(runs[0], "breakdowns"), 1);
  EXPECT_EQ(of(runs[1], "settled"), 3.0 / 8);
  EXPECT_EQ(of(runs[1], "settlements"), 3);
  EXPECT_EQ(of(runs[1], "breakdowns"), 3);
}

/// Levels of so many months, 0 but for the months named (1 is the first).
Levels quiet_but(int months, std::vector<std::pair<int, int>> const& named_months) {
  Levels levels(static_cast<std::size_t>(months), 0);
  for (auto const& [month, level] : named_months) levels[static_cast<std::size_t>(month - 1)] = level;
  return levels;
}

// The first spell ends in month 11. Would catch: a horizon off by one month, a spell that had not reached 3, a return
// to 2.
TEST(LadderOutcomes, Relapse_is_a_return_to_3_within_the_horizon) {
  std::vector<LadderValues> const runs = ScriptedRuns().live({
      quiet_but(200, {{10, 3}, {35, 3}}),                    // 24 months after the end
      quiet_but(200, {{10, 3}, {36, 3}}),                    // 25
      quiet_but(200, {{10, 3}, {71, 3}}),                    // 60
      quiet_but(200, {{10, 3}, {72, 3}}),                    // 61
      quiet_but(200, {{10, 2}, {20, 2}}),                    // never reached 3
      quiet_but(200, {{10, 3}, {20, 2}}),                    // never reaches 3 again
      quiet_but(200, {{10, 3}, {12, 2}, {14, 2}, {20, 4}}),  // by way of lesser spells
  });

  // In the first, the second spell ends in month 36 and has 164 months left in which it does not return: 1 of 2.
  EXPECT_EQ(runs[0].at("relapse_24"), 0.5);
  EXPECT_EQ(runs[1].at("relapse_24"), 0.0);
  EXPECT_EQ(runs[1].at("relapse_60"), 0.5);
  EXPECT_EQ(runs[2].at("relapse_60"), 0.5);
  EXPECT_EQ(runs[3].at("relapse_60"), 0.0);
  EXPECT_TRUE(std::isnan(runs[4].at("relapse_24")));
  EXPECT_EQ(runs[5].at("relapse_60"), 0.0);
  EXPECT_EQ(runs[6].at("relapse_24"), 0.5);
}

// Would catch: spells that are counted although the run ends before they could relapse, which would bias the share.
TEST(LadderOutcomes, Relapse_counts_only_spells_with_the_whole_horizon_left) {
  std::vector<LadderValues> const runs = ScriptedRuns().live({
      quiet_but(40, {{15, 3}}),           // ends in month 16, 24 left
      quiet_but(40, {{16, 3}}),           // 23 left
      quiet_but(40, {{16, 3}, {20, 3}}),  // back within 24, but that proves nothing
      quiet_but(40, {{15, 3}, {20, 3}}),  // back, and the second has only 19 left
  });

  EXPECT_EQ(runs[0].at("relapse_24"), 0);
  EXPECT_TRUE(std::isnan(runs[0].at("relapse_60")));
  EXPECT_TRUE(std::isnan(runs[1].at("relapse_24")));
  EXPECT_TRUE(std::isnan(runs[2].at("relapse_24")));
  EXPECT_EQ(runs[3].at("relapse_24"), 1);
}

// ---- Against a count over whole histories
// ----------------------------------------------------------------------------

struct Spell {
  int first, last, peak;  // months; 0 is the start
};

/// Maximal spells at a level or more that end before the history does.
std::vector<Spell> completed_spells(Levels const& history, int level) {
  std::vector<Spell> spells;
  for (int t = 0; t < static_cast<int>(history.size()); ++t) {
    if (history[t] < level) continue;
    Spell spell{t, t, history[t]};
    while (t + 1 < static_cast<int>(history.size()) && history[t + 1] >= level)
      spell.peak = std::max(spell.peak, history[++t]);
    spell.last = t;
    if (t + 1 < static_cast<int>(history.size())) spells.push_back(spell);
  }
  return spells;
}

/// Shares of spells that relapse within a horizon, NaN if none has it left; `history` has the start at [0].
double relapse(Levels const& history, int horizon) {
  int const months = static_cast<int>(history.size()) - 1;
  double of_them = 0;
  double relapsed = 0;
  for (Spell const& spell : completed_spells(history, 2)) {
    int const end = spell.last + 1;
    if (spell.peak < 3 || months - end < horizon) continue;
    of_them += 1;
    relapsed +=
        std::any_of(history.begin() + end, history.begin() + end + horizon + 1, [](int level) { return level >= 3; })
            ? 1
            : 0;
  }
  return of_them > 0 ? relapsed / of_them : std::nan("");
}

double mean_length(std::vector<Spell> const& spells) {
  double sum = 0;
  for (Spell const& spell : spells) sum += spell.last - spell.first + 1;
  return spells.empty() ? std::nan("") : sum / static_cast<double>(spells.size());
}

double mean_peak(std::vector<Spell> const& spells) {
  double sum = 0;
  for (Spell const& spell : spells) sum += spell.peak;
  return spells.empty() ? std::nan("") : sum / static_cast<double>(spells.size());
}

/// Both are quotients of whole numbers, below 1000: each division is off by 1.2e-13 at most.
void expect_same(double found, double expected, char const* what) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(found)) << what;
  } else {
    EXPECT_NEAR(found, expected, 1e-12) << what;
  }
}

// Would catch: counters that fail only in some order of events, or that mix lanes.
TEST(LadderOutcomes, Counters_agree_with_a_count_over_whole_random_histories) {
  std::mt19937 dice(20260301);
  std::vector<Levels> scripts;
  for (int lane = 0; lane < 16; ++lane) {
    Levels levels{0};
    while (levels.size() < 181) {
      int const roll = static_cast<int>(dice() % 100);
      int const up = std::min(5, levels.back() + 1 + static_cast<int>(dice() % 2));
      levels.push_back(roll < 12 ? up : roll < 35 ? 0 : roll < 45 ? std::max(0, levels.back() - 1) : levels.back());
    }
    scripts.emplace_back(levels.begin() + 1, levels.end());
  }

  std::vector<LadderValues> const runs = ScriptedRuns().live(scripts);

  for (int lane = 0; lane < 16; ++lane) {
    SCOPED_TRACE(lane);
    Levels history{0};
    history.insert(history.end(), scripts[lane].begin(), scripts[lane].end());
    expect_same(of(runs[lane], "episodes"), static_cast<double>(completed_spells(history, 1).size()), "episodes");
    expect_same(of(runs[lane], "episode_months"), mean_length(completed_spells(history, 1)), "their length");
    expect_same(of(runs[lane], "spells_at_2"), static_cast<double>(completed_spells(history, 2).size()), "spells at 2");
    expect_same(of(runs[lane], "spell_months"), mean_length(completed_spells(history, 2)), "their length");
    expect_same(of(runs[lane], "spell_peak"), mean_peak(completed_spells(history, 2)), "their peak");
    expect_same(runs[lane].at("months_to_deescalate"), mean_length(completed_spells(history, 3)),
                "months to deescalate");
    expect_same(runs[lane].at("relapse_24"), relapse(history, 24), "relapse within 24 months");
    expect_same(runs[lane].at("relapse_60"), relapse(history, 60), "relapse within 60 months");
  }
}

}  // namespace
}  // namespace detente
