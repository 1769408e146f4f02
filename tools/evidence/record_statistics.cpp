#include "tools/evidence/record_statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace detente {
namespace {

constexpr std::array<char const*, 4> of_dispute{"spells", "spells_reaching_3", "spells_reaching_4", "months_in_spells"};
constexpr std::size_t per_dispute = of_dispute.size();
constexpr int relapse_months = 60;
constexpr double usual_months = 3;  // of a spell, mixed into means as one observation

/// Mean of observations with one more of what is usual.
struct SteadyMean {
  double sum;
  double count = 1;

  void add(double observation) {
    sum += observation;
    ++count;
  }
  double value() const { return sum / count; }
};

/// Spells that begin in each year; a year begun counts.
std::vector<double> yearly_onsets(std::vector<LevelSpell> const& spells, int months) {
  std::vector<double> years(static_cast<std::size_t>((months + 11) / 12), 0.0);
  for (LevelSpell const& spell : spells) years[static_cast<std::size_t>(spell.begin / 12)] += 1;
  return years;
}

struct MeanAndVariance {
  double mean = 0, variance = 0;
};

MeanAndVariance spread_of(std::vector<double> const& values) {
  MeanAndVariance result;
  for (double const value : values) result.mean += value / static_cast<double>(values.size());
  for (double const value : values) {
    double const distance = value - result.mean;
    result.variance += distance * distance / static_cast<double>(std::max<std::size_t>(values.size(), 2) - 1);
  }
  return result;
}

/// Standard deviation between disputes of the k-th of their statistics.
double spread_between(std::vector<double> const& statistics, std::size_t k, std::size_t disputes) {
  std::vector<double> values;
  for (std::size_t d = 0; d < disputes; ++d) values.push_back(statistics[d * per_dispute + k]);
  return std::sqrt(spread_of(values).variance);
}

/// Variance over mean; 1, as of a Poisson law, is mixed in.
double dispersion(MeanAndVariance const& spread) { return (spread.variance + 1) / (spread.mean + 1); }

void add_relapses(std::vector<LevelSpell> const& spells, int months, SteadyMean& share) {
  for (std::size_t k = 0; k < spells.size(); ++k) {
    int const last = spells[k].end + relapse_months;
    if (spells[k].peak < 3 || last > months) continue;
    share.add(std::any_of(spells.begin() + static_cast<std::ptrdiff_t>(k) + 1, spells.end(),
                          [last](LevelSpell const& later) { return later.peak >= 3 && later.begin < last; })
                  ? 1
                  : 0);
  }
}

}  // namespace

std::vector<double> record_statistics(std::vector<std::vector<LevelSpell>> const& by_dispute, int months) {
  std::vector<double> statistics;
  double const usual_length = std::log(usual_months);
  std::array<SteadyMean, 3> length{SteadyMean{usual_length}, SteadyMean{usual_length}, SteadyMean{usual_length}};
  SteadyMean relapse{0.5};
  std::vector<double> yearly(static_cast<std::size_t>((months + 11) / 12), 0.0);
  MeanAndVariance within;
  SteadyMean trend{0};
  for (std::vector<LevelSpell> const& spells : by_dispute) {
    std::array<int, 3> reaching{};
    int inside = 0;
    for (LevelSpell const& spell : spells) {
      for (int k = 0; k < 3; ++k) reaching[static_cast<std::size_t>(k)] += spell.peak >= k + 2 ? 1 : 0;
      inside += spell.months;
      length[static_cast<std::size_t>(std::clamp(spell.peak - 2, 0, 2))].add(std::log(spell.months));
      trend.add(2 * spell.begin < months ? -1 : 1);
    }
    for (int const count : reaching) statistics.push_back(std::sqrt(count));
    statistics.push_back(std::sqrt(inside));
    add_relapses(spells, months, relapse);
    std::vector<double> const onsets = yearly_onsets(spells, months);
    MeanAndVariance const spread = spread_of(onsets);
    within.mean += spread.mean;
    within.variance += spread.variance;
    for (std::size_t year = 0; year < onsets.size(); ++year) yearly[year] += onsets[year];
  }
  for (std::size_t k = 0; k < per_dispute; ++k) statistics.push_back(spread_between(statistics, k, by_dispute.size()));
  for (SteadyMean const& mean : length) statistics.push_back(mean.value());
  statistics.push_back(relapse.value());
  statistics.push_back(dispersion(spread_of(yearly)));
  statistics.push_back(dispersion(within));
  statistics.push_back(trend.value());
  return statistics;
}

std::vector<std::string> record_statistic_names(std::vector<std::string> const& disputes) {
  std::vector<std::string> names;
  for (std::string const& dispute : disputes) {
    for (char const* const what : of_dispute) names.push_back(fmt::format("sqrt_{}[{}]", what, dispute));
  }
  for (char const* const what : of_dispute) names.push_back(fmt::format("spread_of_{}", what));
  for (char const* const name : {"log_length_peak_2", "log_length_peak_3", "log_length_peak_4", "relapse_60",
                                 "dispersion_together", "dispersion_within", "trend"})
    names.emplace_back(name);
  return names;
}

}  // namespace detente
