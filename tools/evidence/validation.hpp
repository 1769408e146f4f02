#pragma once

#include "tools/evidence/evidence_head.hpp"
#include "tools/evidence/forecast_scores.hpp"
#include "tools/evidence/validation_file.hpp"

#include <array>
#include <string>
#include <vector>

namespace detente {

// What is scored, by dispute and level. A month is an event if it lies in a spell at level 2 or more that peaks at the
// level: a record says peaks and no levels month by month, so runs are read in the same way. Years are counted from the
// start; a year's event is the number of such spells that begin in it. What stands in the first month has begun before.

/// Who forecasts: the model, and what anybody could say who knows the record before the start.
inline constexpr std::array<char const*, 3> forecast_sources{"model", "constant rates", "last five years"};
/// Of months; of months; of years.
inline constexpr std::array<char const*, 3> score_names{"brier", "log", "crps"};

/// One number for each of score_names.
using Scores = std::array<double, score_names.size()>;

/// Spells at level 2 or more by dispute and run, months counted from the start.
using SpellsOfRuns = std::vector<std::vector<std::vector<LevelSpell>>>;

/// Runs and the two records, with the same disputes in the same order.
struct ForecastCase {
  std::vector<std::string> disputes;
  SpellsOfRuns runs;
  CrisisRecord record;  // what came; its months are the horizon
  CrisisRecord before;  // of the months before the start, at least late_months
};

/// What spells at level 2 or more, of a record or of a run, come to at a level in so many months.
struct SpellEvents {
  std::vector<bool> months;  // in a spell
  std::vector<int> begun;    // in each year; the last may have less than 12 months
};
SpellEvents events_of(std::vector<LevelSpell> const& spells, int level, int months);

/// Rates of some months of a record, first <= month < last, at a level: (months in a spell + 1/2) / (months + 1), and
/// (spells begun + 1/2) a year.
struct RecordedRates {
  double in_spell = 0;  // probability of a month, (0, 1)
  double per_year = 0;
};
RecordedRates rates_of(std::vector<LevelSpell> const& spells, int level, int first, int last);

/// The model against one of the baselines, in one score.
struct ForecastComparison {
  Estimate difference;  // model less baseline: mean over dispute-years, with a 95 % t-interval over them
  double skill = 0;     // 1 - score / baseline's
};

/// Scores of one dispute or of all.
struct ScoredForecasts {
  std::string dispute;               // empty: all
  int months = 0, event_months = 0;  // of the record, summed over disputes
  int years = 0, begun = 0;
  std::array<Scores, forecast_sources.size()> scores{};  // by source: means over months, months and years
  std::array<std::array<ForecastComparison, score_names.size()>, forecast_sources.size() - 1>
      against{};  // by baseline, score
};

struct LevelScores {
  int level = 0;
  ScoredForecasts overall;
  std::vector<ScoredForecasts> by_dispute;
  std::vector<CalibrationBin> calibration;  // of the model's months
};

/// Scores the forecasts of the runs and those of both baselines at a level. The observation behind an interval is a
/// dispute-year: the mean difference of its months, or its one difference of counts. They are not quite independent: a
/// spell may last over a turn of the year, and a run of bad luck may touch several disputes; so the interval is rather
/// too narrow. Wilson's interval of the calibration counts months, and those of one spell come together: still more so.
LevelScores score_at(ForecastCase const& forecasts, int level);

/// Runs the model and scores it at every level. `record` has the region's disputes and the experiment's window. Runs
/// that failed are left out.
nlohmann::ordered_json evaluate(Validation const& validation, CrisisRecord const& record, EvidenceWork const& work);

/// "yes" if the interval of a difference lies below 0, "worse" if above, else "no": nothing is shown.
std::string better_text(Estimate const& difference);

/// The scores as text, at most 80 columns wide.
std::string validation_text(nlohmann::ordered_json const& evaluated);

}  // namespace detente
