#include "tools/evidence/validation.hpp"

#include "engine/core/calendar.hpp"
#include "tools/evidence/outcome_selection.hpp"
#include "tools/evidence/report_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace detente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t of_years = 2;  // the score of years among score_names

int years_in(int months) { return (months + months_per_year - 1) / months_per_year; }
int months_of_year(int year, int months) { return std::min(months_per_year, months - year * months_per_year); }

/// Calls `visit` for each month of a horizon that lies in a spell of the level.
template <class Visit>
void for_months_in(std::vector<LevelSpell> const& spells, int level, int months, Visit&& visit) {
  for (LevelSpell const& spell : spells) {
    if (spell.peak < level) continue;
    for (int month = std::max(spell.begin, 0); month < std::min(spell.end, months); ++month) visit(month);
  }
}

/// What one source says of one dispute at one level.
struct Forecast {
  std::vector<double> months;  // probability of each
  std::function<double(int year, int begun)> crps;
};

Forecast forecast_of_runs(std::vector<std::vector<LevelSpell>> const& runs, int level, int months) {
  std::vector<std::int64_t> hits(static_cast<std::size_t>(months));
  std::vector<std::vector<std::int64_t>> runs_with(static_cast<std::size_t>(years_in(months)));  // by year and count
  for (std::vector<LevelSpell> const& spells : runs) {
    SpellEvents const events = events_of(spells, level, months);
    for (std::size_t month = 0; month < hits.size(); ++month) hits[month] += events.months[month] ? 1 : 0;
    for (std::size_t year = 0; year < runs_with.size(); ++year) {
      auto const count = static_cast<std::size_t>(events.begun[year]);
      if (runs_with[year].size() <= count) runs_with[year].resize(count + 1);
      ++runs_with[year][count];
    }
  }
  Forecast forecast;
  for (std::int64_t const count : hits)
    forecast.months.push_back(probability_of(count, static_cast<std::int64_t>(runs.size())));
  forecast.crps = [runs_with](int year, int begun) {
    return crps_of_counts(runs_with[static_cast<std::size_t>(year)], begun);
  };
  return forecast;
}

Forecast forecast_of_rates(RecordedRates const& rates, int months) {
  return {std::vector<double>(static_cast<std::size_t>(months), rates.in_spell), [rates, months](int year, int begun) {
            return crps_of_poisson(rates.per_year * months_of_year(year, months) / months_per_year, begun);
          }};
}

/// Means of a year: of its months, of its months, and its one count.
Scores scores_in_year(Forecast const& forecast, SpellEvents const& events, int year) {
  int const horizon = static_cast<int>(events.months.size());
  int const months = months_of_year(year, horizon);
  Scores scores{0, 0, forecast.crps(year, events.begun[static_cast<std::size_t>(year)])};
  for (int k = 0; k < months; ++k) {
    auto const month = static_cast<std::size_t>(year * months_per_year + k);
    scores[0] += brier_score(forecast.months[month], events.months[month]) / months;
    scores[1] += log_score(forecast.months[month], events.months[month]) / months;
  }
  return scores;
}

/// All dispute-years that are scored together.
struct ScoredYears {
  std::string dispute;
  int event_months = 0, begun = 0;
  std::vector<int> months = {};                                       // of each dispute-year
  std::array<std::vector<Scores>, forecast_sources.size()> scores{};  // by source

  void add(SpellEvents const& events, std::array<Forecast, forecast_sources.size()> const& forecasts) {
    event_months += static_cast<int>(std::count(events.months.begin(), events.months.end(), true));
    for (int year = 0; year < static_cast<int>(events.begun.size()); ++year) {
      begun += events.begun[static_cast<std::size_t>(year)];
      months.push_back(months_of_year(year, static_cast<int>(events.months.size())));
      for (std::size_t s = 0; s < forecasts.size(); ++s)
        scores[s].push_back(scores_in_year(forecasts[s], events, year));
    }
  }

  ScoredForecasts sum_up() const {
    ScoredForecasts scored{.dispute = dispute, .event_months = event_months, .begun = begun};
    scored.years = static_cast<int>(months.size());
    for (int const count : months) scored.months += count;
    for (std::size_t s = 0; s < scores.size(); ++s) scored.scores[s] = means(s);
    for (std::size_t b = 0; b < scored.against.size(); ++b) {
      for (std::size_t score = 0; score < score_names.size(); ++score) {
        scored.against[b][score] = {mean_interval(differences(column(0, score), column(b + 1, score))),
                                    1 - scored.scores[0][score] / scored.scores[b + 1][score]};
      }
    }
    return scored;
  }

 private:
  std::vector<double> column(std::size_t source, std::size_t score) const {
    std::vector<double> values;
    for (Scores const& year : scores[source]) values.push_back(year[score]);
    return values;
  }
  /// Over months, or over years where the score is one of years.
  Scores means(std::size_t source) const {
    Scores sums{};
    Scores weights{};
    for (std::size_t year = 0; year < months.size(); ++year) {
      for (std::size_t score = 0; score < score_names.size(); ++score) {
        double const weight = score == of_years ? 1 : months[year];
        sums[score] += weight * scores[source][year][score];
        weights[score] += weight;
      }
    }
    for (std::size_t score = 0; score < score_names.size(); ++score) sums[score] /= weights[score];
    return sums;
  }
};

SpellsOfRuns spells_of_runs(OutcomeTable const& table, ResultSpec const& spec, std::size_t disputes) {
  int const level = spec.recording.history_variables.front();
  std::span<double const> const outcome = table.column(0, sure_column(spec));
  SpellsOfRuns spells(disputes);
  for (std::size_t dispute = 0; dispute < disputes; ++dispute) {
    for (std::int64_t run = 0; run < table.runs(); ++run) {
      if (std::isnan(outcome[static_cast<std::size_t>(run)])) continue;
      std::span<float const> const path = table.history(0, level, static_cast<int>(dispute), run);
      spells[dispute].push_back(spells_of_path(path, spec.months));
    }
  }
  return spells;
}

/// "constant_rates".
std::string key_of(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

Json as_json(ScoredForecasts const& scored) {
  Json json;
  if (!scored.dispute.empty()) json["dispute"] = scored.dispute;
  json.update({{"months", scored.months},
               {"event_months", scored.event_months},
               {"years", scored.years},
               {"begun", scored.begun},
               {"scores", Json::object()},
               {"against", Json::object()}});
  for (std::size_t s = 0; s < forecast_sources.size(); ++s) {
    for (std::size_t score = 0; score < score_names.size(); ++score)
      json["scores"][key_of(forecast_sources[s])][score_names[score]] = scored.scores[s][score];
  }
  for (std::size_t b = 0; b < scored.against.size(); ++b) {
    for (std::size_t score = 0; score < score_names.size(); ++score) {
      ForecastComparison const& comparison = scored.against[b][score];
      json["against"][key_of(forecast_sources[b + 1])][score_names[score]] = {
          {"difference", as_json(comparison.difference)},
          {"skill", comparison.skill},
          {"better", better_text(comparison.difference)}};
    }
  }
  return json;
}

Json as_json(LevelScores const& level) {
  Json json{{"level", level.level}, {"overall", as_json(level.overall)}};
  json["by_dispute"] = Json::array();
  for (ScoredForecasts const& dispute : level.by_dispute) json["by_dispute"].push_back(as_json(dispute));
  json["calibration"] = Json::array();
  for (CalibrationBin const& bin : level.calibration)
    json["calibration"].push_back({{"forecast", {bin.lowest, bin.highest}},
                                   {"mean_forecast", bin.mean_forecast},
                                   {"observed", as_json(bin.observed)}});
  return json;
}

Json as_json(std::vector<CrisisRecord::LeftOut> const& rows) {
  Json list = Json::array();
  for (CrisisRecord::LeftOut const& row : rows)
    list.push_back({{"id", row.id}, {"dispute", row.dispute}, {"reason", row.reason}});
  return list;
}

std::string interval_text(Json const& estimate) {
  return fmt::format("[{:.4f}, {:.4f}]", number(estimate["lower"]), number(estimate["upper"]));
}

std::string scores_text(Json const& overall) {
  std::string text = fmt::format("{:<16}", "");
  for (char const* const score : score_names) text += fmt::format("{:>9}", score);
  text += "\n";
  for (char const* const source : forecast_sources) {
    text += fmt::format("{:<16}", source);
    for (char const* const score : score_names)
      text += fmt::format("{:>9.4f}", number(overall["scores"][key_of(source)][score]));
    text += "\n";
  }
  return text;
}

std::string verdicts_text(Json const& overall) {
  std::string text;
  for (std::size_t b = 1; b < forecast_sources.size(); ++b) {
    for (char const* const score : score_names) {
      Json const& comparison = overall["against"][key_of(forecast_sources[b])][score];
      text += fmt::format("better than {}: {} {} (difference {:+.4f} {})\n", forecast_sources[b], score,
                          comparison["better"].get<std::string>(), number(comparison["difference"]["value"]),
                          interval_text(comparison["difference"]));
    }
  }
  return text;
}

std::string calibration_text(Json const& bins) {
  std::string text = fmt::format("{:<16}{:>9}{:>9}{:>10}\n", "forecast", "mean", "months", "observed");
  for (Json const& bin : bins) {
    auto const months = bin["observed"]["n"].get<std::int64_t>();
    if (months == 0) continue;
    text += fmt::format("{:<16}{:>9.4f}{:>9}{:>10.4f}  {}\n",
                        fmt::format("{} to {}", number(bin["forecast"][0]), number(bin["forecast"][1])),
                        number(bin["mean_forecast"]), months, number(bin["observed"]["value"]),
                        interval_text(bin["observed"]));
  }
  return text;
}

std::string disputes_text(Json const& disputes) {
  std::string text = fmt::format("{:<16}{:>9}{:>9}{:>10}{:>18}{:>18}\n", "dispute, brier", "in spell", "begun", "model",
                                 forecast_sources[1], forecast_sources[2]);
  for (Json const& dispute : disputes) {
    Json const& scores = dispute["scores"];
    text += fmt::format("{:<16}{:>9}{:>9}{:>10.4f}{:>18.4f}{:>18.4f}\n", dispute["dispute"].get<std::string>(),
                        dispute["event_months"].get<int>(), dispute["begun"].get<int>(),
                        number(scores["model"]["brier"]), number(scores[key_of(forecast_sources[1])]["brier"]),
                        number(scores[key_of(forecast_sources[2])]["brier"]));
  }
  return text;
}

}  // namespace

SpellEvents events_of(std::vector<LevelSpell> const& spells, int level, int months) {
  SpellEvents events{std::vector<bool>(static_cast<std::size_t>(months)),
                     std::vector<int>(static_cast<std::size_t>(years_in(months)))};
  for_months_in(spells, level, months, [&](int month) { events.months[static_cast<std::size_t>(month)] = true; });
  for (LevelSpell const& spell : spells) {
    if (spell.peak >= level && spell.begins_inside && spell.begin < months)
      ++events.begun[static_cast<std::size_t>(spell.begin / months_per_year)];
  }
  return events;
}

RecordedRates rates_of(std::vector<LevelSpell> const& spells, int level, int first, int last) {
  std::int64_t in_spell = 0;
  for_months_in(spells, level, last, [&](int month) { in_spell += month >= first ? 1 : 0; });
  auto const begun = std::count_if(spells.begin(), spells.end(), [&](LevelSpell const& spell) {
    return spell.peak >= level && spell.begins_inside && spell.begin >= first && spell.begin < last;
  });
  double const years = static_cast<double>(last - first) / months_per_year;
  return {.in_spell = probability_of(in_spell, last - first), .per_year = (static_cast<double>(begun) + 0.5) / years};
}

LevelScores score_at(ForecastCase const& forecasts, int level) {
  int const months = forecasts.record.months;
  int const known = forecasts.before.months;
  LevelScores scored{.level = level, .overall = {}, .by_dispute = {}, .calibration = {}};
  ScoredYears all;
  std::vector<double> probabilities;
  std::vector<bool> happened;
  for (std::size_t dispute = 0; dispute < forecasts.disputes.size(); ++dispute) {
    SpellEvents const events = events_of(forecasts.record.spells[dispute], level, months);
    std::vector<LevelSpell> const& before = forecasts.before.spells[dispute];
    std::array<Forecast, forecast_sources.size()> const sources{
        forecast_of_runs(forecasts.runs[dispute], level, months),
        forecast_of_rates(rates_of(before, level, 0, known), months),
        forecast_of_rates(rates_of(before, level, known - late_months, known), months)};
    ScoredYears alone{.dispute = forecasts.disputes[dispute]};
    alone.add(events, sources);
    all.add(events, sources);
    scored.by_dispute.push_back(alone.sum_up());
    probabilities.insert(probabilities.end(), sources[0].months.begin(), sources[0].months.end());
    happened.insert(happened.end(), events.months.begin(), events.months.end());
  }
  scored.overall = all.sum_up();
  scored.calibration = calibration_curve(probabilities, happened);
  return scored;
}

Json evaluate(Validation const& validation, CrisisRecord const& record, EvidenceWork const& work) {
  ResultSpec const& spec = validation.experiment.result;
  OutcomeTable const table = outcomes_of(validation.experiment, work);
  std::vector<std::string> const disputes = ids_of(validation.experiment.model.arms.front().inputs.region.disputes);
  ForecastCase const forecasts{disputes, spells_of_runs(table, spec, disputes.size()), record, validation.before};
  Json levels_scored = Json::array();
  for (int const level : validation.levels) levels_scored.push_back(as_json(score_at(forecasts, level)));
  return {{"fingerprint", fingerprint(validation)},
          {"start", to_string(spec.start)},
          {"months", spec.months},
          {"runs", spec.runs()},
          {"failed_runs", table.failed_runs()},
          {"before_from", to_string(validation.before.first)},
          {"before_left_out", as_json(validation.before.left_out)},
          {"left_out", as_json(record.left_out)},
          {"levels", levels_scored}};
}

std::string better_text(Estimate const& difference) {
  if (difference.upper < 0) return "yes";
  return difference.lower > 0 ? "worse" : "no";
}

std::string validation_text(Json const& evaluated) {
  std::string text = region_line(evaluated);
  text += fmt::format("Forecasts from {}, {} months, {} runs; baselines from {} on\n",
                      evaluated["start"].get<std::string>(), evaluated["months"].get<int>(),
                      evaluated["runs"].get<std::int64_t>(), evaluated["before_from"].get<std::string>());
  text += fmt::format("Episodes that stand for no dispute: {}\n", evaluated["left_out"].size());
  for (Json const& level : evaluated["levels"]) {
    Json const& overall = level["overall"];
    text += fmt::format("\nLevel {} or more: {} of {} dispute-months, {} spells begun in {} dispute-years\n\n",
                        level["level"].get<int>(), overall["event_months"].get<int>(), overall["months"].get<int>(),
                        overall["begun"].get<int>(), overall["years"].get<int>());
    text += scores_text(overall) + "\n" + verdicts_text(overall) + "\n" + calibration_text(level["calibration"]) +
            "\n" + disputes_text(level["by_dispute"]);
  }
  return text +
         "\nLower scores are better. A difference is the model less the baseline, its\n"
         "interval 95 % over dispute-years: yes, it lies below 0; worse, above; no, it\n"
         "includes 0.\n";
}

}  // namespace detente
